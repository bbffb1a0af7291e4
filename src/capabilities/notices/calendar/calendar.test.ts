/** The calendar as a calendar program reads it, by a parser that is not ours. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import ICAL from 'ical.js'
import { must } from '../../tickets/fixture.ts'
import { type Noticed, startNoticed } from '../fixture.ts'
import { calendarFile, type Entry } from './file.ts'

let cast: Noticed
before(async () => {
  cast = await startNoticed()
})
after(() => cast.wardline.close())

function eventsOf(text: string): InstanceType<typeof ICAL.Event>[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  assert.equal(calendar.name, 'vcalendar')
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0')
  return calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each))
}

const statusOf = (event: InstanceType<typeof ICAL.Event>) => event.component.getFirstPropertyValue('status')

const entry = (changes: Partial<Entry> = {}): Entry => ({
  uid: 'one@help.example.org',
  stamp: '2026-03-04T18:00:00.000Z',
  from: '2026-03-08T07:30:00.000Z',
  to: '2026-03-08T09:30:00.000Z',
  sequence: 3,
  isCancelled: false,
  isBusy: true,
  summary: 'Class #12',
  url: 'https://help.example.org/learning/classes',
  ...changes,
})

test('Whatever a name holds, another parser reads it as it was; no line is longer than 75 bytes and none is torn inside a letter.', () => {
  const summary = `Net; work, \\ "quoted"\nBEGIN:VEVENT ${'ñ€😀'.repeat(60)}`
  const text = calendarFile([entry({ summary, location: 'Room 1; left, \\ wing' })], 'Näme')
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  assert.ok(!text.replaceAll('\r\n', '').includes('\n') && !text.includes('\ufffd'))
  const [event, ...more] = eventsOf(text)
  assert.equal(more.length, 0)
  assert.deepEqual(
    [event?.summary, event?.location, event?.uid, event?.sequence],
    [summary, 'Room 1; left, \\ wing', 'one@help.example.org', 3],
  )
  assert.equal(event?.startDate.toJSDate().toISOString(), '2026-03-08T07:30:00.000Z')
  assert.equal(event?.endDate.toJSDate().toISOString(), '2026-03-08T09:30:00.000Z')
  const [cancelled] = eventsOf(calendarFile([entry({ isCancelled: true })], 'x'))
  assert.equal(cancelled && statusOf(cancelled), 'CANCELLED')
})

const read = async (url: string, headers: Record<string, string> = {}) =>
  cast.wardline.anonymous.get(new URL(url).pathname, headers)
const make = async (parts: string[], client = cast.agent): Promise<string> =>
  must(await client.post('/api/notices/calendar', { parts })).body.url

async function ownTicket(): Promise<string> {
  const id = await cast.file(cast.nurse, { title: 'Zeppelin trouble', body: 'Zeppelin body' })
  must(
    await cast.admin.post(`/api/tickets/${id}/assign`, { team_id: cast.desk, owner_id: cast.agent.personId }),
  )
  await cast.rows("update core.record set due_at = '2026-03-10T15:00:00Z' where id = $1", [id])
  return id
}

test('My tickets and my reminders stand in it with number and time, without a word of them; what is done is cancelled.', async () => {
  const id = await ownTicket()
  const { follow_up_id } = must(
    await cast.agent.post(`/api/tickets/${id}/follow_up`.replace('follow_up', 'follow-up'), {
      at: '2026-03-09T09:00',
      note: 'Zeppelin note',
    }),
  ).body
  const url = await make(['tasks', 'follow_ups'])
  const file = must(await read(url))
  assert.match(String(file.headers['content-type']), /^text\/calendar/)
  assert.doesNotMatch(String(file.body), /zeppelin|Nora/i)
  const events = eventsOf(String(file.body))
  assert.deepEqual(
    events.map((event) => [
      event.summary.replace(/\d+/, 'n'),
      event.startDate.toJSDate().toISOString(),
      statusOf(event),
    ]),
    [
      ['Reminder: #n', '2026-03-09T14:00:00.000Z', 'CONFIRMED'],
      ['Due: #n', '2026-03-10T15:00:00.000Z', 'CONFIRMED'],
    ],
  )
  must(await cast.agent.post(`/api/tickets/${id}/finish-follow-up`, { follow_up_id }))
  const [reminder] = eventsOf(String(must(await read(url)).body))
  assert.deepEqual(
    [reminder?.uid, reminder?.sequence, reminder && statusOf(reminder)],
    [events[0]?.uid, 1, 'CANCELLED'],
  )
})

test('A ticket that its owner may not see any more is not in it, and a restricted one has no number.', async () => {
  const id = await ownTicket()
  const url = await make(['tasks'])
  const summaries = async () => eventsOf(String(must(await read(url)).body)).map(({ summary }) => summary)
  const before = (await summaries()).length
  await cast.rows("update core.record set restriction = 'team' where id = $1", [id])
  assert.ok((await summaries()).includes('Due: a restricted record'))
  await cast.rows('update core.record set owner_id = $2 where id = $1', [id, cast.secondAgent.personId])
  assert.equal((await summaries()).length, before - 1)
})

test('A shift that is taken over, given back or moved counts up, and is only in the calendar of whoever has it.', async () => {
  const { agent, secondAgent, admin, desk } = cast
  const rota = `/api/teams/${desk}/rota`
  const layer = (handover_time: string, id?: string) => ({
    ...(id === undefined ? {} : { id }),
    ...{ name: 'Primary', time_zone: 'America/Chicago', hours: [] },
    rotations: [
      {
        ...{ people: [agent.personId], from: '2026-03-09', to: null, handover_weekday: 1 },
        ...{ handover_time, length_days: 7 },
      },
    ],
  })
  const put = async (at: string, version: number, id?: string) =>
    must(
      await admin.send('PUT', rota, {
        ...{ version, is_always: false, acknowledge_minutes: 5, layers: [layer(at, id)] },
      }),
    )
  await put('08:00', 0)
  const [own, others] = [await make(['on_call']), await make(['on_call'], secondAgent)]
  const shifts = async (url: string) =>
    eventsOf(String(must(await read(url)).body)).map((event) => ({
      from: event.startDate.toJSDate().toISOString(),
      sequence: Number(event.sequence),
    }))
  const [first] = await shifts(own)
  assert.equal(first?.from, '2026-03-09T13:00:00.000Z')
  assert.deepEqual(await shifts(others), [])
  const { layers, version } = must(await admin.get(rota)).body
  const { id: cover } = must(
    await admin.post(`${rota}/covers`, {
      ...{ layer_id: layers[0].id, person_id: secondAgent.personId },
      ...{ from: '2026-03-09T13:00:00Z', to: '2026-03-16T13:00:00Z' },
    }),
  ).body
  const [covered] = await shifts(others)
  const [next] = await shifts(own)
  assert.ok(covered && next && first && covered.sequence > first.sequence)
  assert.deepEqual([covered.from, next.from], [first.from, '2026-03-16T13:00:00.000Z'])
  must(await admin.send('DELETE', `${rota}/covers/${cover}`))
  const [back] = await shifts(own)
  assert.ok(back && back.from === first.from && back.sequence > next.sequence)
  await put('09:00', version, layers[0].id)
  const [moved] = await shifts(own)
  assert.ok(moved && moved.from === '2026-03-09T14:00:00.000Z' && moved.sequence > back.sequence)
})

test('One that a program has already is not sent again; what changed is.', async () => {
  const url = await make(['tasks'])
  const first = must(await read(url))
  const etag = String(first.headers.etag)
  const again = await read(url, { 'if-none-match': etag })
  assert.deepEqual([again.status, again.body], [304, ''])
  assert.equal((await read(url, { 'if-none-match': `"other", W/${etag}` })).status, 304)
  await ownTicket()
  assert.equal((await read(url, { 'if-none-match': etag })).status, 200)
})

test('A new link ends the old one; the last use is shown; ended, wrong and those of who left look the same.', async () => {
  const { agent } = cast
  const leaver = await cast.wardline.person('Lee Leaver', ['help-desk'], [cast.desk])
  const first = await make(['tasks'])
  const second = await make(['classes'])
  assert.equal((await read(first)).status, 404)
  const shown = async () => must(await agent.get('/api/notices/calendar')).body
  assert.deepEqual([(await shown()).used_at, (await shown()).parts], [null, ['classes']])
  must(await read(second))
  assert.equal((await shown()).used_at, cast.wardline.clock.now().toISOString())
  must(await agent.send('PUT', '/api/notices/calendar', { parts: ['tasks', 'on_call'] }))
  assert.deepEqual((await shown()).parts, ['tasks', 'on_call'])
  must(await read(second))
  must(await agent.send('DELETE', '/api/notices/calendar'))
  assert.equal((await read(second)).status, 404)
  assert.equal((await agent.send('PUT', '/api/notices/calendar', { parts: ['tasks'] })).status, 404)
  assert.equal((await agent.post('/api/notices/calendar', { parts: [] })).status, 422)
  const own = await make(['tasks'], leaver)
  must(await read(own))
  await cast.rows('update core.person set is_active = false where id = $1', [leaver.personId])
  assert.equal((await read(own)).status, 404)
  const stored = await cast.rows("select encode(token_hash, 'escape') as hash from notices.calendar_feed")
  assert.ok(!own.includes(String(stored[0]?.hash)))
})

test('One link is read some times a minute and no more, and many wrong ones from one place are not looked for without end.', async () => {
  cast.wardline.clock.advance(3_600_000)
  const agent = await cast.wardline.signIn('sam.agent@main.example', 'main')
  const other = await cast.wardline.signIn('nora.nurse@main.example', 'main')
  const [link, beside] = [await make(['tasks'], agent), await make(['tasks'], other)]
  let last = must(await read(link))
  for (let time = 0; time < 40 && last.status === 200; time++) last = await read(link)
  assert.equal(last.status, 429)
  assert.ok(Number(last.headers['retry-after']) > 0)
  must(await read(beside))
  cast.wardline.clock.advance(61_000)
  must(await read(link))
  const wrong = link.replace(/\.[A-Za-z0-9_-]{43}\.ics$/, `.${'A'.repeat(43)}.ics`)
  const statuses: number[] = []
  for (let time = 0; time < 700; time++)
    statuses.push((await read(wrong.replace('AAA', String(100 + time)))).status)
  assert.deepEqual([statuses[0], statuses.at(-1)], [404, 429])
})
