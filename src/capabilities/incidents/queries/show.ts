import { sql } from 'kysely'
import type { Static } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import { head } from '../../../core/execute.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { readingOf } from '../../../core/records/restriction.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { type Registry, reader } from '../../../core/registry.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { linkedPlaces } from '../../tickets/index.ts'
import { type IncidentRow, incidentRow } from '../incident.ts'
import { type IncidentState, partOf } from '../lifecycle.ts'
import { leads, worksOnIncidents } from '../policy.ts'
import { type Duty, type Entry, IncidentPage, type ReviewAction, type Round } from './show-page.ts'

const entries_max = 500

/** For everybody who works on major incidents. Who does not is told that there is no such page. */
export const show = reader({
  name: 'incidents.show',
  summary: 'The command view of a major incident.',
  path: '/api/incidents/:id',
  tellsReading: true,
  params: Body({ id: Id }),
  output: IncidentPage,
  permits: worksOnIncidents,
  run: async ({ app, tx, actor, params }) => {
    const id = params.id ?? ''
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'major_incident'
        and ${visible(actor, 'major_incident')} and ${inside(actor, 'major_incident')}`,
    )
    if (!record) throw notFound('This major incident')
    if (record.restriction !== null)
      await tx.many(readingOf(actor, record, 'page', app.clock.now().toISOString()))
    const [rows, places, duties, entries, byPlace, rounds, actions, extras] = await tx.many(
      incidentRow(tx.orgId, id),
      placesOf(tx.orgId, id),
      dutiesOf(tx.orgId, id),
      entriesOf(tx.orgId, id),
      linkedPlaces(tx.orgId, id, partOf),
      roundsOf(tx.orgId, id),
      actionsOf(actor, id),
      extrasOf(tx.orgId, id),
    )
    // A record of this kind has its row from the first moment on, and the last query answers one row always.
    const row = rows[0] as IncidentRow
    const { followers, recurring, proposed_by } = extras[0] as Extras
    const { reminded_of: _, ...incident } = row
    return {
      ...incident,
      ...head(record),
      state: record.state as IncidentState,
      title: record.title,
      created_at: record.created_at,
      restriction: record.restriction,
      proposed_by,
      places,
      duties,
      entries,
      counts: {
        tickets: byPlace.reduce((sum, each) => sum + each.tickets, 0),
        open: byPlace.reduce((sum, each) => sum + each.open, 0),
        followers,
        recurring,
      },
      by_place: byPlace,
      rounds,
      actions,
      may: await actionsOpen(app.registry, tx, actor, record),
    }
  },
})

/** What only those may who lead it; the actions ask the same again. */
const forLeaders = [
  'incidents.edit',
  'incidents.publish',
  'incidents.give_duty',
  'incidents.resolve_tickets',
  'incidents.decline_action',
]

async function actionsOpen(registry: Registry, tx: Tx, actor: Actor, record: RecordRow): Promise<string[]> {
  const isLeading = await leads(tx, actor, record.id)
  const names: string[] = []
  for (const action of registry.recordActions.values()) {
    if (action.life.kind !== record.kind || !action.permits(actor, record)) continue
    if (forLeaders.includes(action.name) && !isLeading) continue
    if (action.move === undefined || openMoves(action.life, record.state).includes(action.move))
      names.push(action.name)
  }
  if (may(actor, 'tickets.link')) names.push('incidents.link_tickets')
  return names
}

function placesOf(orgId: string, id: string): Raw<{ id: string; name: string }> {
  return raw(
    `select p.id, p.name from incidents.affected_place a join core.place p on p.org_id = a.org_id and p.id = a.place_id
     where a.org_id = $1 and a.incident_id = $2 order by p.name`,
    [orgId, id],
  )
}

function dutiesOf(orgId: string, id: string): Raw<Static<typeof Duty>> {
  return raw(
    `select d.role, d.began_at, d.ended_at, json_build_object('id', p.id, 'name', p.name) as person, json_build_object('id', g.id, 'name', g.name) as given_by
     from incidents.duty d join core.person p on p.org_id = d.org_id and p.id = d.person_id join core.person g on g.org_id = d.org_id and g.id = d.given_by
     where d.org_id = $1 and d.incident_id = $2 order by d.began_at, d.role limit 200`,
    [orgId, id],
  )
}

// Hundreds of links would bury what was decided; their number is shown beside the timeline.
function entriesOf(orgId: string, id: string): Raw<Static<typeof Entry>> {
  return raw(
    `select e.id, e.at, e.action, e.data, m.id as message_id, m.body, u.reporter_body,
       case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as by
     from core.event e left join core.person a on a.org_id = e.org_id and a.id = e.actor_id
     left join core.message m on m.org_id = e.org_id and m.record_id = e.record_id and m.id = (e.data ->> 'message')::uuid and e.action <> 'incidents.redact'
     left join incidents.update u on u.org_id = m.org_id and u.id = m.id
     where e.org_id = $1 and e.record_id = $2 and e.action not in ('tickets.link', 'tickets.unlink')
     order by e.at desc, e.id desc limit ${entries_max}`,
    [orgId, id],
  )
}

function roundsOf(orgId: string, id: string): Raw<Static<typeof Round>> {
  return raw(
    `select o.id, o.created_at as at, o.code, count(t.ticket_id)::int as tickets,
       (count(*) filter (where t.is_done and t.refused is null))::int as done, (count(*) filter (where t.refused is not null))::int as refused
     from incidents.round o left join incidents.round_ticket t on t.org_id = o.org_id and t.round_id = o.id
     where o.org_id = $1 and o.incident_id = $2 group by o.id, o.created_at, o.code order by o.created_at desc limit 100`,
    [orgId, id],
  )
}

// A ticket of the review that the reader may not see is not named.
function actionsOf(actor: Actor, id: string) {
  return sql<Static<typeof ReviewAction>>`
    select a.id, a.title, a.due_on::text as due_on, a.declined_why, json_build_object('id', p.id, 'name', p.name) as owner,
      case when a.ticket_id is not null then (select json_build_object('id', r.id, 'number', r.number, 'state', r.state) from core.record r where r.id = a.ticket_id and ${visible(actor, 'ticket')}) end as ticket
    from incidents.review_action a join core.person p on p.org_id = a.org_id and p.id = a.owner_id
    where a.org_id = ${actor.orgId} and a.incident_id = ${id} order by a.created_at, a.id limit 100`
}

type Extras = { followers: number; recurring: number; proposed_by: { id: string; name: string } }

function extrasOf(orgId: string, id: string): Raw<Extras> {
  return raw(
    `select (select count(*)::int from core.watcher w where w.org_id = $1 and w.record_id = $2) as followers,
       (select count(*)::int from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id and r.category <> 'done'
          where k.org_id = $1 and k.to_id = $2 and k.type = '${partOf}' and exists (
            select from core.event e where e.org_id = $1 and e.record_id = r.id and e.at >= i.resolved_at and e.action = 'tickets.reopen')) as recurring,
       json_build_object('id', p.id, 'name', p.name) as proposed_by
     from incidents.incident i join core.person p on p.org_id = i.org_id and p.id = i.proposed_by where i.org_id = $1 and i.id = $2`,
    [orgId, id],
  )
}
