/** Job `training.find_needs`: proposes what the queue shows again and again, each night, and counts what was proposed anew. */
import type { App } from '../../../core/app.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import { appendEvent, beginning } from '../../../core/timeline/event.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { needLife } from './lifecycle.ts'
import { rateOf } from './poisson.ts'

/** Over so many days tickets are counted. */
export const window_days = 90
export const tickets_min = 4
export const people_min = 3
/** At least so many tickets for each user in that time are certain, by the lower end of the interval. */
export const rate_min = 0.05
/** So long after something big was mended what is asked about it is still put down to it. */
const fresh_days = 7
const groups_max = 500
const evidence_max = 200

export type Group = {
  application: string
  application_name: string
  category_id: string | null
  department_id: string
  tickets: number
  people: number
  users: number
  ids: string[]
}

export async function findNeeds(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgs =
    payload.org === undefined
      ? (await app.pool.query<{ id: string }>('select core.organization_ids() as id')).rows.map(
          ({ id }) => id,
        )
      : [String(payload.org)]
  const failures: unknown[] = []
  for (const org of orgs)
    try {
      await write(app.pool, org, (tx) => findNeedsIn(app, tx))
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0)
    throw new Error('Needs could not be looked for everywhere.', { cause: failures[0] })
}

/** The same for one organization, in its transaction. */
export async function findNeedsIn(app: App, tx: Tx): Promise<void> {
  const now = app.clock.now().toISOString()
  // Two runs at once would propose the same twice.
  tx.send(raw("select pg_advisory_xact_lock(hashtextextended('training.needs ' || $1::text, 0))", [tx.orgId]))
  const groups = await tx.all(raw<Group>(grouped, [tx.orgId, now]))
  const open = await tx.all(
    raw<Pick<Group, 'application' | 'category_id' | 'department_id'> & { id: string }>(
      'select id, application, category_id, department_id from training.need where org_id = $1 and ended_at is null and survey_id is null',
      [tx.orgId],
    ),
  )
  const keyOf = (of: Pick<Group, 'application' | 'category_id' | 'department_id'>) =>
    JSON.stringify([of.application, of.category_id, of.department_id])
  const idOf = new Map(open.map((need) => [keyOf(need), need.id]))
  for (const group of groups) {
    const id = idOf.get(keyOf(group))
    if (id !== undefined) recount(tx, id, group, now)
    else if (isOver(group)) recount(tx, await propose(app, tx, group, now), group, now)
    idOf.delete(keyOf(group))
  }
  // Of what is asked no more, or was explained since, nothing is left to count.
  if (groups.length < groups_max)
    tx.send(
      raw(
        `with none as (update training.need set tickets = 0, people = 0, counted_at = $3 where org_id = $1 and id = any($2::uuid[]) returning id)
         delete from training.need_ticket where org_id = $1 and need_id in (select id from none)`,
        [tx.orgId, [...idOf.values()], now],
      ),
    )
}

/** True where it is certain enough that so much is asked, by more than one or two people. */
export function isOver({ tickets, people, users }: Pick<Group, 'tickets' | 'people' | 'users'>): boolean {
  return tickets >= tickets_min && people >= people_min && (rateOf(tickets, users)?.low ?? 0) >= rate_min
}

/**
 * Taught or asked, of an application in a department; restricted tickets are in no count. What was explained is left
 * out: part of a major incident or caused by something, or about what was broken then or mended a few days before.
 * After a need ended, only what came later counts.
 */
