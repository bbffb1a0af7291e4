/** What was said of an article: comments and flags, each to those who may read them. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { seesInside } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { Body, Id, Nullable, NullableText, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { flagReasons } from '../actions/flag.ts'
import { visibleArticle } from './show.ts'

const rows_max = 200
const Person = Type.Object({ id: Id, name: Type.String() })

const Comment = Type.Object({
  id: Id,
  author: Person,
  purpose: OneOf(['comment', 'sent_back']),
  body: Type.String(),
  is_internal: Type.Boolean(),
  is_removed: Type.Boolean(),
  may_remove: Type.Boolean(),
  created_at: Time,
})

const Flag = Type.Object({
  id: Id,
  reason: OneOf(flagReasons),
  body: Type.String(),
  version: Type.Integer(),
  reporter: Person,
  created_at: Time,
  answer: NullableText,
  answered_by: Nullable(Person),
  answered_at: NullableTime,
  may_answer: Type.Boolean(),
})

const Talk = Type.Object({ comments: Type.Array(Comment), flags: Type.Array(Flag) })

/** Comments for its readers, the department's own for the department, reasons for writers; flags for their writers. */
export const talk = reader({
  name: 'knowledge.talk',
  summary: 'The comments on an article and the flags on it, as far as they are this person’s to read.',
  path: '/api/articles/:id/talk',
  params: Body({ id: Id }),
  output: Talk,
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const record = await visibleArticle(tx, actor, sql<boolean>`r.id = ${params.id ?? ''}`)
    const isInside = seesInside(actor, record)
    const isInner = may(actor, 'knowledge.read_internal') || isInside
    const mayAnswer =
      may(actor, 'knowledge.write') &&
      (record.owner_id === actor.personId || may(actor, 'knowledge.validate'))
    const [comments, flags] = await tx.many(
      sql<Static<typeof Comment>>`
        select c.id, json_build_object('id', p.id, 'name', p.name) as author, c.purpose, c.body, c.is_internal,
          c.removed_at is not null as is_removed, c.created_at,
          (c.removed_at is null and c.purpose = 'comment' and (c.author_id = ${actor.personId} or ${may(actor, 'knowledge.coach')})) as may_remove
        from knowledge.comment c join core.person p on p.org_id = c.org_id and p.id = c.author_id
        where c.org_id = ${actor.orgId} and c.article_id = ${record.id}
          and (not c.is_internal or ${isInner}) and (c.purpose = 'comment' or ${isInside})
        order by c.created_at, c.id limit ${rows_max}`,
      sql<Static<typeof Flag>>`
        select f.id, f.reason, f.body, f.version, json_build_object('id', p.id, 'name', p.name) as reporter, f.created_at, f.answer,
          case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end as answered_by, f.answered_at,
          (${mayAnswer} and f.answered_at is null) as may_answer
        from knowledge.flag f join core.person p on p.org_id = f.org_id and p.id = f.reporter_id
        left join core.person b on b.org_id = f.org_id and b.id = f.answered_by
        where f.org_id = ${actor.orgId} and f.article_id = ${record.id} and (${isInside} or f.reporter_id = ${actor.personId})
        order by f.answered_at is not null, f.created_at desc, f.id limit ${rows_max}`,
    )
    return { comments, flags }
  },
})
