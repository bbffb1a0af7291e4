import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { hazardStates, safetyLife, type safetyStates } from '../lifecycle.ts'
import { permitsSafety, settingOf, settingRow } from '../setting.ts'
import { EventRow, eventTables, Named, rowColumns, withLevel } from './list.ts'

const parts_max = 500

const Note = Type.Object({ id: Id, author: Named, body: Type.String(), created_at: Time })
const TimelineEvent = Type.Object({
  id: Id,
  at: Time,
  actor: Nullable(Named),
  action: Type.String(),
  data: Type.Record(Type.String(), Type.Unknown()),
})
const HazardName = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(hazardStates),
})
const Reading = Type.Object({ by: Named, at: Time, times: Type.Integer() })

export const EventPage = Type.Object({
  ...EventRow.properties,
  description: Type.String(),
  findings: NullableText,
  reason: NullableText,
  reporter: Named,
  ticket: Type.Union([
    Type.Object({ id: Id, number: Type.Integer(), title: Type.String() }),
    Type.Null({ description: 'The reader may not see the ticket.' }),
  ]),
  hazards: Type.Array(HazardName),
  notes: Type.Array(Note),
  events: Type.Array(TimelineEvent),
  readings: Type.Array(Reading, { description: 'Who has read this page, the latest first.' }),
  moves: Type.Array(OneOf(Object.keys(safetyLife.moves) as (keyof typeof safetyLife.moves)[])),
})
type EventPage = Static<typeof EventPage>
type Head = Omit<EventPage, 'level' | 'hazards' | 'notes' | 'events' | 'readings' | 'moves'>

/** One event with all that was written about it. That somebody read it is kept, and shown to the others. */
export const show = reader({
  name: 'safety.show',
  summary: 'A safety event with its notes, hazards and timeline, and who has read it.',
  path: '/api/safety-events/:id',
  params: Body({ id: Id }),
  output: EventPage,
  permits: permitsSafety,
  run: async ({ tx, actor, params, now }) => {
    const id = params.id ?? ''
    const [heads, settings] = await tx.many(headOf(actor, id, now), settingRow(tx.orgId))
    const head = heads[0]
    if (!head) throw notFound('This safety event')
    const [, readings, hazards, notes, events] = await tx.many(
      audit(actor, now, 'safety.show', {}, id),
      readingsOf(tx.orgId, id),
      hazardsOf(actor, id),
      notesOf(tx.orgId, id),
      timelineOf(tx.orgId, id, head.reported_at),
    )
    const moves = openMoves(safetyLife, head.state as (typeof safetyStates)[number])
    return { ...withLevel(head, settingOf(settings).matrix), hazards, notes, events, readings, moves }
  },
})

function headOf(actor: Actor, id: string, now: string) {
  return sql<Head>`select h.*, e.description, e.findings, e.reason,
      json_build_object('id', p.id, 'name', p.name) as reporter,
      (select json_build_object('id', r.id, 'number', r.number, 'title', r.title) from core.record r where r.id = e.ticket_id and ${visible(actor, 'ticket')}) as ticket
    from (select ${rowColumns(now)} from ${eventTables(actor)} and r.id = ${id}) h
    join safety.event e on e.org_id = ${actor.orgId} and e.id = h.id
    join core.person p on p.org_id = e.org_id and p.id = e.reported_by`
}

function readingsOf(orgId: string, id: string) {
  return sql<Static<typeof Reading>>`
    select json_build_object('id', p.id, 'name', p.name) as by, max(a.at) as at, count(*)::int as times
    from core.audit a join core.person p on p.org_id = a.org_id and p.id = a.actor_id
    where a.org_id = ${orgId} and a.record_id = ${id} and a.action = 'safety.show'
    group by p.id, p.name order by max(a.at) desc, p.id limit ${sql.lit(parts_max)}`
}

function hazardsOf(actor: Actor, id: string) {
  return sql<Static<typeof HazardName>>`
    select r.id, r.number, r.title, r.state from safety.hazard_record k
    join core.record r on r.org_id = k.org_id and r.id = k.hazard_id
    where k.org_id = ${actor.orgId} and k.record_id = ${id} and ${visible(actor, 'hazard')} order by r.number limit ${sql.lit(parts_max)}`
}

function notesOf(orgId: string, id: string) {
  return sql<Static<typeof Note>>`
    select n.id, json_build_object('id', p.id, 'name', p.name) as author, n.body, n.created_at
    from safety.note n join core.person p on p.org_id = n.org_id and p.id = n.author_id
    where n.org_id = ${orgId} and n.event_id = ${id} order by n.created_at, n.id limit ${sql.lit(parts_max)}`
}

/** What happened to a record of this capability, oldest first. */
export function timelineOf(orgId: string, id: string, since: string) {
  return sql<Static<typeof TimelineEvent>>`
    select v.id, v.at, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as actor, v.action, v.data
    from core.event v left join core.person p on p.org_id = v.org_id and p.id = v.actor_id
    where v.org_id = ${orgId} and v.record_id = ${id} and v.at >= ${since} order by v.at, v.id limit ${sql.lit(parts_max)}`
}
