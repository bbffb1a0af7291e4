import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Facts, holds, plain } from './conditions.ts'
import type { Condition } from './statement.ts'
import { nextDaily } from './timing/daily.ts'

const now = '2026-07-06T14:00:00.000Z'
const facts: Facts = {
  kind: 'incident',
  priority: 2,
  category_ids: ['child', 'parent'],
  application: 'Chart Viewer',
  team_id: 'desk',
  owner_id: null,
  tags: ['vip', 'Printer'],
  channel: 'portal',
  place_id: null,
  site_id: null,
  department_ids: ['ward', 'surgery'],
  state: 'new',
  words: 'Drucker im Café geht nicht\nBitte schnell',
  created_at: '2026-07-06T10:00:00.000Z',
  updated_at: '2026-07-06T13:00:00.000Z',
  reopened_count: 1,
}
const ask = (field: Condition['field'], is: Condition['is'], ...values: string[]) =>
  holds({ match: 'all', conditions: [{ field, is, values }], groups: [] }, facts, now).isHeld

test('Each field is compared with what the ticket has; categories and departments with those above.', () => {
  assert.equal(ask('kind', 'is', 'incident'), true)
  assert.equal(ask('kind', 'is_not', 'incident'), false)
  assert.equal(ask('priority', 'is', '1', '2'), true)
  assert.equal(ask('priority', 'is', '3'), false)
  assert.equal(ask('category', 'is', 'parent'), true)
  assert.equal(ask('category', 'is', 'sibling'), false)
  assert.equal(ask('application', 'is', 'chart viewer'), true)
  assert.equal(ask('application', 'empty'), false)
  assert.equal(ask('team', 'is', 'desk'), true)
  assert.equal(ask('owner', 'empty'), true)
  assert.equal(ask('owner', 'is_not', 'somebody'), true, 'nobody is not somebody')
  assert.equal(ask('tag', 'is', 'VIP'), true)
  assert.equal(ask('tag', 'is_not', 'printer', 'other'), false)
  assert.equal(ask('channel', 'is', 'portal'), true)
  assert.equal(ask('place', 'not_empty'), false)
  assert.equal(ask('site', 'empty'), true)
  assert.equal(ask('department', 'is', 'surgery'), true)
  assert.equal(ask('state', 'is_not', 'open', 'resolved'), true)
})

test('Words are found without regard to case and accents.', () => {
  assert.equal(ask('words', 'is', 'CAFE'), true)
  assert.equal(ask('words', 'is', 'DRÜCKER', 'other'), true)
  assert.equal(ask('words', 'is_not', 'schnell'), false)
  assert.equal(ask('words', 'is_not', 'langsam'), true)
})

test('Age, rest and reopenings are compared with a number.', () => {
  assert.equal(ask('age_hours', 'at_least', '4'), true)
  assert.equal(ask('age_hours', 'at_least', '5'), false)
  assert.equal(ask('idle_hours', 'less_than', '2'), true)
  assert.equal(ask('idle_hours', 'less_than', '1'), false)
  assert.equal(ask('reopened_count', 'at_least', '1'), true)
})

