/** What happened to an article, for those who write: what was done to it, and that somebody said something of it. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { Body, Id, Nullable, NullableText, Time } from '../../../platform/http/schema.ts'
import { writersArticle } from './versions.ts'

const rows_max = 500

/** Which tickets it is linked with stands beside the article; a good one would have little else in its timeline. */
const ofTickets = ['knowledge.solve', 'tickets.link', 'tickets.unlink', 'tickets.resolve']

const Version = Nullable(Type.Integer())
const Row = Type.Object({
  id: Id,
  at: Time,
  actor: Nullable(Type.Object({ id: Id, name: Type.String() })),
  action: Type.String(),
  version: Version,
  from: Nullable(Type.Integer({ description: 'The version that was brought back.' })),
  audience: NullableText,
})

export const timeline = reader({
  name: 'knowledge.timeline',
  summary:
    'What happened to an article, the latest first; for writers. What was said stands beside it alone.',
  path: '/api/articles/:id/timeline',
  params: Body({ id: Id }),
  output: Type.Object({ rows: Type.Array(Row) }),
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const { id, created_at } = await writersArticle(tx, actor, params.id ?? '')
    const nothing = sql`null::int as version, null::int as "from", null::text as audience`
    const latest = sql`order by at desc, id desc limit ${sql.lit(rows_max)}`
    const rows = await tx.all(
      sql<Static<typeof Row>>`
        select t.id, t.at, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as actor, t.action, t.version, t."from", t.audience
        from (
          (select id, at, actor_id, action, case when jsonb_typeof(data -> 'version') = 'number' then (data ->> 'version')::int end as version,
             case when action = 'knowledge.restore_version' then (data ->> 'from')::int end as "from", data ->> 'audience' as audience
           from core.event where org_id = ${actor.orgId} and record_id = ${id} and at >= ${created_at} and action <> all(${ofTickets}::text[]) ${latest})
          union all (select id, created_at as at, author_id, 'knowledge.comment', ${nothing} from knowledge.comment
            where org_id = ${actor.orgId} and article_id = ${id} and purpose = 'comment' ${latest})
          union all (select id, created_at as at, reporter_id, 'knowledge.flag', ${nothing} from knowledge.flag
            where org_id = ${actor.orgId} and article_id = ${id} ${latest})
          union all (select id, answered_at as at, answered_by, 'knowledge.answer_flag', ${nothing} from knowledge.flag
            where org_id = ${actor.orgId} and article_id = ${id} and answered_at is not null ${latest})) t
        left join core.person p on p.org_id = ${actor.orgId} and p.id = t.actor_id
        order by t.at desc, t.id desc limit ${sql.lit(rows_max)}`,
    )
    return { rows }
  },
})
