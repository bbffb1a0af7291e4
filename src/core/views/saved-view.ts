/** Saved views of a list: a name, a filter, an order, the columns; one’s own, or shared with everybody who works there. */
import { type Raw, raw } from '../../platform/db/transaction.ts'

export type SavedView = {
  id: string
  name: string
  filter: Record<string, unknown>
  sort: string | null
  is_reversed: boolean
  columns: string[]
  is_shared: boolean
  is_mine: boolean
  owner: string
  position: number
}

export const views_max = 50

/** The query for the views of a kind that the person has: own ones in their order, then the shared ones. */
export function viewsOf(orgId: string, personId: string, kind: string): Raw<SavedView> {
  return raw(
    `select v.id, v.name, v.filter, v.sort, v.is_reversed, v.columns, v.is_shared, v.owner_id = $2 as is_mine, p.name as owner, v.position
     from core.saved_view v join core.person p on p.org_id = v.org_id and p.id = v.owner_id
     where v.org_id = $1 and v.kind = $3 and (v.owner_id = $2 or v.is_shared)
     order by v.owner_id <> $2, v.position, v.name, v.id limit ${views_max * 2}`,
    [orgId, personId, kind],
  )
}

export function insertView(
  orgId: string,
  view: Pick<SavedView, 'id' | 'name' | 'filter' | 'sort' | 'is_reversed' | 'columns' | 'position'> & {
    kind: string
    ownerId: string
    now: string
  },
): Raw<unknown> {
  return raw(
    'insert into core.saved_view (org_id, id, kind, name, filter, sort, is_reversed, columns, owner_id, position, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)',
    [
      orgId,
      view.id,
      view.kind,
      view.name,
      JSON.stringify(view.filter),
      view.sort,
      view.is_reversed,
      view.columns,
      view.ownerId,
      view.position,
      view.now,
    ],
  )
}