const word = fc.constantFrom('á', 'A', 'b', 'ß', 'x y')
const condition = fc.oneof(
  fc.record({
    field: fc.constantFrom('kind', 'state', 'tag', 'words', 'category'),
    is: fc.constantFrom('is', 'is_not'),
    values: fc.array(word, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    field: fc.constantFrom('owner', 'tag', 'team', 'application'),
    is: fc.constantFrom('empty', 'not_empty'),
    values: fc.constant([]),
  }),
  fc.record({
    field: fc.constantFrom('age_hours', 'reopened_count'),
    is: fc.constantFrom('at_least', 'less_than'),
    values: fc.tuple(fc.integer({ min: 0, max: 9 }).map(String)),
  }),
) as fc.Arbitrary<Condition>
const match = fc.constantFrom('all' as const, 'any' as const)
const asked = fc.record({
  match,
  conditions: fc.array(condition, { maxLength: 4 }),
  groups: fc.array(fc.record({ match, conditions: fc.array(condition, { minLength: 1, maxLength: 3 }) }), {
    maxLength: 3,
  }),
})
const some = fc.option(word, { nil: null })
const anyFacts = fc.record({
  kind: word,
  priority: fc.constant(null),
  category_ids: fc.array(word, { maxLength: 2 }),
  application: some,
  team_id: some,
  owner_id: some,
  tags: fc.array(word, { maxLength: 3 }),
  channel: word,
  place_id: some,
  site_id: some,
  department_ids: fc.array(word, { maxLength: 2 }),
  state: word,
  words: fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
  created_at: fc
    .integer({ min: 0, max: 9 })
    .map((hours) => new Date(Date.parse(now) - hours * 3_600_000).toISOString()),
  updated_at: fc.constant(now),
  reopened_count: fc.integer({ min: 0, max: 9 }),
}) as fc.Arbitrary<Facts>

/** The same said in another way: as a table of what each field has. */
function expected({ field, is, values }: Condition, own: Facts): boolean {
  const has: Record<string, (string | null)[]> = {
    kind: [own.kind],
    state: [own.state],
    tag: [...own.tags],
    category: [...own.category_ids],
    owner: [own.owner_id],
    team: [own.team_id],
    application: [own.application],
  }
  const fold = (text: string) => plain(text)
  if (field === 'age_hours') {
    const hours = (Date.parse(now) - Date.parse(own.created_at)) / 3_600_000
    return is === 'at_least' ? hours >= Number(values[0]) : hours < Number(values[0])
  }
  if (field === 'reopened_count')
    return is === 'at_least'
      ? own.reopened_count >= Number(values[0])
      : own.reopened_count < Number(values[0])
  if (field === 'words') {
    let isFound = false
    for (const value of values) if (fold(own.words).indexOf(fold(value)) >= 0) isFound = true
    return is === 'is' ? isFound : !isFound
  }
  const there = (has[field] ?? []).filter((value) => value !== null)
  if (is === 'empty') return there.length === 0
  if (is === 'not_empty') return there.length > 0
  let isShared = false
  for (const mine of there) for (const value of values) if (fold(mine) === fold(value)) isShared = true
  return is === 'is' ? isShared : !isShared
}

test('Whatever is asked of whatever ticket, it holds exactly when the table of its fields says so.', () => {
  fc.assert(
    fc.property(asked, anyFacts, (conditions, own) => {
      const truths = conditions.conditions.map((each) => expected(each, own))
      const groups = conditions.groups.map((group) => {
        const inner = group.conditions.map((each) => expected(each, own))
        return group.match === 'all' ? !inner.includes(false) : inner.includes(true)
      })
      const whole = [...truths, ...groups]
      const isExpected =
        whole.length === 0 || (conditions.match === 'all' ? !whole.includes(false) : whole.includes(true))
      const { isHeld, held } = holds(conditions, own, now)
      assert.equal(isHeld, isExpected)
      const singles = [...conditions.conditions, ...conditions.groups.flatMap((group) => group.conditions)]
      assert.deepEqual(
        held,
        singles.flatMap((each, index) => (expected(each, own) ? [index] : [])),
      )
    }),
    { numRuns: 1000 },
  )
})

test('The next time of day is the next one by the clocks of the zone, also when they are put forward.', () => {
  assert.equal(nextDaily('2026-07-06T14:00:00Z', '08:00', 'America/Chicago'), '2026-07-07T13:00:00.000Z')
  assert.equal(nextDaily('2026-07-06T12:59:59Z', '08:00', 'America/Chicago'), '2026-07-06T13:00:00.000Z')
  assert.equal(nextDaily('2026-07-06T13:00:00Z', '08:00', 'America/Chicago'), '2026-07-07T13:00:00.000Z')
  // At two in the morning of this day the clocks show three.
  assert.equal(nextDaily('2026-03-08T07:00:00Z', '02:30', 'America/Chicago'), '2026-03-08T08:30:00.000Z')
})
