/** The bank of questions. A change is another version; quizzes keep the one with which they were saved. */
import { type Static, Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, NullableText, OneOf } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages } from '../policy.ts'
import { requireNoPatient } from '../words.ts'
import {
  type AnswerKey,
  keptOf,
  type QuestionBody,
  QuestionInput,
  type QuestionKind,
  questionKinds,
  wordsOf,
} from './question-shape.ts'

const rows_max = 500

export const createQuestion = plainAction({
  name: 'training.create_question',
  summary: 'Write a question for quizzes, with what is right.',
  path: '/api/training/questions',
  input: QuestionInput,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: manages,
  run: async (context) => {
    const { tx } = context
    const id = newId()
    tx.send(raw('insert into training.question (org_id, id) values ($1, $2)', [tx.orgId, id]))
    await storeVersion(context, id, 1)
    return { result: { id, version: 1 }, audit: { question: id, version: 1 } }
  },
})

export const editQuestion = plainAction({
  name: 'training.edit_question',
  summary: 'Change a question: it becomes its next version, and what was asked before stays as it was.',
  path: '/api/training/questions/:id',
  method: 'PUT',
  params: Body({ id: Id }),
  input: QuestionInput,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: manages,
  run: async (context) => {
    const { tx, params } = context
    const id = (params.id as string).toLowerCase()
    const found = await tx.maybe(
      raw<{ id: string }>(
        'select id from training.question where org_id = $1 and id = $2 for no key update',
        [tx.orgId, id],
      ),
    )
    if (!found) throw notFound('This question')
    const { version } = await tx.one(
      raw<{ version: number }>(
        'select max(version) + 1 as version from training.question_version where org_id = $1 and question_id = $2',
        [tx.orgId, id],
      ),
    )
    await storeVersion(context, id, version)
    return { result: { id, version }, audit: { question: id, version } }
  },
})

export const archiveQuestion = plainAction({
  name: 'training.archive_question',
  summary: 'Take a question out of the bank, or back into it. Quizzes that have it keep it.',
  path: '/api/training/questions/:id/archive',
  params: Body({ id: Id }),
  input: Body({ is_archived: Type.Boolean() }),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, params, input, now }) => {
    const found = await tx.maybe(
      raw<{ id: string }>(
        'update training.question set archived_at = case when $3 then coalesce(archived_at, $4) end where org_id = $1 and id = $2 returning id',
        [tx.orgId, params.id, input.is_archived, now],
      ),
    )
    if (!found) throw notFound('This question')
    return { result: found, audit: { question: found.id, is_archived: input.is_archived } }
  },
})

async function storeVersion(context: Context<QuestionInput>, id: string, version: number): Promise<void> {
  const { app, tx, actor, input, now } = context
  const { body, key } = keptOf(input)
  await requireNoPatient({ app, tx, now }, wordsOf(input))
  const courseVersion = await requireKnown(tx, input)
  addVersion(tx, { id, version, input, body, key, courseVersion, by: { personId: actor.personId, now } })
}

