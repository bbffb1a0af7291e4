import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Id, NullableId } from '../../../platform/http/schema.ts'
import { readsTickets } from '../policy.ts'

const categories_max = 2000
const Category = Type.Object({
  id: Id,
  parent_id: NullableId,
  name: Type.String(),
  is_archived: Type.Boolean(),
})
type Row = { id: string; parent_id: string | null; name: string; is_archived: boolean }

export const categories = reader({
  name: 'tickets.categories',
  summary: 'The categories of tickets as a tree: each names the one it lies within.',
  path: '/api/tickets/categories',
  query: Type.Object({ with_archived: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  output: Type.Object({ rows: Type.Array(Category) }),
  permits: (actor) => readsTickets(actor) || may(actor, 'organization.manage'),
  run: async ({ tx, actor, query }) => ({
    rows: await tx.all(
      raw<Row>(
        `select id, parent_id, name, archived_at is not null as is_archived from tickets.category
         where org_id = $1 and ($2 or archived_at is null) order by name, id limit ${categories_max}`,
        [actor.orgId, query.with_archived ?? false],
      ),
    ),
  }),
})
