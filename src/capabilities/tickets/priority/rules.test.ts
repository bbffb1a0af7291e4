import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultRules } from './defaults.ts'
import { type Level, levelOf, levels, priorityOf } from './level.ts'
import {
  allowed,
  criticalityOf,
  isOrdered,
  type Question,
  type Rules,
  setFor,
  weigh,
  weightOf,
} from './rules.ts'

const words = { portal: { en: 'x', es: '' }, desk: { en: '', es: '' } }
const points = fc.integer({ min: -3, max: 3 })
const question = (key: string): fc.Arbitrary<Question> =>
  fc.array(fc.record({ impact: points, urgency: points }), { minLength: 2, maxLength: 6 }).map((answers) => ({
    key,
    ...words,
    answers: answers.map((each, index) => ({ ...each, ...words, key: `a${index}` })),
  }))
const questions = fc
  .integer({ min: 0, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => question(`q${index}`))))

/** Any matrix in order: each cell is the most urgent that its neighbors above and to the left allow, or less. */
const matrix = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 16, maxLength: 16 }).map((steps) => {
  const cells: Level[][] = []
  for (const row of [0, 1, 2, 3]) {
    const cell: Level[] = []
    for (const column of [0, 1, 2, 3])
      cell.push(
        levelOf(
          Math.max(cells[row - 1]?.[column] ?? 1, cell[column - 1] ?? 1) +
            Math.max(0, (steps[row * 4 + column] ?? 0) - 1),
        ),
      )
    cells.push(cell)
  }
  return cells
})
const given = (asked: readonly Question[]) =>
  fc
    .tuple(...asked.map(({ answers }) => fc.option(fc.constantFrom(...answers))))
    .map((chosen) =>
      Object.fromEntries(asked.flatMap(({ key }, at) => (chosen[at] ? [[key, chosen[at].key]] : []))),
    )
const situation = fc.tuple(questions, matrix, points).chain(([asked, cells, criticality]) =>
  given(asked).map((answers) => ({
    asked,
    rules: { ...defaultRules, matrix: cells },
    criticality,
    answers,
  })),
)

test('The priority is what the matrix has for the impact and the urgency, whatever is asked and answered.', () => {
  fc.assert(
    fc.property(situation, ({ asked, rules, criticality, answers }) => {
      const weight = weigh(rules, asked, answers, criticality)
      assert.ok(levels.includes(weight.impact) && levels.includes(weight.urgency))
      assert.equal(weight.priority, rules.matrix[weight.impact - 1]?.[weight.urgency - 1])
      assert.ok(isOrdered(rules.matrix))
    }),
  )
})

test('An answer that weighs more, or a more critical place, never lowers the priority.', () => {
  fc.assert(
    fc.property(
      situation,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 0, max: 3 }),
      (now, whichQuestion, whichAnswer, more) => {
        const { asked, rules, criticality, answers } = now
        const before = weigh(rules, asked, answers, criticality).priority
        assert.ok(weigh(rules, asked, answers, criticality + more).priority <= before)
        const raised = asked[whichQuestion % Math.max(1, asked.length)]
        if (!raised) return
        const present = raised.answers.find(({ key }) => key === answers[raised.key]) ?? {
          impact: 0,
          urgency: 0,
        }
        const heavier = raised.answers.filter(
          ({ impact, urgency }) => impact >= present.impact && urgency >= present.urgency,
        )
        const chosen = heavier[whichAnswer % Math.max(1, heavier.length)]
        if (!chosen) return
        const after = weigh(rules, asked, { ...answers, [raised.key]: chosen.key }, criticality).priority
        assert.ok(after <= before, `${after} is less urgent than ${before}`)
      },
    ),
  )
})

test('What ships gives the results of before: the mean of both, and the middle for what was not asked.', () => {
  for (const impact of levels)
    for (const urgency of levels)
      assert.equal(weightOf(defaultRules, impact, urgency).priority, priorityOf(impact, urgency))
  const asked = defaultRules.sets[0]?.questions ?? []
  const result = (answers: Record<string, string>) => {
    const { impact, urgency, priority } = weigh(defaultRules, asked, answers, 0)
    return [impact, urgency, priority]
  }
  assert.deepEqual(result({}), [3, 3, 3])
  assert.deepEqual(result({ care: 'now', people: 'unit' }), [1, 1, 1])
  assert.deepEqual(result({ care: 'now', people: 'some' }), [2, 1, 2])
  assert.deepEqual(result({ care: 'slow', people: 'me' }), [3, 2, 3])
  assert.deepEqual(result({ care: 'no', people: 'unsure', workaround: 'none' }), [3, 3, 3])
  assert.deepEqual(result({ care: 'no', people: 'me', workaround: 'good' }), [3, 4, 4])
})

test('A matrix in which more impact means less priority is out of order.', () => {
  const rows = (...cells: Level[][]) => isOrdered(cells)
  assert.ok(rows([1, 2, 3, 4], [1, 2, 3, 4], [2, 2, 3, 4], [4, 4, 4, 4]))
  assert.ok(!rows([2, 2, 3, 4], [1, 2, 3, 4], [2, 2, 3, 4], [4, 4, 4, 4]))
  assert.ok(!rows([1, 3, 2, 4], [2, 3, 3, 4], [3, 3, 3, 4], [4, 4, 4, 4]))
})

test('A category is asked by its own set, else by that of the nearest category above, else by the organization’s.', () => {
  const set = (category_id: string | null) => ({ category_id, questions: [] })
  const rules: Rules = { ...defaultRules, sets: [set(null), set('printing'), set('labels')] }
  const above = new Map([
    ['printing', null],
    ['labels', 'printing'],
    ['rolls', 'labels'],
    ['paper', 'printing'],
    ['access', null],
    ['loop', 'pool'],
    ['pool', 'loop'],
  ])
  const found = (id: string | null) => setFor(rules, id, above).category_id
  assert.deepEqual(['labels', 'rolls', 'paper', 'printing', 'access', 'loop', 'nowhere', null].map(found), [
    'labels',
    'labels',
    'printing',
    'printing',
    null,
    null,
    null,
    null,
  ])
})

test('The most critical of place and application counts; what nobody rated counts nothing.', () => {
  const rules: Rules = {
    ...defaultRules,
    places: [
      { place_id: 'icu', points: 2 },
      { place_id: 'archive', points: -1 },
    ],
    applications: [{ name: 'Health Record', points: 1 }],
  }
  const found = (place_id: string | null, application: string | null) =>
    criticalityOf(rules, { place_id, application })
  assert.equal(found('icu', 'HEALTH RECORD'), 2)
  assert.equal(found('archive', 'health record'), 1)
  assert.equal(found('archive', 'Calculator'), -1)
  assert.equal(found(null, null), 0)
})

test('P1 is for those who may call it; from others it is a proposal, until it is declined.', () => {
  const by = { mayCallP1: false, isP1: false, wasDeclined: false }
  assert.deepEqual(allowed(1, { ...by, mayCallP1: true }), { priority: 1, p1: null })
  assert.deepEqual(allowed(1, by), { priority: 2, p1: 'proposed' })
  assert.deepEqual(allowed(1, { ...by, wasDeclined: true }), { priority: 2, p1: 'declined' })
  assert.deepEqual(allowed(1, { ...by, isP1: true }), { priority: 1, p1: null })
  assert.deepEqual(allowed(3, { ...by, wasDeclined: true }), { priority: 3, p1: null })
})
