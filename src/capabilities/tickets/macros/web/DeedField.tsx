import { TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useT } from '../../../../web/i18n/useT.ts'
import { SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { templatesQuery } from '../../checklists/web/data.ts'
import { useCategories, useTeams } from '../../web/data/directory.ts'
import { PersonPicker } from '../../web/ticket/Picker.tsx'
import type { MacroDeed, Named } from './data.ts'
import styles from './macros.module.css'
import { example, inner, told } from './TextFields.tsx'
import { type MacrosKey, useMacrosT } from './useMacrosT.ts'

export const kinds = ['incident', 'service_request', 'question', 'problem'] as const
const moves = ['start', 'ask', 'wait_vendor', 'resume', 'resolve', 'close', 'cancel'] as const
const codes = ['fixed', 'workaround', 'answered', 'taught', 'duplicate', 'no_fault', 'declined'] as const

export type FieldName = Exclude<keyof MacroDeed, 'do'>
type DeedFieldProps = {
  name: FieldName
  deed: MacroDeed
  people: readonly Named[]
  error: string
  onChange: (deed: MacroDeed) => void
}

/** One field of a step. */
export function DeedField({ name, deed, people, error, onChange }: DeedFieldProps) {
  const t = useMacrosT()
  const choices = useChoices(name)
  const set = (value: string | number | string[] | undefined) => {
    const { [name]: _former, ...rest } = deed
    const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    onChange((isEmpty ? rest : { ...rest, [name]: value }) as MacroDeed)
  }
  const common = { label: t(`macros.edit.${name}` as MacrosKey), error }
  if (choices)
    return (
      <SelectField
        {...common}
        value={String(deed[name] ?? '')}
        data={[{ value: '', label: t('macros.edit.none') }, ...choices]}
        onChange={(event) => {
          const { value } = event.currentTarget
          set(name === 'priority' && value !== '' ? Number(value) : value)
        }}
      />
    )
  if (name === 'days')
    return (
      <TextField
        {...common}
        type="number"
        min={1}
        max={365}
        value={deed.days ?? ''}
        onChange={(event) => set(Math.floor(Number(event.currentTarget.value)) || undefined)}
      />
    )
  if (name === 'tags')
    return (
      <TagsInput
        {...common}
        placeholder={t('macros.edit.tagsHint')}
        maxTags={20}
        maxLength={60}
        value={deed.tags ?? []}
        onChange={set}
      />
    )
  if (name === 'person_id') {
    const known = people.find(({ id }) => id === deed.person_id)
    return (
      <PersonPicker
        {...common}
        value={deed.person_id ? (known ?? { id: deed.person_id, name: '…' }) : null}
        onChange={(choice) => set(choice?.id)}
        isClearable
      />
    )
  }
  return <StepText deed={deed} error={error} onChange={set} />
}

/** What can be chosen in a field; nothing where it is typed. */
function useChoices(name: FieldName): { value: string; label: string }[] | undefined {
  const t = useMacrosT()
  const words = useT<unknown>()
  const teams = useTeams()
  const categories = useCategories()
  const { data: lists } = useQuery({ ...templatesQuery, enabled: name === 'template_id' })
  const named = (list: readonly Named[]) => list.map(({ id, name: label }) => ({ value: id, label }))
  const said = (values: readonly string[], key: string) =>
    values.map((value) => ({ value, label: words(`${key}.${value}`) }))
  switch (name) {
    case 'team_id':
      return named(teams)
    case 'category_id':
      return named(categories)
    case 'template_id':
      return named(lists?.rows ?? [])
    case 'kind':
      return said(kinds, 'tickets.kind')
    case 'priority':
      return said(['1', '2', '3', '4'], 'tickets.priority')
    case 'move':
      return moves.map((value) => ({ value, label: t(`macros.move.${value}`) }))
    case 'code':
      return said(codes, 'tickets.code')
    default:
      return undefined
  }
}

function StepText({
  deed,
  error,
  onChange,
}: {
  deed: MacroDeed
  error: string
  onChange: (text: string) => void
}) {
  const t = useMacrosT()
  const label =
    { escalate: 'reason', set_priority: 'reason', follow_up: 'noteText' }[deed.do as string] ?? 'text'
  return (
    <div className={styles.wide}>
      <TextAreaField
        label={t(`macros.edit.${label}` as MacrosKey)}
        hint={t('macros.edit.placeholders', { names: deed.do === 'reply' ? told : inner, example })}
        maxLength={10_000}
        error={error}
        value={deed.text ?? ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
