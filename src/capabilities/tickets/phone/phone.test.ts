import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../../platform/id/id.ts'
import { type Cast, must, startCast } from '../fixture.ts'

let cast: Cast
const icu = newId()
const cart = newId()

before(async () => {
  cast = await startCast()
  const { orgId } = cast.wardline
  await cast.rows('insert into core.place (org_id, id, name) values ($1,$2,$3)', [orgId, icu, 'ICU 3'])
  await cast.rows('insert into core.workstation (org_id, id, name, place_id) values ($1,$2,$3,$4)', [
    orgId,
    cart,
    'WOW-ICU-07',
    icu,
  ])
  must(
    await cast.admin.send('PATCH', `/api/people/${cast.nurse.personId}`, {
      badge: 'B-70412',
      extension: '4471',
      phone: '217-555-0133',
      place_id: icu,
    }),
  )
})
after(() => cast?.wardline.close())

const find = async (q: string) =>
  must(await cast.agent.get(`/api/phone/callers?q=${encodeURIComponent(q)}`)).body
const call = (ticket: object, more: object = {}) =>
  cast.agent.post('/api/phone/calls', {
    id: newId(),
    seconds: 0,
    ticket: { title: 'Cart is frozen', body: 'Since seven.', requester_id: cast.nurse.personId, ...ticket },
    ...more,
  })

test('A caller is found by name, extension, phone, badge, and the device by what its screen says.', async () => {
  for (const q of ['nora', 'Nurse Nora', '4471', '217-555-0133', 'b-70412', 'B-704'])
    assert.equal((await find(q)).people[0]?.id, cast.nurse.personId, q)
  assert.deepEqual((await find('wow-icu')).workstations, [
    { id: cart, name: 'WOW-ICU-07', place: { id: icu, name: 'ICU 3' } },
  ])
  assert.deepEqual(await find('  '), { people: [], workstations: [] })
  assert.equal((await cast.nurse.get('/api/phone/callers?q=nora')).status, 403)
  assert.deepEqual(must(await cast.stranger.get('/api/phone/callers?q=nora')).body.people, [])
  // A number at the end of the phone number is an extension too.
  await cast.rows("update core.person set phone = '217-555-0100 ext. 4999' where id = $1", [
    cast.otherNurse.personId,
  ])
  assert.equal((await find('4999')).people[0]?.id, cast.otherNurse.personId)
})

test('At one glance there are place, devices, open and last tickets; those one does not work on are not there.', async () => {
  const open = must(await call({ workstation_id: cart })).body.id
  const over = must(await call({ title: 'Lost badge' }, { solved: { code: 'answered' } })).body.id
  const seen = must(await cast.agent.get(`/api/phone/callers/${cast.nurse.personId}`)).body
  assert.deepEqual(
    [seen.person.place.name, seen.person.badge, seen.person.extension],
    ['ICU 3', 'B-70412', '4471'],
  )
  assert.deepEqual(
    seen.workstations.map((each: { name: string }) => each.name),
    ['WOW-ICU-07'],
  )
  assert.deepEqual(
    seen.open.map((each: { id: string }) => each.id),
    [open],
  )
  assert.deepEqual(
    seen.last.map((each: { id: string }) => each.id),
    [over],
  )
  const other = must(await cast.specialist.get(`/api/phone/callers/${cast.nurse.personId}`)).body
  assert.deepEqual([other.open, other.last, other.workstations], [[], [], []])
  assert.equal((await cast.agent.get(`/api/phone/callers/${newId()}`)).status, 404)
  assert.equal((await cast.stranger.get(`/api/phone/callers/${cast.nurse.personId}`)).status, 404)
  const people = must(await cast.agent.get(`/api/phone/workstations/${cart}`)).body.people
  assert.deepEqual(
    people.map((each: { id: string }) => each.id),
    [cast.nurse.personId],
  )
  assert.deepEqual(must(await cast.specialist.get(`/api/phone/workstations/${cart}`)).body.people, [])
  const recent = must(await cast.agent.get('/api/phone/recent')).body.people
  assert.deepEqual(
    recent.map((each: { id: string }) => each.id),
    [cast.nurse.personId],
  )
})

test('A call that is sent many times is one ticket, solved once, with its time noted once.', async () => {
  const body = {
    id: newId(),
    seconds: 130,
    ticket: { title: 'Label printer', body: 'Blank labels.', requester_id: cast.nurse.personId },
    solved: { code: 'fixed', cause: 'Ribbon was upside down' },
  }
  const answers = await Promise.all([1, 2, 3].map(() => cast.agent.post('/api/phone/calls', body)))
  const good = answers.filter(({ status }) => status === 200)
  assert.ok(good.length >= 1)
  const again = must(await cast.agent.post('/api/phone/calls', body)).body
  assert.deepEqual(new Set(good.map((each) => each.body.id)), new Set([again.id]))
  assert.deepEqual([again.state, again.minutes], ['resolved', 3])
  const [row] = await cast.rows(
    'select minutes_spent, channel, resolution_code from tickets.ticket where id = $1',
    [again.id],
  )
  assert.deepEqual(row, { minutes_spent: 3, channel: 'phone', resolution_code: 'fixed' })
  const events = await cast.rows('select action from core.event where record_id = $1 order by at, id', [
    again.id,
  ])
  assert.deepEqual(
    events.map(({ action }) => action),
    ['tickets.create', 'tickets.log_time', 'tickets.resolve'],
  )
})

