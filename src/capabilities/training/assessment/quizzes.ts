/** Writing quizzes, and letting learners take them. A change is another version; attempts keep theirs. */
import { type Static, Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages } from '../policy.ts'
import { requireNoPatient } from '../words.ts'

const questions_max = 200
const grants_max = 50

export const feedbacks = ['score', 'which', 'answers'] as const

export const QuizInput = Body({
  title: Line(200),
  instructions: Type.Optional(Text(4000)),
  attempts_max: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'How often it may be tried; else as often as one likes.',
    }),
  ),
  minutes: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 480, description: 'How long one attempt may take.' }),
  ),
  pass_percent: Type.Integer({ minimum: 1, maximum: 100 }),
  is_shuffled: Type.Boolean({ description: 'Each attempt has its own order of questions and answers.' }),
  feedback: OneOf(feedbacks, {
    description: 'What a learner is told after: how much was right, which ones, or the right answers too.',
  }),
  question_ids: Type.Array(Id, {
    maxItems: questions_max,
    description: 'In order; each in its newest version.',
  }),
  competencies: Type.Optional(
    Type.Array(Body({ competency_id: Id, level: Type.Integer({ minimum: 1, maximum: 10 }) }), {
      maxItems: grants_max,
      description: 'What who has passed it can.',
    }),
  ),
})
export type QuizInput = Static<typeof QuizInput>

export const createQuiz = plainAction({
  name: 'training.create_quiz',
  summary: 'Write a quiz. Learners do not see it until it is opened.',
  path: '/api/training/quizzes',
  input: QuizInput,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: manages,
  run: async (context) => {
    const { tx } = context
    const id = newId()
    tx.send(raw('insert into training.quiz (org_id, id) values ($1, $2)', [tx.orgId, id]))
    await storeQuiz(context, id, 1)
    return { result: { id, version: 1 }, audit: { quiz: id, version: 1 } }
  },
})

export const editQuiz = plainAction({
  name: 'training.edit_quiz',
  summary: 'Change a quiz: it becomes its next version. Attempts that were begun go on with theirs.',
  path: '/api/training/quizzes/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: QuizInput,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: manages,
  run: async (context) => {
    const { tx, params } = context
    const id = (params.id as string).toLowerCase()
    const found = await tx.maybe(
      raw('select id from training.quiz where org_id = $1 and id = $2 for no key update', [tx.orgId, id]),
    )
    if (!found) throw notFound('This quiz')
    const { version } = await tx.one(
      raw<{ version: number }>(
        'select max(version) + 1 as version from training.quiz_version where org_id = $1 and quiz_id = $2',
        [tx.orgId, id],
      ),
    )
    await storeQuiz(context, id, version)
    return { result: { id, version }, audit: { quiz: id, version } }
  },
})

export const openQuiz = plainAction({
  name: 'training.open_quiz',
  summary: 'Let everybody take a quiz, or no more. Attempts that were begun go on.',
  path: '/api/training/quizzes/:id/open',
  params: Body({ id: Id }),
  input: Body({ is_open: Type.Boolean() }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, params, input }) => {
    const found = await tx.maybe(
      raw<{ id: string }>(
        'update training.quiz set is_open = $3 where org_id = $1 and id = $2 returning id',
        [tx.orgId, params.id, input.is_open],
      ),
    )
    if (!found) throw notFound('This quiz')
    return { result: found, audit: { quiz: found.id, is_open: input.is_open } }
  },
})

async function storeQuiz(context: Context<QuizInput>, id: string, version: number): Promise<void> {
  const { app, tx, actor, input, now } = context
  if (input.question_ids.length === 0)
    throw invalid('#/question_ids', 'A quiz needs a question at least. Add one from the bank.')
  await requireNoPatient({ app, tx, now }, { '#/title': input.title, '#/instructions': input.instructions })
  await addQuizVersion(tx, id, version, input, { personId: actor.personId, now })
}

/** Adds the rows of a version, with its questions as they are now. */
export async function addQuizVersion(
  tx: Tx,
  id: string,
  version: number,
  input: QuizInput,
  by: { personId: string; now: string },
): Promise<void> {
  tx.send(
    raw(
      `insert into training.quiz_version (org_id, quiz_id, version, title, instructions, attempts_max, minutes, pass_percent, is_shuffled, feedback, made_by, made_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`,
      [
        tx.orgId,
        id,
        version,
        input.title.trim(),
        input.instructions?.trim() ?? '',
        input.attempts_max ?? null,
        input.minutes ?? null,
        input.pass_percent,
        input.is_shuffled,
        input.feedback,
        by.personId,
        by.now,
      ],
    ),
  )
  await addItems(tx, id, version, input.question_ids)
  await addGrants(tx, id, version, input.competencies ?? [])
}

async function addItems(tx: Tx, id: string, version: number, questionIds: readonly string[]): Promise<void> {
  if (new Set(questionIds.map((each) => each.toLowerCase())).size < questionIds.length)
    throw invalid('#/question_ids', 'The same question is there twice. Take one of them out.')
  // What was archived stays in a quiz that has it already.
  const added = await tx.all(
    raw(
      `insert into training.quiz_item (org_id, quiz_id, version, position, question_id, question_version)
       select $1, $2, $3::int, e.position, q.id, (select max(v.version) from training.question_version v where v.org_id = $1 and v.question_id = q.id)
       from unnest($4::uuid[]) with ordinality as e (id, position) join training.question q on q.org_id = $1 and q.id = e.id
       where q.archived_at is null or exists (select from training.quiz_item b where b.org_id = $1 and b.quiz_id = $2
         and b.question_id = q.id and b.version = $3::int - 1)
       returning position`,
      [tx.orgId, id, version, questionIds],
    ),
  )
  if (added.length < questionIds.length)
    throw invalid('#/question_ids', 'A question is not there any more. Choose again.')
}

async function addGrants(
  tx: Tx,
  id: string,
  version: number,
  given: readonly { competency_id: string; level: number }[],
): Promise<void> {
  if (given.length === 0) return
  if (new Set(given.map((each) => each.competency_id.toLowerCase())).size < given.length)
    throw invalid('#/competencies', 'The same competency is given twice.')
  const added = await tx.all(
    raw(
      `insert into training.quiz_grant (org_id, quiz_id, version, competency_id, level)
       select $1, $2, $3, c.id, each.level from json_to_recordset($4::json) as each (competency_id uuid, level smallint)
         join training.competency c on c.org_id = $1 and c.id = each.competency_id and c.archived_at is null
         join training.framework f on f.org_id = $1 and f.id = c.framework_id and each.level <= cardinality(f.levels)
       returning competency_id`,
      [tx.orgId, id, version, JSON.stringify(given)],
    ),
  )
  if (added.length < given.length)
    throw invalid('#/competencies', 'A competency is not there any more, or has no such level. Choose again.')
}
