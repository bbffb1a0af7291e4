/** Time that was noted: corrected by who noted it, summed up by person and ticket. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Text, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { insideTicket } from '../inside-ticket.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksOnTickets, worksWith } from '../policy.ts'
import { changeTicket, ticketOf } from '../ticket.ts'

const entries_max = 500
const rows_max = 5_000
const corrections_max = 50

/** What holds of an entry `e`: its last correction, or what was noted first. */
const present = `
  from tickets.time_entry e left join lateral (
    select c.minutes, c.note, c.created_at from tickets.time_correction c where c.org_id = e.org_id and c.entry_id = e.id
    order by c.created_at desc, c.id desc limit 1) c on true`

export const correctTime = recordAction({
  name: 'tickets.correct_time',
  summary: 'Correct time that one noted oneself; what was noted first is kept.',
  life: ticketLife,
  input: Body({
    entry_id: Id,
    minutes: Type.Integer({ minimum: 0, maximum: 1440, description: '0 takes it back.' }),
    note: Type.Optional(Text(500)),
  }),
  output: Type.Object({ minutes_spent: Type.Integer() }),
  permits: worksWith('tickets.log_time'),
  run: async ({ tx, actor, input, record, now }) => {
    const entry = await tx.maybe(
      raw<{ minutes: number; note: string; times: number }>(
        `select coalesce(c.minutes, e.minutes) as minutes, coalesce(c.note, e.note) as note,
           (select count(*) from tickets.time_correction n where n.org_id = e.org_id and n.entry_id = e.id) as times ${present}
         where e.org_id = $1 and e.ticket_id = $2 and e.id = $3 and e.person_id = $4`,
        [tx.orgId, record.id, input.entry_id, actor.personId],
      ),
    )
    if (!entry) throw notFound('This entry of yours')
    if (entry.times >= corrections_max)
      throw conflict('This was corrected very often. Note the difference instead.')
    const before = await ticketOf(tx, record.id)
    const minutes_spent = before.minutes_spent + input.minutes - entry.minutes
    if (minutes_spent < 0) throw invalid('#/minutes', 'The ticket would have less than no time.')
    tx.send(
      raw(
        'insert into tickets.time_correction (org_id, id, entry_id, minutes, note, created_at) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, newId(), input.entry_id, input.minutes, input.note ?? entry.note, now],
      ),
    )
    const change = changeTicket(tx, record.id, before, { minutes_spent })
    return {
      result: { minutes_spent },
      facts: { from_minutes: entry.minutes, minutes: input.minutes, ...change },
    }
  },
})

export const timeOnTicket = reader({
  name: 'time.on_ticket',
  summary: 'The time noted on a ticket, entry by entry and summed by person.',
  path: '/api/tickets/:id/time',
  params: Body({ id: Id }),
  output: Type.Object({
    entries: Type.Array(
      Type.Object({
        id: Id,
        person: Type.String(),
        is_own: Type.Boolean(),
        minutes: Type.Integer(),
        note: Type.String(),
        created_at: Time,
        is_corrected: Type.Boolean(),
      }),
    ),
    sums: Type.Array(Type.Object({ person: Type.String(), minutes: Type.Integer() })),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const { id } = await insideTicket(tx, actor, params.id as string)
    const [entries, sums] = await tx.many(
      raw<{
        id: string
        person: string
        is_own: boolean
        minutes: number
        note: string
        created_at: string
        is_corrected: boolean
      }>(
        `select e.id, p.name as person, e.person_id = $3 as is_own, coalesce(c.minutes, e.minutes) as minutes,
           coalesce(c.note, e.note) as note, e.created_at, c.minutes is not null as is_corrected ${present}
         join core.person p on p.org_id = e.org_id and p.id = e.person_id
         where e.org_id = $1 and e.ticket_id = $2 order by e.created_at desc, e.id limit ${entries_max}`,
        [tx.orgId, id, actor.personId],
      ),
      raw<{ person: string; minutes: number }>(
        `select p.name as person, sum(coalesce(c.minutes, e.minutes))::int as minutes ${present}
         join core.person p on p.org_id = e.org_id and p.id = e.person_id
         where e.org_id = $1 and e.ticket_id = $2 group by p.id, p.name order by minutes desc, p.name`,
        [tx.orgId, id],
      ),
    )
    return { entries, sums }
  },
})

const Day = Type.String({ format: 'date' })
export const MineQuery = Body({ from: Day, to: Day })
export type MineQuery = Static<typeof MineQuery>
export type MineRow = {
  ticket_id: string
  number: number
  title: string
  minutes: number
  note: string
  created_at: string
}

/** One's own time on tickets that one still sees, by the days of the organization; `to` is the last day. */
export async function timeOf(tx: Tx, actor: Actor, { from, to }: MineQuery): Promise<MineRow[]> {
  if (from > to) throw invalid('#/to', 'The last day comes before the first.')
  return tx.all(
    sql<MineRow>`
      select r.id as ticket_id, r.number, r.title, coalesce(c.minutes, e.minutes) as minutes, coalesce(c.note, e.note) as note, e.created_at
      ${sql.raw(present)} join core.record r on r.org_id = e.org_id and r.id = e.ticket_id join core.organization g on g.id = e.org_id
      where e.org_id = ${actor.orgId} and e.person_id = ${actor.personId} and ${visible(actor, 'ticket')}
        and e.created_at >= ${from}::date::timestamp at time zone g.time_zone
        and e.created_at < (${to}::date + 1)::timestamp at time zone g.time_zone
      order by e.created_at, e.id limit ${sql.raw(String(rows_max))}`,
  )
}

export const myTime = reader({
  name: 'time.mine',
  summary: 'One’s own time between two days, entry by entry and summed by ticket.',
  path: '/api/time',
  query: MineQuery,
  output: Type.Object({
    total_minutes: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        ticket_id: Id,
        number: Type.Integer(),
        title: Type.String(),
        minutes: Type.Integer(),
        note: Type.String(),
        created_at: Time,
      }),
    ),
    tickets: Type.Array(
      Type.Object({ ticket_id: Id, number: Type.Integer(), title: Type.String(), minutes: Type.Integer() }),
    ),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, query }) => {
    const rows = await timeOf(tx, actor, query)
    const tickets = new Map<string, { ticket_id: string; number: number; title: string; minutes: number }>()
    for (const { ticket_id, number, title, minutes } of rows) {
      const known = tickets.get(ticket_id)
      tickets.set(ticket_id, { ticket_id, number, title, minutes: (known?.minutes ?? 0) + minutes })
    }
    return {
      total_minutes: rows.reduce((sum, { minutes }) => sum + minutes, 0),
      rows,
      tickets: [...tickets.values()].sort((a, b) => b.minutes - a.minutes),
    }
  },
})
