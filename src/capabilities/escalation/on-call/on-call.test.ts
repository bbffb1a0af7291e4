import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { withQueue } from '../../../core/people/fixture.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'

let cast: Cast
let lead: Client
let ben: Client
let team: string

before(async () => {
  cast = await startCast({
    now: '2026-04-06T15:00:00Z',
    env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' },
  })
  await withQueue(cast.wardline)
  team = cast.network
  lead = await cast.wardline.person('Lea Lead', ['network-administrator'], [team])
  ben = await cast.wardline.person('Ben Binary', ['network-administrator'], [team])
  await cast.wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    lead.personId,
  ])
})
after(() => cast.wardline.close())

const path = (rest = '') => `/api/teams/${team}/rota${rest}`
const layer = (people: string[], more: Record<string, unknown> = {}, name = 'Primary') => ({
  name,
  time_zone: 'America/Chicago',
  hours: [],
  rotations: [
    {
      people,
      from: '2026-04-06',
      to: null,
      handover_weekday: 1,
      handover_time: '08:00',
      length_days: 7,
      ...more,
    },
  ],
})
const rota = (layers: unknown[], version = 0) => ({
  version,
  is_always: true,
  acknowledge_minutes: 5,
  layers,
})
const pointers = (answer: { status: number; body: { errors?: { pointer: string }[] } }) => [
  answer.status,
  ...(answer.body.errors ?? []).map((error) => error.pointer),
]
const versionNow = async () => must(await lead.get(path())).body.version as number
async function setUp(layers: unknown[]) {
  must(await lead.send('PUT', path(), rota(layers, await versionNow())))
  return must(await lead.get(path())).body
}

test('The lead writes a rota, everybody of the department sees who is on call, and nobody else may change it.', async () => {
  const { specialist, agent, nurse, stranger, admin } = cast
  const layers = [layer([ben.personId, specialist.personId])]
  assert.equal((await specialist.send('PUT', path(), rota(layers))).status, 403)
  assert.equal((await nurse.get(path())).status, 403)
  assert.equal((await nurse.get('/api/on-call/now')).status, 403)
  assert.equal((await stranger.get(path())).status, 404)
  assert.deepEqual(must(await agent.get('/api/on-call/now')).body.rows, [])
  assert.equal(must(await lead.send('PUT', path(), rota(layers))).body.version, 1)
  const conflict = await admin.send('PUT', path(), rota(layers))
  assert.deepEqual([conflict.status, conflict.body.current], [409, { version: 1 }])
  const [row] = must(await agent.get('/api/on-call/now')).body.rows
  assert.equal(row.team.name, 'Network')
  assert.deepEqual(
    [row.layers[0].person.name, row.layers[0].until, row.layers[0].next, row.gap],
    [
      'Ben Binary',
      '2026-04-13T13:00:00.000Z',
      { person: { id: specialist.personId, name: 'Ned Network' }, from: '2026-04-13T13:00:00.000Z' },
      null,
    ],
  )
  assert.deepEqual(must(await stranger.get('/api/on-call/now')).body.rows, [])
  const shown = must(await agent.get(path())).body
  assert.deepEqual(
    [shown.may_edit, shown.is_member, shown.layers[0].rotations[0].handover_time],
    [false, false, '08:00'],
  )
  assert.equal(must(await lead.get(path())).body.may_edit, true)
  const audit = await cast.rows("select data from core.audit where action = 'on_call.save'")
  assert.deepEqual(audit, [{ data: { team, layers: 1 } }])
})

