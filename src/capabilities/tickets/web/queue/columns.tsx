import { IconCornerUpLeft, IconMessage } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useFormat, useNow } from '../../../../web/i18n/useFormat.tsx'
import type { Column, Sort } from '../../../../web/kit/table/types.ts'
import { VisuallyHidden } from '../../../../web/kit/VisuallyHidden.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { useIsProposedP1 } from '../../priority/web/asked.ts'
import type { QueueSearch, SortName } from '../data/queue.ts'
import type { TicketRow } from '../data/ticket.ts'
import { Age, PriorityMark, PromiseMark, StateBadge, shortSpan } from '../look.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './Queue.module.css'

/** Which order of the API a column's header asks for, and which way that order runs by itself. */
const sorts: Record<string, { name: SortName; natural: Sort['direction'] }> = {
  number: { name: 'number', natural: 'descending' },
  priority: { name: 'priority', natural: 'ascending' },
  created_at: { name: 'created', natural: 'ascending' },
  due_at: { name: 'due', natural: 'ascending' },
  last_word_at: { name: 'updated', natural: 'descending' },
}

export function sortOf(search: QueueSearch): Sort {
  const name = search.sort ?? 'updated'
  const [column = 'last_word_at', { natural } = { natural: 'descending' as const }] =
    Object.entries(sorts).find(([, sort]) => sort.name === name) ?? []
  const other = natural === 'ascending' ? 'descending' : 'ascending'
  return { column, direction: search.reverse ? other : natural }
}

export function searchOf(sort: Sort): Pick<QueueSearch, 'sort' | 'reverse'> {
  const known = sorts[sort.column]
  if (!known) return {}
  return { sort: known.name, reverse: sort.direction !== known.natural }
}

type T = ReturnType<typeof useTicketsT>

export function useQueueColumns(): Column<TicketRow>[] {
  const t = useTicketsT()
  return useMemo(() => [...whatColumns(t), ...whoColumns(t)], [t])
}

/** What it is, how it stands, and what was promised. */
function whatColumns(t: T): Column<TicketRow>[] {
  return [
    {
      key: 'number',
      header: t('tickets.field.number'),
      width: '3.75rem',
      isSortable: true,
      narrow: 'show',
      render: (row) => <span className={styles.number}>#{row.number}</span>,
    },
    {
      key: 'title',
      header: t('tickets.field.title'),
      width: 'minmax(14rem, 8fr)',
      isMain: true,
      render: (row) => (
        <span className={styles.title}>
          <Shown text={row.title} />
          {row.checklist && (
            <span className={styles.progress} title={t('tickets.checklist', row.checklist)}>
              {' '}
              <span aria-hidden>{`${row.checklist.done}/${row.checklist.total}`}</span>
              <VisuallyHidden>{t('tickets.checklist', row.checklist)}</VisuallyHidden>
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'state',
      header: t('tickets.field.state'),
      width: 'minmax(6rem, 8rem)',
      narrow: 'show',
      render: (row) => <StateBadge state={row.state} />,
    },
    {
      key: 'priority',
      header: t('tickets.field.priority'),
      width: '5rem',
      isSortable: true,
      narrow: 'show',
      render: (row) => <PriorityCell row={row} />,
    },
    {
      key: 'due_at',
      header: t('tickets.field.promise'),
      width: '7rem',
      isSortable: true,
      narrow: 'show',
      render: (row) => (
        <PromiseMark due_at={row.due_at} due_target={row.due_target} category={row.category} />
      ),
    },
    {
      key: 'created_at',
      header: t('tickets.field.age'),
      width: '3.5rem',
      isSortable: true,
      render: (row) => <Age at={row.created_at} />,
    },
  ]
}

/** Whom it is about, where, who has it, and who wrote last. */
function whoColumns(t: T): Column<TicketRow>[] {
  return [
    {
      key: 'requester',
      header: t('tickets.field.requester'),
      width: 'minmax(5.5rem, 1fr)',
      narrow: 'show',
      render: (row) => row.requester?.name ?? t('tickets.none'),
    },
    {
      key: 'place',
      header: t('tickets.field.place'),
      width: 'minmax(5rem, 1fr)',
      isHiddenAtFirst: true,
      render: (row) => row.place ?? t('tickets.none'),
    },
    {
      key: 'subject',
      header: t('tickets.field.subject'),
      width: 'minmax(5rem, 1fr)',
      isHiddenAtFirst: true,
      render: (row) => row.subject ?? t('tickets.none'),
    },
    {
      key: 'team',
      header: t('tickets.field.team'),
      width: 'minmax(5rem, 1fr)',
      isHiddenAtFirst: true,
      render: (row) => row.team?.name ?? t('tickets.noTeam'),
    },
    {
      key: 'owner',
      header: t('tickets.field.with'),
      width: 'minmax(6rem, 1fr)',
      // Who has it in hand: a person, or else the team that still has to choose one.
      render: (row) =>
        row.owner?.name ?? <span className={styles.dim}>{row.team?.name ?? t('tickets.nobody')}</span>,
    },
    {
      key: 'last_word_at',
      header: t('tickets.field.lastWord'),
      width: '7.5rem',
      isSortable: true,
      narrow: 'show',
      render: (row) => <LastWord row={row} />,
    },
  ]
}

/** When somebody wrote last, and whether it is our turn. */
function LastWord({ row }: { row: TicketRow }) {
  const t = useTicketsT()
  const format = useFormat()
  const now = useNow()
  if (row.last_word_at === null) return t('tickets.queue.noWord')
  const time = shortSpan(format, Math.max(0, (now - Date.parse(row.last_word_at)) / 1000))
  const whom = t(row.last_word_is_requester ? 'tickets.queue.fromRequester' : 'tickets.queue.fromUs')
  const Icon = row.last_word_is_requester ? IconMessage : IconCornerUpLeft
  const isOurTurn = row.last_word_is_requester && row.category !== 'done'
  return (
    <time
      dateTime={row.last_word_at}
      title={`${whom}, ${format.exact(row.last_word_at)}`}
      className={isOurTurn ? styles.theirWord : styles.lastWord}
    >
      <Icon size={15} stroke={1.8} aria-hidden />
      {time}
      <VisuallyHidden>, {whom}</VisuallyHidden>
    </time>
  )
}

/** With a word when somebody wants P1 for it: the queue is where that must be seen. */
function PriorityCell({ row }: { row: TicketRow }) {
  const t = useTicketsT()
  const isProposed = useIsProposedP1()
  if (!isProposed(row.id)) return <PriorityMark priority={row.priority} />
  return (
    <span className={styles.proposed} title={t('tickets.queue.proposedP1Long')}>
      <span aria-hidden>{t('tickets.queue.proposedP1')}</span>
      <VisuallyHidden>{t('tickets.queue.proposedP1Long')}</VisuallyHidden>
    </span>
  )
}
