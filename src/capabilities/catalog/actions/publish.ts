import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, type FieldError, invalidFields, Problem } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { checkPlan } from '../../approvals/index.ts'
import { checkFulfilment } from '../../tickets/index.ts'
import type { Content } from '../contract.ts'
import { asKept, designFlaws, goneFrom } from '../design.ts'
import { lockItem } from '../store.ts'
import { managesCatalog, Params, requireSeen, Seen } from './items.ts'

/** Makes the draft the version that is asked with from now on; the versions before stay as they were. */
export const publishItem = plainAction({
  name: 'catalog.publish',
  summary: 'Publish the draft as the next version, and offer the item.',
  path: '/api/catalog/manage/:id/publish',
  params: Params,
  input: Body({ drafted_at: Seen }),
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: managesCatalog,
  run: async ({ tx, actor, input, now, params }) => {
    const item = await lockItem(tx, params.id as string)
    requireSeen(item, input.drafted_at)
    const errors = await flawsOfDraft(tx, item.draft)
    if (errors.length > 0) throw invalidFields(errors)
    const content = asKept(item.draft)
    if (item.version !== null && (await isSameAs(tx, item.id, item.version, content)))
      throw conflict('Nothing was changed since the last version. Change something first.')
    const version = (item.version ?? 0) + 1
    tx.send(
      raw(
        `insert into catalog.item_version (org_id, id, item_id, number, content, published_by, published_at)
         values ($1,$2,$3,$4,$5,$6,$7)`,
        [tx.orgId, newId(), item.id, version, JSON.stringify(content), actor.personId, now],
      ),
    )
    // Who switched an item off goes on deciding when it is offered again.
    tx.send(
      raw(
        'update catalog.item set version = $3, is_on = is_on or version is null where org_id = $1 and id = $2',
        [tx.orgId, item.id, version],
      ),
    )
    return { result: { id: item.id, version }, audit: { item: item.id, version } }
  },
})

/** Everything that keeps the draft from being published. */
export async function flawsOfDraft(tx: Tx, draft: Content): Promise<FieldError[]> {
  const { approvals, fulfilment } = asKept(draft)
  return [
    ...designFlaws(draft),
    ...(await goneFrom(tx, draft)),
    ...(approvals ? await refusals(() => checkPlan(tx, approvals, '#/approvals')) : []),
    ...(fulfilment ? await refusals(() => checkFulfilment(tx, fulfilment, '#/fulfilment')) : []),
  ]
}

async function refusals(check: () => Promise<void>): Promise<FieldError[]> {
  try {
    await check()
    return []
  } catch (error) {
    if (error instanceof Problem && error.errors) return error.errors
    throw error
  }
}

async function isSameAs(tx: Tx, itemId: string, version: number, content: Content): Promise<boolean> {
  const { is_same } = await tx.one(
    raw<{ is_same: boolean }>(
      'select content = $4::jsonb as is_same from catalog.item_version where org_id = $1 and item_id = $2 and number = $3',
      [tx.orgId, itemId, version, JSON.stringify(content)],
    ),
  )
  return is_same
}
