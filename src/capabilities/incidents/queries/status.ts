import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { partOf, publicStates } from '../lifecycle.ts'
import { PublicIncident } from './shapes.ts'

type Shown = Static<typeof PublicIncident>

const history_days = 30
const incidents_max = 100
const updates_max = 100

/** What is wrong now and what was lately, for everybody who is signed in. */
export const status = reader({
  name: 'status.show',
  summary: 'What is wrong now, and what was wrong in the last 30 days.',
  path: '/api/status',
  output: Type.Object({ now: Type.Array(PublicIncident), before: Type.Array(PublicIncident) }),
  permits: () => true,
  run: async ({ tx, actor, now }) => {
    const since = new Date(Date.parse(now) - history_days * 86_400_000).toISOString()
    const rows = await tx.all(
      publicIncidents(
        actor,
        sql`(r.state = 'working' or coalesce(i.resolved_at, i.declared_at) >= ${since})`,
      ),
    )
    return {
      now: rows.filter((row) => row.state === 'working'),
      before: rows.filter((row) => row.state !== 'working'),
    }
  },
})

export const statusOf = reader({
  name: 'status.of_incident',
  summary: 'What all staff may know of one major incident.',
  path: '/api/status/:id',
  params: Body({ id: Id }),
  output: PublicIncident,
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const row = await tx.maybe(publicIncidents(actor, sql`r.id = ${params.id}`))
    if (!row) throw notFound()
    return row
  },
})

/** The query for those that were declared and that fit, newest first: their public side and nothing of the inner one. */
export function publicIncidents(actor: Actor, fits: RawBuilder<unknown>): RawBuilder<Shown> {
  return sql<Shown>`
    select r.id, r.number, r.title, r.state, i.applications, i.declared_at, i.resolved_at,
      case when r.state = 'working' then i.next_update_at end as next_update_at,
      coalesce((select array_agg(p.name order by p.name) from incidents.affected_place a join core.place p on p.org_id = a.org_id and p.id = a.place_id
        where a.org_id = r.org_id and a.incident_id = r.id), '{}') as places,
      exists (select from core.watcher w where w.org_id = r.org_id and w.record_id = r.id and w.person_id = ${actor.personId}) as is_followed,
      coalesce((select json_agg(json_build_object('id', t.id, 'number', t.number) order by t.number) from core.record t
        where t.org_id = r.org_id and t.kind = 'ticket' and t.requester_id = ${actor.personId}
          and exists (select from core.link k where k.org_id = t.org_id and k.from_id = t.id and k.to_id = r.id and k.type = ${partOf})), '[]') as own_tickets,
      coalesce((select json_agg(json_build_object('id', u.id, 'at', u.created_at, 'state', u.state, 'body', u.body) order by u.created_at desc, u.id desc)
        from (select u.id, u.created_at, u.state, m.body from incidents.update u join core.message m on m.org_id = u.org_id and m.id = u.id
          where u.org_id = r.org_id and u.incident_id = r.id order by u.created_at desc, u.id desc limit ${sql.raw(String(updates_max))}) u), '[]') as updates
    from core.record r join incidents.incident i on i.org_id = r.org_id and i.id = r.id
    where r.kind = 'major_incident' and ${visible(actor, 'major_incident')} and r.state = any(${[...publicStates]}::text[]) and i.declared_at is not null and ${fits}
    order by i.declared_at desc, r.id desc limit ${sql.raw(String(incidents_max))}`
}
