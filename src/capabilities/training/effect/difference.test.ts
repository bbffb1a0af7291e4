import assert from 'node:assert/strict'
import { test } from 'node:test'
import { effectOf, people_min, random } from './difference.ts'
import { around, type Member, matched } from './match.ts'

const runs = 1_000
const deals = 400
const days = 90
const today = 1_000

/** A number of tickets of which so many are expected. */
function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count++
  return count
}

type Simulated = { effect?: number; chosenByBefore?: boolean; trend?: number }

/** A ward's worth of people of unlike habits, of whom some took it on day 500. */
function simulated(
  next: () => number,
  { effect = 1, chosenByBefore = false, trend = 1 }: Simulated,
): Member[] {
  return Array.from({ length: 160 }, (_, place) => {
    // Some ask hardly ever, some all the time.
    const habit = 0.3 + 3 * next() ** 2
    const before = poisson(habit, next)
    const took = chosenByBefore ? before + 2 * next() > 2.6 : next() < 0.35
    const after = poisson(habit * trend * (took ? effect : 1), next)
    return {
      id: String(place),
      unit: `unit ${place % 2}`,
      tookOn: took ? 500 : null,
      filedOn: [...Array(before).fill(450), ...Array(after).fill(550)],
      sinceOn: 0,
    }
  })
}

async function alarms(
  how: Simulated,
  seed: number,
): Promise<{ alarms: number; changes: number[]; none: number }> {
  const next = random(seed)
  const found = { alarms: 0, changes: [] as number[], none: 0 }
  for (let run = 0; run < runs; run++) {
    const effect = await effectOf(matched(simulated(next, how), days, today).strata, deals)
    if (!effect) found.none++
    else {
      found.changes.push(effect.change)
      if (effect.low > 0 || effect.high < 0) found.alarms++
    }
  }
  return found
}
const mean = (values: readonly number[]) => values.reduce((all, value) => all + value, 0) / values.length

test('Where nothing works, one time in twenty is an alarm: over 1,000 runs, with a season that raises all, and where those were sent who asked most.', async (t) => {
  for (const [how, seed] of [
    [{}, 11],
    [{ trend: 1.6 }, 12],
    [{ chosenByBefore: true }, 13],
  ] as const) {
    const found = await alarms(how, seed)
    const share = found.alarms / (runs - found.none)
    t.diagnostic(`${JSON.stringify(how)}: ${found.alarms} alarms in ${runs - found.none} runs`)
    assert.ok(found.none < runs / 20, `${found.none} without enough data`)
    assert.ok(share > 0.025 && share < 0.075, `${JSON.stringify(how)}: ${share}`)
    assert.ok(Math.abs(mean(found.changes)) < 0.06, `${JSON.stringify(how)}: ${mean(found.changes)}`)
  }
})

test('Where it halves the tickets, that is found, with about the size that it has.', async (t) => {
  const found = await alarms({ effect: 0.5 }, 14)
  t.diagnostic(`found ${found.alarms} times, ${mean(found.changes).toFixed(3)} tickets each`)
  assert.ok(found.alarms / runs > 0.8, `found ${found.alarms} times`)
  // Half of 0.3 + 3 · 1/3 tickets each.
  assert.ok(Math.abs(mean(found.changes) + 0.65) < 0.05, `${mean(found.changes)}`)
})

test('The interval holds the true effect nineteen times in twenty.', async (t) => {
  const next = random(15)
  let held = 0
  for (let run = 0; run < runs; run++) {
    const values = () => Array.from({ length: 15 }, () => poisson(2, next) - poisson(2, next))
    const strata = [0, 1].map(() => ({ took: values().map((value) => value - 1.25), colleagues: values() }))
    const effect = (await effectOf(strata, deals)) ?? assert.fail()
    if (effect.low <= -1.25 && effect.high >= -1.25) held++
  }
  t.diagnostic(`held ${held} times`)
  assert.ok(held / runs > 0.93 && held / runs < 0.98, `${held}`)
})

test('Of too few people nothing is said, nor of groups without colleagues; asked again the answer is the same.', async () => {
  const few = [{ took: Array(people_min - 1).fill(-3), colleagues: Array(40).fill(0) }]
  assert.equal(await effectOf(few), null)
  assert.equal(await effectOf([{ took: Array(40).fill(-3), colleagues: [] }]), null)
  assert.equal(await effectOf([{ took: Array(40).fill(-3), colleagues: [0, 0, 0] }]), null)
  const enough = [
    { took: [-3, -2, -1, -3, -2, -1, -3, -2, -1, 0], colleagues: [0, 1, 0, -1, 0, 1, 0, 0, -1, 0] },
  ]
  const effect = (await effectOf(enough)) ?? assert.fail()
  assert.ok(Math.abs(effect.change + 1.8) < 1e-9)
  assert.ok(effect.low < -1.8 && effect.high > -1.8 && effect.high < 0)
  assert.deepEqual(await effectOf(enough), effect)
  const further =
    (await effectOf(enough.map((each) => ({ ...each, took: each.took.map((value) => value - 10) })))) ??
    assert.fail()
  for (const end of ['change', 'low', 'high'] as const)
    assert.ok(
      Math.abs(further[end] - effect[end] + 10) < 1e-9,
      'what is ten larger is ten larger from end to end',
    )
})

test('People are compared with those of their department and job, with about as many tickets before, who had not taken it, once.', () => {
  const member = (id: string, more: Partial<Member> = {}): Member => ({
    id,
    unit: 'ward',
    tookOn: null,
    filedOn: [],
    sinceOn: 0,
    ...more,
  })
  const match = (...members: Member[]) => matched(members, days, today)
  const took = member('took', { tookOn: 500, filedOn: [499, 500, 501, 410, 409, 590, 591] })
  assert.deepEqual(around(took, 500, days), [2, 2], 'the day itself and what is farther away counts nowhere')
  const namesOf = (...members: Member[]) =>
    match(took, ...members)
      .places.filter(({ isColleague }) => isColleague)
      .map(({ personId }) => personId)
  const alike = { filedOn: [450, 460] }
  assert.deepEqual(namesOf(member('alike', alike)), ['alike'])
  assert.deepEqual(namesOf(member('elsewhere', { ...alike, unit: 'lab' })), [])
  assert.deepEqual(namesOf(member('other number', { filedOn: [450] })), [])
  assert.deepEqual(namesOf(member('new', { ...alike, sinceOn: 411 })), [])
  assert.deepEqual(namesOf(member('soon', { ...alike, tookOn: 680 })), [])
  assert.deepEqual(namesOf(member('later', { ...alike, tookOn: 681 })), ['later'])
  assert.equal(namesOf(...['a', 'b', 'c', 'd'].map((id) => member(id, alike))).length, 3)
  const twice = match(took, member('again', { tookOn: 501, ...alike }), member('one', alike))
  assert.equal(twice.places.filter(({ personId }) => personId === 'one').length, 1)
  assert.equal(twice.alone, 1)
  assert.equal(match(member('lately', { tookOn: today - days })).recent, 1)
  assert.equal(match(member('came lately', { tookOn: 500, sinceOn: 411 })).recent, 1)
  assert.deepEqual(match(took, member('alike', { filedOn: [450, 460, 550] })).tickets, {
    tookBefore: 2,
    tookAfter: 2,
    colleaguesBefore: 2,
    colleaguesAfter: 1,
  })
})