test('A preview shows shifts and gaps and stores nothing; contradictions are refused at their field.', async () => {
  const { nurse, specialist } = cast
  const version = await versionNow()
  const span = { from: '2026-04-06T00:00:00Z', to: '2026-05-06T00:00:00Z' }
  const preview = (layers: unknown[], more = {}) =>
    lead.post(path('/preview'), { is_always: true, acknowledge_minutes: 5, layers, ...span, ...more })
  const seen = must(await preview([layer([ben.personId], { to: '2026-04-20' })])).body
  assert.deepEqual(
    seen.gaps.map((gap: { layer_id: string | null; from: string }) => [gap.layer_id, gap.from]),
    [
      [null, '2026-04-06T00:00:00.000Z'],
      [null, '2026-04-20T13:00:00.000Z'],
    ],
  )
  assert.equal(seen.shifts.length, 2)
  const double = must(await preview([layer([ben.personId]), layer([ben.personId], {}, 'Secondary')])).body
  assert.equal(double.doubles[0].person.name, 'Ben Binary')
  assert.equal(await versionNow(), version)
  assert.equal(
    (
      await specialist.post(path('/preview'), {
        is_always: true,
        acknowledge_minutes: 5,
        layers: [],
        ...span,
      })
    ).status,
    403,
  )
  assert.deepEqual(pointers(await preview([layer([nurse.personId])])), [422, '#/layers/0/rotations/0/people'])
  assert.deepEqual(pointers(await preview([{ ...layer([ben.personId]), id: newId() }])), [422, '#/layers/0'])
  assert.deepEqual(pointers(await preview([layer([ben.personId], { length_days: 2 })])), [
    422,
    '#/layers/0/rotations/0/handover_weekday',
  ])
  assert.equal((await preview([layer([ben.personId], { length_days: 0 })])).status, 422)
  assert.deepEqual(pointers(await preview([], { to: '2026-04-01T00:00:00Z' })), [422, '#/to'])
  assert.deepEqual(pointers(await preview([], { to: '2029-04-01T00:00:00Z' })), [422, '#/to'])
})

test('Who leaves the team leaves a gap that is shown before it comes.', async () => {
  const { specialist, agent, wardline } = cast
  await setUp([layer([ben.personId, specialist.personId])])
  await wardline.owner.query('update core.person set is_active = false where id = $1', [specialist.personId])
  const query = 'from=2026-04-06T15:00:00Z&to=2026-05-04T13:00:00Z'
  const { gaps } = must(await agent.get(path(`/shifts?${query}`))).body
  assert.deepEqual(
    gaps.map((gap: { from: string }) => gap.from),
    ['2026-04-13T13:00:00.000Z', '2026-04-27T13:00:00.000Z'],
  )
  assert.equal(must(await agent.get('/api/on-call/now')).body.rows[0].gap, '2026-04-13T13:00:00.000Z')
  await wardline.owner.query('update core.person set is_active = true where id = $1', [specialist.personId])
})

test('A cover takes the place of a turn, two covers never overlap, and one that has begun ends now.', async () => {
  const { specialist, nurse, wardline } = cast
  const { layers } = await setUp([layer([ben.personId])])
  const cover = (more = {}) => ({
    layer_id: layers[0].id,
    person_id: specialist.personId,
    from: '2026-04-06T14:00:00Z',
    to: '2026-04-06T20:00:00Z',
    ...more,
  })
  assert.equal((await ben.post(path('/covers'), cover())).status, 403)
  assert.deepEqual(pointers(await lead.post(path('/covers'), cover({ person_id: nurse.personId }))), [
    422,
    '#/person_id',
  ])
  assert.deepEqual(pointers(await lead.post(path('/covers'), cover({ layer_id: newId() }))), [
    422,
    '#/layer_id',
  ])
  assert.deepEqual(
    pointers(
      await lead.post(path('/covers'), cover({ from: '2026-04-01T00:00:00Z', to: '2026-04-02T00:00:00Z' })),
    ),
    [422, '#/to'],
  )
  const { id } = must(await lead.post(path('/covers'), cover())).body
  const twice = await lead.post(
    path('/covers'),
    cover({ from: '2026-04-06T19:00:00Z', to: '2026-04-06T21:00:00Z' }),
  )
  assert.match(
    twice.body.detail,
    /Somebody covers “Primary” from 2026-04-06 10:00 to 2026-04-06 15:00 already/,
  )
  const person = async () => must(await lead.get('/api/on-call/now')).body.rows[0].layers[0].person.name
  assert.equal(await person(), 'Ned Network')
  wardline.clock.advance(10 * 60_000)
  assert.equal((await ben.send('DELETE', path(`/covers/${id}`))).status, 403)
  must(await lead.send('DELETE', path(`/covers/${id}`)))
  assert.equal(await person(), 'Ben Binary')
  const kept = await cast.rows('select starts_at, ends_at from escalation.cover')
  assert.deepEqual(
    kept.map((row) => [row.starts_at, row.ends_at]),
    [['2026-04-06T15:00:00.000Z', '2026-04-06T15:10:00.000Z']],
    'what was covered stays',
  )
  assert.equal((await lead.send('DELETE', path(`/covers/${id}`))).status, 404)
})

