/** Proposes plans from what people lack, by job and department, and from the needs that concern them. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { complete, createWithin, laterThan } from '../../../core/execute.ts'
import type { Writing } from '../../../core/followers.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, NullableId } from '../../../platform/http/schema.ts'
import { requireStaff } from '../courses/actions.ts'
import { ahead_days, archivedLeft } from '../gaps/list.ts'
import { personsOfNeed } from '../needs/for-class.ts'
import { manages, plannable, readable, readsOwn } from '../policy.ts'
import { todayOf } from '../today.ts'
import { addItems, type NewItem } from './items.ts'
import { planLife } from './lifecycle.ts'
import { newPlan, onePlanAtATime, openPlanOf } from './make.ts'
import { shapes } from './may.ts'

const people_max = 50
const needs_max = 50

/** One plan, from within what has made sure of the right to it: no route leads here. */
const makePlan = plainAction({
  name: 'learning_plans.create',
  summary: 'A draft of a learning plan for a person; who leads them reviews it.',
  input: Body({ person_id: Id }),
  output: Type.Object({ id: Id, number: Type.Integer() }),
  permits: () => true,
  run: async ({ tx, input, now }) => {
    const record = await newPlan(tx, input.person_id, now)
    return { result: { id: record.id, number: record.number }, created: record }
  },
})

export const createPlan = plainAction({
  name: 'learning_plans.create',
  summary: 'A draft of a learning plan for a person; who leads them reviews it.',
  path: '/api/learning-plans',
  input: Body({ person_id: Id }),
  output: Type.Object({ id: Id, number: Type.Integer() }),
  permits: readsOwn,
  run: async ({ app, tx, actor, input, now }) => {
    const person_id = input.person_id.toLowerCase()
    await requirePlannable({ app, tx, actor, now }, '#/person_id', [person_id])
    onePlanAtATime(tx)
    if (await openPlanOf(tx, person_id))
      throw conflict('This person has a plan that is not over. Go on with that one.')
    const record = await newPlan(tx, person_id, now)
    return { result: { id: record.id, number: record.number }, created: record }
  },
})

export const proposePlans = plainAction({
  name: 'learning_plans.propose',
  summary: `Propose what people lack now or within ${ahead_days} days, and what the needs that concern them ask for: on their open plan, or on a new draft. Nothing stands in a plan twice.`,
  path: '/api/learning-plans/propose',
  input: Body({ person_ids: Type.Array(Id, { minItems: 1, maxItems: people_max, uniqueItems: true }) }),
  output: Type.Object({
    plans: Type.Array(
      Type.Object({
        person_id: Id,
        id: { ...NullableId, description: 'Null where nothing is missing, and no plan was there.' },
        added: Type.Integer(),
      }),
    ),
  }),
  permits: readsOwn,
  run: async (context) => {
    const { app, tx, actor, input, now } = context
    const people = [...new Set(input.person_ids.map((id) => id.toLowerCase()))]
    await requirePlannable(context, '#/person_ids', people)
    onePlanAtATime(tx)
    const needed = manages(actor) ? await fromNeeds(tx, people, now) : new Map<string, NewItem[]>()
    const plans = []
    for (const person_id of people) {
      const items = [...(await fromGaps(tx, person_id, now)), ...(needed.get(person_id) ?? [])]
      const put = await putOn({ app, tx, actor, now }, person_id, items)
      plans.push({ person_id, id: put?.id ?? null, added: put?.added ?? 0 })
    }
    return { result: { plans } }
  },
})

async function requirePlannable(
  { tx, actor }: Writing,
  pointer: string,
  people: readonly string[],
): Promise<void> {
  const seen = await tx.all(
    sql<{
      id: string
      is_planned: boolean
    }>`select p.id, ${plannable(actor, sql`p.id`)} as is_planned from core.person p where p.org_id = ${tx.orgId}
      and p.id = any(${people}::uuid[]) and p.kind = 'staff' and ${readable(actor, sql`p.id`)}`,
  )
  // Who may not be read of is as little there as nobody.
  await requireStaff(tx, pointer, seen.length === people.length ? people : [...people, tx.orgId])
  // Who reads of everybody does not therefore say what everybody is to learn.
  if (seen.some(({ is_planned }) => !is_planned))
    throw forbidden('A learning plan is made by its learner, by who leads them, or by who plans training.')
}