test('What cannot be solved as it was sent is not filed either, and says what to change.', async () => {
  const count = async () =>
    Number((await cast.rows("select count(*) from core.record where kind = 'ticket'"))[0]?.count)
  const former = await count()
  const ticket = must(await call({})).body.id
  const wrong = await call({}, { solved: { code: 'fixed', solved_by_id: ticket } })
  assert.equal(wrong.body.errors[0].pointer, '#/solved/solved_by_id')
  assert.equal((await call({ title: '' })).status, 422)
  assert.equal((await call({}, { seconds: -1 })).status, 422)
  assert.equal(
    (
      await cast.nurse.post('/api/phone/calls', {
        id: newId(),
        seconds: 0,
        ticket: { title: 'A', body: 'B' },
      })
    ).status,
    403,
  )
  assert.equal(await count(), former + 1)
})

test('The same outage is offered while one types, and me too files the caller’s own ticket beside it.', async () => {
  const first = must(
    await call({
      title: 'Meridian shows an empty patient list',
      application: 'Meridian',
      requester_id: cast.otherNurse.personId,
    }),
  ).body
  const alike = async (query: string, who = cast.agent) =>
    must(await who.get(`/api/phone/alike?${query}`)).body.rows
  assert.deepEqual(
    (await alike('application=Meridian')).map((row: { id: string }) => row.id),
    [first.id],
  )
  assert.deepEqual(
    (await alike('title=patient%20list%20empty')).map((row: { id: string }) => row.id),
    [first.id],
  )
  assert.deepEqual(await alike('title=mouse%20wheel%20squeaks'), [])
  assert.deepEqual(await alike('application=Meridian', cast.specialist), [])
  assert.equal((await cast.nurse.get('/api/phone/alike?title=patient')).status, 403)

  const own = must(
    await call({ title: 'Meridian again', links: [{ type: 'duplicates', to_id: first.id }] }),
  ).body
  assert.deepEqual(
    (await alike('application=Meridian')).map((row: { id: string }) => row.id),
    [first.id],
  )
  const seen = must(await cast.nurse.get(`/api/tickets/${own.id}`)).body
  assert.ok(!JSON.stringify(seen).includes('empty patient list'))
  assert.equal((await cast.nurse.get(`/api/tickets/${first.id}`)).status, 404)
})

test('A caller who is not in the directory is a contact who cannot sign in; the unknown one of a place is always the same.', async () => {
  const add = (body: object) => cast.agent.post('/api/phone/add-caller', body)
  const unknown = must(await add({ place_id: icu })).body
  assert.equal(unknown.name, 'Unknown caller · ICU 3')
  const others = await Promise.all([1, 2, 3].map(async () => must(await add({ place_id: icu })).body.id))
  assert.deepEqual(new Set(others), new Set([unknown.id]))
  assert.notEqual(must(await add({})).body.id, unknown.id)
  const named = must(await add({ name: 'Temp Nurse Jo', phone: '555-0199' })).body
  const rows = await cast.rows(
    `select p.kind, p.email, (select count(*)::int from core.role_assignment a where a.person_id = p.id) as roles from core.person p where p.id = any($1)`,
    [[unknown.id, named.id]],
  )
  for (const row of rows) assert.deepEqual(row, { kind: 'contact', email: null, roles: 0 })
  must(await call({ requester_id: named.id }))
  assert.equal((await add({ place_id: newId() })).body.errors[0].pointer, '#/place_id')
  assert.equal((await add({ phone: 'none' })).status, 422)
  assert.equal((await cast.nurse.post('/api/phone/add-caller', {})).status, 403)
})

test('After the unknown caller of a place was found out, the next one is another contact, and the person sees nothing of them.', async () => {
  const add = async () => must(await cast.agent.post('/api/phone/add-caller', { place_id: icu })).body
  const first = await add()
  must(await cast.admin.post(`/api/people/${first.id}/merge`, { into_id: cast.nurse.personId }))
  const next = await add()
  assert.ok(next.id !== first.id && next.id !== cast.nurse.personId)
  assert.deepEqual(next.name, 'Unknown caller · ICU 3')
  const told = must(await call({ title: 'Somebody else is calling', requester_id: next.id })).body.id
  assert.equal((await cast.nurse.get(`/api/tickets/${told}`)).status, 404)
  await cast.rows("update core.person set name = 'Night shift' where id = $1", [next.id])
  assert.deepEqual(await add(), { id: next.id, name: 'Night shift' })
  await cast.rows('update core.person set is_active = false where id = $1', [next.id])
  assert.notEqual((await add()).id, next.id)
})

test('A call at the second line goes to the team of who takes it, and is refused whole when it could not be noted.', async () => {
  const { specialist, nurse, network, desk } = cast
  const log = (ticket: object, more: object) =>
    specialist.post('/api/phone/calls', {
      id: newId(),
      seconds: 90,
      ticket: { title: 'Second line', body: 'Since seven.', requester_id: nurse.personId, ...ticket },
      ...more,
    })
  const filed = must(await log({}, { solved: { code: 'answered' } })).body
  assert.deepEqual([filed.state, filed.minutes], ['resolved', 2])
  assert.equal(must(await specialist.get(`/api/tickets/${filed.id}`)).body.team.id, network)
  const count = async () => Number((await cast.rows('select count(*) from core.record'))[0]?.count)
  const former = await count()
  for (const more of [{}, { seconds: 0, solved: { code: 'answered' } }])
    assert.equal((await log({ team_id: desk }, more)).body.errors[0].pointer, '#/ticket/team_id')
  assert.equal(await count(), former)
  must(await log({ team_id: desk }, { seconds: 0 }))
  assert.equal(await count(), former + 1)
})
