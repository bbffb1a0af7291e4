/** What came of a quiz: who handed in what, and how its questions did. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, OneOf, Time } from '../../../platform/http/schema.ts'
import { manages, readable, readsOwn } from '../policy.ts'
import { type ItemStatistics, itemStatistics, people_min } from './item-statistics.ts'
import { type QuestionKind, questionKinds } from './question-shape.ts'

const rows_max = 500

const Row = {
  id: Id,
  person_id: Id,
  person: Type.String(),
  nth: Type.Integer(),
  version: Type.Integer(),
  handed_in_at: Time,
  score_percent: Type.Number(),
  is_passed: Type.Boolean(),
}
type Row = {
  id: string
  person_id: string
  person: string
  nth: number
  version: number
  handed_in_at: string
  score_percent: number
  is_passed: boolean
}

export const quizResults = reader({
  name: 'training.quiz_results',
  summary: `Who handed in a quiz, the newest ${rows_max}: of oneself and those whom one leads, or of all. How its questions did is for who writes them.`,
  path: '/api/training/quizzes/:id/results',
  params: Body({ id: Id }),
  output: Type.Object({
    title: Type.String(),
    people_min: Type.Integer({ description: 'Below so many people nothing is said of a question.' }),
    rows: Type.Array(Type.Object(Row)),
    items: Type.Array(
      Type.Object({
        question_id: Id,
        version: Type.Integer(),
        prompt: Type.String(),
        question_kind: OneOf(questionKinds),
        n: Type.Integer({ description: 'People, by the first attempt of each.' }),
        difficulty: Nullable(Type.Number({ description: 'The share that was right.' })),
        discrimination: Nullable(
          Type.Number({
            description: 'Point-biserial, with the rest of the attempt; null where nothing differs.',
          }),
        ),
      }),
    ),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, params }) => {
    const quiz = await tx.maybe(
      raw<{ title: string }>(
        'select title from training.quiz_version where org_id = $1 and quiz_id = $2 order by version desc limit 1',
        [tx.orgId, params.id],
      ),
    )
    if (!quiz) throw notFound('This quiz')
    const rows = await tx.all(
      sql<Row>`select t.id, t.person_id, p.name as person, t.nth, t.version, t.handed_in_at,
          round(t.right_count * 100.0 / t.item_count, 2)::float8 as score_percent, t.is_passed
        from training.quiz_attempt t join core.person p on p.org_id = t.org_id and p.id = t.person_id
        where t.org_id = ${tx.orgId} and t.quiz_id = ${params.id} and t.handed_in_at is not null and not t.is_trial
          and ${readable(actor, sql`t.person_id`)}
        order by t.handed_in_at desc, t.id limit ${rows_max}`,
    )
    // Who may know nothing of it learns neither what it is called.
    if (rows.length === 0 && !manages(actor)) throw notFound('This quiz')
    return { ...quiz, people_min, rows, items: manages(actor) ? await itemsOf(tx, params.id as string) : [] }
  },
})

type Mark = {
  attempt_id: string
  question_id: string
  question_version: number
  prompt: string
  question_kind: QuestionKind
  is_right: boolean
}

/** By the first attempt of each person: later ones tell what the earlier ones taught. */
async function itemsOf(tx: Tx, quizId: string) {
  const marks = await tx.all(
    raw<Mark>(
      `select a.attempt_id, a.question_id, a.question_version, q.prompt, q.question_kind, a.is_right
       from (select distinct on (person_id) id from training.quiz_attempt
             where org_id = $1 and quiz_id = $2 and handed_in_at is not null and not is_trial order by person_id, nth) t
         join training.quiz_answer a on a.org_id = $1 and a.attempt_id = t.id
         join training.question_version q on q.org_id = $1 and q.question_id = a.question_id and q.version = a.question_version`,
      [tx.orgId, quizId],
    ),
  )
  const attempts = new Map<string, Map<string, boolean>>()
  const questions = new Map<string, Mark>()
  for (const mark of marks) {
    const name = `${mark.question_id} ${mark.question_version}`
    questions.set(name, mark)
    const attempt = attempts.get(mark.attempt_id) ?? new Map<string, boolean>()
    attempts.set(mark.attempt_id, attempt.set(name, mark.is_right))
  }
  const statistics = itemStatistics([...attempts.values()])
  return [...questions].map(([name, { question_id, question_version, prompt, question_kind }]) => ({
    question_id,
    version: question_version,
    prompt,
    question_kind,
    ...(statistics.get(name) as ItemStatistics),
  }))
}
