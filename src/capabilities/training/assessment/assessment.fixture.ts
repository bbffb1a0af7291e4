/** Questions of all kinds, for tests. */
import assert from 'node:assert/strict'
import type { Answer, Client } from '../../../../test/helpers/server.ts'
import type { QuestionInput } from './question-shape.ts'

export function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

/** A picture of one white dot. */
export const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=='

export const choice: QuestionInput = {
  question_kind: 'choice',
  prompt: 'Who checks a high-alert drug?',
  explanation: 'Two people look, one after the other.',
  options: [{ text: 'Two people', is_right: true }, { text: 'Nobody' }, { text: 'The printer' }],
}
export const multiple: QuestionInput = {
  question_kind: 'multiple',
  prompt: 'What stands on the label?',
  options: [
    { text: 'The name', is_right: true },
    { text: 'The weather' },
    { text: 'The dose', is_right: true },
  ],
}
export const order: QuestionInput = {
  question_kind: 'order',
  prompt: 'In which order?',
  options: [{ text: 'Scan' }, { text: 'Check' }, { text: 'Give' }],
}
export const match: QuestionInput = {
  question_kind: 'match',
  prompt: 'What belongs together?',
  pairs: [
    { left: 'mg', right: 'milligram' },
    { left: 'mL', right: 'milliliter' },
    { left: 'h', right: 'hour' },
  ],
}
export const number: QuestionInput = {
  question_kind: 'number',
  prompt: 'How many milliliters?',
  value: 2.5,
  tolerance: 0.1,
  unit: 'mL',
}
export const text: QuestionInput = {
  question_kind: 'text',
  prompt: 'What is the queue called?',
  accepted: ['Verification queue', 'Order queue'],
}
export const hotSpot = (picture_id: string): QuestionInput => ({
  question_kind: 'hot_spot',
  prompt: 'Where is the expiry date?',
  picture_id,
  options: [
    { text: 'Upper left', area: { x: 5, y: 5, width: 40, height: 40 } },
    { text: 'Lower right', area: { x: 55, y: 55, width: 40, height: 40 }, is_right: true },
  ],
})

/** One of each kind; answers their ids in the order of their kinds. */
export async function allKinds(trainer: Client): Promise<string[]> {
  const { id: picture } = must(await trainer.post('/api/training/pictures', { content: dot }))
  const ids: string[] = []
  for (const each of [choice, multiple, order, match, number, text, hotSpot(picture)])
    ids.push(must(await trainer.post('/api/training/questions', each)).id)
  return ids
}

export const quizOf = (question_ids: string[], more: object = {}) => ({
  title: 'Safe dispensing',
  pass_percent: 80,
  is_shuffled: true,
  feedback: 'answers',
  question_ids,
  ...more,
})

/** A quiz that everybody may take. */
export async function openQuiz(trainer: Client, question_ids: string[], more: object = {}): Promise<string> {
  const { id } = must(await trainer.post('/api/training/quizzes', quizOf(question_ids, more)))
  must(await trainer.post(`/api/training/quizzes/${id}/open`, { is_open: true }))
  return id
}

type Item = { place: number; question_kind: string; options: { text: string }[]; lefts: string[] }
const none = { chosen: [] as number[], pairs: [] as number[], written: '' }

/** What is right for one of the questions above, by the places at which it is shown. */
export function rightFor({ question_kind: kind, options, lefts }: Item) {
  const at = (...texts: string[]) => texts.map((each) => options.findIndex(({ text }) => text === each))
  const all: Record<string, typeof none> = {
    choice: { ...none, chosen: at('Two people') },
    multiple: { ...none, chosen: at('The dose', 'The name') },
    order: { ...none, chosen: at('Scan', 'Check', 'Give') },
    match: {
      ...none,
      pairs: at(...lefts.map((left) => ({ mg: 'milligram', mL: 'milliliter', h: 'hour' })[left] ?? '')),
    },
    number: { ...none, written: ' 2,6' },
    text: { ...none, written: '  order  QUEUE. ' },
    hot_spot: { ...none, chosen: at('Lower right') },
  }
  return all[kind] ?? none
}

/** Answers the attempt: rightly, but for the kinds that are named. */
export async function answerAll(
  client: Client,
  attemptId: string,
  wrong: readonly string[] = [],
): Promise<void> {
  const { items } = must(await client.get(`/api/training/attempts/${attemptId}`))
  for (const item of items)
    if (!wrong.includes(item.question_kind))
      must(
        await client.send('PUT', `/api/training/attempts/${attemptId}/answers/${item.place}`, rightFor(item)),
      )
}
