/** Links and checklists of the tickets that were merged into one. They stay where they are, and are read here too. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { readsAs } from '../../../core/links/types.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { ChecklistOut, listsOf } from '../checklists/read.ts'
import { insideTicket } from '../inside-ticket.ts'
import { worksOnTickets } from '../policy.ts'
import { Link } from '../queries/ticket-page.ts'
import { merged_max, treeOf } from './tree.ts'

const links_max = 500
const Brought = Type.Object({
  id: Id,
  number: Type.Integer(),
  links: Type.Array(Link),
  checklists: Type.Array(ChecklistOut),
})

export const brought = reader({
  name: 'tickets.merged_parts',
  summary: 'The links and checklists of the tickets that were merged into this one, ticket by ticket.',
  path: '/api/tickets/:id/merged-parts',
  params: Body({ id: Id }),
  output: Type.Object({
    rows: Type.Array(Brought, {
      description: 'Those that have any, as far as one sees them from the inside.',
    }),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const { id } = await insideTicket(tx, actor, params.id ?? '')
    const merged = await tx.all(
      sql<{ id: string; number: number }>`${treeOf(actor.orgId, id)}
        select r.id, r.number from tree m join core.record r on r.org_id = ${actor.orgId} and r.id = m.id
        where m.depth > 0 and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')} order by r.number limit ${merged_max}`,
    )
    if (merged.length === 0) return { rows: [] }
    const ids = merged.map((each) => each.id)
    const links = await tx.all(linksOfAll(actor, ids))
    const lists = await listsOf(tx, ids)
    return {
      rows: merged
        .map((ticket) => ({
          ...ticket,
          links: links
            .filter(({ of_id }) => of_id === ticket.id)
            .map(({ of_id: _of, ...link }) => ({ ...link, reads_as: readsAs(link.type, link.is_from) })),
          checklists: lists
            .filter(({ ticket_id }) => ticket_id === ticket.id)
            .map(({ ticket_id: _ticket, ...list }) => list),
        }))
        .filter(({ links, checklists }) => links.length + checklists.length > 0),
    }
  },
})

type LinkOf = Omit<Static<typeof Link>, 'reads_as'> & { of_id: string }

function linksOfAll(actor: Actor, ids: readonly string[]) {
  return sql<LinkOf>`
    select k.of_id, k.type, k.is_from, r.id, r.kind, r.number, r.title, r.state, r.category
    from (select from_id as of_id, to_id as other_id, type, true as is_from from core.link where org_id = ${actor.orgId} and from_id = any(${ids}::uuid[])
          union all select to_id, from_id, type, false from core.link where org_id = ${actor.orgId} and to_id = any(${ids}::uuid[])) k
    join core.record r on r.org_id = ${actor.orgId} and r.id = k.other_id
    where ${visible(actor)} order by k.of_id, k.type, r.number limit ${links_max}`
}
