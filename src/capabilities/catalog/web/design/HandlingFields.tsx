import { Button, Group } from '@mantine/core'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { useCategories, useTeams } from '../../../tickets/web/index.ts'
import type { Content } from '../data.ts'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import type { PartProps } from './AboutFields.tsx'
import design from './design.module.css'

const levels = ['1', '2', '3', '4'] as const

/** What the ticket is called that a request makes, and into whose hands it comes. */
export function HandlingFields({ content, errors, change }: PartProps) {
  const t = useCatalogT()
  const teams = useTeams()
  const categories = useCategories()
  const { preset } = content
  const set = (key: keyof Content['preset'], value: string) => {
    const { [key]: _before, ...rest } = preset
    const isNumber = key === 'impact' || key === 'urgency'
    change({ preset: value ? { ...rest, [key]: isNumber ? Number(value) : value } : rest })
  }
  const select = (key: keyof Content['preset'], choices: { value: string; label: string }[]) => {
    const error = errors.get(`preset/${key}`)
    return (
      <SelectField
        label={t(`catalog.design.${key}`)}
        value={String(preset[key] ?? '')}
        data={[{ value: '', label: t('catalog.design.open') }, ...choices]}
        {...(error ? { error } : {})}
        onChange={(event) => set(key, event.currentTarget.value)}
      />
    )
  }
  const named = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  const weights = levels.map((level) => ({ value: level, label: t(`catalog.design.level_${level}`) }))
  return (
    <fieldset className={design.part}>
      <legend>{t('catalog.design.handling')}</legend>
      <TitleField content={content} errors={errors} change={change} />
      <div className={design.two}>
        {select('team_id', named(teams))}
        {select('category_id', named(categories))}
        {select('impact', weights)}
        {select('urgency', weights)}
      </div>
    </fieldset>
  )
}

function TitleField({ content, errors, change }: PartProps) {
  const t = useCatalogT()
  const said = useSaid()
  const error = errors.get('title')
  const asked = content.fields.filter(({ type }) => !['section', 'files', 'long_text'].includes(type))
  const insert = (name: string) => change({ title: `${content.title.trimEnd()} {{${name}}}`.trim() })
  return (
    <div>
      <TextField
        label={t('catalog.design.ticketTitle')}
        hint={t('catalog.design.ticketTitleHint')}
        value={content.title}
        maxLength={200}
        {...(error ? { error } : {})}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Group gap={6} mt={6}>
        <Insert label={t('catalog.design.theItem')} onInsert={() => insert('item')} />
        <Insert label={t('catalog.design.theRequester')} onInsert={() => insert('requester')} />
        {asked.map(({ key, label }) => (
          <Insert key={key} label={said(label) || key} onInsert={() => insert(key)} />
        ))}
      </Group>
    </div>
  )
}

function Insert({ label, onInsert }: { label: string; onInsert: () => void }) {
  const t = useCatalogT()
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={t('catalog.design.insert', { name: label })}
      onClick={onInsert}
    >
      {label}
    </Button>
  )
}