const grouped = `
  with asked as materialized (
    select r.id, p.id as person_id, p.department_id, t.application, t.application_name, t.category_id
    from core.record r join reporting.ticket_topic t on t.org_id = r.org_id and t.ticket_id = r.id
      join core.person q on q.org_id = r.org_id and q.id = r.requester_id
      join core.person p on p.org_id = r.org_id and p.id = coalesce(q.merged_into_id, q.id)
    where r.org_id = $1 and r.kind = 'ticket' and r.restriction is null and r.state not in ('cancelled', 'merged')
      and r.created_at > $2::timestamptz - make_interval(days => ${window_days}) and r.created_at <= $2
      and (t.resolution_code = 'taught' or t.ticket_kind = 'question')
      and t.application <> '' and p.department_id is not null and p.is_active and p.kind = 'staff'
      and not exists (select from core.link k join core.record o on o.org_id = k.org_id and o.id = k.to_id
        where k.org_id = $1 and k.from_id = r.id and (k.type = 'caused_by' or (k.type = 'part_of' and o.kind = 'major_incident')))
      and not exists (select from reporting.outage o where o.org_id = $1 and t.application = any(o.applications)
        and r.created_at >= o.began_at and r.created_at < coalesce(o.resolved_at + make_interval(days => ${fresh_days}), 'infinity'))
      and not exists (select from training.need n where n.org_id = $1 and n.application = t.application and n.department_id = p.department_id
        and n.category_id is not distinct from t.category_id and n.ended_at >= r.created_at)
  ), told as (
    select application, category_id, department_id, count(*)::int as tickets, count(distinct person_id)::int as people,
      mode() within group (order by application_name) as application_name,
      (array_agg(id order by id desc))[1:${evidence_max}] as ids
    from asked a group by application, category_id, department_id
    having count(distinct person_id) >= 2 or exists (select from training.need n where n.org_id = $1 and n.ended_at is null
      and n.application = a.application and n.department_id = a.department_id and n.category_id is not distinct from a.category_id)
    order by count(*) desc, application, category_id, department_id limit ${groups_max}
  ), named as materialized (select distinct application from training.application_user where org_id = $1)
  select t.*, (select count(*)::int from core.person p where p.org_id = $1 and p.department_id = t.department_id and p.is_active and p.kind = 'staff'
    and (t.application not in (select application from named)
      or exists (select from training.application_user u where u.org_id = $1 and u.application = t.application and u.person_id = p.id)
      or exists (select from asked a where a.person_id = p.id and a.application = t.application))) as users
  from told t`

async function propose(app: App, tx: Tx, group: Group, now: string): Promise<string> {
  // The title says nothing that people wrote: what it is about stands beside it and can be taken out there.
  const record = newRecord(needLife, {
    orgId: tx.orgId,
    number: await nextNumber(tx),
    title: 'Training need',
    now,
  })
  tx.send(insertRecord(record))
  tx.send(
    raw(
      `insert into training.need (org_id, id, application, application_name, category_id, department_id, tickets, people, users, days, counted_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
      [
        tx.orgId,
        record.id,
        group.application,
        group.application_name,
        group.category_id,
        group.department_id,
        group.tickets,
        group.people,
        group.users,
        window_days,
        now,
      ],
    ),
  )
  const { id, kind, team_id, owner_id, requester_id, audience, restriction } = record
  const action = 'needs.propose'
  const facts = { tickets: group.tickets, people: group.people, users: group.users }
  tx.send(
    appendEvent({
      orgId: tx.orgId,
      recordId: id,
      at: now,
      actorId: null,
      action,
      data: { changes: beginning(record), ...facts },
    }),
  )
  const news = {
    id,
    kind,
    action,
    by: null,
    team_id,
    owner_id,
    requester_id,
    audience,
    restriction,
    isNew: true,
  }
  tx.afterCommit(() => app.live.publish({ topic: 'record', org: tx.orgId, ...news }))
  return id
}

/** What stands beside the record is counted anew without a line: the timeline tells what was decided. */
function recount(tx: Tx, id: string, group: Group, now: string): void {
  tx.send(
    raw(
      'update training.need set tickets = $3, people = $4, users = $5, days = $6, counted_at = $7, application_name = $8 where org_id = $1 and id = $2',
      [tx.orgId, id, group.tickets, group.people, group.users, window_days, now, group.application_name],
    ),
  )
  tx.send(
    raw(
      'delete from training.need_ticket where org_id = $1 and need_id = $2 and ticket_id <> all($3::uuid[])',
      [tx.orgId, id, group.ids],
    ),
  )
  tx.send(
    raw(
      `insert into training.need_ticket (org_id, need_id, ticket_id) select $1, $2, t from unnest($3::uuid[]) t on conflict do nothing`,
      [tx.orgId, id, group.ids],
    ),
  )
}
