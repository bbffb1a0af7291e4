import { ActionIcon, Button, MultiSelect, Popover, Stack, TextInput } from '@mantine/core'
import { IconDownload, IconFilter, IconSearch } from '@tabler/icons-react'
import { type Ref, useEffect, useState } from 'react'
import { CheckboxField, TextField } from '../../../../web/kit/fields.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { useCatalogItems, useCategories, usePlaces, useTeams } from '../data/directory.ts'
import { filterCount, type QueueSearch } from '../data/queue.ts'
import { levels } from '../look.tsx'
import { ListPicker, PersonPicker } from '../ticket/Picker.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import { exportHref } from './export-href.ts'
import styles from './Queue.module.css'
import { SaveView } from './SaveView.tsx'

export type Change = (change: Partial<QueueSearch>, options?: { isTyping?: boolean }) => void
type FilterBarProps = { search: QueueSearch; change: Change; searchField: Ref<HTMLInputElement> }

const states = [
  'new',
  'open',
  'waiting_on_requester',
  'waiting_on_vendor',
  'waiting_on_approval',
  'scheduled',
  'resolved',
  'closed',
  'cancelled',
  'merged',
] as const
const kinds = ['incident', 'service_request', 'question', 'problem'] as const
const TYPING_MS = 250

/** Words, filters, and what may be done with the whole list. All of it is in the address. */
export function FilterBar({ search, change, searchField }: FilterBarProps) {
  const t = useTicketsT()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const count = filterCount(search)
  return (
    <>
      <SearchField search={search} change={change} ref={searchField} />
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        width={320}
        withinPortal
      >
        <Popover.Target>
          <Button
            variant={count > 0 ? 'light' : 'default'}
            leftSection={<IconFilter size={16} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {count > 0 ? t('tickets.queue.filters', { count }) : t('tickets.queue.filter')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('tickets.queue.filter')} className={styles.filters}>
          <Filters search={search} change={change} />
        </Popover.Dropdown>
      </Popover>
      {may('views.save') && (count > 0 || search.q || search.columns) && <SaveView search={search} />}
      <ActionIcon
        component="a"
        href={exportHref(search)}
        download
        aria-label={t('tickets.queue.export')}
        title={t('tickets.queue.export')}
      >
        <IconDownload size={18} aria-hidden />
      </ActionIcon>
    </>
  )
}

function SearchField({
  search,
  change,
  ref,
}: {
  search: QueueSearch
  change: Change
  ref: Ref<HTMLInputElement>
}) {
  const t = useTicketsT()
  const [typed, setTyped] = useState(search.q ?? '')
  // The words of the address win when it was changed elsewhere, such as by Back.
  const [seen, setSeen] = useState(search.q)
  if (seen !== search.q) {
    setSeen(search.q)
    if ((search.q ?? '') !== typed.trim()) setTyped(search.q ?? '')
  }
  useEffect(() => {
    if (typed.trim() === (search.q ?? '')) return
    const timer = setTimeout(() => change({ q: typed.trim() }, { isTyping: true }), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, search.q, change])
  return (
    <TextInput
      ref={ref}
      className={styles.search}
      aria-label={t('tickets.queue.search')}
      placeholder={t('tickets.queue.search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      aria-keyshortcuts="/"
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        setTyped('')
        event.currentTarget.blur()
      }}
    />
  )
}

type FiltersProps = { search: QueueSearch; change: Change }

function Filters(props: FiltersProps) {
  const t = useTicketsT()
  return (
    <Stack gap="xs">
      <ListFilters {...props} />
      <OneFilters {...props} />
      <CheckboxField
        label={t('tickets.queue.openParts')}
        checked={props.search.open_parts === true}
        onChange={(event) => props.change({ open_parts: event.currentTarget.checked || undefined })}
      />
    </Stack>
  )
}

/** Of which several may be chosen. */
function ListFilters({ search, change }: FiltersProps) {
  const t = useTicketsT()
  const teams = useTeams()
  const items = useCatalogItems()
  return (
    <>
      <Many
        label={t('tickets.field.state')}
        value={search.state ?? []}
        data={states.map((value) => ({ value, label: t(`tickets.state.${value}`) }))}
        onChange={(state) => change({ state: state as NonNullable<QueueSearch['state']> })}
      />
      <Many
        label={t('tickets.field.priority')}
        value={(search.priority ?? []).map(String)}
        data={levels.map((level) => ({ value: String(level), label: t(`tickets.priority.${level}`) }))}
        onChange={(priority) => change({ priority: priority.map(Number) })}
      />
      <Many
        label={t('tickets.field.kind')}
        value={search.kind ?? []}
        data={kinds.map((value) => ({ value, label: t(`tickets.kind.${value}`) }))}
        onChange={(kind) => change({ kind: kind as NonNullable<QueueSearch['kind']> })}
      />
      <Many
        label={t('tickets.field.team')}
        value={search.team ?? []}
        data={teams.map((team) => ({ value: team.id, label: team.name }))}
        onChange={(team) => change({ team })}
      />
      {items.length > 0 && (
        <Many
          label={t('tickets.field.item')}
          value={search.item ?? []}
          data={items.map((item) => ({ value: item.id, label: item.name }))}
          onChange={(item) => change({ item })}
        />
      )}
    </>
  )
}

/** Of which one is chosen. */
function OneFilters({ search, change }: FiltersProps) {
  const t = useTicketsT()
  const categories = useCategories()
  const places = usePlaces()
  const [tag, setTag] = useState(search.tag ?? '')
  const [owner, setOwner] = useState<{ id: string; name: string } | null>(null)
  return (
    <>
      <PersonPicker
        label={t('tickets.field.owner')}
        value={owner}
        placeholder={t('tickets.queue.any')}
        isClearable
        onChange={(choice) => {
          setOwner(choice)
          change({ owner: choice ? [choice.id] : [] })
        }}
      />
      <ListPicker
        label={t('tickets.field.subject')}
        value={categories.find((each) => each.id === search.subject) ?? null}
        choices={categories}
        placeholder={t('tickets.queue.any')}
        isClearable
        onChange={(choice) => change({ subject: choice?.id ?? '' })}
      />
      <ListPicker
        label={t('tickets.field.place')}
        value={places.find((each) => each.id === search.place?.[0]) ?? null}
        choices={places}
        placeholder={t('tickets.queue.any')}
        isClearable
        onChange={(choice) => change({ place: choice ? [choice.id] : [] })}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change({ tag: tag.trim() })
        }}
      >
        <TextField
          label={t('tickets.queue.tag')}
          value={tag}
          maxLength={60}
          onChange={(event) => setTag(event.currentTarget.value)}
          onBlur={() => tag.trim() !== (search.tag ?? '') && change({ tag: tag.trim() })}
        />
      </form>
    </>
  )
}

type ManyProps = {
  label: string
  value: string[]
  data: { value: string; label: string }[]
  onChange: (value: string[]) => void
}

function Many({ label, value, data, onChange }: ManyProps) {
  const t = useTicketsT()
  return (
    <MultiSelect
      label={label}
      value={value}
      data={data}
      onChange={onChange}
      searchable={data.length > 8}
      placeholder={value.length === 0 ? t('tickets.queue.any') : ''}
      comboboxProps={{ withinPortal: false }}
      clearable={false}
    />
  )
}
