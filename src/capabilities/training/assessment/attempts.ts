/**
 * Taking a quiz: begun once, however many windows; answered as one goes; handed in once. The server's clock says when
 * the time is over, and what was saved until then counts.
 */
import { randomBytes } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Text, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { manages, readsOwn } from '../policy.ts'
import { requireNoPatient } from '../words.ts'
import { handIn, seesKeys } from './hand-in.ts'
import { asKept, type Given, isEmpty } from './mark.ts'
import type { QuestionBody, QuestionKind } from './question-shape.ts'
import { shownOrder, shuffled } from './shuffle.ts'
import { triesBefore } from './tries.ts'

const seed_bytes = 16
const options_max = 12

const Place = Type.Integer({ minimum: -1, maximum: options_max })
export const Answered = Body({
  chosen: Type.Array(Type.Integer({ minimum: 0, maximum: options_max }), {
    maxItems: options_max,
    description:
      'The places of the options that were chosen, as they are shown; in order, where that is asked.',
  }),
  pairs: Type.Array(Place, {
    maxItems: options_max,
    description: 'For each that has to be matched the place of its option, or -1 for none.',
  }),
  written: Text(500, { description: 'A number, or a short text; never about a patient.' }),
})

type Quiz = {
  version: number
  minutes: number | null
  attempts_max: number | null
  is_shuffled: boolean
  is_open: boolean
}

export const startAttempt = plainAction({
  name: 'training.start_attempt',
  summary:
    'Begin a quiz for oneself, or go on with what one began. A trainer’s attempt is a trial and counts for nothing.',
  path: '/api/training/quizzes/:id/attempts',
  params: Body({ id: Id }),
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: readsOwn,
  run: async ({ tx, actor, params, now }) => {
    const of = [tx.orgId, params.id, actor.personId]
    const quiz = await tx.maybe(
      raw<Quiz>(
        `select v.version, v.minutes, v.attempts_max, v.is_shuffled, q.is_open from training.quiz q join training.quiz_version v on v.org_id = q.org_id and v.quiz_id = q.id
         where q.org_id = $1 and q.id = $2 order by v.version desc limit 1`,
        of.slice(0, 2),
      ),
    )
    const open = await openAttempt(tx, of)
    if (!quiz || !(quiz.is_open || open || manages(actor))) throw notFound('This quiz')
    if (open && !isOver(open, now)) return { result: { id: open.id } }
    if (!quiz.is_open && !manages(actor))
      throw conflict('This quiz was closed, and your time is over. What was saved before counts.')
    if (open) await handIn(tx, open.id, now)
    const id = await begin(
      tx,
      { ...quiz, quizId: params.id as string, isTrial: await seesKeys(tx, actor.personId, now) },
      actor.personId,
      now,
    )
    if (id !== undefined) return { result: { id }, audit: { quiz: params.id, attempt: id } }
    // Another window was faster, or there is none left.
    const other = await openAttempt(tx, of)
    if (other) return { result: { id: other.id } }
    throw conflict('You have used all attempts that this quiz allows. Ask the trainer what to do next.')
  },
})

type Open = { id: string; ends_at: string | null }

const openAttempt = (tx: Tx, of: readonly unknown[]): Promise<Open | undefined> =>
  tx.maybe(
    raw<Open>(
      'select id, ends_at from training.quiz_attempt where org_id = $1 and quiz_id = $2 and person_id = $3 and handed_in_at is null',
      of,
    ),
  )

export const isOver = ({ ends_at }: { ends_at: string | null }, now: string): boolean =>
  ends_at !== null && Date.parse(ends_at) <= Date.parse(now)

/** Answers the id, or undefined when none is left or another window has begun one. */
async function begin(
  tx: Tx,
  quiz: Quiz & { quizId: string; isTrial: boolean },
  personId: string,
  now: string,
): Promise<string | undefined> {
  const id = newId()
  const seed = randomBytes(seed_bytes).toString('hex')
  const items = await tx.all(
    raw<Item>(
      `select i.question_id, i.question_version, q.question_kind, q.body from training.quiz_item i
         join training.question_version q on q.org_id = i.org_id and q.question_id = i.question_id and q.version = i.question_version
       where i.org_id = $1 and i.quiz_id = $2 and i.version = $3 order by i.position`,
      [tx.orgId, quiz.quizId, quiz.version],
    ),
  )
  const before = triesBefore({ org: '$1', quiz: '$3', version: '$4::int', person: '$5', now: '$8' })
  const begun = await tx.maybe(
    raw<{ id: string }>(
      `insert into training.quiz_attempt (org_id, id, quiz_id, version, person_id, nth, is_trial, seed, started_at, ends_at, item_count)
       select $1, $2, $3, $4::int, $5, count(*) + 1, $6, $7, $8::timestamptz, $8::timestamptz + make_interval(mins => $9::int), $10
       from training.quiz_attempt where org_id = $1 and quiz_id = $3 and person_id = $5
       having $6 or $11::int is null or count(*) filter (where not is_trial and nth > ${before}) < $11::int
       on conflict do nothing returning id`,
      [
        tx.orgId,
        id,
        quiz.quizId,
        quiz.version,
        personId,
        quiz.isTrial,
        seed,
        now,
        quiz.minutes,
        items.length,
        quiz.attempts_max,
      ],
    ),
  )
  if (begun) addPlaces(tx, id, seed, items, quiz.is_shuffled)
  return begun?.id
}

