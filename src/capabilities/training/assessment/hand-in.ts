/** Marks an attempt, once, and writes down what was learned by it. */
import type { App } from '../../../core/app.ts'
import { ensureAutomation, personActor } from '../../../core/people/automation.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { manages } from '../policy.ts'
import { storeLines } from '../records/store.ts'
import { todayOf } from '../today.ts'
import { type Given, isRight } from './mark.ts'
import type { AnswerKey, QuestionKind } from './question-shape.ts'

const minute_ms = 60_000
const at_once = 100
/** More is kept of no line; who left an attempt open for months did not work on it for so long. */
const minutes_max = 100_000

type Attempt = {
  id: string
  quiz_id: string
  version: number
  person_id: string
  is_trial: boolean
  started_at: string
  ends_at: string | null
  handed_in_at: string | null
  right_count: number | null
  item_count: number
  is_passed: boolean | null
  title: string
  pass_percent: number
  made_by: string
}
export type Result = { isNew: boolean; isPassed: boolean; scorePercent: number }

/** In hundredths, rounded to the second place. */
export const percentOf = (right: number, of: number): number => Math.round((right / of) * 10_000) / 100

/** Whether a person may see what is right, by all that they are: a key of theirs may do less than they. */
export async function seesKeys(tx: Tx, personId: string, now: string): Promise<boolean> {
  const person = await personActor(tx, personId, now)
  return person !== undefined && manages(person)
}

/** Of two that hand in at once the second one waits, and finds what the first one did. */
export async function handIn(tx: Tx, attemptId: string, now: string): Promise<Result> {
  const attempt = await tx.one(
    raw<Attempt>(
      `select t.*, v.title, v.pass_percent, v.made_by from training.quiz_attempt t
         join training.quiz_version v on v.org_id = t.org_id and v.quiz_id = t.quiz_id and v.version = t.version
       where t.org_id = $1 and t.id = $2 for update of t`,
      [tx.orgId, attemptId],
    ),
  )
  if (attempt.handed_in_at !== null)
    return {
      isNew: false,
      isPassed: attempt.is_passed ?? false,
      scorePercent: percentOf(attempt.right_count ?? 0, attempt.item_count),
    }
  const right = await mark(tx, attemptId)
  const scorePercent = percentOf(right, attempt.item_count)
  // By whole numbers: two of three are never a hair below what they have to be.
  const isPassed = right * 100 >= attempt.pass_percent * attempt.item_count
  const endedAt = attempt.ends_at !== null && attempt.ends_at < now ? attempt.ends_at : now
  // Who came to see what is right while it was open has tried it out.
  const isTrial = attempt.is_trial || (await seesKeys(tx, attempt.person_id, now))
  const recordId = isTrial ? null : await learn(tx, attempt, { isPassed, scorePercent, endedAt, now })
  tx.send(
    raw(
      'update training.quiz_attempt set handed_in_at = $3, right_count = $4, is_passed = $5, record_id = $6, is_trial = $7 where org_id = $1 and id = $2',
      [tx.orgId, attemptId, endedAt, right, isPassed, recordId, isTrial],
    ),
  )
  return { isNew: true, isPassed, scorePercent }
}

/** Answers how many are right. */
async function mark(tx: Tx, attemptId: string): Promise<number> {
  const answers = await tx.all(
    raw<{ place: number; answer: Given | null; question_kind: QuestionKind; answer_key: AnswerKey }>(
      `select a.place, a.answer, q.question_kind, q.answer_key from training.quiz_answer a
         join training.question_version q on q.org_id = a.org_id and q.question_id = a.question_id and q.version = a.question_version
       where a.org_id = $1 and a.attempt_id = $2`,
      [tx.orgId, attemptId],
    ),
  )
  const right = answers
    .filter(({ question_kind, answer_key, answer }) => isRight(question_kind, answer_key, answer))
    .map(({ place }) => place)
  tx.send(
    raw(
      'update training.quiz_answer set is_right = place = any($3::smallint[]) where org_id = $1 and attempt_id = $2',
      [tx.orgId, attemptId, right],
    ),
  )
  return right.length
}

/** Nobody writes down their own learning: the product does it, and who wrote the quiz answers for it. */
async function learn(
  tx: Tx,
  attempt: Attempt,
  of: { isPassed: boolean; scorePercent: number; endedAt: string; now: string },
): Promise<string> {
  const grants = await tx.all(
    raw<{ competencyId: string; level: number }>(
      'select competency_id as "competencyId", level from training.quiz_grant where org_id = $1 and quiz_id = $2 and version = $3',
      [tx.orgId, attempt.quiz_id, attempt.version],
    ),
  )
  const personId = await ensureAutomation(tx, attempt.made_by, of.now)
  const [id = ''] = storeLines(tx, { personId, now: of.now }, [
    {
      personId: attempt.person_id,
      verb: of.isPassed ? 'passed' : 'failed',
      origin: 'quiz',
      happenedOn: await todayOf(tx, of.endedAt),
      scorePercent: of.scorePercent,
      durationMinutes: Math.min(
        minutes_max,
        Math.ceil((Date.parse(of.endedAt) - Date.parse(attempt.started_at)) / minute_ms),
      ),
      words: { title: attempt.title, version: String(attempt.version) },
      grants,
    },
  ])
  return id
}

/**
 * Job `training.hand_in_due`, by schedule: hands in what was left when its time was over. Running twice does it once; an
 * attempt that cannot be handed in keeps no other from it.
 */
export async function handInDue(app: App): Promise<void> {
  const failures: unknown[] = []
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: orgId } of rows) {
    const now = app.clock.now().toISOString()
    const due = await write(app.pool, orgId, (tx) =>
      tx.all(
        raw<{ id: string }>(
          'select id from training.quiz_attempt where org_id = $1 and handed_in_at is null and ends_at <= $2 order by ends_at limit $3',
          [orgId, now, at_once],
        ),
      ),
    )
    for (const { id } of due)
      await write(app.pool, orgId, async (tx) => {
        await handIn(tx, id, now)
      }).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0)
    throw new Error(`${failures.length} attempts could not be handed in.`, { cause: failures[0] })
}