/** Adds the rows of a version as they are; what is asked was looked at before. */
export function addVersion(
  tx: Tx,
  of: {
    id: string
    version: number
    input: QuestionInput
    body: QuestionBody
    key: AnswerKey
    courseVersion: number | null
    by: { personId: string; now: string }
  },
): void {
  const { input } = of
  tx.send(
    raw(
      `insert into training.question_version (org_id, question_id, version, question_kind, prompt, body, answer_key, explanation, picture_id, competency_id, course_id, course_version, objective_position, made_by, made_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
      [
        tx.orgId,
        of.id,
        of.version,
        input.question_kind,
        input.prompt.trim(),
        JSON.stringify(of.body),
        JSON.stringify(of.key),
        input.explanation?.trim() ?? '',
        input.question_kind === 'hot_spot' ? input.picture_id : null,
        input.competency_id ?? null,
        of.courseVersion === null ? null : input.course_id,
        of.courseVersion,
        of.courseVersion === null ? null : input.objective,
        of.by.personId,
        of.by.now,
      ],
    ),
  )
}

/** Refuses what is not there. Answers the published version of the course, whose objective it is. */
async function requireKnown(tx: Tx, input: QuestionInput): Promise<number | null> {
  const { question_kind, picture_id, competency_id, course_id, objective } = input
  const found = await tx.one(
    raw<{ has_picture: boolean; has_competency: boolean; course_version: number | null }>(
      `select $2::uuid is null or exists (select from training.picture where org_id = $1 and id = $2) as has_picture,
         $3::uuid is null or exists (select from training.competency where org_id = $1 and id = $3 and archived_at is null) as has_competency,
         (select o.version from training.objective o join training.course_version v on v.org_id = o.org_id and v.course_id = o.course_id and v.version = o.version
          where o.org_id = $1 and o.course_id = $4 and o.position = $5 and v.published_at is not null
          order by o.version desc limit 1) as course_version`,
      [
        tx.orgId,
        question_kind === 'hot_spot' ? picture_id : null,
        competency_id ?? null,
        course_id ?? null,
        objective ?? null,
      ],
    ),
  )
  if (!found.has_picture) throw invalid('#/picture_id', 'This picture does not exist. Add it again.')
  if (!found.has_competency)
    throw invalid('#/competency_id', 'This competency does not exist. Choose another one.')
  if ((course_id === undefined) !== (objective === undefined))
    throw invalid('#/objective', 'A course needs its objective. Choose both, or neither.')
  if (course_id !== undefined && found.course_version === null)
    throw invalid('#/objective', 'The published course has no such objective. Choose another one.')
  return found.course_version
}

const Row = Type.Object({
  id: Id,
  version: Type.Integer(),
  question_kind: OneOf(questionKinds),
  prompt: Type.String(),
  competency: NullableText,
  course: NullableText,
  is_archived: Type.Boolean(),
  quizzes: Type.Integer({ description: 'In how many quizzes it is now.' }),
})

export const questions = reader({
  name: 'training.questions',
  summary: `The bank of questions, the newest ${rows_max}.`,
  path: '/api/training/questions',
  query: Body({
    q: Type.Optional(Type.String({ maxLength: 100 })),
    kind: Type.Optional(OneOf(questionKinds)),
    competency: Type.Optional(Id),
    archived: Type.Optional(Type.Boolean()),
  }),
  output: Type.Object({ rows: Type.Array(Row) }),
  permits: manages,
  run: async ({ tx, query }) => ({
    rows: await tx.all(
      raw<Static<typeof Row>>(
        `select q.id, v.version, v.question_kind, v.prompt, q.archived_at is not null as is_archived,
           (select c.code || ' ' || c.name from training.competency c where c.org_id = $1 and c.id = v.competency_id) as competency,
           (select o.title from training.course_version o where o.org_id = $1 and o.course_id = v.course_id and o.version = v.course_version) as course,
           (select count(*)::int from training.quiz_item i where i.org_id = $1 and i.question_id = q.id
              and i.version = (select max(z.version) from training.quiz_version z where z.org_id = $1 and z.quiz_id = i.quiz_id)) as quizzes
         from training.question q join lateral (
           select * from training.question_version v where v.org_id = $1 and v.question_id = q.id order by v.version desc limit 1) v on true
         where q.org_id = $1 and (q.archived_at is not null) = $2
           and ($3::text is null or v.question_kind = $3) and ($4::uuid is null or v.competency_id = $4)
           and position(lower($5) in lower(v.prompt)) > 0
         order by q.id desc limit ${rows_max}`,
        [
          tx.orgId,
          query.archived ?? false,
          query.kind ?? null,
          query.competency ?? null,
          query.q?.trim() ?? '',
        ],
      ),
    ),
  }),
})

export const question = reader({
  name: 'training.question_show',
  summary: 'A question with what is right, for who writes questions.',
  path: '/api/training/questions/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    id: Id,
    version: Type.Integer(),
    is_archived: Type.Boolean(),
    content: QuestionInput,
    competency: Nullable(Type.Object({ id: Id, code: Type.String(), name: Type.String() })),
    course_id: NullableId,
  }),
  permits: manages,
  run: async ({ tx, params }) => {
    const found = await tx.maybe(
      raw<Stored>(
        `select v.*, q.archived_at is not null as is_archived, c.code, c.name as competency_name
         from training.question_version v join training.question q on q.org_id = $1 and q.id = v.question_id
           left join training.competency c on c.org_id = $1 and c.id = v.competency_id
         where v.org_id = $1 and v.question_id = $2 order by v.version desc limit 1`,
        [tx.orgId, params.id],
      ),
    )
    if (!found) throw notFound('This question')
    return {
      id: found.question_id,
      version: found.version,
      is_archived: found.is_archived,
      content: inputOf(found),
      competency:
        found.competency_id === null
          ? null
          : { id: found.competency_id, code: found.code ?? '', name: found.competency_name ?? '' },
      course_id: found.course_id,
    }
  },
})

type Stored = {
  question_id: string
  version: number
  is_archived: boolean
  question_kind: QuestionKind
  prompt: string
  body: QuestionBody
  answer_key: AnswerKey
  explanation: string
  picture_id: string | null
  competency_id: string | null
  course_id: string | null
  objective_position: number | null
  code: string | null
  competency_name: string | null
}

/** As it was written. */
function inputOf(of: Stored): QuestionInput {
  const { question_kind: kind, body, answer_key: key } = of
  const isMarked = kind === 'choice' || kind === 'multiple' || kind === 'hot_spot'
  const right = (index: number) => (isMarked ? { is_right: key.chosen?.includes(index) ?? false } : {})
  return {
    question_kind: kind,
    prompt: of.prompt,
    explanation: of.explanation,
    ...(kind === 'match'
      ? { pairs: body.lefts.map((left, index) => ({ left, right: body.options[index]?.text ?? '' })) }
      : { options: body.options.map((option, index) => ({ ...option, ...right(index) })) }),
    ...(key.value === undefined ? {} : { value: key.value, tolerance: key.tolerance ?? 0, unit: body.unit }),
    ...(key.accepted === undefined ? {} : { accepted: key.accepted }),
    ...(of.picture_id === null ? {} : { picture_id: of.picture_id }),
    ...(of.competency_id === null ? {} : { competency_id: of.competency_id }),
    ...(of.course_id === null || of.objective_position === null
      ? {}
      : { course_id: of.course_id, objective: of.objective_position }),
  }
}
