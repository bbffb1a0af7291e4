import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { query_length_max } from '../../../core/search/parse.ts'
import { insertView, views_max } from '../../../core/views/saved-view.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { Filter, sorts } from '../queries/rows.ts'

const viewColumns = [
  'number',
  'title',
  'state',
  'kind',
  'priority',
  'team',
  'owner',
  'requester',
  'place',
  'subject',
  'application',
  'tags',
  'due_at',
  'created_at',
  'updated_at',
  'last_word_at',
] as const

/** A column's name, and where one was chosen its width in pixels: `title:320`. */
const ViewColumn = Type.String({ pattern: `^(${viewColumns.join('|')})(:[1-9]\\d{1,2})?$`, maxLength: 30 })

const View = {
  name: Line(100),
  filter: Body({ ...Filter, q: Type.Optional(Type.String({ maxLength: query_length_max })) }),
  sort: Type.Optional(OneOf(sorts)),
  is_reversed: Type.Optional(Type.Boolean()),
  columns: Type.Optional(Type.Array(ViewColumn, { maxItems: 30 })),
}
const IdParams = Body({ id: Id })
const Saved = Type.Object({ id: Id })

export const saveView = plainAction({
  name: 'views.save',
  summary: 'Save a view of the queue under a name, for oneself.',
  path: '/api/tickets/views',
  input: Body(View),
  output: Saved,
  permits: (actor) => may(actor, 'views.save'),
  run: async ({ tx, actor, input, now }) => {
    const { own } = await tx.one(
      raw<{ own: number }>(
        "select count(*) as own from core.saved_view where org_id = $1 and kind = 'ticket' and owner_id = $2",
        [actor.orgId, actor.personId],
      ),
    )
    if (own >= views_max) throw invalid('#/name', `You have ${views_max} views. Remove one first.`)
    const id = newId()
    tx.send(
      insertView(actor.orgId, {
        id,
        kind: 'ticket',
        name: input.name,
        filter: input.filter,
        sort: input.sort ?? null,
        is_reversed: input.is_reversed ?? false,
        columns: input.columns ?? [],
        position: own,
        ownerId: actor.personId,
        now,
      }),
    )
    return { result: { id }, audit: { view: id } }
  },
})

export const changeView = plainAction({
  name: 'views.change',
  summary: 'Change a saved view of one’s own.',
  method: 'PATCH',
  path: '/api/tickets/views/:id',
  params: IdParams,
  input: Body({
    name: Type.Optional(View.name),
    filter: Type.Optional(View.filter),
    sort: View.sort,
    is_reversed: View.is_reversed,
    columns: View.columns,
  }),
  output: Saved,
  permits: (actor) => may(actor, 'views.save'),
  run: async ({ tx, actor, input, params }) => {
    const id = await lockOwn(tx, actor, params.id ?? '')
    tx.send(
      raw(
        `update core.saved_view set name = coalesce($3, name), filter = coalesce($4::jsonb, filter), sort = coalesce($5, sort),
           is_reversed = coalesce($6::boolean, is_reversed), columns = coalesce($7::text[], columns) where org_id = $1 and id = $2`,
        [
          actor.orgId,
          id,
          input.name ?? null,
          input.filter === undefined ? null : JSON.stringify(input.filter),
          input.sort ?? null,
          input.is_reversed ?? null,
          input.columns ?? null,
        ],
      ),
    )
    return { result: { id }, audit: { view: id } }
  },
})

export const shareView = plainAction({
  name: 'views.share',
  summary: 'Share a view with everybody who works on tickets, or stop it.',
  path: '/api/tickets/views/:id/share',
  params: IdParams,
  input: Body({ is_shared: Type.Boolean() }),
  output: Saved,
  permits: (actor) => may(actor, 'views.share'),
  run: async ({ tx, actor, input, params }) => {
    // Who shares views may also stop the sharing of another's.
    const found = await tx.maybe(
      raw<{ id: string }>(
        "update core.saved_view set is_shared = $4 where org_id = $1 and id = $2 and kind = 'ticket' and (owner_id = $3 or is_shared) returning id",
        [actor.orgId, params.id, actor.personId, input.is_shared],
      ),
    )
    if (!found) throw notFound('This view')
    return { result: found, audit: { view: found.id, isShared: input.is_shared } }
  },
})

export const orderViews = plainAction({
  name: 'views.order',
  summary: 'Put one’s own views into an order.',
  path: '/api/tickets/views/order',
  input: Body({ ids: Type.Array(Id, { minItems: 1, maxItems: views_max, uniqueItems: true }) }),
  output: Type.Object({}),
  permits: (actor) => may(actor, 'views.save'),
  run: async ({ tx, actor, input }) => {
    const moved = await tx.all(
      raw<{ id: string }>(
        `update core.saved_view v set position = o.place from unnest($3::uuid[]) with ordinality o (id, place)
         where v.org_id = $1 and v.owner_id = $2 and v.kind = 'ticket' and v.id = o.id returning v.id`,
        [actor.orgId, actor.personId, input.ids],
      ),
    )
    if (moved.length !== input.ids.length) throw invalid('#/ids', 'One of these views is not your own.')
    return { result: {} }
  },
})

export const removeView = plainAction({
  name: 'views.remove',
  summary: 'Remove a saved view of one’s own.',
  method: 'DELETE',
  path: '/api/tickets/views/:id',
  params: IdParams,
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: (actor) => may(actor, 'views.save'),
  run: async ({ tx, actor, params }) => {
    const id = await lockOwn(tx, actor, params.id ?? '')
    tx.send(raw('delete from core.saved_view where org_id = $1 and id = $2', [actor.orgId, id]))
    return { result: {}, audit: { view: id } }
  },
})

async function lockOwn(tx: Tx, actor: Actor, id: string): Promise<string> {
  const view = await tx.maybe(
    raw<{ is_mine: boolean }>(
      "select owner_id = $3 as is_mine from core.saved_view where org_id = $1 and id = $2 and kind = 'ticket' and (owner_id = $3 or is_shared) for update",
      [actor.orgId, id, actor.personId],
    ),
  )
  if (!view) throw notFound('This view')
  if (!view.is_mine) throw forbidden('Only its owner may change this view. Save one of your own instead.')
  return id
}
