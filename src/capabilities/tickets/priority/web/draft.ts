/** The rules while they are edited: small changes, each a new copy. */
import type { RulesPage } from './data.ts'

export type Rules = RulesPage['rules']
export type QuestionSet = Rules['sets'][number]
export type Question = QuestionSet['questions'][number]
export type Answer = Question['answers'][number]
export type Language = 'en' | 'es'

const noWords = { portal: { en: '', es: '' }, desk: { en: '', es: '' } }

/** A key that none of the others has; what a person reads are the words. */
export function freshKey(prefix: string, taken: readonly { key: string }[]): string {
  for (let number = taken.length + 1; ; number++) {
    const key = `${prefix}_${number}`
    if (!taken.some((each) => each.key === key)) return key
  }
}

export function freshAnswer(taken: readonly Answer[]): Answer {
  return { key: freshKey('answer', taken), ...noWords, impact: 0, urgency: 0 }
}

export function freshQuestion(taken: readonly Question[]): Question {
  const first = freshAnswer([])
  return { key: freshKey('question', taken), ...noWords, answers: [first, freshAnswer([first])] }
}

/** The list with one of its members changed, or taken out when nothing is given for it. */
export function withAt<T>(list: readonly T[], at: number, changed: T | undefined): T[] {
  return list.flatMap((each, index) => (index === at ? (changed === undefined ? [] : [changed]) : [each]))
}

/** The list with one of its members a place further up or down. */
export function moved<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const rest = [...list]
  const [taken] = rest.splice(at, 1)
  if (taken !== undefined) rest.splice(at + by, 0, taken)
  return rest
}
