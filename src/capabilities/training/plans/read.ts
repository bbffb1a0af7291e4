/** Learning plans: those that the reader sees, and one with its steps. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { versionFor, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  OneOf,
  Time,
} from '../../../platform/http/schema.ts'
import { manages, readsOwn } from '../policy.ts'
import { todayOf } from '../today.ts'
import { doneAt } from './items.ts'
import { itemKinds, itemOrigins, planStates, planSteps } from './lifecycle.ts'
import { stepsOf } from './may.ts'

const rows_max = 500
const Day = Type.String({ format: 'date' })
const Plan = Type.Object({
  id: Id,
  number: Type.Integer(),
  version: Type.Integer(),
  state: OneOf(planStates),
  learner_id: Id,
  learner: Type.String(),
  department: NullableText,
  reviewer: { ...NullableText, description: 'Null where whoever plans training reviews it.' },
  items: Type.Integer(),
  done: Type.Integer(),
  next_due_on: Nullable(Day),
  is_late: Type.Boolean(),
  updated_at: Time,
  steps: Type.Array(OneOf(planSteps), { description: 'What the reader may do now.' }),
})
type Plan = Static<typeof Plan>
const PlanItem = Type.Object({
  id: Id,
  kind: OneOf(itemKinds),
  target: { ...NullableId, description: 'Null of own words.' },
  title: Type.String(),
  level: Nullable(Type.Integer()),
  level_name: NullableText,
  starts_at: { ...NullableTime, description: 'Of a class.' },
  due_on: Day,
  is_late: Type.Boolean(),
  origin: OneOf(itemOrigins),
  done_at: NullableTime,
})
type PlanItem = Static<typeof PlanItem>

export const plans = reader({
  name: 'learning_plans.list',
  summary: `Learning plans: one’s own, those that one reviews, or all; ${rows_max} at most, what is due first.`,
  path: '/api/learning-plans',
  query: Type.Object(
    {
      state: Type.Optional(OneOf(['current', ...planStates], { description: 'Left out, all.' })),
      waits: Type.Optional(OneOf(['me'], { description: 'Only what waits for the reader.' })),
      person: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ rows: Type.Array(Plan) }),
  permits: readsOwn,
  run: async ({ tx, actor, query, now }) => {
    const parts = [sql<boolean>`true`]
    if (query.state === 'current') parts.push(sql<boolean>`r.category <> 'done'`)
    else if (query.state) parts.push(sql<boolean>`r.state = ${query.state}`)
    if (query.person) parts.push(sql<boolean>`r.requester_id = ${query.person}`)
    if (query.waits) parts.push(waitsFor(actor))
    return { rows: await plansWhere(tx, actor, sql<boolean>`${sql.join(parts, sql` and `)}`, now) }
  },
})

/** True where nobody reviews a plan (alias `r`) but whoever plans training: nobody leads its learner, or who did left. */
const isOrphan = sql<boolean>`not exists (select from core.person o where o.org_id = r.org_id and o.id = r.owner_id and o.is_active)`

/** Handed in, and of nobody else to review. */
const waitsFor = (actor: Actor) =>
  sql<boolean>`r.state in ('waiting_for_review', 'in_review') and r.requester_id <> ${actor.personId}
    and (r.owner_id = ${actor.personId} or (${isOrphan} and ${manages(actor)}))`

export const plan = reader({
  name: 'learning_plans.show',
  summary: 'A learning plan with its steps. Done is what was learned since a step was added.',
  path: '/api/learning-plans/:id',
  params: Body({ id: Id }),
  output: Type.Object({ ...Plan.properties, reason: NullableText, plan: Type.Array(PlanItem) }),
  permits: readsOwn,
  run: async ({ tx, actor, params, now }) => {
    const [found] = await plansWhere(tx, actor, sql`r.id = ${params.id}`, now)
    if (!found) throw notFound('This plan')
    const reason = await tx.one(
      raw<{ reason: string | null }>('select reason from training.plan where org_id = $1 and id = $2', [
        tx.orgId,
        found.id,
      ]),
    )
    return { ...found, ...reason, plan: await itemsOf(tx, found.id, now) }
  },
})

type Row = Omit<Plan, 'steps'> & { owner_id: string | null; requester_id: string }

async function plansWhere(
  tx: Tx,
  actor: Actor,
  condition: RawBuilder<boolean>,
  now: string,
): Promise<Plan[]> {
  const today = await todayOf(tx, now)
  const rows = await tx.all(sql<Row>`
    select r.id, r.number, r.state, ${versionFor(actor, 'learning_plan')} as version, r.requester_id, r.owner_id, r.requester_id as learner_id,
      p.name as learner, d.name as department, o.name as reviewer, k.items, k.done, to_char(k.next, 'YYYY-MM-DD') as next_due_on,
      r.category <> 'done' and coalesce(k.next < ${today}::date, false) as is_late, r.updated_at
    from core.record r join core.person p on p.org_id = r.org_id and p.id = r.requester_id
      left join core.department d on d.org_id = p.org_id and d.id = p.department_id
      left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
      cross join lateral (
        select count(*)::int as items, count(e.done_at)::int as done, min(e.due_on) filter (where e.done_at is null) as next
        from (select i.due_on, ${sql.raw(doneAt)} as done_at from training.plan_item i where i.org_id = r.org_id and i.plan_id = r.id) e) k
    where r.kind = 'learning_plan' and ${visible(actor, 'learning_plan')} and ${condition}
    order by r.category = 'done', k.next nulls last, r.number desc limit ${sql.lit(rows_max)}`)
  return rows.map(({ owner_id, requester_id, ...row }) => ({
    ...row,
    steps: stepsOf(actor, { owner_id, requester_id, state: row.state }),
  }))
}

function itemsOf(tx: Tx, id: string, now: string): Promise<PlanItem[]> {
  return tx.all(sql<PlanItem>`
    select e.id, e.kind, e.target, e.title, e.level, e.level_name, e.starts_at, e.due_on, e.origin, e.done_at, e.done_at is null and e.due_day < (${now}::timestamptz at time zone (select time_zone from core.organization where id = ${tx.orgId}))::date as is_late
    from (
      select i.id, i.position, i.due_on as due_day, to_char(i.due_on, 'YYYY-MM-DD') as due_on, i.origin, i.level, f.levels[i.level] as level_name, c.starts_at,
        coalesce(i.competency_id, i.course_id, i.class_id, i.package_id, i.quiz_id) as target,
        case when i.competency_id is not null then 'competency' when i.course_id is not null then 'course' when i.class_id is not null then 'class'
          when i.package_id is not null then 'package' when i.quiz_id is not null then 'quiz' else 'words' end as kind,
        coalesce(k.name, v.title, w.title, q.title, i.words, '') as title, ${sql.raw(doneAt)} as done_at
      from training.plan_item i join core.record r on r.org_id = i.org_id and r.id = i.plan_id
        left join training.competency k on k.org_id = i.org_id and k.id = i.competency_id
        left join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
        left join training.class c on c.org_id = i.org_id and c.id = i.class_id
        left join lateral (select v.title from training.course_version v where v.org_id = i.org_id and v.course_id = coalesce(i.course_id, c.course_id)
          and v.published_at is not null order by v.version desc limit 1) v on true
        left join training.package w on w.org_id = i.org_id and w.id = i.package_id
        left join lateral (select q.title from training.quiz_version q where q.org_id = i.org_id and q.quiz_id = i.quiz_id order by q.version desc limit 1) q on true
      where i.org_id = ${tx.orgId} and i.plan_id = ${id}) e
    order by e.position, e.id`)
}
