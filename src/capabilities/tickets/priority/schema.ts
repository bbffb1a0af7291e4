/** The rules of priorities and their parts in the API. */
import { Type } from 'typebox'
import { Body, Id, Line, Nullable, NullableId, OneOf } from '../../../platform/http/schema.ts'

export const sets_max = 40
export const questions_max = 8
export const answers_max = 8
const places_max = 2_000
const applications_max = 500

// The words of one language may be missing; those of the other are shown then.
const Phrase = Type.String({ maxLength: 160, pattern: '^[^\\u0000-\\u001F\\u007F\\p{Cs}]*$' })
const Words = Body({ en: Phrase, es: Phrase })
/** The name of a question or an answer that stays when its words are changed. */
export const Key = Type.String({ pattern: '^[a-z0-9_]{1,40}$' })
const Point = Type.Integer({
  minimum: -3,
  maximum: 3,
  description: 'Above 0 raises the level, below 0 lowers it.',
})
const Priority = Type.Unsafe<1 | 2 | 3 | 4>({ type: 'integer', enum: [1, 2, 3, 4] })

const Wording = { portal: Words, desk: Words }
export const AskedQuestion = Body({
  key: Key,
  ...Wording,
  answers: Type.Array(Body({ key: Key, ...Wording }), { maxItems: answers_max }),
})
const Question = Body({
  key: Key,
  ...Wording,
  answers: Type.Array(Body({ key: Key, ...Wording, impact: Point, urgency: Point }), {
    minItems: 2,
    maxItems: answers_max,
  }),
})
export const RulesBody = Body({
  sets: Type.Array(
    Body({ category_id: NullableId, questions: Type.Array(Question, { maxItems: questions_max }) }),
    { minItems: 1, maxItems: sets_max },
  ),
  places: Type.Array(Body({ place_id: Id, points: Point }), { maxItems: places_max }),
  applications: Type.Array(Body({ name: Line(200), points: Point }), { maxItems: applications_max }),
  matrix: Type.Array(Type.Array(Priority, { minItems: 4, maxItems: 4 }), {
    minItems: 4,
    maxItems: 4,
    description: 'The priority by impact (rows, from 1) and urgency (columns, from 1).',
  }),
})

export const Version = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const Given = Type.Record(Key, Key, { maxProperties: questions_max })
/** What was answered, with the version of the questions that were asked. */
export const AnswersBody = Body({ version: Version, given: Given })

export const Level = Type.Unsafe<1 | 2 | 3 | 4>({
  type: 'integer',
  enum: [1, 2, 3, 4],
  description: '1 is the highest.',
})
export const P1State = Nullable(OneOf(['proposed', 'declined'] as const))
/** What answers come to for the one who gives them. */
export const Weighed = Type.Object({
  impact: Level,
  urgency: Level,
  answered: { ...Level, description: 'The priority by the answers alone.' },
  priority: { ...Level, description: 'The priority that the ticket has or would get.' },
  p1: P1State,
})