type Item = { question_id: string; question_version: number; question_kind: QuestionKind; body: QuestionBody }

function addPlaces(tx: Tx, id: string, seed: string, items: readonly Item[], isShuffled: boolean): void {
  const order = isShuffled ? shuffled(seed, 'questions', items.length) : items.map((_, index) => index)
  const rows = order.map((from, index) => {
    const item = items[from] as Item
    return {
      place: index + 1,
      question_id: item.question_id,
      question_version: item.question_version,
      shown: shownOrder(seed, item.question_id, item.question_kind, item.body, isShuffled),
    }
  })
  tx.send(
    raw(
      `insert into training.quiz_answer (org_id, attempt_id, place, question_id, question_version, shown)
       select $1, $2, place, question_id, question_version, array(select jsonb_array_elements_text(shown)::smallint)
       from jsonb_to_recordset($3::jsonb) as each (place smallint, question_id uuid, question_version int, shown jsonb)`,
      [tx.orgId, id, JSON.stringify(rows)],
    ),
  )
}

export const saveAnswer = plainAction({
  name: 'training.save_answer',
  summary: 'Keep the answer to one question of an attempt that is not handed in. An empty one takes it back.',
  path: '/api/training/attempts/:id/answers/:place',
  method: 'PUT',
  params: Body({ id: Id, place: Type.String({ pattern: '^[1-9][0-9]{0,2}$' }) }),
  input: Answered,
  output: Type.Object({ saved_at: Time }),
  permits: readsOwn,
  run: async ({ app, tx, actor, input, params, now }) => {
    // Shared with other answers, and not with a hand-in.
    const attempt = await tx.maybe(
      raw<Open & { handed_in_at: string | null }>(
        'select id, ends_at, handed_in_at from training.quiz_attempt where org_id = $1 and id = $2 and person_id = $3 for share',
        [tx.orgId, params.id, actor.personId],
      ),
    )
    if (!attempt) throw notFound('This attempt')
    if (attempt.handed_in_at !== null)
      throw conflict('This attempt was handed in already. What was answered before counts.')
    if (isOver(attempt, now)) throw conflict('The time is over. What was saved before counts.')
    const given = await keptAnswer(tx, attempt.id, Number(params.place), input)
    await requireNoPatient({ app, tx, now }, { '#/written': given?.written })
    tx.send(
      raw(
        `update training.quiz_answer set answer = $4, answered_at = case when $4::jsonb is null then null else $5::timestamptz end
         where org_id = $1 and attempt_id = $2 and place = $3`,
        [tx.orgId, attempt.id, Number(params.place), given && JSON.stringify(given), now],
      ),
    )
    return { result: { saved_at: now } }
  },
})

async function keptAnswer(
  tx: Tx,
  attemptId: string,
  place: number,
  input: Static<typeof Answered>,
): Promise<Given | null> {
  const item = await tx.maybe(
    raw<{ question_kind: QuestionKind; body: QuestionBody; shown: number[] }>(
      `select q.question_kind, q.body, a.shown from training.quiz_answer a
         join training.question_version q on q.org_id = a.org_id and q.question_id = a.question_id and q.version = a.question_version
       where a.org_id = $1 and a.attempt_id = $2 and a.place = $3`,
      [tx.orgId, attemptId, place],
    ),
  )
  if (!item) throw notFound('This question')
  const given = asKept(item.question_kind, item.body, item.shown, input)
  if (!given) throw invalid('#/chosen', 'This answer does not fit the question. Load the page again.')
  return isEmpty(given) ? null : given
}

export const handInAttempt = plainAction({
  name: 'training.hand_in',
  summary:
    'Hand in an attempt of one’s own. Handed in twice it counts once; after its time what was saved counts.',
  path: '/api/training/attempts/:id/hand-in',
  params: Body({ id: Id }),
  input: Type.Optional(Body({})),
  output: Type.Object({ is_passed: Type.Boolean(), score_percent: Type.Number() }),
  permits: readsOwn,
  run: async ({ tx, actor, params, now }) => {
    const own = await tx.maybe(
      raw<{ id: string }>(
        'select id from training.quiz_attempt where org_id = $1 and id = $2 and person_id = $3',
        [tx.orgId, params.id, actor.personId],
      ),
    )
    if (!own) throw notFound('This attempt')
    const { isNew, isPassed, scorePercent } = await handIn(tx, own.id, now)
    return {
      result: { is_passed: isPassed, score_percent: scorePercent },
      ...(isNew ? { audit: { attempt: own.id, is_passed: isPassed } } : {}),
    }
  },
})