test('A asks B to swap, B is told and says yes, and both shifts change hands; a no changes nothing.', async () => {
  const { specialist, agent } = cast
  const { layers } = await setUp([layer([ben.personId, specialist.personId])])
  const mine = { from: '2026-04-20T13:00:00Z', to: '2026-04-27T13:00:00Z' }
  const theirs = { back_from: '2026-04-13T13:00:00Z', back_to: '2026-04-20T13:00:00Z' }
  const ask = (more = {}) => ({
    layer_id: layers[0].id,
    asked_id: specialist.personId,
    ...mine,
    ...theirs,
    ...more,
  })
  assert.deepEqual(
    pointers(
      await ben.post(path('/swaps'), ask({ from: '2026-04-27T13:00:00Z', to: '2026-05-04T13:00:00Z' })),
    ),
    [422, '#/from'],
  )
  assert.deepEqual(
    pointers(
      await ben.post(
        path('/swaps'),
        ask({ back_from: '2026-04-27T13:00:00Z', back_to: '2026-05-05T13:00:00Z' }),
      ),
    ),
    [422, '#/back_from'],
  )
  assert.deepEqual(pointers(await ben.post(path('/swaps'), ask({ asked_id: ben.personId }))), [
    422,
    '#/asked_id',
  ])
  assert.deepEqual(pointers(await agent.post(path('/swaps'), ask())), [422, '#/from'])
  const first = must(await ben.post(path('/swaps'), ask())).body.id
  const told = must(await specialist.get('/api/notifications')).body.rows[0]
  assert.deepEqual([told.reason, told.by.name, told.record], ['swap_asked', 'Ben Binary', null])
  assert.deepEqual(
    must(await specialist.get('/api/on-call/mine')).body.swaps.map((swap: { id: string }) => swap.id),
    [first],
  )
  assert.equal((await ben.post(path(`/swaps/${first}/answer`), { answer: 'accept' })).status, 404)
  assert.equal((await agent.post(path(`/swaps/${first}/answer`), { answer: 'accept' })).status, 404)
  must(await specialist.post(path(`/swaps/${first}/answer`), { answer: 'decline' }))
  assert.equal((await specialist.post(path(`/swaps/${first}/answer`), { answer: 'accept' })).status, 409)
  const shifts = async () =>
    must(await agent.get(path('/shifts?from=2026-04-13T14:00:00Z&to=2026-04-27T12:00:00Z'))).body.shifts.map(
      (shift: { person: { name: string }; because: string }) => `${shift.person.name} ${shift.because}`,
    )
  assert.deepEqual(await shifts(), ['Ned Network rotation', 'Ben Binary rotation'])
  const second = must(await ben.post(path('/swaps'), ask())).body.id
  must(await specialist.post(path(`/swaps/${second}/answer`), { answer: 'accept' }))
  assert.deepEqual(await shifts(), ['Ben Binary cover', 'Ned Network cover'])
  assert.equal(must(await ben.get('/api/notifications')).body.rows[0].reason, 'swap_answered')
  const mails = await cast.rows(
    "select subject from core.outbox where subject like '%swap%' order by created_at",
  )
  assert.equal(mails.length, 4)
  // What was swapped can be swapped again, now by the other one.
  const third = must(
    await specialist.post(path('/swaps'), { layer_id: layers[0].id, asked_id: ben.personId, ...mine }),
  ).body.id
  must(await ben.post(path(`/swaps/${third}/answer`), { answer: 'accept' }))
  assert.deepEqual(await shifts(), ['Ben Binary cover', 'Ben Binary cover'])
})

test('Who turned mail about swaps off is asked in the product alone.', async () => {
  const { specialist } = cast
  const { layers } = await setUp([layer([ben.personId, specialist.personId])])
  const swapMails = () =>
    cast.rows(
      "select body_text, unsubscribe_url from core.outbox where to_person_id = $1 and subject like '%swap%' order by created_at, id",
      [specialist.personId],
    )
  const ask = async () => {
    const body = {
      ...{ layer_id: layers[0].id, asked_id: specialist.personId },
      ...{ from: '2026-05-04T13:00:00Z', to: '2026-05-11T13:00:00Z' },
    }
    const { id } = must(await ben.post(path('/swaps'), body)).body
    must(await specialist.post(path(`/swaps/${id}/answer`), { answer: 'decline' }))
  }
  const before = (await swapMails()).length
  await ask()
  const [mail, ...more] = (await swapMails()).slice(before)
  assert.equal(more.length, 0)
  assert.match(String(mail?.body_text), /You get this mail because .*“Swaps of shifts”/)
  assert.match(String(mail?.unsubscribe_url), /unsubscribe/)
  const settings = { time_zone: null, quiet: null, digest: 'daily', digest_at: 420 }
  const off = { in_app: true, mail: 'off', push: false }
  must(
    await specialist.send('PUT', '/api/notices/settings', {
      ...settings,
      kinds: [{ kind: 'swaps', ...off }],
    }),
  )
  await ask()
  assert.equal((await swapMails()).length, before + 1)
  const { rows } = must(await specialist.get('/api/notices?kind=swaps')).body
  assert.deepEqual(
    rows.slice(0, 2).map(({ reason }: { reason: string }) => reason),
    ['swap_asked', 'swap_asked'],
  )
})

