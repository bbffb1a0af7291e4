import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { demoOrganization } from '../../../core/people/demo/organization.ts'
import { wordingFor } from './paths.ts'
import { passphraseLessonsDaysAgo, passwordRulesDaysAgo } from './plan.ts'
import { loadTemplates } from './texts.ts'
import { demoTickets } from './tickets.ts'
import type { DemoAct, DemoTicket } from './types.ts'
import { fittingLines } from './voice.ts'

const now = new Date('2026-11-23T15:10:00Z')
const organization = demoOrganization()
const tickets = demoTickets(now, organization)

type State =
  | 'new'
  | 'open'
  | 'waiting_on_requester'
  | 'waiting_on_vendor'
  | 'scheduled'
  | 'resolved'
  | 'closed'
  | 'cancelled'
  | 'merged'
const paused: State[] = ['waiting_on_requester', 'waiting_on_vendor', 'scheduled']
const notDone: State[] = ['new', 'open', ...paused]

const moves: Partial<Record<DemoAct['do'], { from: State[]; to: State }>> = {
  start: { from: ['new'], to: 'open' },
  ask: { from: ['open'], to: 'waiting_on_requester' },
  wait_vendor: { from: ['open'], to: 'waiting_on_vendor' },
  schedule: { from: ['open'], to: 'scheduled' },
  resume: { from: paused, to: 'open' },
  resolve: { from: ['open'], to: 'resolved' },
  close: { from: ['resolved'], to: 'closed' },
  reopen: { from: ['resolved', 'closed'], to: 'open' },
  cancel: { from: notDone, to: 'cancelled' },
  merge: { from: notDone, to: 'merged' },
}
const onlyWhileNotDone: DemoAct['do'][] = ['assign', 'escalate', 'hand_back', 'reply']

/** Walks the steps and returns the last state; an illegal step fails the test that calls it. */
function finalState(ticket: DemoTicket): State {
  let state: State = 'new'
  for (const step of ticket.steps) {
    const move = moves[step.do]
    const from = move?.from ?? (onlyWhileNotDone.includes(step.do) ? notDone : undefined)
    assert.ok(!from || from.includes(state), `${ticket.key}: ${step.do} while ${state}`)
    if (step.do === 'rate')
      assert.ok(['resolved', 'closed'].includes(state), `${ticket.key}: rated while ${state}`)
    state = move?.to ?? state
  }
  return state
}

function countBy<T>(list: T[], nameOf: (entry: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const entry of list) counts.set(nameOf(entry), (counts.get(nameOf(entry)) ?? 0) + 1)
  return counts
}

test('The demo hospital has exactly five hundred tickets with distinct keys, oldest first', () => {
  assert.equal(tickets.length, 500)
  assert.equal(new Set(tickets.map((ticket) => ticket.key)).size, 500)
  const ages = tickets.map((ticket) => ticket.createdMinutesAgo)
  assert.deepEqual(
    ages,
    [...ages].sort((a, b) => b - a),
  )
})

test('The same day gives the same tickets', () => {
  assert.deepEqual(demoTickets(now), tickets)
})

test('Every step is legal in the state in which it happens', () => {
  for (const ticket of tickets) finalState(ticket)
})

test('On any day of the week there are five hundred legal tickets', () => {
  for (const day of [
    '2026-03-08T07:30:00Z',
    '2026-11-01T23:50:00Z',
    '2027-01-01T00:05:00Z',
    '2028-02-29T12:00:00Z',
  ]) {
    const others = demoTickets(new Date(day), organization)
    assert.equal(others.length, 500)
    for (const ticket of others) finalState(ticket)
  }
})

test('Steps follow one another and nothing lies in the future or before the year began', () => {
  for (const ticket of tickets) {
    assert.ok(ticket.createdMinutesAgo > 0 && ticket.createdMinutesAgo <= 366 * 1440, ticket.key)
    let last = 0
    for (const step of ticket.steps) {
      assert.ok(Number.isInteger(step.afterMinutes) && step.afterMinutes >= last, ticket.key)
      assert.ok(step.afterMinutes < ticket.createdMinutesAgo, ticket.key)
      last = step.afterMinutes
    }
  }
})

test('Every key that a ticket names exists', () => {
  const keysOf = (list: { key: string }[]) => new Set(list.map((entry) => entry.key))
  const people = keysOf(organization.people)
  const teams = keysOf(organization.teams)
  const folder = new URL('../../knowledge/demo/articles/', import.meta.url)
  const articles = new Set(readdirSync(folder).map((name) => name.replace(/\.md$/, '')))
  const known: [string, Set<string>, (ticket: DemoTicket) => (string | undefined)[]][] = [
    ['place', keysOf(organization.places), (ticket) => [ticket.placeKey]],
    ['workstation', keysOf(organization.workstations), (ticket) => [ticket.workstationKey]],
    ['shared login', keysOf(organization.sharedLogins), (ticket) => [ticket.sharedLogin]],
    ['application', keysOf(organization.applications), (ticket) => [ticket.application]],
    ['category', keysOf(organization.categories), (ticket) => [ticket.category]],
    [
      'person',
      people,
      (t) => [t.requesterKey, t.onBehalfOfKey, t.reportedByKey, ...t.steps.map((s) => s.actorKey)],
    ],
    ['owner', people, (t) => t.steps.map((step) => (step.do === 'assign' ? step.ownerKey : undefined))],
    [
      'vendor',
      people,
      (t) => t.steps.map((step) => (step.do === 'wait_vendor' ? step.vendorKey : undefined)),
    ],
    ['team', teams, (t) => t.steps.map((step) => ('teamKey' in step ? step.teamKey : undefined))],
    [
      'article',
      articles,
      (t) => t.steps.map((step) => (step.do === 'link_article' ? step.articleKey : undefined)),
    ],
  ]
  for (const [what, keys, of] of known) {
    for (const ticket of tickets) {
      for (const key of of(ticket))
        assert.ok(key === undefined || keys.has(key), `${ticket.key}: ${what} ${key}`)
    }
  }
})

