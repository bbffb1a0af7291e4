/** How a priority is made: questions with points, the criticality of what is concerned, and a matrix. All pure. */
import { type Level, levelOf, levels } from './level.ts'

/** The same words in the languages of the product; what is empty falls back on the other one. */
export type Words = { en: string; es: string }
/** Plain words for those who ask for help, short words for the desk. */
export type Wording = { portal: Words; desk: Words }
/** Points raise (above 0) or lower (below 0) a level that is in the middle before anything is answered. */
export type Points = { impact: number; urgency: number }
export type Answer = Wording & Points & { key: string }
export type Question = Wording & { key: string; answers: Answer[] }
/** The questions of a category, and of those below it that have none of their own; null is the organization's. */
export type QuestionSet = { category_id: string | null; questions: Question[] }
export type Rules = {
  sets: QuestionSet[]
  /** Points of impact for what happens at a place, or with an application (by its name, whatever its case). */
  places: { place_id: string; points: number }[]
  applications: { name: string; points: number }[]
  /** The priority by impact (rows) and urgency (columns). */
  matrix: Level[][]
}
/** The chosen answer of each question that was answered, by their keys. */
export type Given = Readonly<Record<string, string>>
export type Weight = { impact: Level; urgency: Level; priority: Level }

/** What nothing is known of: in the middle. */
const middle: Level = 3

/** Impact and urgency by the answers, with `criticality` as further points of impact, and the priority of both. */
export function weigh(
  rules: Rules,
  questions: readonly Question[],
  given: Given,
  criticality: number,
): Weight {
  let impact = criticality
  let urgency = 0
  for (const question of questions) {
    const answer = question.answers.find(({ key }) => key === given[question.key])
    impact += answer?.impact ?? 0
    urgency += answer?.urgency ?? 0
  }
  return weightOf(rules, levelOf(middle - impact), levelOf(middle - urgency))
}

/** Impact and urgency with the priority that the matrix has for them. */
export function weightOf(rules: Pick<Rules, 'matrix'>, impact: Level, urgency: Level): Weight {
  return { impact, urgency, priority: rules.matrix[impact - 1]?.[urgency - 1] ?? middle }
}

/** The points of the most critical of what is concerned; what nobody rated has none. */
export function criticalityOf(
  rules: Rules,
  about: { place_id: string | null; application: string | null },
): number {
  const name = about.application?.toLowerCase()
  const found = [
    ...rules.places.filter(({ place_id }) => place_id === about.place_id),
    ...rules.applications.filter((each) => each.name.toLowerCase() === name),
  ].map(({ points }) => points)
  return found.length === 0 ? 0 : Math.max(...found)
}

/**
 * The set of the nearest category that has its own, else the organization's.
 * @param above the parent of each category
 */
export function setFor(
  rules: Rules,
  categoryId: string | null,
  above: ReadonlyMap<string, string | null>,
): QuestionSet {
  let id: string | null = categoryId
  for (let step = 0; id !== null && step < 20; step++) {
    const own = rules.sets.find(({ category_id }) => category_id === id)
    if (own) return own
    id = above.get(id) ?? null
  }
  return rules.sets.find(({ category_id }) => category_id === null) ?? { category_id: null, questions: [] }
}

/** True when no step down in impact or urgency leads to a higher priority. */
export function isOrdered(matrix: readonly (readonly Level[])[]): boolean {
  const at = (impact: Level, urgency: Level) => matrix[impact - 1]?.[urgency - 1] ?? middle
  return levels.every((impact) =>
    levels.every(
      (urgency) =>
        (impact === 1 || at(levelOf(impact - 1), urgency) <= at(impact, urgency)) &&
        (urgency === 1 || at(impact, levelOf(urgency - 1)) <= at(impact, urgency)),
    ),
  )
}

export type P1 = 'proposed' | 'declined' | null

/**
 * The priority that a ticket gets: the wanted one, but P1 only by who may call it. From others it is a proposal
 * and the ticket has P2 meanwhile; what is P1 already stays so, and what was declined is not proposed again.
 */
export function allowed(
  wanted: Level,
  by: { mayCallP1: boolean; isP1: boolean; wasDeclined: boolean },
): { priority: Level; p1: P1 } {
  if (wanted !== 1 || by.mayCallP1 || by.isP1) return { priority: wanted, p1: null }
  return { priority: 2, p1: by.wasDeclined ? 'declined' : 'proposed' }
}
