/** The order in which an attempt shows things, drawn from its seed. */
import { createHash } from 'node:crypto'
import type { QuestionBody, QuestionKind } from './question-shape.ts'

const draw_bytes = 4
const draw_max = 2 ** 32

/** The numbers from 0 to count − 1 in an order that follows from the seed and the name of what is shuffled. */
export function shuffled(seed: string, name: string, count: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const other = drawn(`${seed} ${name} ${last}`, last + 1)
    const held = order[last] as number
    order[last] = order[other] as number
    order[other] = held
  }
  return order
}

/** A number below `below`, each as likely as the others to within a billionth. */
function drawn(from: string, below: number): number {
  const draw = createHash('sha256').update(from).digest().readUIntBE(0, draw_bytes)
  return Math.floor((draw / draw_max) * below)
}

/** The order of the options of a question. What has to be put in order, or matched, never stands in its right one. */
export function shownOrder(
  seed: string,
  questionId: string,
  kind: QuestionKind,
  { options }: QuestionBody,
  isShuffled: boolean,
): number[] {
  const count = options.length
  const isAsked = kind === 'order' || kind === 'match'
  // Areas of a picture stand where they stand, and their list with them.
  if (!isAsked && (!isShuffled || kind === 'hot_spot'))
    return Array.from({ length: count }, (_, index) => index)
  const order = shuffled(seed, questionId, count)
  const isRight = order.every((each, index) => each === index)
  return isAsked && isRight ? [...order.slice(1), ...order.slice(0, 1)] : order
}
