import { IconX } from '@tabler/icons-react'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { useCatalogItems, useCategories, usePlaces, useTeams } from '../data/directory.ts'
import type { QueueSearch } from '../data/queue.ts'
import type { TicketRow } from '../data/ticket.ts'
import { useTicketsT } from '../useTicketsT.ts'
import type { Change } from './FilterBar.tsx'
import styles from './Queue.module.css'
import { targetChips } from './target-chips.ts'

/** The filters that are set, each with a way to take it off. */
export function FilterChips({ search, change }: { search: QueueSearch; change: Change }) {
  const t = useTicketsT()
  const chips = useChips(search)
  if (chips.length === 0) return null
  const allOff = Object.assign({}, ...chips.map((chip) => emptied(chip.off))) as Partial<QueueSearch>
  return (
    <div className={styles.chips}>
      {chips.map((chip) => (
        <button
          key={chip.key}
          type="button"
          className={styles.chip}
          aria-label={t('tickets.queue.removeFilter', { name: chip.name })}
          onClick={() => change(chip.off)}
        >
          {chip.name}
          <IconX size={13} aria-hidden />
        </button>
      ))}
      <button type="button" className={styles.clear} onClick={() => change(allOff)}>
        {t('tickets.queue.clearFilters')}
      </button>
    </div>
  )
}

function emptied(off: Partial<QueueSearch>): Partial<QueueSearch> {
  return Object.fromEntries(Object.keys(off).map((key) => [key, undefined]))
}

export type Chip = { key: string; name: string; off: Partial<QueueSearch> }

function useChips(search: QueueSearch): Chip[] {
  const t = useTicketsT()
  const { locale } = useFormat()
  const teams = useTeams()
  const categories = useCategories()
  const places = usePlaces()
  const items = useCatalogItems()
  const nameOf = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((each) => each.id === id)?.name ?? '…'
  const chips: Chip[] = []
  const many = <K extends 'state' | 'kind' | 'team' | 'place' | 'item' | 'priority'>(
    key: K,
    name: (value: string) => string,
  ) => {
    for (const value of (search[key] ?? []) as (string | number)[])
      chips.push({
        key: `${key} ${value}`,
        name: name(String(value)),
        off: { [key]: (search[key] as (string | number)[]).filter((each) => each !== value) },
      })
  }
  many('state', (value) => t(`tickets.state.${value as TicketRow['state']}`))
  many('priority', (value) => t(`tickets.priority.${value as '1'}`))
  many('kind', (value) => t(`tickets.kind.${value as TicketRow['kind']}`))
  many('team', (value) => nameOf(teams, value))
  many('place', (value) => nameOf(places, value))
  many('item', (value) => nameOf(items, value))
  if (search.owner?.length) chips.push({ key: 'owner', name: t('tickets.field.owner'), off: { owner: [] } })
  if (search.subject)
    chips.push({ key: 'subject', name: nameOf(categories, search.subject), off: { subject: '' } })
  for (const key of ['application', 'tag'] as const)
    if (search[key]) chips.push({ key, name: search[key], off: { [key]: '' } })
  if (search.requester)
    chips.push({ key: 'requester', name: t('tickets.field.requester'), off: { requester: '' } })
  if (search.open_parts)
    chips.push({ key: 'open_parts', name: t('tickets.queue.openParts'), off: { open_parts: undefined } })
  if (search.created_from || search.created_to)
    chips.push({
      key: 'created',
      name: t('tickets.field.created'),
      off: { created_from: '', created_to: '' },
    })
  if (search.created_weekday !== undefined || search.created_hour !== undefined)
    chips.push({
      key: 'hour',
      name: hourOfWeek(locale, search.created_weekday, search.created_hour),
      off: { created_weekday: undefined, created_hour: undefined },
    })
  if (search.resolved_from || search.resolved_to)
    chips.push({
      key: 'resolved',
      name: t('tickets.state.resolved'),
      off: { resolved_from: '', resolved_to: '' },
    })
  chips.push(...targetChips(search, t, (weekday, hour) => hourOfWeek(locale, weekday, hour)))
  if (search.category?.length)
    chips.push({ key: 'category', name: search.category.join(', '), off: { category: [] } })
  if (search.code?.length) chips.push({ key: 'code', name: search.code.join(', '), off: { code: [] } })
  return chips
}

/** An hour of the week in a few letters; the days of that week begin with Monday. */
function hourOfWeek(locale: string, weekday: number | undefined, hour: number | undefined): string {
  const parts = {
    ...(weekday === undefined ? {} : { weekday: 'short' as const }),
    ...(hour === undefined ? {} : { hour: 'numeric' as const }),
  }
  const names = new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' })
  return names.format(Date.UTC(2026, 0, 4 + (weekday ?? 1), hour ?? 0))
}
