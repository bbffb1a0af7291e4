/** The articles of a ticket: those linked or tried, with what was said of them. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { Body, Id, Nullable, OneOf } from '../../../platform/http/schema.ts'
import { workedTicket } from './worked-ticket.ts'

const articles_max = 50

const Used = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  audience: Type.String(),
  is_linked: Type.Boolean(),
  verdict: Nullable(OneOf(['solved', 'did_not_help'])),
})

export const articlesOfTicket = reader({
  name: 'knowledge.of_ticket',
  summary:
    'The articles that a ticket names or that were tried on it, and whether they helped; for who works on it.',
  path: '/api/articles/of-ticket/:id',
  params: Body({ id: Id }),
  output: Type.Object({ rows: Type.Array(Used), may_write: Type.Boolean() }),
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const { id } = await workedTicket(tx, actor, params.id ?? '')
    const rows = await tx.all(
      sql<Static<typeof Used>>`
        with named as (
          select to_id as id, true as is_linked, case when type = 'solved_by' then 'solved' end as verdict from core.link where org_id = ${actor.orgId} and from_id = ${id}
          union all select from_id, true, null from core.link where org_id = ${actor.orgId} and to_id = ${id}
          union all select article_id, false, verdict from knowledge.use where org_id = ${actor.orgId} and ticket_id = ${id})
        select r.id, r.number, r.title, r.state, r.audience, bool_or(n.is_linked) as is_linked, max(n.verdict) as verdict
        from named n join core.record r on r.id = n.id
        where r.kind = 'article' and ${visible(actor, 'article')}
        group by r.id, r.number, r.title, r.state, r.audience order by max(n.verdict) desc nulls last, r.number limit ${articles_max}`,
    )
    return { rows, may_write: may(actor, 'knowledge.write') }
  },
})
