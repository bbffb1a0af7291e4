/** Quizzes, as a learner and as a trainer see them. */
import { type Static, Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { manages, readsOwn } from '../policy.ts'
import { questionKinds } from './question-shape.ts'
import { feedbacks } from './quizzes.ts'
import { triesBefore } from './tries.ts'

const rows_max = 500

const Row = Type.Object({
  id: Id,
  version: Type.Integer(),
  title: Type.String(),
  is_open: Type.Boolean(),
  questions: Type.Integer(),
  minutes: Nullable(Type.Integer()),
  attempts_max: Nullable(Type.Integer()),
  pass_percent: Type.Integer(),
  attempts: Type.Integer({ description: 'How often one tried it oneself.' }),
  open_id: { ...NullableId, description: 'One’s own attempt that is not handed in.' },
  is_passed: Nullable(
    Type.Boolean({ description: 'Whether one passed it once; null when one never handed in.' }),
  ),
  learners: Nullable(Type.Integer({ description: 'For trainers: how many handed in.' })),
})

const columns = `q.id, v.version, v.title, q.is_open, v.minutes, v.attempts_max, v.pass_percent,
  (select count(*)::int from training.quiz_item i where i.org_id = $1 and i.quiz_id = q.id and i.version = v.version) as questions,
  (select count(*)::int from training.quiz_attempt t where t.org_id = $1 and t.quiz_id = q.id and t.person_id = $2) as attempts,
  (select t.id from training.quiz_attempt t where t.org_id = $1 and t.quiz_id = q.id and t.person_id = $2 and t.handed_in_at is null) as open_id,
  (select bool_or(t.is_passed) from training.quiz_attempt t where t.org_id = $1 and t.quiz_id = q.id and t.person_id = $2) as is_passed,
  case when $3 then (select count(distinct t.person_id)::int from training.quiz_attempt t
    where t.org_id = $1 and t.quiz_id = q.id and t.handed_in_at is not null and not t.is_trial) end as learners`

const tables = `training.quiz q join lateral (
  select * from training.quiz_version v where v.org_id = q.org_id and v.quiz_id = q.id order by v.version desc limit 1) v on true`

/** What is open, what one has tried oneself, and for trainers all. */
const seen = `(q.is_open or $3 or exists (select from training.quiz_attempt t where t.org_id = $1 and t.quiz_id = q.id and t.person_id = $2))`

export const quizzes = reader({
  name: 'training.quizzes',
  summary: `Quizzes, the newest ${rows_max}: what one may take or has taken, and for trainers all.`,
  path: '/api/training/quizzes',
  output: Type.Object({ rows: Type.Array(Row) }),
  permits: readsOwn,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      raw<Static<typeof Row>>(
        `select ${columns} from ${tables} where q.org_id = $1 and ${seen} order by q.is_open desc, q.id desc limit ${rows_max}`,
        [tx.orgId, actor.personId, manages(actor)],
      ),
    ),
  }),
})

const Question = Type.Object({
  question_id: Id,
  version: Type.Integer(),
  newest: Type.Integer(),
  question_kind: OneOf(questionKinds),
  prompt: Type.String(),
})
const Grant = Type.Object({
  competency_id: Id,
  level: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
})
const Tried = Type.Object({
  id: Id,
  nth: Type.Integer(),
  started_at: Time,
  handed_in_at: NullableTime,
  score_percent: Nullable(Type.Number()),
  is_passed: Nullable(Type.Boolean()),
})
type Shown = Static<typeof Row> & {
  tries: number
  instructions: string
  is_shuffled: boolean
  feedback: (typeof feedbacks)[number]
  own: Static<typeof Tried>[]
  competencies: Static<typeof Grant>[]
}

export const quiz = reader({
  name: 'training.quiz_show',
  summary: 'A quiz with one’s own attempts; which questions it has is for who writes them.',
  path: '/api/training/quizzes/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    ...Row.properties,
    instructions: Type.String(),
    is_shuffled: Type.Boolean(),
    feedback: OneOf(feedbacks),
    own: Type.Array(Tried),
    competencies: Type.Array(Grant),
    tries: Type.Integer({
      description: 'How many of one’s own attempts count against those that are allowed.',
    }),
    items: Type.Array(Question),
    may_start: Type.Boolean(),
    actions: Type.Array(Type.String()),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, params, now }) => {
    const before = triesBefore({ org: '$1', quiz: 'q.id', version: 'v.version', person: '$2', now: '$5' })
    const found = await tx.maybe(
      raw<Shown>(
        `select ${columns}, (select count(*)::int from training.quiz_attempt t where t.org_id = $1 and t.quiz_id = q.id and t.person_id = $2 and not t.is_trial and t.nth > ${before}) as tries, v.instructions, v.is_shuffled, v.feedback,
           coalesce((select json_agg(json_build_object('id', t.id, 'nth', t.nth, 'started_at', t.started_at, 'handed_in_at', t.handed_in_at,
               'score_percent', round(t.right_count * 100.0 / t.item_count, 2), 'is_passed', t.is_passed) order by t.nth desc)
             from training.quiz_attempt t where t.org_id = $1 and t.quiz_id = q.id and t.person_id = $2), '[]') as own,
           coalesce((select json_agg(json_build_object('competency_id', c.id, 'level', g.level, 'code', c.code, 'name', c.name) order by c.code)
             from training.quiz_grant g join training.competency c on c.org_id = g.org_id and c.id = g.competency_id
             where g.org_id = $1 and g.quiz_id = q.id and g.version = v.version), '[]') as competencies
         from ${tables} where q.org_id = $1 and q.id = $4 and ${seen}`,
        [tx.orgId, actor.personId, manages(actor), params.id, now],
      ),
    )
    if (!found) throw notFound('This quiz')
    const items = manages(actor)
      ? await tx.all(
          raw<Static<typeof Question>>(
            `select i.question_id, i.question_version as version, n.question_kind, n.prompt, n.version as newest
             from training.quiz_item i join lateral (select * from training.question_version x
               where x.org_id = i.org_id and x.question_id = i.question_id order by x.version desc limit 1) n on true
             where i.org_id = $1 and i.quiz_id = $2 and i.version = $3 order by i.position`,
            [tx.orgId, found.id, found.version],
          ),
        )
      : []
    const isLeft = found.attempts_max === null || found.tries < found.attempts_max || manages(actor)
    return {
      ...found,
      own: found.own.map((each) => ({
        ...each,
        started_at: iso(each.started_at),
        handed_in_at: each.handed_in_at && iso(each.handed_in_at),
      })),
      items,
      may_start: found.open_id !== null || ((found.is_open || manages(actor)) && isLeft),
      actions: manages(actor) ? ['training.edit_quiz', 'training.open_quiz'] : [],
    }
  },
})

/** What JSON of the database says of a time, as all others are told. */
const iso = (time: string) => new Date(time).toISOString()
