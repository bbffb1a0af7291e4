import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Choice, findPeople, findWorkstations, personNote } from '../data/directory.ts'
import styles from './Picker.module.css'

type PickerProps = {
  label: string
  hint?: string
  value: Choice | null
  onChange: (choice: Choice | null) => void
  error?: string | undefined
  placeholder?: string
  isClearable?: boolean
  isLabelHidden?: boolean
  isOpenAtOnce?: boolean
  autoFocus?: boolean
}

const SHOWN_MAX = 50
const DEBOUNCE_MS = 150

/** One of a list that is at hand: filtered while typing. */
export function ListPicker({ choices, ...props }: PickerProps & { choices: readonly Choice[] }) {
  return <Field {...props} choices={choices} />
}

/** A person by name, phone or address; the server searches. Those given as `first` stand at the top before typing. */
export function PersonPicker({
  teamId,
  first,
  ...props
}: PickerProps & { teamId?: string; first?: readonly Choice[] }) {
  const find = async (q: string): Promise<Choice[]> => {
    const people = await findPeople(q, { ...(teamId && !q ? { teamId } : {}) })
    const found = people.map((person) => ({ id: person.id, name: person.name, note: personNote(person) }))
    return q
      ? found
      : [...(first ?? []), ...found.filter((each) => !first?.some((known) => known.id === each.id))]
  }
  return <SearchPicker {...props} id={`people ${teamId ?? ''}`} find={find} />
}

export function WorkstationPicker(props: PickerProps) {
  return <SearchPicker {...props} id="workstations" find={findWorkstations} />
}

/** One of more than a page could hold: asked from the server while typing. */
export function SearchPicker({
  id,
  find,
  ...props
}: PickerProps & { id: string; find: (q: string) => Promise<readonly Choice[]> }) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed === props.value?.name ? '' : typed, DEBOUNCE_MS)
  const { data = [] } = useQuery({
    queryKey: ['picker', id, q],
    queryFn: () => find(q),
    staleTime: 30_000,
    placeholderData: (before) => before,
  })
  return <Field {...props} choices={data} onSearch={setTyped} />
}

function Field(props: PickerProps & { choices: readonly Choice[]; onSearch?: (typed: string) => void }) {
  const { value, choices, onSearch } = props
  const all = value && !choices.some((choice) => choice.id === value.id) ? [value, ...choices] : choices
  const byId = new Map(all.map((choice) => [choice.id, choice]))
  return (
    <Select
      label={props.isLabelHidden ? undefined : props.label}
      aria-label={props.isLabelHidden ? props.label : undefined}
      description={props.hint}
      error={props.error}
      placeholder={props.placeholder}
      data={all.map((choice) => ({ value: choice.id, label: choice.name }))}
      value={value?.id ?? null}
      onChange={(id) => props.onChange(id ? (byId.get(id) ?? null) : null)}
      searchable
      clearable={props.isClearable ?? false}
      clearButtonProps={{ tabIndex: -1, 'aria-hidden': true }}
      allowDeselect={false}
      limit={SHOWN_MAX}
      data-autofocus={props.autoFocus || undefined}
      autoFocus={props.autoFocus ?? false}
      defaultDropdownOpened={props.isOpenAtOnce ?? false}
      selectFirstOptionOnChange
      nothingFoundMessage="–"
      comboboxProps={{ withinPortal: true }}
      maxDropdownHeight={280}
      {...(onSearch ? { onSearchChange: onSearch, filter: ({ options }) => options } : {})}
      renderOption={({ option }) => (
        <span className={styles.option}>
          <span>{option.label}</span>
          {byId.get(option.value)?.note && (
            <span className={styles.note}>{byId.get(option.value)?.note}</span>
          )}
        </span>
      )}
    />
  )
}
