/** The settings of one source of alerts. */
import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { SelectField, SwitchField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { type Source, sourcesQuery } from './connect-data.ts'
import { sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { categoriesQuery, teamsQuery } from './mail-data.ts'
import { bodyOf, draftOf, type MappingField, mappingFields, type SourceDraft } from './source-draft.ts'
import { useChannelsT } from './useChannelsT.ts'

type FormProps = {
  source?: Source
  onDone: (added?: { id: string; name: string; secret: string }) => void
}

export function SourceForm({ source, onDone }: FormProps) {
  const t = useChannelsT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<SourceDraft>(() => draftOf(source))
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const change = (next: Partial<SourceDraft>) => setDraft((before) => ({ ...before, ...next }))
  const save = async () => {
    const body = bodyOf(draft)
    if (source) {
      const params = { path: { id: source.id } }
      await ask(api.PUT('/api/alerts/sources/{id}', { params, body: { ...body, version: source.version } }))
      return undefined
    }
    const added = await confirmed(() => ask(api.POST('/api/alerts/sources', { body })))
    return { ...added, name: body.name }
  }
  const submit = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const added = await save()
      await queries.invalidateQueries({ queryKey: sourcesQuery.queryKey })
      toast.show(t('channels.alerts.saved'), 'success')
      onDone(added)
    } catch (error) {
      if (!(error instanceof ProblemError && error.type === 'step-up-needed')) setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={styles.mail}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className={styles.fields}>
        <Routing draft={draft} change={change} />
        <Damping draft={draft} change={change} />
      </div>
      <Levels draft={draft} change={change} problem={problem} />
      <MappingFields draft={draft} change={change} />
      {problem !== undefined && (
        <p role="alert" className={styles.failure}>
          {sentenceOf(problem) || t('channels.failed')}
        </p>
      )}
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={isBusy}>
          {t('channels.alerts.save')}
        </Button>
        <Button variant="default" onClick={() => onDone()}>
          {t('channels.mail.cancel')}
        </Button>
      </Group>
    </form>
  )
}

type PartProps = { draft: SourceDraft; change: (next: Partial<SourceDraft>) => void }

function Routing({ draft, change }: PartProps) {
  const t = useChannelsT()
  const teams = useQuery(teamsQuery).data ?? []
  const categories = useQuery(categoriesQuery).data ?? []
  const choices = (rows: readonly { id: string; name: string }[]) => [
    { value: '', label: t('channels.mail.none') },
    ...rows.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      <TextField
        label={t('channels.alerts.name')}
        required
        maxLength={100}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <SelectField
        label={t('channels.mail.team')}
        data={choices(teams)}
        value={draft.team_id}
        onChange={(event) => change({ team_id: event.currentTarget.value })}
      />
      <SelectField
        label={t('channels.mail.category')}
        data={choices(categories)}
        value={draft.category_id}
        onChange={(event) => change({ category_id: event.currentTarget.value })}
      />
      <SwitchField
        label={t('channels.alerts.on')}
        checked={draft.is_on}
        onChange={(event) => change({ is_on: event.currentTarget.checked })}
      />
    </>
  )
}

function Damping({ draft, change }: PartProps) {
  const t = useChannelsT()
  return (
    <>
      <SelectField
        label={t('channels.alerts.onOver')}
        data={(['note', 'resolve'] as const).map((value) => ({
          value,
          label: t(`channels.alerts.onOver_${value}`),
        }))}
        value={draft.on_over}
        onChange={(event) => change({ on_over: event.currentTarget.value as SourceDraft['on_over'] })}
      />
      {(['quiet_minutes', 'storm_max'] as const).map((field) => (
        <TextField
          key={field}
          type="number"
          label={t(`channels.alerts.${field}`)}
          hint={t(`channels.alerts.${field}Hint`)}
          required
          min={field === 'storm_max' ? 1 : 0}
          max={field === 'storm_max' ? 1000 : 1440}
          value={draft[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      ))}
      <TextField
        label={t('channels.alerts.groupBy')}
        hint={t('channels.alerts.groupByHint')}
        value={draft.group_by}
        onChange={(event) => change({ group_by: event.currentTarget.value })}
      />
    </>
  )
}

function Levels({ draft, change, problem }: PartProps & { problem: unknown }) {
  const t = useChannelsT()
  const fields = problem instanceof ProblemError ? [...problem.fields] : []
  const wrong = fields.find(([pointer]) => pointer.includes('/severities'))
  return (
    <TextAreaField
      mt="md"
      label={t('channels.alerts.severities')}
      hint={t('channels.alerts.severitiesHint')}
      {...(wrong ? { error: wrong[1] } : {})}
      value={draft.severities}
      onChange={(event) => change({ severities: event.currentTarget.value })}
    />
  )
}

function MappingFields({ draft, change }: PartProps) {
  const t = useChannelsT()
  const set = (field: MappingField, value: string) =>
    change({ mapping: { ...draft.mapping, [field]: value } })
  return (
    <details className={styles.folds}>
      <summary>{t('channels.alerts.mapping')}</summary>
      <p className={styles.dim}>{t('channels.alerts.mappingHint')}</p>
      <div className={styles.fields}>
        {mappingFields.map((field) => (
          <TextField
            key={field}
            label={t(`channels.alerts.field.${field}`)}
            placeholder={field === 'over' ? 'ok, resolved' : `/${field}`}
            value={draft.mapping[field]}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        ))}
      </div>
    </details>
  )
}
