/** What waits for somebody who keeps articles right, for the Today page. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { Id, OneOf, Time } from '../../../platform/http/schema.ts'
import { flagReasons } from '../actions/flag.ts'

const rows_max = 10

const Article = { id: Id, number: Type.Integer(), title: Type.String() }
const FlagRow = Type.Object({ ...Article, flag_id: Id, reason: OneOf(flagReasons), at: Time })
const Row = Type.Object({ ...Article, at: Time })

export const work = reader({
  name: 'knowledge.work',
  summary:
    'One’s own articles that were flagged or are to be reviewed, a coach’s also of others; and what waits to be validated.',
  path: '/api/articles/work',
  output: Type.Object({
    flags: Type.Array(FlagRow),
    reviews: Type.Array(Row),
    waiting: Type.Array(Row),
  }),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async ({ tx, actor, now }) => {
    const isMine = may(actor, 'knowledge.coach')
      ? sql<boolean>`true`
      : sql<boolean>`r.owner_id = ${actor.personId}`
    const [flags, reviews, waiting] = await tx.many(
      sql<Static<typeof FlagRow>>`
        select r.id, r.number, r.title, f.id as flag_id, f.reason, f.created_at as at
        from knowledge.flag f join core.record r on r.org_id = f.org_id and r.id = f.article_id
        where f.org_id = ${actor.orgId} and f.answered_at is null and ${isMine} and ${visible(actor, 'article')}
        order by (f.reason = 'private_data') desc, f.created_at limit ${rows_max}`,
      sql<Static<typeof Row>>`
        select r.id, r.number, r.title, a.review_at as at
        from knowledge.article a join core.record r on r.org_id = a.org_id and r.id = a.id
        where a.org_id = ${actor.orgId} and a.review_at <= ${now}::timestamptz + interval '14 days'
          and r.state in ('not_validated', 'validated') and ${isMine} and ${visible(actor, 'article')}
        order by a.review_at, r.number limit ${rows_max}`,
      sql<Static<typeof Row>>`
        select r.id, r.number, r.title, r.updated_at as at
        from core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
        where r.org_id = ${actor.orgId} and r.kind = 'article' and ${may(actor, 'knowledge.validate')}
          and (r.state = 'not_validated' or (r.state = 'validated' and a.latest_version > a.validated_version)) and ${visible(actor, 'article')}
        order by r.updated_at, r.number limit ${rows_max}`,
    )
    return { flags, reviews, waiting }
  },
})
