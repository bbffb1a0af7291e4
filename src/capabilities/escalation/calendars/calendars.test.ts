import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Problem } from '../../../platform/http/problem.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { readHolidays } from './icalendar.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const day = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
]
const week = [day, day, day, day, day, [], []]
const office = (more: Record<string, unknown> = {}) => ({
  name: 'Office hours',
  time_zone: 'America/Chicago',
  week,
  holidays: [],
  ...more,
})
const lines = (...all: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...all, 'END:VCALENDAR', ''].join('\r\n')
const event = (...all: string[]) => ['BEGIN:VEVENT', ...all, 'END:VEVENT']
const sentence = (text: string): string => {
  try {
    readHolidays(text, 'America/Chicago')
  } catch (error) {
    if (error instanceof Problem) return String(JSON.stringify(error))
    throw error
  }
  return assert.fail(`${text} was taken`)
}

test('An administrator makes a calendar, gives it to the organization and a team, and changes it as a new version.', async () => {
  const { admin, agent, network, wardline } = cast
  assert.equal((await agent.post('/api/calendars', office())).status, 403)
  assert.equal((await agent.get('/api/calendars')).status, 403)
  const { id } = must(
    await admin.post('/api/calendars', office({ is_default: true, team_ids: [network] })),
  ).body
  const change = office({ holidays: [{ date: '2026-12-25', name: 'Christmas' }] })
  assert.equal(must(await admin.send('PUT', `/api/calendars/${id}`, change)).body.version, 2)
  assert.equal(
    must(await admin.send('PUT', `/api/calendars/${id}`, change)).body.version,
    2,
    'nothing changed',
  )
  const other = must(await admin.post('/api/calendars', office({ name: 'Network', team_ids: [network] })))
    .body.id
  const rows = must(await admin.get('/api/calendars')).body.rows
  assert.deepEqual(
    rows.map((row: Record<string, unknown>) => [row.id, row.version, row.is_default, row.team_ids]),
    [
      [other, 1, false, [network]],
      [id, 2, true, []],
    ],
  )
  assert.deepEqual(rows[1].rules.holidays, [{ date: '2026-12-25', name: 'Christmas' }])
  const double = await admin.post('/api/calendars', office())
  assert.match(JSON.stringify(double.body), /of this name already/)
  assert.equal(double.status, 422)
  await wardline.organization('elsewhere')
  const outsider = await wardline.signIn('admin@elsewhere.example', 'elsewhere')
  assert.equal((await outsider.send('PUT', `/api/calendars/${id}`, change)).status, 404)
})

test('A calendar that cannot be worked by is refused with a sentence that says what to change.', async () => {
  const { admin } = cast
  const refused = async (more: Record<string, unknown>, words: RegExp) => {
    const answer = await admin.post('/api/calendars', office({ name: 'Bad', ...more }))
    assert.equal(answer.status, 422)
    assert.match(JSON.stringify(answer.body), words)
  }
  const monday = (...spans: string[][]) => [spans, [], [], [], [], [], []]
  await refused({ week: monday() }, /no working hours.*Give at least one day/)
  await refused(
    { week: monday(['08:00', '12:00'], ['11:00', '15:00']) },
    /Monday: 08:00–12:00 and 11:00–15:00 overlap\. End the first by 11:00/,
  )
  await refused(
    { week: monday(['22:00', '06:00']) },
    /22:00–06:00 ends before it begins.*24:00 and begin another/,
  )
  await refused({ time_zone: 'America/Nowhere' }, /not a time zone/)
  await refused({ holidays: [{ date: '2026-02-30', name: 'Never' }] }, /There is no day 2026-02-30/)
  await refused(
    { holidays: [{ date: '2026-02-03', name: 'Odd', from: '12:00', to: '09:00' }] },
    /Odd, 2026-02-03/,
  )
  await refused({ team_ids: ['01890a5d-ac96-774b-bcce-b302099a8057'] }, /does not exist any more/)
  await refused({ week: [day] }, /week/)
  must(
    await admin.post(
      '/api/calendars',
      office({ name: 'Touching', week: monday(['08:00', '12:00'], ['12:00', '24:00']) }),
    ),
  )
})

