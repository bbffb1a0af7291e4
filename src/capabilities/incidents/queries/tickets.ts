import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { readPlace, writePlace } from '../../../core/notifications/place.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, NullableText, NullableTime, Page, PageQuery, Time } from '../../../platform/http/schema.ts'
import { linkedTickets, ticketsAlike } from '../../tickets/index.ts'
import { likeness, namedOf } from '../alike.ts'
import { incidentOf } from '../incident.ts'
import { openStates, partOf } from '../lifecycle.ts'
import { worksOnIncidents } from '../policy.ts'
import { Reasons } from './shapes.ts'

const alike_max = 50
/** Reports of an outage come in before somebody calls it one. */
const before_hours = 6

const Ticket = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  category: Type.String(),
  created_at: Time,
  resolved_at: NullableTime,
  requester: NullableText,
  place: NullableText,
  reopened_count: Type.Integer(),
  linked_at: Time,
})

/** The incident, for those who work on major incidents; a 404 problem for everybody else. */
export async function requireInside(tx: Tx, actor: Actor, id: string): Promise<RecordRow> {
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'major_incident'
      and ${visible(actor, 'major_incident')} and ${inside(actor, 'major_incident')}`,
  )
  if (!record) throw notFound('This major incident')
  return record
}

export const tickets = reader({
  name: 'incidents.tickets',
  summary: 'The tickets that are part of it and that one works on, latest first.',
  path: '/api/incidents/:id/tickets',
  params: Body({ id: Id }),
  query: Type.Object(PageQuery, { additionalProperties: false }),
  output: Page(Ticket),
  permits: worksOnIncidents,
  run: async ({ tx, actor, params, query }) => {
    const record = await requireInside(tx, actor, params.id ?? '')
    const limit = query.limit ?? 50
    const after = query.after === undefined ? undefined : readPlace(query.after)
    const rows = await tx.all(
      linkedTickets(actor, { recordId: record.id, type: partOf, after, limit: limit + 1 }),
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? writePlace(last.linked_at, last.id) : null }
  },
})

const Alike = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  created_at: Time,
  place: NullableText,
  application: NullableText,
  because: Reasons,
})

export const alike = reader({
  name: 'incidents.alike',
  summary: 'Open tickets that look like the incident and are not part of one, newest first.',
  path: '/api/incidents/:id/alike',
  params: Body({ id: Id }),
  output: Type.Object({ rows: Type.Array(Alike) }),
  permits: worksOnIncidents,
  run: async ({ tx, actor, params }) => {
    const record = await requireInside(tx, actor, params.id ?? '')
    if (!openStates.some((state) => state === record.state)) return { rows: [] }
    const incident = await incidentOf(tx, record.id)
    const [named] = await namedOf(tx, [record])
    if (named === undefined) return { rows: [] }
    const since = new Date(Date.parse(incident.began_at) - before_hours * 3_600_000).toISOString()
    const found = await tx.all(ticketsAlike(actor, { ...named, since, unlinked: partOf }))
    const rows: Static<typeof Alike>[] = []
    for (const { is_application, is_category, is_place, words, ...ticket } of found) {
      const because = likeness({ is_application, is_category, is_place, words }, named)
      if (because.length > 0 && rows.length < alike_max) rows.push({ ...ticket, because })
    }
    return { rows }
  },
})
