import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { isDuplicate, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { forgetRules } from '../priority/store.ts'

const depth_max = 6
const Saved = Type.Object({ id: Id })
const IdParams = Body({ id: Id })

export const createCategory = plainAction({
  name: 'tickets.create_category',
  summary: 'Add a category of tickets.',
  path: '/api/tickets/categories',
  input: Body({ name: Line(200), parent_id: Type.Optional(Nullable(Id)) }),
  output: Saved,
  permits: (actor) => may(actor, 'organization.manage'),
  run: async ({ tx, actor, input }) => {
    const id = newId()
    if (input.parent_id) await requireParent(tx, id, input.parent_id)
    await named(
      tx,
      raw('insert into tickets.category (org_id, id, parent_id, name) values ($1,$2,$3,$4) returning id', [
        actor.orgId,
        id,
        input.parent_id ?? null,
        input.name,
      ]),
    )
    tx.afterCommit(() => forgetRules(tx.orgId))
    return { result: { id }, audit: { category: id } }
  },
})

export const editCategory = plainAction({
  name: 'tickets.edit_category',
  summary: 'Rename or move a category, put it away, or take it into use again.',
  method: 'PATCH',
  path: '/api/tickets/categories/:id',
  params: IdParams,
  input: Body({
    name: Type.Optional(Line(200)),
    parent_id: Type.Optional(Nullable(Id)),
    is_archived: Type.Optional(Type.Boolean()),
  }),
  output: Saved,
  permits: (actor) => may(actor, 'organization.manage'),
  run: async ({ tx, actor, input, params, now }) => {
    const id = params.id ?? ''
    const stored = await tx.maybe(
      raw<{ name: string; parent_id: string | null; archived_at: string | null }>(
        'select name, parent_id, archived_at from tickets.category where org_id = $1 and id = $2 for update',
        [actor.orgId, id],
      ),
    )
    if (!stored) throw notFound('This category')
    if (input.parent_id) await requireParent(tx, id, input.parent_id)
    const archived_at =
      input.is_archived === undefined
        ? stored.archived_at
        : input.is_archived
          ? (stored.archived_at ?? now)
          : null
    await named(
      tx,
      raw(
        'update tickets.category set name = $3, parent_id = $4, archived_at = $5 where org_id = $1 and id = $2 returning id',
        [
          actor.orgId,
          id,
          input.name ?? stored.name,
          input.parent_id === undefined ? stored.parent_id : input.parent_id,
          archived_at,
        ],
      ),
    )
    tx.afterCommit(() => forgetRules(tx.orgId))
    return { result: { id }, audit: { category: id } }
  },
})

// The tree has no circles and no more levels than a person reads.
async function requireParent(tx: Tx, id: string, parentId: string): Promise<void> {
  tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`categories ${tx.orgId}`]))
  const above = await tx.all(
    raw<{ id: string }>(
      `with recursive above (id, parent_id, level) as (
         select id, parent_id, 1 from tickets.category where org_id = $1 and id = $2
         union all
         select c.id, c.parent_id, a.level + 1 from above a join tickets.category c on c.org_id = $1 and c.id = a.parent_id where a.level < ${depth_max + 1})
       select id from above`,
      [tx.orgId, parentId],
    ),
  )
  if (above.length === 0) throw invalid('#/parent_id', 'This category does not exist.')
  if (above.some((each) => each.id === id))
    throw invalid('#/parent_id', 'A category cannot lie within itself.')
  if (above.length >= depth_max) throw invalid('#/parent_id', `Categories have ${depth_max} levels at most.`)
}

async function named(tx: Tx, statement: ReturnType<typeof raw>): Promise<void> {
  await tx.all(statement).catch((error) => {
    throw isDuplicate(error, 'category_name') ? conflict('There is a category of this name already.') : error
  })
}
