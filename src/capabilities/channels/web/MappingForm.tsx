import { Button } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { ColumnTable } from './ColumnTable.tsx'
import type { ImportRun, Mapping, Policy, Ready } from './data.ts'
import styles from './imports.module.css'
import { changePolicy, mappingFile, nameKinds, setMember } from './mapping.ts'
import { useChannelsT } from './useChannelsT.ts'

export type MappingFormProps = {
  run: ImportRun
  mapping: Mapping
  ready: Ready
  onChange: (mapping: Mapping) => void
}

/** How the columns and values of the file become tickets: everything that a mapping file can say, as a form. */
export function MappingForm(props: MappingFormProps) {
  const t = useChannelsT()
  return (
    <>
      <section className={styles.section} aria-labelledby="import-mapping">
        <h2 id="import-mapping">{t('channels.mapping.title')}</h2>
        <p className={styles.dim}>{t('channels.mapping.note')}</p>
        <MappingFiles {...props} />
        <FileMembers {...props} />
      </section>
      <ColumnTable {...props} />
      <Policies {...props} />
    </>
  )
}

function MappingFiles({ mapping, ready, onChange }: MappingFormProps) {
  const t = useChannelsT()
  const input = useRef<HTMLInputElement>(null)
  const [refusal, setRefusal] = useState('')
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(mappingFile(mapping))
    link.download = `${mapping.origin}.mapping.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const load = async (file: File | undefined) => {
    if (!file) return
    try {
      const value = JSON.parse(await file.text()) as Mapping
      if (value.format !== 'wardline-import/1' || !Array.isArray(value.columns)) throw new Error('no mapping')
      setRefusal('')
      onChange(value)
    } catch {
      setRefusal(t('channels.mapping.notOne', { name: file.name }))
    }
  }
  return (
    <>
      <div className={styles.fields}>
        <SelectField
          label={t('channels.mapping.ready')}
          value=""
          onChange={(event) => {
            const found = ready.rows.find((row) => row.key === event.currentTarget.value)
            if (found) onChange(found.mapping)
          }}
          data={[
            { value: '', label: t('channels.mapping.chooseReady') },
            ...ready.rows.map((row) => ({ value: row.key, label: row.mapping.name })),
          ]}
        />
      </div>
      <div className={styles.actions}>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} onClick={save}>
          {t('channels.mapping.save')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconUpload size={18} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {t('channels.mapping.load')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          onChange={(event) => {
            void load(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </div>
      {refusal && (
        <p role="alert" className={styles.failure}>
          {refusal}
        </p>
      )}
    </>
  )
}

const sources = ['snapshot', 'event-log', 'conversation'] as const

function FileMembers({ run, mapping, onChange }: MappingFormProps) {
  const t = useChannelsT()
  const names = run.shape.columns.map((column) => column.name)
  const column = (key: 'key' | 'time' | 'sequence' | 'actor', isNeeded = false) => (
    <SelectField
      label={t(`channels.mapping.${key}`)}
      required={isNeeded}
      value={mapping[key] ?? ''}
      onChange={(event) => onChange(setMember(mapping, key, event.currentTarget.value))}
      data={[
        ...(isNeeded ? [] : [{ value: '', label: t('channels.mapping.none') }]),
        ...withMissing(names, mapping[key]),
      ]}
    />
  )
  const isOfChanges = mapping.source !== 'snapshot'
  return (
    <div className={styles.fields} style={{ marginTop: 20 }}>
      <SelectField
        label={t('channels.mapping.source')}
        value={mapping.source}
        onChange={(event) => onChange({ ...mapping, source: event.currentTarget.value as Mapping['source'] })}
        data={sources.map((value) => ({ value, label: t(`channels.source.${value}`) }))}
      />
      {column('key', true)}
      {isOfChanges && column('time', true)}
      {isOfChanges && column('sequence')}
      {isOfChanges && column('actor')}
      <TextField
        label={t('channels.mapping.pattern')}
        hint={t('channels.mapping.patternHint')}
        value={mapping.dates.pattern}
        onChange={(event) =>
          onChange({ ...mapping, dates: { ...mapping.dates, pattern: event.currentTarget.value } })
        }
      />
      <TextField
        label={t('channels.mapping.zone')}
        hint={t('channels.mapping.zoneHint')}
        value={mapping.dates.zone}
        onChange={(event) =>
          onChange({ ...mapping, dates: { ...mapping.dates, zone: event.currentTarget.value } })
        }
      />
      <TextField
        label={t('channels.mapping.unknown')}
        hint={t('channels.mapping.unknownHint')}
        defaultValue={(mapping.unknown ?? []).join(', ')}
        onBlur={(event) => onChange({ ...mapping, unknown: listOf(event.currentTarget.value) })}
      />
      <TextField
        label={t('channels.mapping.titleTemplate')}
        hint={t('channels.mapping.titleHint')}
        value={mapping.titleTemplate ?? ''}
        onChange={(event) => onChange(setMember(mapping, 'titleTemplate', event.currentTarget.value))}
      />
      <TextField
        label={t('channels.mapping.origin')}
        hint={t('channels.mapping.originHint')}
        value={mapping.origin}
        onChange={(event) => onChange({ ...mapping, origin: event.currentTarget.value })}
      />
    </div>
  )
}

/** A mapping that was loaded may name a column that this file lacks; it must show, not silently be another. */
function withMissing(names: readonly string[], present: string | undefined): string[] {
  return present === undefined || names.includes(present) ? [...names] : [present, ...names]
}

function listOf(words: string): string[] {
  return words
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
}

const deeds = ['create', 'leave-empty', 'map-to'] as const

function Policies({ mapping, onChange }: MappingFormProps) {
  const t = useChannelsT()
  return (
    <section className={styles.section} aria-labelledby="import-missing">
      <h2 id="import-missing">{t('channels.policy.title')}</h2>
      <p className={styles.dim}>{t('channels.policy.note')}</p>
      <div className={styles.fields}>
        {nameKinds.map((kind) => {
          const policy: Policy = mapping.missing?.[kind] ?? { do: 'leave-empty' }
          const name = t(`channels.names.${kind}`)
          return (
            <div key={kind}>
              <SelectField
                label={name}
                value={policy.do}
                onChange={(event) =>
                  onChange(changePolicy(mapping, kind, policyOf(event.currentTarget.value)))
                }
                data={deeds.map((value) => ({ value, label: t(`channels.policy.${value}`) }))}
              />
              {policy.do === 'map-to' && (
                <TextField
                  label={t('channels.policy.name', { kind: name })}
                  value={policy.name}
                  onChange={(event) =>
                    onChange(changePolicy(mapping, kind, { do: 'map-to', name: event.currentTarget.value }))
                  }
                />
              )}
            </div>
          )
        })}
      </div>
    </section>
  )
}

function policyOf(deed: string): Policy {
  if (deed === 'map-to') return { do: 'map-to', name: '' }
  return { do: deed === 'create' ? 'create' : 'leave-empty' }
}
