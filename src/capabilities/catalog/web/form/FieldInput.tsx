import { Checkbox, Stack } from '@mantine/core'
import { Suspense } from 'react'
import { ChoiceField, SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { findWorkstations, ListPicker, SearchPicker, usePlaces } from '../../../tickets/web/index.ts'
import type { Answer, Field } from '../../form.ts'
import { findColleagues } from '../data.ts'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import { FilesInput } from './FilesInput.tsx'
import { OptionalLabel } from './OptionalLabel.tsx'

const CHOICES_SHOWN_MAX = 7

export type FieldInputProps = {
  field: Field
  value: Answer | null | undefined
  names: Readonly<Record<string, string>>
  today: string
  error: string | undefined
  onChange: (value: Answer | null, names?: Record<string, string>) => void
}

/** One question of a form with the control that fits its kind. */
export function FieldInput(props: FieldInputProps) {
  switch (props.field.type) {
    case 'text':
    case 'long_text':
    case 'application':
    case 'number':
    case 'date':
      return <TypedInput {...props} />
    case 'yes_no':
    case 'one_of':
    case 'several_of':
      return <ChosenInput {...props} />
    case 'person':
    case 'place':
    case 'workstation':
      return (
        <Suspense>
          <PickedInput {...props} />
        </Suspense>
      )
    case 'files':
      return <FilesInput {...props} />
    case 'section':
      return null
  }
}

/** What all controls share: the words of the question, whether it may be left out, and what is wrong. */
function useWords({ field, error }: FieldInputProps) {
  const said = useSaid()
  const help = said(field.help)
  return {
    label: said(field.label),
    required: field.is_required === true,
    ...(help ? { hint: help } : {}),
    ...(error ? { error } : {}),
  }
}

const length_max = { text: 200, application: 200, long_text: 5000 } as const

function TypedInput(props: FieldInputProps) {
  const { field, value, onChange, today } = props
  const words = useWords(props)
  const shared = {
    ...words,
    'data-field': field.key,
    value: value === null || value === undefined ? '' : String(value),
  }
  if (field.type === 'number')
    return (
      <TextField
        {...shared}
        type="number"
        inputMode="decimal"
        step="any"
        {...(field.unit ? { rightSection: field.unit, rightSectionWidth: 14 + field.unit.length * 9 } : {})}
        onChange={(event) =>
          onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
        }
      />
    )
  if (field.type === 'date')
    return (
      <TextField
        {...shared}
        type="date"
        {...(field.date === 'from_today' || field.date === 'after_today' ? { min: today } : {})}
        {...(field.date === 'until_today' ? { max: today } : {})}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    )
  const maxLength = length_max[field.type as keyof typeof length_max]
  if (field.type === 'long_text')
    return (
      <TextAreaField
        {...shared}
        maxLength={maxLength}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  return (
    <TextField
      {...shared}
      maxLength={maxLength}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function ChosenInput(props: FieldInputProps) {
  const t = useCatalogT()
  const said = useSaid()
  const { field, value, onChange } = props
  const { label, hint, error, required } = useWords(props)
  const words = { label, required, ...(hint ? { hint } : {}), ...(error ? { error } : {}) }
  const options = (field.options ?? []).map((option) => ({ value: option.key, label: said(option.label) }))
  if (field.type === 'yes_no')
    return (
      <ChoiceField
        {...words}
        options={[
          { value: 'yes', label: t('catalog.form.yes') },
          { value: 'no', label: t('catalog.form.no') },
        ]}
        value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined}
        onChange={(chosen) => onChange(chosen === 'yes')}
      />
    )
  if (field.type === 'several_of')
    return (
      <Checkbox.Group
        label={<OptionalLabel label={label} isOptional={!required} />}
        description={hint}
        error={error}
        value={Array.isArray(value) ? value : []}
        onChange={(chosen) => onChange(chosen)}
      >
        <Stack gap="xs" mt="xs">
          {options.map((option) => (
            <Checkbox key={option.value} value={option.value} label={option.label} />
          ))}
        </Stack>
      </Checkbox.Group>
    )
  if (options.length > CHOICES_SHOWN_MAX)
    return (
      <SelectField
        {...words}
        data={[{ value: '', label: t('catalog.form.choose') }, ...options]}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    )
  return (
    <ChoiceField
      {...words}
      options={options}
      value={typeof value === 'string' ? value : undefined}
      onChange={(chosen) => onChange(chosen)}
    />
  )
}

function PickedInput(props: FieldInputProps) {
  const t = useCatalogT()
  const places = usePlaces()
  const { field, value, names, onChange } = props
  const { label, hint, error, required } = useWords(props)
  const id = typeof value === 'string' ? value : undefined
  const shared = {
    label: required ? label : `${label} ${t('catalog.form.optional')}`,
    ...(hint ? { hint } : {}),
    error,
    value:
      id === undefined ? null : { id, name: names[id] ?? places.find((each) => each.id === id)?.name ?? '…' },
    isClearable: !required,
    onChange: (choice: { id: string; name: string } | null) =>
      onChange(choice?.id ?? null, choice ? { [choice.id]: choice.name } : {}),
  }
  if (field.type === 'place')
    return <ListPicker {...shared} choices={places} placeholder={t('catalog.form.typePlace')} />
  if (field.type === 'workstation')
    return (
      <SearchPicker
        {...shared}
        id="workstations"
        find={findWorkstations}
        placeholder={t('catalog.form.typeDevice')}
      />
    )
  return (
    <SearchPicker
      {...shared}
      id="colleagues"
      find={findColleagues}
      placeholder={t('catalog.form.typeName')}
    />
  )
}