test('Holidays come from an iCalendar file: whole days, several days, parts of a day, in another zone.', async () => {
  const text = lines(
    ...event(
      'DTSTART;VALUE=DATE:20261225',
      'DTEND;VALUE=DATE:20261226',
      'SUMMARY:Christmas\\, the first',
      ' day',
    ),
    ...event('DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270102', 'SUMMARY:Turn of the year'),
    ...event(
      'DTSTART;TZID=America/Chicago:20261224T120000',
      'DTEND;TZID=America/Chicago:20261224T235959',
      'SUMMARY:Eve',
    ),
    ...event('DTSTART:20260703T170000Z', 'DTEND:20260703T200000Z', 'SUMMARY:Afternoon off'),
    ...event(
      'DTSTART;VALUE=DATE:20260907',
      'SUMMARY:Labor Day',
      'BEGIN:VALARM',
      'TRIGGER:-PT1H',
      'END:VALARM',
    ),
    ...event('DTSTART;VALUE=DATE:20260908', 'SUMMARY:Never', 'STATUS:CANCELLED'),
  )
  const answer = await cast.admin.post('/api/calendars/read-holidays', { time_zone: 'America/Chicago', text })
  assert.deepEqual(must(answer).body.holidays, [
    { date: '2026-07-03', name: 'Afternoon off', from: '12:00', to: '15:00' },
    { date: '2026-09-07', name: 'Labor Day' },
    { date: '2026-12-24', name: 'Eve', from: '12:00', to: '24:00' },
    { date: '2026-12-25', name: 'Christmas, the firstday' },
    { date: '2026-12-31', name: 'Turn of the year' },
    { date: '2027-01-01', name: 'Turn of the year' },
  ])
})

test('A file that is no calendar of single days is refused with a sentence that names what is wrong.', () => {
  assert.match(sentence('Dear colleagues'), /not an iCalendar file/)
  assert.match(sentence(''), /not an iCalendar file/)
  assert.match(sentence(lines()), /no events/)
  assert.match(sentence('BEGIN:VCALENDAR\nBEGIN:VEVENT\n'), /cut off/)
  assert.match(sentence(lines('END:VEVENT')), /damaged/)
  assert.match(sentence(lines(...event('SUMMARY:Someday'))), /“Someday” has no beginning/)
  assert.match(sentence(lines(...event('DTSTART:20260230', 'SUMMARY:Odd'))), /date that cannot be read/)
  assert.match(
    sentence(lines(...event('DTSTART:20261225', 'RRULE:FREQ=YEARLY', 'SUMMARY:Yearly'))),
    /one event a year/,
  )
  assert.match(
    sentence(lines(...event('DTSTART:20261225', 'DTEND:20271225', 'SUMMARY:Long'))),
    /31 days at most/,
  )
  assert.match(
    sentence(lines(...event('DTSTART:20261225T100000', 'DTEND:20261225T090000'))),
    /end after|ends before/,
  )
  assert.match(
    sentence(lines(...event('DTSTART;TZID=Nowhere:20261225T100000', 'DTEND:20261225T110000'))),
    /not known/,
  )
})

const folder = join(process.env.WARDLINE_DATA ?? '../shared/data', 'icalendar')
const isHere = existsSync(folder)
test('Whatever calendar file there is in the world is read or refused with a sentence.', (context) => {
  if (!isHere) return context.diagnostic(`${folder} is not there, so no real files were read`)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ics'),
  )
  let read = 0
  for (const name of files) {
    try {
      assert.ok(readHolidays(readFileSync(join(folder, name), 'utf8'), 'America/Chicago').length > 0)
      read++
    } catch (error) {
      assert.ok(error instanceof Problem, `${name}: ${error}`)
    }
  }
  context.diagnostic(`${read} of ${files.length} files were read, the others refused`)
  assert.ok(read > 0)
})

test('Whether the team of a ticket works at a time is told by its calendar, else by the organization’s own.', async () => {
  const { admin, agent, nurse, desk } = cast
  const id = await cast.file(nurse)
  const answer = async (at: string) => must(await agent.get(`/api/tickets/${id}/works-at?at=${at}`)).body
  must(await admin.post('/api/calendars', office({ name: 'Whole house', is_default: true })))
  await cast.rows('update core.organization set time_zone = $2 where id = $1', [
    cast.wardline.orgId,
    'America/Chicago',
  ])
  await cast.rows('update core.record set team_id = $2 where id = $1', [id, desk])
  // 9 March 2026 is a Monday, 8 March the Sunday on which the clocks are set forward.
  assert.deepEqual(await answer('2026-03-09T09:00'), { calendar: 'Whole house', is_working: true })
  assert.deepEqual(await answer('2026-03-09T12:30'), { calendar: 'Whole house', is_working: false })
  const nights = [[['20:00', '23:00']], [], [], [], [], [], [['02:00', '04:00']]]
  must(await admin.post('/api/calendars', office({ name: 'Nights', week: nights, team_ids: [desk] })))
  assert.deepEqual(await answer('2026-03-09T09:00'), { calendar: 'Nights', is_working: false })
  assert.deepEqual(await answer('2026-03-09T20:00'), { calendar: 'Nights', is_working: true })
  assert.equal((await agent.get(`/api/tickets/${id}/works-at?at=2026-02-30T09:00`)).status, 422)
  assert.equal((await nurse.get(`/api/tickets/${id}/works-at?at=2026-03-09T09:00`)).status, 403)
  assert.equal((await cast.stranger.get(`/api/tickets/${id}/works-at?at=2026-03-09T09:00`)).status, 404)
})
