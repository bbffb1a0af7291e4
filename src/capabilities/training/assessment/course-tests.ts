/** A test before a course and one after, and what lies between them. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable } from '../../../platform/http/schema.ts'
import { manages, readsAll } from '../policy.ts'
import { gain, type Pair, people_min } from './gain.ts'

const Quizzes = { before_quiz_id: Id, after_quiz_id: Id }

export const setCourseTests = plainAction({
  name: 'training.set_course_tests',
  summary: 'Say which quiz is taken before a course and which one after.',
  path: '/api/training/courses/:id/tests',
  method: 'PUT',
  params: Body({ id: Id }),
  input: Body(Quizzes),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, params, input }) => {
    const { before_quiz_id: before, after_quiz_id: after } = input
    if (before.toLowerCase() === after.toLowerCase())
      throw invalid('#/after_quiz_id', 'The test before and the one after are the same. Choose two quizzes.')
    const found = await tx.one(
      raw<{ course: string | null; before: boolean; after: boolean }>(
        `select (select id from training.course where org_id = $1 and id = $2) as course,
           exists (select from training.quiz where org_id = $1 and id = $3) as before,
           exists (select from training.quiz where org_id = $1 and id = $4) as after`,
        [tx.orgId, params.id, before, after],
      ),
    )
    if (found.course === null) throw notFound('This course')
    if (!found.before) throw invalid('#/before_quiz_id', 'This quiz does not exist. Choose another one.')
    if (!found.after) throw invalid('#/after_quiz_id', 'This quiz does not exist. Choose another one.')
    tx.send(
      raw(
        `insert into training.course_test (org_id, course_id, before_quiz_id, after_quiz_id) values ($1,$2,$3,$4)
         on conflict (org_id, course_id) do update set before_quiz_id = excluded.before_quiz_id, after_quiz_id = excluded.after_quiz_id`,
        [tx.orgId, found.course, before, after],
      ),
    )
    return { result: { id: found.course }, audit: { course: found.course, before, after } }
  },
})

const Told = Nullable(Type.Number())
const Gain = Type.Object({
  n: Type.Integer({ description: 'People who took both.' }),
  full: Type.Integer({ description: 'Of those, who had nothing left to gain: all was right before.' }),
  before: Told,
  after: Told,
  gain: {
    ...Told,
    description: '(after − before) / (100 − before), on average; null without enough people.',
  },
  low: { ...Told, description: 'From where to where it lies with a confidence of 95 %.' },
  high: Told,
})
type Measured = { courseId: string; classId: string | null }

export const courseGain = reader({
  name: 'training.course_gain',
  summary: `How much was learned between the test before a course and the one after, of all or of who attended a class; of fewer than ${people_min} people nothing is said.`,
  path: '/api/training/courses/:id/gain',
  params: Body({ id: Id }),
  query: Body({ class: Type.Optional({ ...Id, description: 'Of those alone who attended it.' }) }),
  output: Type.Object({ ...Quizzes, people_min: Type.Integer(), ...Gain.properties }),
  permits: readsAll,
  run: async ({ tx, params, query }) => {
    const tests = await tx.maybe(
      raw<{ before_quiz_id: string; after_quiz_id: string }>(
        'select before_quiz_id, after_quiz_id from training.course_test where org_id = $1 and course_id = $2',
        [tx.orgId, params.id],
      ),
    )
    if (!tests) throw notFound('A test before and after this course')
    const of = { courseId: params.id as string, classId: query.class ?? null }
    return { ...tests, people_min, ...gain(await pairsOf(tx, tests, of)) }
  },
})

/** The first attempt before, and the first one of the other test that was begun after it, of each person. */
function pairsOf(
  tx: Tx,
  tests: { before_quiz_id: string; after_quiz_id: string },
  { courseId, classId }: Measured,
): Promise<Pair[]> {
  const percent = (of: string) => `(${of}.right_count * 100.0 / ${of}.item_count)::float8`
  const counts = (of: string) => `${of}.handed_in_at is not null and not ${of}.is_trial`
  return tx.all(
    raw<Pair>(
      `select ${percent('b')} as before, ${percent('a')} as after
       from (select distinct on (b.person_id) b.* from training.quiz_attempt b
             where b.org_id = $1 and b.quiz_id = $2 and ${counts('b')} order by b.person_id, b.nth) b
         join lateral (select a.* from training.quiz_attempt a where a.org_id = $1 and a.quiz_id = $3 and a.person_id = b.person_id
           and ${counts('a')} and a.started_at >= b.handed_in_at order by a.nth limit 1) a on true
       where $5::uuid is null or exists (select from training.booking k join training.class c on c.org_id = k.org_id and c.id = k.class_id
         where k.org_id = $1 and k.class_id = $5 and c.course_id = $4 and k.person_id = b.person_id and k.attendance in ('attended', 'partial'))`,
      [tx.orgId, tests.before_quiz_id, tests.after_quiz_id, courseId, classId],
    ),
  )
}
