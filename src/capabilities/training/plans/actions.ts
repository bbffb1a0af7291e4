/** What a learner and whoever reviews make of a plan. */
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import { redaction } from '../redact.ts'
import { addItems, type NewItem } from './items.ts'
import { itemKinds, planLife } from './lifecycle.ts'
import { reviews, shapes, submits } from './may.ts'
import { countItems, requireItems, twice } from './require.ts'
import { settleLater } from './settle-later.ts'
import { tell } from './tell.ts'

const base = { life: planLife, needsVersion: true }
const none = Type.Optional(Body({}))
const Reason = Body({ reason: Text(2000, { minLength: 1 }) })

async function requireSteps(tx: Tx, id: string): Promise<void> {
  if ((await tx.one(countItems(tx.orgId, id))).count === 0)
    throw conflict('This plan is empty. Add what is to be learned first.')
}

const isHere = async (tx: Tx, personId: string | null): Promise<boolean> =>
  (await tx.maybe(
    raw('select 1 from core.person where org_id = $1 and id = $2 and is_active', [tx.orgId, personId]),
  )) !== undefined

export const submitPlan = recordAction({
  ...base,
  name: 'learning_plans.submit',
  summary: 'Hand a plan in for review.',
  move: 'submit',
  input: none,
  permits: submits,
  run: async ({ app, tx, actor, record, now }) => {
    await requireSteps(tx, record.id)
    tell({ app, tx, actor, now }, record, [record.owner_id])
    return { result: {} }
  },
})

export const reviewPlan = recordAction({
  ...base,
  name: 'learning_plans.review',
  summary: 'Take a plan in review. Never one’s own.',
  move: 'review',
  input: none,
  permits: reviews,
  run: async ({ tx, record, actor }) => ({
    result: {},
    // Whom nobody leads, or who led them left, is reviewed by whoever takes it.
    ...((await isHere(tx, record.owner_id)) ? {} : { changes: { owner_id: actor.personId } }),
  }),
})

export const approvePlan = recordAction({
  ...base,
  name: 'learning_plans.approve',
  summary: 'Say yes to a plan: it is active from now on. Never one’s own.',
  move: 'approve',
  input: none,
  permits: reviews,
  run: async ({ app, tx, actor, record, now }) => {
    await requireSteps(tx, record.id)
    if (!(await isHere(tx, record.requester_id)))
      throw conflict('This person left. Withdraw the plan instead.')
    tell({ app, tx, actor, now }, record, [record.requester_id])
    settleLater(tx, record.requester_id === null ? [] : [record.requester_id])
    return { result: {} }
  },
})

export const sendBackPlan = recordAction({
  ...base,
  name: 'learning_plans.send_back',
  summary: 'Send a plan back to its learner, with the reason.',
  move: 'send_back',
  input: Reason,
  permits: reviews,
  run: async ({ app, tx, actor, record, input, now }) => {
    keepReason(tx, record.id, input.reason)
    tell({ app, tx, actor, now }, record, [record.requester_id])
    return { result: {} }
  },
})

export const withdrawPlan = recordAction({
  ...base,
  name: 'learning_plans.withdraw',
  summary: 'Withdraw a plan, with the reason. What was learned stays.',
  move: 'withdraw',
  input: Reason,
  permits: shapes,
  run: async ({ tx, record, input }) => {
    keepReason(tx, record.id, input.reason)
    return { result: {} }
  },
})

/** What seems to tell of a patient was masked before it comes here. */
function keepReason(tx: Tx, id: string, said: string): void {
  const reason = said.trim()
  if (reason === '') throw invalid('#/reason', 'Say why.')
  tx.send(raw('update training.plan set reason = $3 where org_id = $1 and id = $2', [tx.orgId, id, reason]))
}

const Item = Type.Object(
  {
    id: Type.Optional({ ...Id, description: 'Of one that stands in the plan already.' }),
    kind: OneOf(itemKinds),
    target: Text(300, { minLength: 1, description: 'The id of what is to be learned, or one’s own words.' }),
    level: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, description: 'Of a competency.' })),
    due_on: Type.String({ format: 'date' }),
  },
  { additionalProperties: false },
)

