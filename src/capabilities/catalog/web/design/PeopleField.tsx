import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { findPeople } from '../../../../core/people/web/data.ts'

type Named = { id: string; name: string }
type PeopleFieldProps = {
  label: string
  value: string[]
  known: readonly Named[]
  onChange: (ids: string[]) => void
}

const DEBOUNCE_MS = 150
const PEOPLE_MAX = 20

/** Some people, by name; the server searches. Those chosen before are `known`. */
export function PeopleField({ label, value, known, onChange }: PeopleFieldProps) {
  const [typed, setTyped] = useState('')
  const [met, setMet] = useState<readonly Named[]>(known)
  const [q] = useDebouncedValue(typed, DEBOUNCE_MS)
  const { data = [] } = useQuery({
    queryKey: ['people', 'picker', q],
    queryFn: () => findPeople(q),
    placeholderData: keepPreviousData,
  })
  const chosen = [...met, ...known].filter(
    ({ id }, index, all) => value.includes(id) && all.findIndex((each) => each.id === id) === index,
  )
  const choices = [...chosen, ...data.filter(({ id }) => !chosen.some((each) => each.id === id))]
  return (
    <MultiSelect
      label={label}
      searchable
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      maxValues={PEOPLE_MAX}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      onChange={(ids) => {
        setMet(choices.filter(({ id }) => ids.includes(id)))
        onChange(ids)
      }}
    />
  )
}
