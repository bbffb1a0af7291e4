/** Attempts, as whoever takes them sees them: what is right is not read before they are handed in. */
import { type Static, Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { manages, readsOwn } from '../policy.ts'
import { Answered } from './attempts.ts'
import { percentOf } from './hand-in.ts'
import { asShown, type Given, nothing, rightWords } from './mark.ts'
import { type AnswerKey, type QuestionBody, type QuestionKind, questionKinds } from './question-shape.ts'
import { feedbacks } from './quizzes.ts'

const Percent = Type.Number()
const Area = Type.Object({ x: Percent, y: Percent, width: Percent, height: Percent })
const Item = Type.Object({
  place: Type.Integer(),
  question_kind: OneOf(questionKinds),
  prompt: Type.String(),
  options: Type.Array(Type.Object({ text: Type.String(), area: Type.Optional(Area) })),
  lefts: Type.Array(Type.String()),
  unit: Type.String(),
  picture_id: NullableId,
  answer: Answered,
  is_answered: Type.Boolean(),
  is_right: Nullable(Type.Boolean({ description: 'After it was handed in, where the quiz tells it.' })),
  right_words: Nullable(Type.Array(Type.String(), { description: 'The same, where the quiz tells it.' })),
  explanation: Type.String(),
})

export const attempt = reader({
  name: 'training.attempt',
  summary:
    'An attempt of one’s own with what was answered. What is right is told once it was handed in, as far as the quiz tells it; who writes questions sees handed-in attempts of others.',
  path: '/api/training/attempts/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    id: Id,
    quiz_id: Id,
    title: Type.String(),
    person: Type.String(),
    is_own: Type.Boolean(),
    is_trial: Type.Boolean(),
    nth: Type.Integer(),
    now: Time,
    started_at: Time,
    ends_at: NullableTime,
    handed_in_at: NullableTime,
    score_percent: Nullable(Type.Number()),
    pass_percent: Type.Integer(),
    is_passed: Nullable(Type.Boolean()),
    feedback: OneOf(feedbacks),
    items: Type.Array(Item),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, params, now }) => {
    const found = await tx.maybe(
      raw<Found>(
        `select t.id, t.quiz_id, v.title, p.name as person, t.person_id = $3 as is_own, t.is_trial, t.nth, t.started_at, t.ends_at, t.handed_in_at,
           t.right_count, t.item_count, v.pass_percent, t.is_passed, v.feedback
         from training.quiz_attempt t join training.quiz_version v on v.org_id = t.org_id and v.quiz_id = t.quiz_id and v.version = t.version
           join core.person p on p.org_id = t.org_id and p.id = t.person_id
         where t.org_id = $1 and t.id = $2 and (t.person_id = $3 or ($4 and t.handed_in_at is not null))`,
        [tx.orgId, params.id, actor.personId, manages(actor)],
      ),
    )
    if (!found) throw notFound('This attempt')
    const { right_count: right, item_count: count, ...told } = found
    const tells = found.handed_in_at === null ? 'nothing' : manages(actor) ? 'answers' : found.feedback
    return {
      ...told,
      now,
      score_percent: right === null ? null : percentOf(right, count),
      items: await itemsOf(tx, found.id, tells),
    }
  },
})

type Found = {
  id: string
  quiz_id: string
  title: string
  person: string
  is_own: boolean
  is_trial: boolean
  nth: number
  started_at: string
  ends_at: string | null
  handed_in_at: string | null
  right_count: number | null
  item_count: number
  pass_percent: number
  is_passed: boolean | null
  feedback: (typeof feedbacks)[number]
}
type Row = {
  place: number
  question_kind: QuestionKind
  prompt: string
  body: QuestionBody
  picture_id: string | null
  shown: number[]
  answer: Given | null
  is_right: boolean | null
  answer_key: AnswerKey | null
  explanation: string
}

async function itemsOf(
  tx: Tx,
  id: string,
  tells: 'nothing' | (typeof feedbacks)[number],
): Promise<Static<typeof Item>[]> {
  const tellsWhich = tells === 'which' || tells === 'answers'
  const rows = await tx.all(
    raw<Row>(
      `select a.place, q.question_kind, q.prompt, q.body, q.picture_id, a.shown, a.answer, case when $3 then a.is_right end as is_right,
         case when $4 then q.answer_key end as answer_key, case when $4 then q.explanation else '' end as explanation
       from training.quiz_answer a
         join training.question_version q on q.org_id = a.org_id and q.question_id = a.question_id and q.version = a.question_version
       where a.org_id = $1 and a.attempt_id = $2 order by a.place`,
      [tx.orgId, id, tellsWhich, tells === 'answers'],
    ),
  )
  return rows.map(({ body, shown, answer, answer_key, ...row }) => ({
    ...row,
    options: shown.map((index) => body.options[index] ?? { text: '' }),
    lefts: body.lefts,
    unit: body.unit,
    answer: asShown(shown, answer ?? nothing),
    is_answered: answer !== null,
    right_words: answer_key && rightWords(row.question_kind, body, answer_key),
  }))
}
