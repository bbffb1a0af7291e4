import { MultiSelect, TagsInput } from '@mantine/core'
import { useT } from '../../../../web/i18n/useT.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import { type Condition, type Lists, type Named, useNamed } from '../data.ts'
import { useRulesT } from '../useRulesT.ts'
import { PeopleField } from './PeopleField.tsx'
import { states } from './WhenFields.tsx'

const fixed: Partial<Record<Condition['field'], readonly string[]>> = {
  kind: ['incident', 'service_request', 'question', 'problem'],
  priority: ['1', '2', '3', '4'],
  channel: ['portal', 'phone', 'mail', 'walk_up', 'api', 'alert', 'import'],
  state: states,
}
type ValuesFieldProps = {
  label: string
  condition: Condition
  people: readonly Named[]
  error: string | undefined
  onChange: (values: string[]) => void
}

/** What a field is compared with: chosen where there is a list, typed where there is none. */
export function ValuesField({ label, condition, people, error, onChange }: ValuesFieldProps) {
  const t = useRulesT()
  const words = useT<unknown>()
  const lists = useNamed()
  const { field, is, values } = condition
  const common = { label, error }
  if (is === 'at_least' || is === 'less_than')
    return (
      <TextField
        label={label}
        type="number"
        min={0}
        max={999_999}
        value={values[0] ?? ''}
        {...(error ? { error } : {})}
        onChange={(event) => onChange(event.currentTarget.value === '' ? [] : [event.currentTarget.value])}
      />
    )
  if (field === 'owner') return <PeopleField {...common} value={values} known={people} onChange={onChange} />
  const choices = fixed[field]
  if (choices || field in lists) {
    const data = choices
      ? choices.map((value) => ({ value, label: words(`tickets.${field}.${value}`) }))
      : offered(lists[field as keyof Lists], values)
    return <MultiSelect {...common} searchable data={data} value={values} onChange={onChange} />
  }
  return (
    <TagsInput
      {...common}
      placeholder={t('rules.edit.tagsHint')}
      maxLength={200}
      value={values}
      onChange={onChange}
    />
  )
}

/** What is not used any more is offered only where it was chosen before. */
export function offered(list: readonly (Named & { isGone: boolean })[], chosen: readonly string[]) {
  return list
    .filter(({ id, isGone }) => !isGone || chosen.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
}