export const editPlan = recordAction({
  ...base,
  name: 'learning_plans.edit',
  summary: 'Say what stands in a plan, in its order: what is left out is taken out.',
  input: Body({ items: Type.Array(Item, { maxItems: 60 }) }),
  permits: shapes,
  run: async ({ app, tx, record, input, now }) => {
    if (record.category === 'done') throw conflict('This plan is over. What was learned stays as it is.')
    if (record.state === 'waiting_for_review')
      throw conflict('This plan waits for its review. Take it in review, or send it back, to change it.')
    if (record.state !== 'draft' && input.items.length === 0)
      throw conflict('This plan is empty. Add what is to be learned first.')
    const known = new Set(
      (
        await tx.all(
          raw<{ id: string }>('select id from training.plan_item where org_id = $1 and plan_id = $2', [
            tx.orgId,
            record.id,
          ]),
        )
      ).map(({ id }) => id),
    )
    const items = input.items.map((item) => ({
      ...item,
      target: item.target.trim(),
      level: item.level ?? null,
      origin: 'hand' as const,
    }))
    await requireItems(tx, items, now, known)
    // By the clock and not by the record, whose time may run ahead of the lines that are to count.
    const at = app.clock.now().toISOString()
    await putInOrder(tx, { id: record.id, personId: record.requester_id ?? '' }, at, items, known)
    settleLater(tx, record.requester_id === null ? [] : [record.requester_id])
    return { result: {}, facts: { items: items.length } }
  },
})

/** Takes out what is left out, adds what is new, and numbers all by their place. */
async function putInOrder(
  tx: Tx,
  plan: { id: string; personId: string },
  now: string,
  items: readonly NewItem[],
  known: ReadonlySet<string>,
): Promise<void> {
  const kept = items.flatMap(({ id }) => (id !== undefined && known.has(id) ? [id] : []))
  tx.send(
    raw('delete from training.plan_item where org_id = $1 and plan_id = $2 and id <> all($3::uuid[])', [
      tx.orgId,
      plan.id,
      kept,
    ]),
  )
  // Closed up, so that what is added finds its place behind what stays.
  tx.send(
    raw(
      `update training.plan_item i set position = e.place
       from (select id, row_number() over (order by position, id) as place from training.plan_item where org_id = $1 and plan_id = $2) e
       where i.org_id = $1 and i.plan_id = $2 and i.id = e.id`,
      [tx.orgId, plan.id],
    ),
  )
  const ids: string[] = []
  for (const [at, item] of items.entries()) {
    const isKnown = item.id !== undefined && known.has(item.id)
    const [id] = isKnown ? [item.id] : await addItems(tx, plan, now, [item])
    if (id === undefined) throw invalid(`#/items/${at}`, twice)
    ids.push(id)
  }
  tx.send(
    raw(
      `update training.plan_item i set position = e.place, due_on = e.due_on
       from (select * from unnest($3::uuid[], $4::date[]) with ordinality as e (id, due_on, place)) e
       where i.org_id = $1 and i.plan_id = $2 and i.id = e.id`,
      [tx.orgId, plan.id, ids, items.map(({ due_on }) => due_on)],
    ),
  )
}

export const confirmStep = recordAction({
  ...base,
  name: 'learning_plans.confirm',
  summary: 'Say that a step in words was done. Everything else follows from what was learned.',
  input: Body({ item_id: Id }),
  permits: reviews,
  run: async ({ tx, actor, record, input, now }) => {
    if (record.state !== 'active') throw conflict('Only steps of an active plan are confirmed.')
    const rows = await tx.all(
      raw(
        `update training.plan_item set confirmed_at = $4, confirmed_by = $5
         where org_id = $1 and plan_id = $2 and id = $3 and words is not null and confirmed_at is null returning id`,
        [tx.orgId, record.id, input.item_id, now, actor.personId],
      ),
    )
    if (rows.length === 0)
      throw invalid('#/item_id', 'This step is not one in words that waits. What is learned shows by itself.')
    settleLater(tx, record.requester_id === null ? [] : [record.requester_id])
    return { result: {}, facts: { item: input.item_id } }
  },
})

export const redactPlan = redaction('learning_plans.redact', planLife, [
  ['training.plan', 'id', ['reason']],
  ['training.plan_item', 'plan_id', ['words']],
])
