/** Links of an article to others that its readers cannot open, for those who write. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../core/actor.ts'
import { visible } from '../../core/records/visible.ts'
import { OneOf } from '../../platform/http/schema.ts'
import { articleAddresses } from './given-away.ts'

export const DeadLink = Type.Object({
  address: Type.String(),
  why: OneOf(['gone', 'archived', 'not_for_readers'] as const, {
    description: 'There is no such article, it is archived, or those who read this one do not read that one.',
  }),
})
export type DeadLink = Static<typeof DeadLink>

/** The query for them; `audience` is for whom the article with the links is meant. */
export function deadLinks(actor: Actor, body: string, audience: string): RawBuilder<DeadLink> {
  const links = articleAddresses(body)
  const column = <Key extends 'address' | 'id' | 'number'>(key: Key) => links.map((link) => link[key])
  return sql<DeadLink>`
    select x.address, case when r.id is null then 'gone' when r.state = 'archived' then 'archived' else 'not_for_readers' end as why
    from unnest(${column('address')}::text[], ${column('id')}::uuid[], ${column('number')}::bigint[]) with ordinality x (address, id, number, place)
    left join core.record r on r.org_id = ${actor.orgId} and r.kind = 'article' and (r.id = x.id or r.number = x.number) and ${visible(actor, 'article')}
    where (r.id is null or r.state = 'archived' or (${audience} = 'public' and r.audience <> 'public')
        or (${audience} = 'staff' and r.audience not in ('staff', 'public')))
      -- What was merged into another article leads there.
      and not exists (select from knowledge.moved m where m.org_id = r.org_id and m.article_id = r.id and r.state = 'archived')
    order by x.place`
}