test('A swap that a changed rota has overtaken is refused when it is accepted.', async () => {
  const { specialist } = cast
  const { layers } = await setUp([layer([ben.personId, specialist.personId])])
  const asked = {
    layer_id: layers[0].id,
    asked_id: specialist.personId,
    from: '2026-05-04T13:00:00Z',
    to: '2026-05-11T13:00:00Z',
  }
  const { id } = must(await ben.post(path('/swaps'), asked)).body
  await setUp([{ ...layer([specialist.personId, ben.personId]), id: layers[0].id }])
  assert.deepEqual(pointers(await specialist.post(path(`/swaps/${id}/answer`), { answer: 'accept' })), [
    422,
    '#/from',
  ])
  must(await ben.post(path(`/swaps/${id}/answer`), { answer: 'withdraw' }))
  assert.deepEqual(must(await specialist.get('/api/on-call/mine')).body.swaps, [])
})

test('A hand-over note is read by the department and removed by its author or the lead.', async () => {
  const { agent, nurse, specialist } = cast
  const { id } = must(await ben.post(path('/notes'), { body: 'Switch 4 reboots at two.' })).body
  assert.equal((await nurse.post(path('/notes'), { body: 'x' })).status, 403)
  assert.equal(must(await agent.get(path())).body.notes[0].body, 'Switch 4 reboots at two.')
  assert.equal((await specialist.send('DELETE', path(`/notes/${id}`))).status, 403)
  must(await ben.send('DELETE', path(`/notes/${id}`)))
  assert.equal((await lead.send('DELETE', path(`/notes/${id}`))).status, 404)
})

test('A calendar program reads the shifts by a secret link, which tells no name of others and ends when revoked.', async () => {
  const { specialist, wardline } = cast
  await wardline.owner.query("update core.team set name = E'Net; work, \\\\ \\nATTENDEE:x' where id = $1", [
    team,
  ])
  await setUp([layer([ben.personId, specialist.personId], {}, 'Primary, day')])
  assert.equal(
    (await wardline.anonymous.get(`/calendars/${cast.wardline.orgId}.${'A'.repeat(43)}.ics`)).status,
    404,
  )
  const { url } = must(await ben.post('/api/notices/calendar', { parts: ['on_call'] })).body
  assert.match(url, /^https:\/\/help\.example\.org\/calendars\//)
  const read = () => wardline.anonymous.get(new URL(url).pathname)
  const file = must(await read())
  assert.match(String(file.headers['content-type']), /^text\/calendar/)
  const text = String(file.body)
  assert.equal(text.match(/BEGIN:VEVENT/g)?.length, 7)
  assert.match(text, /DTSTART:20260406T130000Z\r\nDTEND:20260413T130000Z/)
  assert.ok(
    text
      .replaceAll('\r\n ', '')
      .includes('SUMMARY:On call: Net\\; work\\, \\\\ \\nATTENDEE:x (Primary\\, day)\r\n'),
  )
  assert.ok(!/^ATTENDEE/m.test(text) && !text.includes('Ned'))
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75)
  const stored = await cast.rows("select encode(token_hash, 'escape') as hash from notices.calendar_feed")
  assert.ok(!url.includes(String(stored[0]?.hash)))
  const again = must(await ben.post('/api/notices/calendar', { parts: ['on_call'] })).body.url
  assert.equal((await read()).status, 404, 'a new link ends the old one')
  must(await ben.send('DELETE', '/api/notices/calendar'))
  assert.equal((await wardline.anonymous.get(new URL(again).pathname)).status, 404)
  await wardline.owner.query("update core.team set name = 'Network' where id = $1", [team])
})