/** Puts items on the open plan of the person where the actor may shape it, or else on a new draft. */
export async function putOn(
  writing: Writing,
  personId: string,
  items: readonly NewItem[],
): Promise<{ id: string; added: number } | undefined> {
  const { app, tx, actor } = writing
  const open = await openPlanOf(tx, personId)
  if (open === undefined) {
    if (items.length === 0) return undefined
    const { id } = (await createWithin(writing, makePlan, { person_id: personId })) as { id: string }
    return { id, added: (await addItems(tx, { id, personId }, writing.now, items)).length }
  }
  // What follows from a failure is not lost while the plan waits: who reviews it sees it there.
  const isShaped = actor.isService || (shapes(actor, open) && open.state !== 'waiting_for_review')
  if (!isShaped) return { id: open.id, added: 0 }
  const now = laterThan(open.updated_at, app.clock.now())
  const added = (await addItems(tx, { id: open.id, personId }, writing.now, await unlike(tx, open.id, items)))
    .length
  if (added > 0)
    await complete({ ...writing, now }, { name: 'learning_plans.propose', life: planLife }, open, {
      facts: { added },
    })
  return { id: open.id, added }
}

/** Of a competency a course or a class that gives it may stand in the plan already. */
async function unlike(tx: Tx, planId: string, items: readonly NewItem[]): Promise<NewItem[]> {
  const given = await tx.all(
    raw<{ competency_id: string; level: number }>(
      `select o.competency_id, max(o.level)::int as level from training.plan_item i
         left join training.class c on c.org_id = i.org_id and c.id = i.class_id
         join training.objective o on o.org_id = i.org_id and o.course_id = coalesce(i.course_id, c.course_id) and o.competency_id is not null
       where i.org_id = $1 and i.plan_id = $2 group by o.competency_id`,
      [tx.orgId, planId],
    ),
  )
  const levels = new Map(given.map(({ competency_id, level }) => [competency_id, level]))
  return items.filter(
    ({ kind, target, level }) => kind !== 'competency' || (levels.get(target) ?? 0) < (level ?? 1),
  )
}

/** What is asked of them by job, department, role or application, and is missing now or soon; the highest level of each. */
async function fromGaps(tx: Tx, personId: string, now: string): Promise<NewItem[]> {
  const today = await todayOf(tx, now)
  const archived = await archivedLeft(tx)
  return tx.all(sql<NewItem>`
    select 'competency' as kind, c.competency_id as target, max(q.level)::int as level, 'gap' as origin,
      to_char(greatest(min(case when c.achieved_on is null then c.due_on else c.gap_on end), ${today}::date), 'YYYY-MM-DD') as due_on
    from training.credential c join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id
    where c.org_id = ${tx.orgId} and c.person_id = ${personId} and c.gap_on <= ${today}::date + ${sql.lit(ahead_days)}
      and c.requirement_id <> all(${archived}::uuid[])
    group by c.competency_id order by min(c.gap_on), c.competency_id limit 40`)
}

/** For each of the people what the needs that are confirmed or planned ask for: their open class, or a course about them. */
async function fromNeeds(tx: Tx, people: readonly string[], now: string): Promise<Map<string, NewItem[]>> {
  const found = new Map<string, NewItem[]>()
  const needs = await tx.all(
    raw<{ id: string; class_id: string | null; course_id: string | null; due_on: string }>(
      `select n.id, k.id as class_id, v.course_id, to_char(coalesce(k.day, $2::date + ${ahead_days}), 'YYYY-MM-DD') as due_on
       from core.record r join training.need n on n.org_id = r.org_id and n.id = r.id
         left join lateral (select c.id, c.starts_at::date as day from training.need_class x join training.class c on c.org_id = x.org_id and c.id = x.class_id
           join core.record o on o.org_id = c.org_id and o.id = c.id and o.state = 'open'
           where x.org_id = n.org_id and x.need_id = n.id and c.starts_at > $3 order by c.starts_at limit 1) k on true
         left join lateral (select v.course_id from training.course_version v join core.record o on o.org_id = v.org_id and o.id = v.course_id and o.state = 'published'
           where v.org_id = n.org_id and v.published_at is not null and (n.application in (select lower(btrim(a)) from unnest(v.applications) a)
             or exists (select from training.objective b where b.org_id = v.org_id and b.course_id = v.course_id and b.version = v.version and b.competency_id = n.competency_id))
             and v.version = (select max(w.version) from training.course_version w where w.org_id = v.org_id and w.course_id = v.course_id and w.published_at is not null)
           order by v.published_at desc, v.course_id limit 1) v on true
       where r.org_id = $1 and r.kind = 'training_need' and r.state in ('confirmed', 'planned') order by r.number limit ${needs_max}`,
      [tx.orgId, await todayOf(tx, now), now],
    ),
  )
  for (const { id, class_id, course_id, due_on } of needs) {
    const target = class_id ?? course_id
    if (target === null) continue
    const concerned = new Set(await personsOfNeed(tx, id))
    const kind = class_id === null ? ('course' as const) : ('class' as const)
    for (const person of people.filter((each) => concerned.has(each)))
      found.set(person, [...(found.get(person) ?? []), { kind, target, level: null, due_on, origin: 'need' }])
  }
  return found
}
