import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SelectField } from '../../../web/kit/fields.tsx'
import { findPeople, type Named } from './data.ts'
import { useOrganizationT } from './useOrganizationT.ts'

type PersonPickerProps = {
  label: string
  value: Named | null
  onChange: (person: Named | null) => void
  error?: string | undefined
  hint?: string
  isClearable?: boolean
}

const DEBOUNCE_MS = 150

/** A person by name, address or phone; the server searches. */
export function PersonPicker({ label, value, onChange, error, hint, isClearable }: PersonPickerProps) {
  const t = useOrganizationT()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed === value?.name ? '' : typed, DEBOUNCE_MS)
  const { data = [] } = useQuery({
    queryKey: ['people', 'picker', q],
    queryFn: () => findPeople(q),
    placeholderData: keepPreviousData,
  })
  const choices = [
    ...(value && !data.some(({ id }) => id === value.id) ? [{ ...value, note: '' }] : []),
    ...data.map((person) => ({
      id: person.id,
      name: person.name,
      note: [person.title, person.department?.name].filter(Boolean).join(' · '),
    })),
  ]
  return (
    <Select
      label={label}
      description={hint}
      error={error}
      placeholder={t('organization.pick.person')}
      data={choices.map(({ id, name, note }) => ({ value: id, label: note ? `${name} (${note})` : name }))}
      value={value?.id ?? null}
      onChange={(id) => {
        const chosen = choices.find((choice) => choice.id === id)
        onChange(chosen ? { id: chosen.id, name: chosen.name } : null)
      }}
      searchable
      clearable={isClearable ?? false}
      clearButtonProps={{ tabIndex: -1, 'aria-hidden': true }}
      allowDeselect={false}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={t('organization.pick.none')}
      maxDropdownHeight={280}
    />
  )
}

type ListFieldProps = {
  label: string
  list: readonly Named[] | undefined
  value: string | null
  onChange: (id: string | null) => void
  /** What choosing nothing means, in words. */
  none?: string
  error?: string | undefined
  hint?: string
}

/** One entry of a list that is at hand, or none. */
export function ListField({ label, list, value, onChange, none, error, hint }: ListFieldProps) {
  const t = useOrganizationT()
  return (
    <SelectField
      label={label}
      {...(hint ? { hint } : {})}
      {...(error ? { error } : {})}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: '', label: none ?? t('organization.pick.nothing') },
        ...(list ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
