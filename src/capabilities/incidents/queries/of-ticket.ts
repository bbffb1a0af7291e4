import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { inside, seesInside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { aspectsOf, readsTickets } from '../../tickets/index.ts'
import { likeness, type Named, namedOf } from '../alike.ts'
import { type IncidentState, openStates, partOf } from '../lifecycle.ts'
import { worksOnIncidents } from '../policy.ts'
import { PublicIncident, Reasons, State } from './shapes.ts'
import { publicIncidents } from './status.ts'

const incidents_max = 20

const Mentioned = Type.Object({ id: Id, number: Type.Integer(), title: Type.String(), state: State })
const Offered = Type.Object({ ...Mentioned.properties, because: Reasons })

/**
 * The major incident that a ticket is part of. Its requester gets what all staff may know; those who work on
 * incidents get it from the first suspicion on, and the ones that it looks like.
 */
export const ofTicket = reader({
  name: 'incidents.of_ticket',
  summary: 'The major incident that a ticket is part of, and those that it looks like.',
  path: '/api/tickets/:id/incidents',
  params: Body({ id: Id }),
  output: Type.Object({
    status: Type.Array(PublicIncident, { description: 'At most one.' }),
    part_of: Type.Array(Mentioned, { description: 'At most one.' }),
    alike: Type.Array(Offered),
    may_propose: Type.Boolean(),
    may_link: Type.Boolean(),
  }),
  permits: readsTickets,
  run: async ({ tx, actor, params }) => {
    const ticket = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
    )
    if (!ticket) throw notFound('This ticket')
    const isOfIt = sql`exists (select from core.link k where k.org_id = r.org_id and k.from_id = ${ticket.id} and k.to_id = r.id and k.type = ${partOf})`
    const status = await tx.all(publicIncidents(actor, isOfIt))
    const works = worksOnIncidents(actor) && seesInside(actor, ticket)
    if (!works) return { status, part_of: [], alike: [], may_propose: false, may_link: false }
    const part_of = await tx.all(
      sql<Static<typeof Mentioned>>`select r.id, r.number, r.title, r.state from core.record r
        where r.kind = 'major_incident' and ${visible(actor, 'major_incident')} and ${isOfIt} limit 1`,
    )
    const isOpen = ticket.category !== 'done'
    const alike = part_of.length === 0 && isOpen ? await offered(tx, actor, ticket.id) : []
    const isFree = part_of.length === 0 && isOpen
    return { status, part_of, alike, may_propose: isFree, may_link: isFree && may(actor, 'tickets.link') }
  },
})

/** The open incidents that the ticket looks like; as many queries for twenty of them as for one. */
async function offered(tx: Tx, actor: Actor, ticketId: string): Promise<Static<typeof Offered>[]> {
  const records = await tx.all(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.kind = 'major_incident' and r.state = any(${[...openStates]}::text[])
      and ${visible(actor, 'major_incident')} and ${inside(actor, 'major_incident')} order by r.created_at desc limit ${incidents_max}`,
  )
  if (records.length === 0) return []
  const named = await namedOf(tx, records)
  const [[aspects], words] = await tx.many(
    aspectsOf(tx.orgId, [ticketId]),
    wordsShared(tx.orgId, ticketId, named),
  )
  const shared = new Map(words.map((row) => [row.at, row.words]))
  return records.flatMap(({ id, number, title, state }, at) => {
    const names = named[at] as Named
    const because = likeness(
      {
        is_application: names.applications.some(
          (name) => name.toLowerCase() === aspects?.application?.toLowerCase(),
        ),
        is_category: names.categoryIds.some((each) => aspects?.category_ids.includes(each)),
        is_place: names.placeIds.some((each) => each === aspects?.place_id),
        words: shared.get(at) ?? 0,
      },
      names,
    )
    return because.length > 0 ? [{ id, number, title, state: state as IncidentState, because }] : []
  })
}

/** How many of the conditions of each incident the ticket's words fulfil, by the incident's place in the list. */
function wordsShared(orgId: string, ticketId: string, named: readonly Named[]) {
  const conditions = named.flatMap(({ queries }, at) => queries.map((query) => ({ at, query })))
  return raw<{ at: number; words: number }>(
    `select q.at, count(*)::int as words from unnest($3::int[], $4::text[]) q(at, condition)
     where exists (select from core.search_entry e where e.org_id = $1 and e.entry_id = $2 and e.words @@ q.condition::tsquery)
     group by q.at`,
    [orgId, ticketId, conditions.map(({ at }) => at), conditions.map(({ query }) => query)],
  )
}
