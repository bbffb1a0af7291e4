/** Keeps the tickets of each past day together for the reports, in the background. */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { type Raw, raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { packDay } from './cells.ts'
import { type CellRow, cellRows } from './rows.ts'

// A write that was begun so long ago is over: it holds the clock's time of its beginning.
const writes_minutes_max = 5
const window_days = 31
const windows_max = 100

/** Runs for every organization; what is folded already and did not change stays. Safe to run twice at once. */
export async function foldFlow(app: Pick<App, 'pool' | 'clock'>): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows) {
    await write(app.pool, id, (tx) => dropChanged(tx, app.clock.now()))
    for (let window = 0; window < windows_max; window++)
      if (!(await write(app.pool, id, (tx) => foldMissing(tx, app.clock.now())))) break
  }
}

/** The statements after which every day of the organization is folded anew: for writes of tickets with past times. */
export function forgetFlow(orgId: string): Raw<unknown>[] {
  return [lock(orgId), raw('delete from tickets.flow_day where org_id = $1', [orgId])]
}

// Folding and forgetting wait for each other, so that no day is stored from rows that were read before.
function lock(orgId: string): Raw<{ time_zone: string }> {
  return raw('select time_zone from tickets.flow_fold where org_id = $1 for update', [orgId])
}

/** The statements after which the day of one ticket is folded anew: restricted tickets are in no day, for not all see them. */
export function forgetDayOf(orgId: string, createdAt: string): Raw<unknown>[] {
  return [
    lock(orgId),
    raw(
      `delete from tickets.flow_day d using tickets.flow_fold f
       where d.org_id = $1 and f.org_id = $1 and d.day = ($2::timestamptz at time zone f.time_zone)::date`,
      [orgId, createdAt],
    ),
  ]
}

/** Drops the days whose tickets changed with times of the past and told nobody, so that they are folded anew. */
export async function checkFlow(app: Pick<App, 'pool'>): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows)
    await write(app.pool, id, async (tx) => {
      tx.send(lock(id))
      tx.send(
        raw(
          `delete from tickets.flow_day d using tickets.flow_fold f, (
             select (r.created_at at time zone o.time_zone)::date as day, count(*) as tickets, sum(r.version) as versions
             from core.record r join core.organization o on o.id = r.org_id
             where r.org_id = $1 and r.kind = 'ticket' and r.restriction is null group by 1) c
           where d.org_id = $1 and f.org_id = $1 and c.day = d.day and (c.tickets, c.versions) <> (d.tickets, d.versions)`,
          [id],
        ),
      )
    })
}

/** Days with a ticket that changed since the last time are dropped, and the mark moves on. */
async function dropChanged(tx: Tx, now: Date): Promise<void> {
  const until = new Date(now.getTime() - writes_minutes_max * 60_000).toISOString()
  tx.send(
    raw(
      `insert into tickets.flow_fold (org_id, time_zone, folded_at)
       select id, time_zone, $2 from core.organization where id = $1 on conflict do nothing`,
      [tx.orgId, until],
    ),
  )
  tx.send(lock(tx.orgId))
  tx.send(
    raw(
      `delete from tickets.flow_day d using tickets.flow_fold f, core.organization o
       where d.org_id = $1 and f.org_id = $1 and o.id = $1 and (f.time_zone <> o.time_zone or d.day in (
         select (r.created_at at time zone o.time_zone)::date from core.record r
         where r.org_id = $1 and r.kind = 'ticket' and r.updated_at >= f.folded_at))`,
      [tx.orgId],
    ),
  )
  tx.send(
    raw(
      `update tickets.flow_fold f set time_zone = o.time_zone, folded_at = greatest(f.folded_at, $2)
       from core.organization o where f.org_id = $1 and o.id = $1`,
      [tx.orgId, until],
    ),
  )
}

type Missing = { day: string; begins_s: number; from: string; to: string }

/** Folds the newest days that are missing, those of a month at most. False when none is. */
async function foldMissing(tx: Tx, now: Date): Promise<boolean> {
  const [, missing] = await tx.many(
    lock(tx.orgId),
    raw<Missing>(
      `with o as (select time_zone, ($2::timestamptz at time zone time_zone)::date as today from core.organization where id = $1),
       first as (select (min(r.created_at) at time zone o.time_zone)::date as day from core.record r, o
         where r.org_id = $1 and r.kind = 'ticket' group by o.time_zone),
       missing as (select s.day::date as day from o, first, generate_series(first.day, o.today - 1, interval '1 day') s (day)
         where not exists (select from tickets.flow_day d where d.org_id = $1 and d.day = s.day))
       select to_char(m.day, 'YYYY-MM-DD') as day, extract(epoch from m.day::timestamp at time zone o.time_zone)::bigint as begins_s,
         m.day::timestamp at time zone o.time_zone as "from", (m.day + 1)::timestamp at time zone o.time_zone as "to"
       from missing m, o where m.day > (select max(day) from missing) - ${window_days} order by m.day`,
      [tx.orgId, now.toISOString()],
    ),
  )
  const [first, last] = [missing[0], missing.at(-1)]
  if (first === undefined || last === undefined) return false
  const [{ time_zone = '' } = {}] = await tx.all(lock(tx.orgId))
  const rows = await tx.all(
    cellRows(
      time_zone,
      sql<boolean>`r.org_id = ${tx.orgId} and r.kind = 'ticket' and r.restriction is null and r.created_at >= ${first.from} and r.created_at < ${last.to}`,
    ),
  )
  const byDay = Map.groupBy(rows, (row) => row.day)
  const stored = missing.map((day) => dayRow(day, byDay.get(day.day) ?? []))
  tx.send(
    raw(
      `insert into tickets.flow_day (org_id, day, tickets, versions, resolved_last, names, cells)
       select $1, d.day, d.tickets, d.versions, to_timestamp(d.resolved_last_s), coalesce(d.names, '{}'), decode(d.cells, 'base64')
       from json_to_recordset($2::json) d (day date, tickets int, versions bigint, resolved_last_s bigint, names uuid[], cells text)
       on conflict (org_id, day) do nothing`,
      [tx.orgId, JSON.stringify(stored.filter((day) => day !== undefined))],
    ),
  )
  // A day that cannot be stored would be missing forever.
  return stored.every((day) => day !== undefined)
}

function dayRow({ day, begins_s }: Missing, cells: readonly CellRow[]) {
  const packed = packDay(begins_s, cells)
  if (packed === undefined) return undefined
  const resolved = cells.flatMap((cell) => cell.resolved_s ?? [])
  return {
    day,
    tickets: cells.length,
    versions: cells.reduce((sum, { version }) => sum + version, 0),
    resolved_last_s: resolved.length === 0 ? null : resolved.reduce((a, b) => Math.max(a, b)),
    names: packed.names,
    cells: packed.cells.toString('base64'),
  }
}
