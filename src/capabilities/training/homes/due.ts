/** What one lacks oneself, the most urgent first, each with the nearest way to it. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id, Nullable, OneOf, Time } from '../../../platform/http/schema.ts'
import { bookingStates } from '../classes/lifecycle.ts'
import { ahead_days, archivedLeft } from '../gaps/list.ts'
import { readsOwn } from '../policy.ts'
import { credentialStates, dayOf, stateOn } from '../requirements/state.ts'
import { todayOf } from '../today.ts'

const rows_max = 50

const Day = Type.String({ format: 'date' })
const OneClass = Type.Object({
  id: Id,
  title: Type.String(),
  starts_at: Time,
  is_full: Type.Boolean({ description: 'Who books it now waits for a seat.' }),
  own: Nullable(OneOf(bookingStates)),
})
const Row = Type.Object({
  requirement_id: Id,
  competency: Type.String(),
  code: Type.String(),
  level_name: Type.String(),
  state: OneOf(credentialStates),
  is_late: Type.Boolean(),
  due_on: Day,
  achieved_on: Nullable(Day),
  expires_on: Nullable(Day),
  class: {
    ...Nullable(OneClass),
    description: 'The one that one has, or else the next open one with a free seat, or else the next one.',
  },
  package: {
    ...Nullable(Type.Object({ id: Id, title: Type.String() })),
    description: 'A packaged course that gives it: begun ones first.',
  },
})
type Row = Static<typeof Row>

export const due = reader({
  name: 'training.due',
  summary: `What one lacks oneself now or within ${ahead_days} days, the most urgent first, each with a class and a packaged course that give it; ${rows_max} at most.`,
  path: '/api/training/due',
  output: Type.Object({ rows: Type.Array(Row) }),
  permits: readsOwn,
  run: async ({ tx, actor, now }) => ({ rows: await dueOf(tx, actor, now) }),
})

async function dueOf(tx: Tx, actor: Actor, now: string): Promise<Row[]> {
  const today = await todayOf(tx, now)
  const archived = await archivedLeft(tx)
  return tx.all(sql<Row>`
    select c.requirement_id, k.name as competency, k.code, coalesce(f.levels[q.level], '') as level_name, ${stateOn(today)} as state,
      c.gap_on <= ${today}::date and (c.achieved_on is not null or c.due_on < ${today}::date) as is_late,
      to_char(c.due_on, 'YYYY-MM-DD') as due_on, ${dayOf('c.achieved_on')} as achieved_on, ${dayOf('c.expires_on')} as expires_on,
      (${nextClass(actor, now)}) as class, (${bestPackage(actor)}) as package
    from training.credential c join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id
      join training.competency k on k.org_id = c.org_id and k.id = c.competency_id
      join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
    where c.org_id = ${tx.orgId} and c.person_id = ${actor.personId} and c.gap_on <= ${today}::date + ${sql.lit(ahead_days)}
      and c.requirement_id <> all(${archived}::uuid[])
    order by c.gap_on, k.name, c.requirement_id limit ${sql.lit(rows_max)}`)
}

const nextClass = (actor: Actor, now: string) => sql`
  select json_build_object('id', r.id, 'title', v.title, 'starts_at', a.starts_at, 'is_full', taken.count >= a.capacity, 'own', own.state)
  from core.record r join training.class a on a.org_id = r.org_id and a.id = r.id
    join training.course_version v on v.org_id = a.org_id and v.course_id = a.course_id and v.version = a.version
    left join training.booking own on own.org_id = a.org_id and own.class_id = a.id and own.person_id = ${actor.personId}
      and own.state in ('booked', 'waitlisted', 'requested')
    cross join lateral (select count(*) as count from training.booking b
      where b.org_id = a.org_id and b.class_id = a.id and b.state = 'booked') taken
  where r.org_id = c.org_id and r.kind = 'class' and r.state = 'open' and a.starts_at > ${now}::timestamptz and ${visible(actor, 'class')}
    and exists (select from training.objective o where o.org_id = a.org_id and o.course_id = a.course_id and o.version = a.version
      and o.competency_id = c.competency_id and o.level >= q.level)
  order by own.state is null, own.state is null and taken.count >= a.capacity, a.starts_at, r.id limit 1`

const bestPackage = (actor: Actor) => sql`
  select json_build_object('id', p.id, 'title', p.title)
  from training.package p join training.package_grant g on g.org_id = p.org_id and g.package_id = p.id
    left join training.registration s on s.org_id = p.org_id and s.package_id = p.id and s.person_id = ${actor.personId} and s.ended_at is null
  where p.org_id = c.org_id and p.retired_at is null and g.competency_id = c.competency_id and g.level >= q.level
  order by s.id is null, p.uploaded_at desc, p.id limit 1`
