import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthFrom, weeksOf } from './month.ts'

test('A month is shown in whole weeks from Monday on, four to six of them.', () => {
  const november = weeksOf('2026-11')
  assert.deepEqual(
    [november.length, november[0]?.[0], november[0]?.[6], november.at(-1)?.[6]],
    [6, '2026-10-26', '2026-11-01', '2026-12-06'],
  )
  const february = weeksOf('2027-02')
  assert.deepEqual([february.length, february[0]?.[0], february.at(-1)?.[6]], [4, '2027-02-01', '2027-02-28'])
  for (const week of [...november, ...february]) assert.equal(week.length, 7)
})

test('Months go on over the end of a year, both ways.', () => {
  assert.equal(monthFrom('2026-12', 1), '2027-01')
  assert.equal(monthFrom('2026-01', -1), '2025-12')
})