test('A ticket is linked only to one that exists already at that time', () => {
  const byKey = new Map(tickets.map((ticket) => [ticket.key, ticket]))
  for (const ticket of tickets) {
    for (const step of ticket.steps) {
      if (step.do !== 'link_ticket' && step.do !== 'merge') continue
      const target = byKey.get(step.ticketKey)
      assert.ok(
        target && target.createdMinutesAgo >= ticket.createdMinutesAgo - step.afterMinutes,
        ticket.key,
      )
    }
  }
})

test('An owner belongs to the team, and what is redacted stands in the message', () => {
  const teams = new Map(organization.teams.map((team) => [team.key, team]))
  for (const ticket of tickets) {
    for (const step of ticket.steps) {
      if (step.do === 'assign' && step.ownerKey) {
        assert.ok(
          teams.get(step.teamKey)?.memberKeys.includes(step.ownerKey),
          `${ticket.key}: ${step.ownerKey}`,
        )
      }
      if (step.do !== 'redact') continue
      const target = step.of === 'description' ? undefined : ticket.steps[step.of]
      const text = target && 'body' in target ? target.body : ticket.description
      assert.ok(text.includes(step.text), ticket.key)
    }
  }
})

test('Every state, kind, channel, step and resolution code is used', () => {
  const states = countBy(tickets, finalState)
  assert.deepEqual(
    [...states.keys()].sort(),
    [...notDone, 'resolved', 'closed', 'cancelled', 'merged'].sort(),
  )
  assert.equal(countBy(tickets, (ticket) => ticket.kind).size, 3)
  assert.equal(countBy(tickets, (ticket) => ticket.channel).size, 4)
  const steps = tickets.flatMap((ticket) => ticket.steps)
  assert.equal(countBy(steps, (step) => step.do).size, 21)
  assert.equal(countBy(steps, (step) => (step.do === 'resolve' ? step.code : '')).size, 8)
})

test('About one ticket in eight is not done, and some of the newest nobody has taken', () => {
  const open = tickets.filter((ticket) => notDone.includes(finalState(ticket)))
  assert.ok(open.length >= 50 && open.length <= 80, `${open.length} are not done`)
  assert.ok(open.filter((ticket) => ticket.steps.length === 0).length >= 8)
  assert.ok(open.some((ticket) => ticket.createdMinutesAgo > 7 * 1440))
})

test('Lock-outs rose with the new password rules and fell after the lessons', () => {
  const lockouts = tickets.filter((ticket) => ticket.story === 'lockout')
  const perWeek = (from: number, to: number) => {
    const days = lockouts.map((ticket) => ticket.createdMinutesAgo / 1440)
    return (days.filter((day) => day >= from && day < to).length * 7) / (to - from)
  }
  const before = perWeek(passwordRulesDaysAgo, 365)
  const during = perWeek(passphraseLessonsDaysAgo, passwordRulesDaysAgo)
  const after = perWeek(0, passphraseLessonsDaysAgo)
  assert.ok(during > 2 * before && during > 3 * after, `${before} → ${during} → ${after} a week`)
})

test('Weekday mornings are busier than evenings and weekends', () => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Chicago', weekday: 'short' })
  const weekday = (ticket: DemoTicket) => format.format(now.getTime() - ticket.createdMinutesAgo * 60_000)
  const days = countBy(tickets, weekday)
  assert.ok((days.get('Mon') ?? 0) > 2 * (days.get('Sun') ?? 0))
  assert.ok((days.get('Mon') ?? 0) > (days.get('Fri') ?? 0))
})

test('The wording differs: few titles return, and no message fills a page of the queue', () => {
  const titles = countBy(tickets, (ticket) => ticket.title)
  assert.ok(titles.size >= 340, `${titles.size} titles`)
  assert.ok(Math.max(...titles.values()) <= 5)
  const bodies = tickets.flatMap((ticket) =>
    ticket.steps.flatMap((step) => ('body' in step && step.body ? [step.body] : [])),
  )
  assert.ok(Math.max(...countBy(bodies, (body) => body).values()) <= 8)
  for (const text of [...bodies, ...tickets.flatMap((ticket) => [ticket.title, ticket.description])]) {
    assert.doesNotMatch(text, /\{\w+\}|undefined| \| /)
    assert.notEqual(text.trim(), '')
  }
})

test('Every way of asking has a course with answers that fit it, and every course has a way of asking', () => {
  for (const { key, texts, paths } of loadTemplates()) {
    const openings = [...(texts.asks ?? []), ...(texts.calls ?? [])]
    const courses = Object.keys(paths).map((path) =>
      openings.filter(({ topics }) =>
        wordingFor(path).every((pool) => fittingLines(texts[pool], topics).length > 0),
      ),
    )
    assert.ok(
      courses.every((fitting) => fitting.length > 0),
      key,
    )
    assert.equal(new Set(courses.flat()).size, openings.length, key)
  }
})
