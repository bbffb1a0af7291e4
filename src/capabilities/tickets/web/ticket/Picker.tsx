import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
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
  const wanted = typed === props.value?.name ? '' : typed
  const [q] = useDebouncedValue(wanted, DEBOUNCE_MS)
  const {
    data = [],
    isPlaceholderData,
    isPending,
  } = useQuery({
    queryKey: ['picker', id, q],
    queryFn: () => find(q),
    staleTime: 30_000,
    placeholderData: (before) => before,
  })
  // Until the answer for these words is here, what is shown is held to them, so that Enter takes nobody else.
  const isSettled = q === wanted && !isPlaceholderData && !isPending
  return <Field {...props} choices={data} onSearch={setTyped} typed={wanted} isSettled={isSettled} />
}

type FieldProps = PickerProps & {
  choices: readonly Choice[]
  onSearch?: (typed: string) => void
  typed?: string
  isSettled?: boolean
}

function Field(props: FieldProps) {
  const { value, choices, onSearch, typed, isSettled, onChange } = props
  // Enter was pressed before the answer came: the first of it is taken when it is there.
  const isWaiting = useRef(false)
  useEffect(() => {
    if (!isSettled || !isWaiting.current) return
    isWaiting.current = false
    if (choices[0]) onChange(choices[0])
  }, [isSettled, choices, onChange])
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
      // Nothing was found only where something was looked for.
      nothingFoundMessage={typed === '' ? undefined : '–'}
      // In place, so that it belongs to the part of the page that it serves; fixed, so that nothing cuts it off.
      comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
      maxDropdownHeight={280}
      {...(onSearch ? { onSearchChange: onSearch } : {})}
      {...(isSettled ? { filter: ({ options }) => options } : {})}
      // Before the list's own key: while it is renewed, what it takes need not be what it shows as marked.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !typed) return
        event.preventDefault()
        event.stopPropagation()
        const list = document.getElementById(event.currentTarget.getAttribute('aria-controls') ?? '')
        const marked = list?.querySelector<HTMLElement>('[data-combobox-selected]')
        if (marked) return marked.click()
        // The list was renewed since the last key, so none is marked in it: the first one is meant.
        const first = isSettled ? choices[0] : choices.find((choice) => holds(choice.name, typed))
        if (first) props.onChange(first)
        else isWaiting.current = !isSettled
      }}
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

function holds(name: string, words: string): boolean {
  return name.toLowerCase().includes(words.trim().toLowerCase())
}
