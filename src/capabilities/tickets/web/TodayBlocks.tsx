import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../web/records/masks/Shown.tsx'
import { useMay, useMe } from '../../../web/shell/session.ts'
import { type ListQuery, queueHref } from './data/queue.ts'
import type { TicketRow } from './data/ticket.ts'
import { PriorityMark, PromiseMark, StateBadge } from './look.tsx'
import styles from './TodayBlocks.module.css'
import { useTicketsT } from './useTicketsT.ts'

const LINES = 6
const LOOKED_AT = 50
type BlockProps = { title: string; query: ListQuery; keeps?: (row: TicketRow) => boolean }

/** A few tickets of a filter, and the way to all of them. */
function Block({ title, query, keeps }: BlockProps) {
  const t = useTicketsT()
  // Under the key of the counts the lists are asked again when something changed.
  const { data, isError, refetch } = useQuery({
    queryKey: ['counts', 'today', query, title],
    queryFn: () =>
      ask(api.GET('/api/tickets', { params: { query: { ...query, limit: keeps ? LOOKED_AT : LINES + 1 } } })),
  })
  const rows = (data?.rows ?? []).filter((row) => keeps?.(row) ?? true)
  return (
    <section className={styles.block}>
      <h2 className={styles.heading}>
        <AppLink href={queueHref(query)}>{title}</AppLink>
        {rows.length > 0 && (
          <span className={styles.count}>{rows.length > LINES ? `${LINES}+` : rows.length}</span>
        )}
      </h2>
      {data && <Lines rows={rows.slice(0, LINES)} />}
      {isError && !data && (
        <p role="alert" className={styles.failed}>
          {t('tickets.today.failed')}
          <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
            {t('tickets.today.retry')}
          </Button>
        </p>
      )}
      {!data && !isError && <ListSkeleton rows={2} />}
      {(rows.length > LINES || (data?.next && rows.length > 0)) && (
        <AppLink className={styles.all} href={queueHref(query)}>
          {t('tickets.today.all')}
        </AppLink>
      )}
    </section>
  )
}

function Lines({ rows }: { rows: readonly TicketRow[] }) {
  const t = useTicketsT()
  if (rows.length === 0) return <p className={styles.none}>{t('tickets.today.none')}</p>
  return (
    <ul className={styles.lines}>
      {rows.map((row) => (
        <li key={row.id} className={styles.line}>
          <AppLink href={`/desk/tickets/${row.id}`} className={styles.link}>
            <span className={styles.number}>#{row.number}</span> <Shown text={row.title} />
          </AppLink>
          <span className={styles.facts}>
            <StateBadge state={row.state} />
            {row.priority !== null && row.priority < 3 && <PriorityMark priority={row.priority} />}
            <PromiseMark due_at={row.due_at} due_target={row.due_target} category={row.category} />
            {row.requester && <span>{row.requester.name}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The requester wrote again since filing it. */
function hasAnswered(row: TicketRow): boolean {
  return row.last_word_is_requester && row.last_word_at !== null && row.last_word_at > row.created_at
}

function isLate(row: TicketRow): boolean {
  return row.due_at !== null && Date.parse(row.due_at) < Date.now()
}

/** What waits for the one who looks, what is promised, what is late, and what nobody has taken. */
export function TodayBlocks() {
  const t = useTicketsT()
  const me = useMe()
  const mine = { owner: [me.person_id] }
  const teams = new Set(me.teams.map((team) => team.id))
  // Whoever sees all also takes care of what no team has yet; whoever has no team looks at whatever it is.
  const seesAll = useMay()('tickets.read_all') || teams.size === 0
  return (
    <div className={styles.blocks}>
      <Block
        title={t('tickets.today.answered')}
        query={{ view: 'mine', sort: 'updated' }}
        keeps={hasAnswered}
      />
      <Block title={t('tickets.today.promised')} query={{ view: 'due_soon', sort: 'due', ...mine }} />
      <Block title={t('tickets.today.overdue')} query={{ view: 'overdue', sort: 'due', ...mine }} />
      <Block
        title={t('tickets.today.waits')}
        query={{ view: 'mine', sort: 'priority' }}
        keeps={(row) => row.category !== 'paused' && !hasAnswered(row) && !isLate(row)}
      />
      <Block
        title={t('tickets.today.unassigned')}
        query={{ view: 'unassigned', sort: 'priority', ...(seesAll ? {} : { team: [...teams] }) }}
        {...(teams.size > 0
          ? { keeps: (row: TicketRow) => row.team === null || teams.has(row.team.id) }
          : {})}
      />
    </div>
  )
}
