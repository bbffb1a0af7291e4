/** The tickets as the reports count them, read from their own rows. */
import { type RawBuilder, sql } from 'kysely'
import type { Cell } from './cells.ts'

/** A ticket with the day on which it came in and the version of its record. */
export type CellRow = Cell & { day: string; version: number }

/** Cells of the tickets (`r`, `t`) that fulfil the condition. `team` may be kept from some. */
export function cellRows(
  timeZone: string,
  condition: RawBuilder<boolean>,
  team: RawBuilder<unknown> = sql`r.team_id`,
): RawBuilder<CellRow> {
  return sql<CellRow>`
    select c.number, c.version, c.created_s, c.answered_s, c.resolved_s, c.team, c.subject, c.place,
      to_char(c.local, 'YYYY-MM-DD') as day, extract(hour from c.local)::int as hour
    from (
      select r.number, r.version, r.created_at at time zone ${timeZone} as local, ${seconds('r.created_at')} as created_s,
        ${seconds('t.first_response_at')} as answered_s, ${seconds('t.resolved_at')} as resolved_s,
        ${team} as team, t.category_id as subject, t.place_id as place
      from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
      where ${condition}) c`
}

function seconds(column: string): RawBuilder<number> {
  return sql.raw(`floor(extract(epoch from ${column}))::bigint`)
}
