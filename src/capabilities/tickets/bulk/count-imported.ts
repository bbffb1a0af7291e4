/** The counts of what an import left in the database, by SQL alone, to compare with those of the file. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** `events` are rows of the other system's log; `reopened` and `reassigned` count tickets. */
export type ImportedCounts = {
  tickets: number
  events: number
  reopened: number
  reassigned: number
  messages: number
  publicMessages: number
  byState: Record<string, number>
  byPriority: Record<string, number>
}

type Row = { name: string; word: string | null; count: number }

/** Counts the tickets of one origin as they are now. */
export async function countImported(tx: Tx, origin: string): Promise<ImportedCounts> {
  const [totals, groups, lines, messages] = await tx.many(
    raw<{ tickets: number; reopened: number; reassigned: number }>(
      `select count(*) as tickets, count(*) filter (where reopened_count > 0) as reopened, count(*) filter (where reassigned_count > 0) as reassigned
       from tickets.ticket where org_id = $1 and imported ->> 'origin' = $2`,
      [tx.orgId, origin],
    ),
    raw<Row>(
      `select case when grouping(r.state) = 0 then 'state' else 'priority' end as name, coalesce(r.state, r.priority::text) as word, count(*) as count
       from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id
       where t.org_id = $1 and t.imported ->> 'origin' = $2 group by grouping sets ((r.state), (r.priority))`,
      [tx.orgId, origin],
    ),
    // A row of a log is in the timeline by its line and by which of several files (part) it came from; the rows of a
    // thread are counted with the ticket.
    raw<{ events: number }>(
      `select coalesce(sum(greatest(coalesce(e.lines, 0), case when m.id is null then 0 else (t.imported ->> 'rows')::int end)), 0) as events
       from tickets.ticket t
       left join (select record_id, count(distinct (data -> 'line', data -> 'part')) as lines from core.event where org_id = $1 and data ? 'line' group by record_id) e on e.record_id = t.id
       left join (select distinct record_id as id from core.message where org_id = $1 and channel = 'import') m on m.id = t.id
       where t.org_id = $1 and t.imported ->> 'origin' = $2`,
      [tx.orgId, origin],
    ),
    raw<{ messages: number; public_messages: number }>(
      `select count(*) as messages, count(*) filter (where not m.is_internal) as public_messages
       from core.message m join tickets.ticket t on t.org_id = m.org_id and t.id = m.record_id
       where m.org_id = $1 and m.channel = 'import' and t.imported ->> 'origin' = $2`,
      [tx.orgId, origin],
    ),
  )
  const named = (name: string) =>
    Object.fromEntries(
      groups.filter((row) => row.name === name).map((row) => [row.word ?? 'none', row.count]),
    )
  return {
    tickets: totals[0]?.tickets ?? 0,
    events: Number(lines[0]?.events ?? 0),
    reopened: totals[0]?.reopened ?? 0,
    reassigned: totals[0]?.reassigned ?? 0,
    messages: messages[0]?.messages ?? 0,
    publicMessages: messages[0]?.public_messages ?? 0,
    byState: named('state'),
    byPriority: named('priority'),
  }
}
