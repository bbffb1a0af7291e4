import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Competency, competenciesQuery } from './data.ts'
import { useTrainingT } from './useTrainingT.ts'

type Chosen = Pick<Competency, 'id' | 'code' | 'name' | 'levels'>
type Props = { value: Chosen | null; onChange: (competency: Chosen | null) => void; error?: string }

const debounce_ms = 150
const shown_max = 90

/** A competency by code or name; the server searches. */
export function CompetencyPicker({ value, onChange, error }: Props) {
  const t = useTrainingT()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(value && typed === labelOf(value) ? '' : typed, debounce_ms)
  const found =
    useInfiniteQuery(competenciesQuery(q.trim() ? { q: q.trim() } : {})).data?.pages[0]?.rows ?? []
  const choices: Chosen[] = [...(value && !found.some(({ id }) => id === value.id) ? [value] : []), ...found]
  return (
    <Select
      label={t('training.column.competency')}
      placeholder={t('training.competencies.search')}
      error={error}
      data={choices.map((each) => ({ value: each.id, label: labelOf(each) }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(choices.find((each) => each.id === id) ?? null)}
      searchable
      clearable
      clearButtonProps={{ tabIndex: -1, 'aria-hidden': true }}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={t('training.competencies.none')}
      maxDropdownHeight={280}
    />
  )
}

function labelOf({ code, name }: Chosen): string {
  const text = `${code} ${name}`.trim()
  return text.length > shown_max ? `${text.slice(0, shown_max)}…` : text
}
