/** From what somebody answered to impact, urgency and priority. Only the server does this. */
import { type Actor, may } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import type { Level } from './level.ts'
import {
  allowed,
  criticalityOf,
  type Given,
  type Question,
  type QuestionSet,
  type Rules,
  setFor,
  weigh,
} from './rules.ts'
import { currentRules, neverAsked, rulesAt, type StoredWeighing, storeWeighing } from './store.ts'

export type About = {
  category_id: string | null
  place_id: string | null
  workstation_id: string | null
  application: string | null
}
export type Answered = {
  version: number
  set: QuestionSet
  given: Given
  criticality: number
  impact: Level
  urgency: Level
  /** What the matrix has for them, whoever asks. */
  priority: Level
}

/** A question that was put on the screen before the rules were changed may still be answered for this long. */
const asked_before_hours_max = 24

/**
 * Weighs the answers by the rules of the version that was asked.
 * @throws invalid for an answer that the questions do not have, or for questions that were replaced long ago
 */
export async function weighAnswers(
  tx: Tx,
  about: About,
  answers: { version: number; given: Given },
  now: string,
): Promise<Answered> {
  const book = await currentRules(tx, about.category_id)
  const { version, rules } =
    book.version === answers.version ? book : await askedBefore(tx, answers.version, now)
  const set = setFor(rules, about.category_id, book.above)
  requireKnown(set.questions, answers.given)
  const criticality = await criticalityNow(tx, rules, about)
  const weight = weigh(rules, set.questions, answers.given, criticality)
  return { version, set, given: answers.given, criticality, ...weight }
}

/** The points of the place (that of the workstation when none was named) or of the application. */
export async function criticalityNow(tx: Tx, rules: Rules, about: About): Promise<number> {
  const isAsked = about.place_id === null && about.workstation_id !== null && rules.places.length > 0
  return criticalityOf(rules, { ...about, place_id: isAsked ? await placeOf(tx, about) : about.place_id })
}

async function askedBefore(tx: Tx, version: number, now: string) {
  const asked = await rulesAt(tx, version)
  const since = asked?.replaced_at == null ? now : asked.replaced_at
  if (!asked || Date.parse(since) < Date.parse(now) - asked_before_hours_max * 3_600_000)
    throw invalid('#/answers/version', 'The questions have changed since. Please answer them again.')
  return asked
}

function requireKnown(questions: readonly Question[], given: Given): void {
  for (const [key, value] of Object.entries(given)) {
    const question = questions.find((each) => each.key === key)
    if (!question?.answers.some((each) => each.key === value))
      throw invalid(
        `#/answers/given/${key}`,
        'This is not one of the questions and answers. Please look at them again.',
      )
  }
}

async function placeOf(tx: Tx, { workstation_id }: About): Promise<string | null> {
  const row = await tx.maybe(
    raw<{ place_id: string | null }>('select place_id from core.workstation where org_id = $1 and id = $2', [
      tx.orgId,
      workstation_id,
    ]),
  )
  return row?.place_id ?? null
}

/** What the actor may make of the priority that is wanted; `before` is the ticket as it stands, if it is there. */
export function allowedTo(
  actor: Actor,
  wanted: Level,
  before?: { priority: number | null; p1: StoredWeighing['p1'] },
) {
  return allowed(wanted, {
    mayCallP1: may(actor, 'tickets.call_p1'),
    isP1: before?.priority === 1,
    wasDeclined: before?.p1 === 'declined',
  })
}

/** The row for a proposal or its end; who proposed first stays named. */
export function withP1(
  weighing: StoredWeighing,
  p1: StoredWeighing['p1'],
  by: { personId: string; now: string },
): StoredWeighing {
  if (p1 === weighing.p1) return weighing
  return p1 === null
    ? { ...weighing, p1, p1_by: null, p1_at: null }
    : { ...weighing, p1, p1_by: by.personId, p1_at: by.now }
}

/** Stores what a new ticket was answered; one that was asked nothing and proposes nothing needs no row. */
export function storeFirst(
  tx: Tx,
  ticketId: string,
  answered: Answered | undefined,
  p1: StoredWeighing['p1'],
  by: { personId: string; now: string },
): { weighing?: Record<string, unknown> } {
  if (!answered && p1 === null) return {}
  const weighing = withP1(answered ? rowOf(answered) : neverAsked, p1, by)
  storeWeighing(tx, ticketId, weighing)
  return { weighing: told(weighing) }
}

export function rowOf({ version, set, given, criticality }: Answered): StoredWeighing {
  return { ...neverAsked, version, set_id: set.category_id, answers: { ...given }, criticality }
}

/** What an event tells of it: keys of questions and answers, no words. */
export function told({ version, set_id, answers, criticality, p1 }: StoredWeighing): Record<string, unknown> {
  return { version, set: set_id, answers, criticality, p1 }
}
