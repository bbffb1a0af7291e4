import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formats } from './format.ts'

const en = formats('en-US', 'America/New_York', 'America/New_York')
const es = formats('es', 'America/New_York', 'America/New_York')
const now = '2026-03-10T15:00:00Z'

test('A moment ago is now, and an hour ago is an hour ago', () => {
  assert.equal(en.relative('2026-03-10T14:59:30Z', now), 'now')
  assert.equal(en.relative('2026-03-10T14:59:00Z', now), '1 minute ago')
  assert.equal(en.relative('2026-03-10T14:01:00Z', now), '59 minutes ago')
  assert.equal(en.relative('2026-03-10T14:00:00Z', now), '1 hour ago')
  assert.equal(es.relative('2026-03-10T14:00:00Z', now), 'hace 1 hora')
})

test('A day for a field is that of the organization, wherever the reader sits', () => {
  assert.equal(en.day('2026-03-11T03:59:00Z'), '2026-03-10')
  assert.equal(es.day('2026-03-11T04:00:00Z'), '2026-03-11')
})

test('What is promised lies ahead', () => {
  assert.equal(en.relative('2026-03-10T15:30:00Z', now), 'in 30 minutes')
  assert.equal(en.relative('2026-03-12T15:00:00Z', now), 'in 2 days')
})

test('Days are counted by the calendar of the organization, not by 24 hours', () => {
  assert.equal(en.relative('2026-03-09T14:00:00Z', now), 'yesterday')
  assert.equal(en.relative('2026-03-08T23:30:00Z', now), '2 days ago')
})

test('From a week on the date is said, with its year when it is another', () => {
  assert.equal(en.relative('2026-02-01T15:00:00Z', now), 'Feb 1')
  assert.equal(en.relative('2025-02-01T15:00:00Z', now), 'Feb 1, 2025')
})

test('A promise for today is a time, for this week a weekday and time', () => {
  assert.match(en.due('2026-03-10T18:30:00Z', now), /^2:30\sPM$/)
  assert.match(en.due('2026-03-12T18:30:00Z', now), /^Thu 2:30\sPM$|^Thu, 2:30\sPM$/)
})

test('The zone is named where the reader sits in another one, and only there', () => {
  const traveler = formats('en-US', 'America/New_York', 'Europe/Berlin')
  assert.match(traveler.exact(now), /EDT/)
  assert.doesNotMatch(en.exact(now), /EDT/)
})

test('A duration is said in its two largest units', () => {
  assert.equal(en.duration(0), '0 sec')
  assert.equal(en.duration(59), '59 sec')
  assert.equal(en.duration(3599), '1 hr')
  assert.equal(en.duration(7500), '2 hr 5 min')
  assert.equal(en.duration(90_000), '1 day 1 hr')
  assert.equal(en.duration(86_400 * 2), '2 days')
})

test('Working time is said in hours, never in days', () => {
  assert.equal(en.workingTime(0), '0 min')
  assert.equal(en.workingTime(45), '45 min')
  assert.equal(en.workingTime(150), '2 hr 30 min')
  assert.equal(en.workingTime(2_400), '40 hr')
})

test('A file is as large as a reader would say', () => {
  assert.equal(en.fileSize(0), '0 bytes')
  assert.equal(en.fileSize(1500), '1.5 kB')
  assert.equal(en.fileSize(25_000_000), '25 MB')
})

test('Numbers and ratios follow the language', () => {
  assert.equal(en.number(1234567), '1,234,567')
  assert.equal(es.number(1234567), '1.234.567')
  assert.equal(en.percent(0.931), '93%')
})
