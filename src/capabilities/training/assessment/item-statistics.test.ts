import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correlation, itemStatistics, people_min } from './item-statistics.ts'

const about = (actual: number | null | undefined, expected: number) =>
  assert.ok(actual != null && Math.abs(actual - expected) < 5e-4, `${actual} is not ${expected}`)
const attemptOf = (marks: string) => new Map([...marks].map((mark, index) => [`q${index + 1}`, mark === '1']))
const times = (count: number, marks: string) => Array.from({ length: count }, () => attemptOf(marks))

test('The correlation is the one of the books, and the point-biserial one where a side is only 0 and 1.', () => {
  about(correlation([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]), 0.8)
  // (mean of who has it right − mean of who has not) / standard deviation × √(p q): (7 − 4) / 2.1213 × 0.5.
  const totals = [4, 7, 10, 1, 4, 7]
  const right = [1, 1, 1, 0, 0, 0]
  about(correlation(right, totals), (3 / Math.sqrt(8.25)) * 0.5)
  assert.equal(correlation([1, 1, 1], [1, 2, 3]), null)
})

test('Difficulty is the share that is right; discrimination is corrected: the question itself is not in the rest.', () => {
  const all = itemStatistics([...times(8, '111'), ...times(4, '100'), ...times(4, '011'), ...times(4, '000')])
  const q1 = all.get('q1')
  assert.equal(q1?.n, 20)
  about(q1?.difficulty, 0.6)
  // Of 12 who have it right the rest is 2/3 on average, of 8 who have not 1/2; its standard deviation is √0.24.
  about(q1?.discrimination, ((2 / 3 - 1 / 2) / Math.sqrt(0.24)) * Math.sqrt(0.6 * 0.4))
  about(all.get('q2')?.difficulty, 0.6)
  // With itself in the rest it would be higher.
  assert.ok((q1?.discrimination ?? 1) < 0.5)
})

test('A question that who knows less answers more often has a discrimination below zero.', () => {
  const all = itemStatistics([...times(10, '011'), ...times(10, '100')])
  about(all.get('q1')?.discrimination, -1)
})

test('Below the least number of people nothing is said, and nothing where nothing differs.', () => {
  const few = itemStatistics(times(people_min - 1, '10')).get('q1')
  assert.deepEqual(few, { n: people_min - 1, difficulty: null, discrimination: null })
  const same = itemStatistics(times(people_min, '10')).get('q1')
  assert.deepEqual(same, { n: people_min, difficulty: 1, discrimination: null })
  const alone = itemStatistics([...times(10, '1'), ...times(10, '0')]).get('q1')
  assert.deepEqual(alone, { n: 20, difficulty: 0.5, discrimination: null })
})
