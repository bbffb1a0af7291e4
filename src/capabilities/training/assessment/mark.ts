/** What counts as right. A question is right or not: there are no parts of a point. */
import type { AnswerKey, QuestionBody, QuestionKind } from './question-shape.ts'

/**
 * What was answered, by the places of the question: `chosen` options (in their order, where that is asked), for each
 * of `pairs` the option that belongs to it (-1 for none), or what was written.
 */
export type Given = { chosen: number[]; pairs: number[]; written: string }
type ReadGiven = {
  readonly chosen: readonly number[]
  readonly pairs: readonly number[]
  readonly written: string
}

export const nothing: Given = { chosen: [], pairs: [], written: '' }

export const isEmpty = ({ chosen, pairs, written }: Given): boolean =>
  chosen.length === 0 && pairs.every((each) => each < 0) && written.trim() === ''

export function isRight(kind: QuestionKind, key: AnswerKey, given: Given | null): boolean {
  if (given === null || isEmpty(given)) return false
  const right = key.chosen ?? []
  switch (kind) {
    case 'choice':
    case 'hot_spot':
      return given.chosen.length === 1 && given.chosen[0] === right[0]
    case 'multiple':
      return isSame([...given.chosen].sort(ascending), [...right].sort(ascending))
    case 'order':
      return isSame(given.chosen, right)
    case 'match':
      return isSame(given.pairs, right)
    case 'number':
      return isNear(numberOf(given.written), key)
    case 'text':
      return (key.accepted ?? []).some((each) => plain(each) === plain(given.written))
  }
}

const ascending = (a: number, b: number) => a - b
const isSame = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((each, index) => each === b[index])

/** The difference of two decimals is seldom exact: 0.3 − 0.1 is within 0.2. */
const slack = 1e-9

function isNear(given: number | undefined, { value = Number.NaN, tolerance = 0 }: AnswerKey): boolean {
  if (given === undefined) return false
  return Math.abs(given - value) <= tolerance + slack * Math.max(1, Math.abs(value))
}

/**
 * The number that was written, with a point or a comma before its decimals. Undefined when it is none, and when a
 * comma could stand for thousands: a dose of 1,000 is not guessed at.
 */
export function numberOf(written: string): number | undefined {
  const text = written.trim().replace('−', '-')
  if (!/^[+-]?\d{1,15}([.,]\d{1,15})?$/.test(text) || /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) return undefined
  return Number(text.replace(',', '.'))
}

/** Without what does not matter: case, spaces, accents written in two ways, and the point at the end. */
const plain = (text: string) =>
  text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '')

/** By the places of the question, from those that were shown; undefined when it does not fit the question. */
export function asKept(
  kind: QuestionKind,
  body: QuestionBody,
  shown: readonly number[],
  given: ReadGiven,
): Given | undefined {
  const { chosen, pairs, written } = given
  const isPlace = (place: number) => Number.isInteger(place) && place >= 0 && place < shown.length
  const isOnce = new Set(chosen).size === chosen.length && chosen.every(isPlace)
  const places = (all: readonly number[]) => all.map((place) => (place < 0 ? -1 : (shown[place] as number)))
  if (kind === 'number' || kind === 'text')
    return chosen.length + pairs.length === 0 ? { ...nothing, written } : undefined
  if (written !== '') return undefined
  if (kind === 'match') {
    const fits =
      chosen.length === 0 &&
      (pairs.length === 0 || pairs.length === body.lefts.length) &&
      pairs.every((place) => place === -1 || isPlace(place))
    return fits ? { ...nothing, pairs: places(pairs) } : undefined
  }
  const most = kind === 'choice' || kind === 'hot_spot' ? 1 : shown.length
  const isWhole = kind !== 'order' || chosen.length === 0 || chosen.length === shown.length
  return pairs.length === 0 && isOnce && isWhole && chosen.length <= most
    ? { ...nothing, chosen: places(chosen) }
    : undefined
}

/** By the places that were shown, from those of the question. */
export function asShown(shown: readonly number[], { chosen, pairs, written }: Given): Given {
  const places = (all: readonly number[]) => all.map((each) => (each < 0 ? -1 : shown.indexOf(each)))
  return { chosen: places(chosen), pairs: places(pairs), written }
}

/** What is right, in words, a line each. */
export function rightWords(kind: QuestionKind, body: QuestionBody, key: AnswerKey): string[] {
  if (kind === 'text') return key.accepted ?? []
  if (kind === 'number') {
    const around = key.tolerance ? ` ± ${key.tolerance}` : ''
    return [`${key.value}${around}${body.unit ? ` ${body.unit}` : ''}`]
  }
  const text = (index: number) => body.options[index]?.text ?? ''
  if (kind === 'match')
    return body.lefts.map((left, index) => `${left} → ${text((key.chosen ?? [])[index] ?? -1)}`)
  return (key.chosen ?? []).map(text)
}
