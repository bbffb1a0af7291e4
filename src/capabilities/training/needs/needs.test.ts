import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { asReplayed, replay } from '../../../core/timeline/event.ts'
import { write } from '../../../platform/db/transaction.ts'
import { findNeeds, isOver } from './find.ts'
import { personsOfNeed } from './for-class.ts'
import { atMost, rateOf } from './poisson.ts'

let wardline: Wardline
let trainer: Client
let leader: Client
let admin: Client
let staff: Client[]
let ward: string

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['it-trainer'])
  leader = await wardline.person('Leo Leader', ['clinical-leader'])
  staff = []
  for (let n = 1; n <= 6; n++) staff.push(await wardline.person(`Nurse ${'ABCDEF'[n - 1]}`, []))
  admin = await wardline.admin()
  ward = must(await admin.post('/api/departments', { name: '4 West' })).id
  await inWard(staff)
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const inWard = (people: readonly Client[]) =>
  wardline.owner.query('update core.person set department_id = $1 where id = any($2::uuid[])', [
    ward,
    people.map(({ personId }) => personId),
  ])
const at = (place: number) => staff[place] as Client
const find = () => findNeeds(wardline.composition.app, { org: wardline.orgId })
const list = async (client = trainer) => must(await client.get('/api/training-needs?state=current')).rows
const about = async (application: string, client = trainer) =>
  (await list(client)).find((row: { application: string }) => row.application.toLowerCase() === application)

/** Tickets that ended as taught, by these people in turn. */
async function taught(application: string, people: readonly Client[], more = 'true'): Promise<string[]> {
  const ids = []
  for (const [n, person] of people.entries()) {
    const { id } = must(await person.post('/api/tickets', { title: `How do I? ${n}`, body: 'Please.' }))
    await wardline.owner.query(
      `update tickets.ticket set application = $2, resolution_code = 'taught' where id = $1 and ${more}`,
      [id, application],
    )
    ids.push(id)
  }
  return ids
}

test('The interval of a rate is the exact one of Poisson.', () => {
  // Garwood's limits as tables print them.
  for (const [count, low, high] of [
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [5, 1.623, 11.668],
    [10, 4.795, 18.39],
    [50, 37.11, 65.92],
    [1000, 938.97, 1063.95],
  ] as const) {
    const found = rateOf(count, 1) ?? assert.fail()
    assert.ok(Math.abs(found.low - low) < 0.006, `${count}: ${found.low}`)
    assert.ok(Math.abs(found.high - high) < 0.006, `${count}: ${found.high}`)
  }
  assert.equal(rateOf(3, 0), null)
  assert.ok(Math.abs(atMost(2, 1) - 2.5 / Math.E) < 1e-12)
})

test('A need wants four tickets of three people, and a rate that is certain enough.', () => {
  assert.equal(isOver({ tickets: 4, people: 3, users: 20 }), true)
  assert.equal(isOver({ tickets: 3, people: 3, users: 20 }), false)
  assert.equal(isOver({ tickets: 4, people: 2, users: 20 }), false)
  assert.equal(isOver({ tickets: 4, people: 3, users: 40 }), false)
  assert.equal(isOver({ tickets: 4, people: 3, users: 0 }), false)
})

test('What is taught again and again is proposed once, with its tickets and whom it concerns, and counted anew each night.', async () => {
  const ids = await taught('Meridian', [at(0), at(0), at(1), at(2), at(3)])
  await taught('Rare', [at(0), at(1)])
  await find()
  await find()
  const [need, ...others] = await list()
  assert.deepEqual(others, [])
  assert.deepEqual(
    [need.application, need.category, need.department, need.tickets, need.people, need.users, need.state],
    ['Meridian', null, '4 West', 5, 4, 6, 'proposed'],
  )
  assert.ok(need.rate.low > 0.27 && need.rate.low < 0.271 && need.rate.high > 1.94 && need.rate.high < 1.95)
  assert.deepEqual(need.moves, ['confirm', 'decline'])
  assert.deepEqual(
    must(await trainer.get(`/api/training-needs/${need.id}`)).evidence,
    [],
    'tickets of no team of theirs',
  )
  const { evidence } = must(await admin.get(`/api/training-needs/${need.id}`))
  assert.deepEqual(evidence.map(({ id }: { id: string }) => id).sort(), ids.sort())
  const persons = await write(wardline.composition.app.pool, wardline.orgId, (tx) =>
    personsOfNeed(tx, need.id),
  )
  assert.equal(persons[0], at(0).personId, 'who asked most comes first')
  assert.deepEqual(persons.toSorted(), [0, 1, 2, 3].map((place) => at(place).personId).toSorted())
  await taught('meridian ', [at(4)])
  await find()
  assert.equal((await about('meridian')).tickets, 6)
  const { rows } = await wardline.owner.query(
    'select data from core.event where record_id = $1 order by at',
    [need.id],
  )
  assert.equal(rows.length, 1)
  assert.ok(!JSON.stringify(rows).includes('eridian'), 'the timeline holds no words')
  const { rows: records } = await wardline.owner.query('select * from core.record where id = $1', [need.id])
  for (const column of ['title', 'state', 'audience'])
    assert.deepEqual(replay(rows)[column] ?? null, asReplayed(column, records[0][column]), column)
})

test('What is explained is no need: broken at the time, part of something big, restricted, withdrawn, old, or of nobody here.', async () => {
  const three = [at(0), at(1), at(2)]
  const lastOf = async (application: string) =>
    (await taught(application, [...three, at(4)])).at(-1) as string
  const record = (id: string, set: string) =>
    wardline.owner.query(`update core.record set ${set} where id = $1`, [id])
  await taught('Broken', [...three, at(4)])
  const outage = async (applications: string[], began: string, resolved: string | null) => {
    const { rows } = await wardline.owner.query(
      `insert into core.record (org_id, id, kind, number, title, state, category, created_at, updated_at)
       values ($1, gen_random_uuid(), 'major_incident', nextval('core.record_number'), 'Down', 'working', 'active', now(), now()) returning id`,
      [wardline.orgId],
    )
    await wardline.owner.query(
      `insert into incidents.incident (org_id, id, proposed_by, why, applications, began_at, declared_at, resolved_at) values ($1, $2, $3, 'Down', $4, $5, $5, $6)`,
      [wardline.orgId, rows[0].id, trainer.personId, applications, began, resolved],
    )
    return rows[0].id as string
  }
  const incident = await outage(['BROKEN '], '2026-06-14T00:00:00Z', null)
  await outage(['Mended'], '2026-06-01T00:00:00Z', '2026-06-09T00:00:00Z')
  await taught('Mended', [...three, at(4)])
  await outage(['Long ago'], '2026-05-01T00:00:00Z', '2026-05-09T00:00:00Z')
  await taught('Long ago', [...three, at(4)])
  await wardline.owner.query(
    "insert into core.link (org_id, from_id, type, to_id, created_by, created_at) values ($1, $2, 'part_of', $3, $4, now())",
    [wardline.orgId, await lastOf('Part'), incident, trainer.personId],
  )
  await record(await lastOf('Restricted'), "restriction = 'listed'")
  await record(await lastOf('Cancelled'), "state = 'cancelled', category = 'done'")
  await record(await lastOf('Old'), "created_at = '2026-03-01T00:00:00Z'")
  await wardline.owner.query("update tickets.ticket set resolution_code = 'fixed' where id = $1", [
    await lastOf('Fixed'),
  ])
  const strange = await wardline.person('Not Here', [])
  await taught('Strange', [...three, strange])
  const asked = await taught('Asked', [...three, at(3), at(4)])
  await wardline.owner.query(
    "update tickets.ticket set resolution_code = null, ticket_kind = 'question' where id = any($1::uuid[])",
    [asked],
  )
  await find()
  assert.deepEqual(
    (await list()).map(({ application }: { application: string }) => application.toLowerCase()).sort(),
    ['asked', 'long ago', 'meridian'],
  )
})

test('Of fewer than five people who does not plan training learns no numbers, and nobody a ticket that is not theirs to see.', async () => {
  await taught('Small', [at(0), at(0), at(1), at(1), at(2)])
  await find()
  const small = await about('small', leader)
  assert.deepEqual(
    [small.tickets, small.people, small.users, small.rate, small.moves],
    [null, null, null, null, []],
  )
  assert.deepEqual(must(await leader.get(`/api/training-needs/${small.id}`)).evidence, [])
  assert.equal((await about('small')).people, 3)
  const large = await about('asked', leader)
  assert.equal(large.people, 5)
  assert.equal((await at(0).get('/api/training-needs')).status, 403)
  assert.equal((await at(0).get(`/api/training-needs/${small.id}`)).status, 403)
  // Whoever reads needs and no tickets sees none of them.
  await wardline.owner.query(
    "insert into core.role (org_id, id, key, title, permissions) select $1, gen_random_uuid(), 'only-training', 'Only training', '{training.read_all,training.manage}'",
    [wardline.orgId],
  )
  const only = await wardline.person('Olga Only', ['only-training'])
  assert.deepEqual(must(await only.get(`/api/training-needs/${large.id}`)).evidence, [])
})

test('A trainer confirms or declines, with a reason that masks patients; what comes after the end can show it again.', async () => {
  const need = await about('asked')
  const act = (client: Client, verb: string, body: object = {}) =>
    client.post(`/api/training-needs/${need.id}/${verb}`, body)
  assert.equal((await act(leader, 'confirm')).status, 403)
  assert.equal((await act(at(0), 'confirm')).status, 404)
  assert.equal((await act(trainer, 'plan')).status, 409)
  for (const verb of ['confirm', 'plan', 'deliver', 'evaluate', 'close']) must(await act(trainer, verb))
  assert.equal((await act(trainer, 'close')).status, 409)
  const other = await about('long ago')
  const decline = (reason?: string) => trainer.post(`/api/training-needs/${other.id}/decline`, { reason })
  assert.equal((await decline()).status, 422)
  must(await decline('It was about pt Quentin Zweig, and is mended.'))
  const declined = must(await trainer.get(`/api/training-needs/${other.id}`))
  assert.equal(declined.state, 'rejected')
  assert.match(declined.reason, /pt ⟦name /)
  const { rows } = await wardline.owner.query('select data from core.event where record_id = $1', [other.id])
  assert.ok(!JSON.stringify(rows).includes('mended'), 'the reason stands in no event')
  await find()
  assert.equal(await about('asked'), undefined)
  assert.equal(await about('long ago'), undefined)
  wardline.clock.advance(60_000)
  await taught('Asked', [at(0), at(1), at(2), at(3), at(4)])
  await find()
  const again = await about('asked')
  assert.deepEqual([again.state, again.tickets], ['proposed', 5])
  assert.notEqual(again.id, need.id)
})

test('Two runs at once propose it once, and users of an application are those who are named for it.', async () => {
  await taught('Twice', [at(0), at(1), at(2), at(3), at(4)])
  const other = await wardline.owner.connect()
  await other.query('begin')
  await other.query("select pg_advisory_xact_lock(hashtextextended('training.needs ' || $1::text, 0))", [
    wardline.orgId,
  ])
  let isDone = false
  const both = Promise.all([find(), find()]).finally(() => {
    isDone = true
  })
  const waiting = "select from pg_locks where locktype = 'advisory' and not granted"
  while (!isDone && ((await wardline.owner.query(waiting)).rowCount ?? 0) < 2);
  const haveWaited = !isDone
  await other.query('commit')
  other.release()
  await both
  assert.ok(haveWaited, 'they wait for whoever looks already')
  const twice = (await list()).filter(({ application }: { application: string }) => application === 'Twice')
  assert.equal(twice.length, 1)
  assert.equal(twice[0].users, 6)
  must(
    await trainer.send('PUT', '/api/training/applications/users', {
      application: 'Twice',
      add: [at(0).personId],
      remove: [],
    }),
  )
  await find()
  assert.equal((await about('twice')).users, 5, 'without the one who is not named and never asked')
})

test('What is taken out of a ticket goes from the need that it shows; what is asked no more is counted as nothing.', async () => {
  const people = [at(0), at(1), at(2), at(3)]
  const ids = await taught('Secretive', [...people, at(4)])
  const named = await taught('SECRETIVE', people.slice(0, 1))
  await find()
  const need = await about('secretive')
  assert.equal(need.application, 'Secretive')
  const officer = await wardline.person('Paula Privacy', ['privacy-security-specialist'])
  const redact = async (id: string, text: string) =>
    must(await officer.post(`/api/tickets/${id}/redact`, { text, is_everywhere: true }))
  for (const id of ids) await redact(id, 'Secretive')
  const nameOf = async () => must(await trainer.get(`/api/training-needs/${need.id}`)).application
  assert.equal(await nameOf(), 'SECRETIVE', 'as the one calls it whose words stay')
  await redact(named[0] as string, 'SECRETIVE')
  assert.equal(await nameOf(), '▇')
  const { rows } = await wardline.owner.query('select application from training.need where id = $1', [
    need.id,
  ])
  assert.doesNotMatch(rows[0].application, /secretive/i)
  await find()
  const left = must(await trainer.get(`/api/training-needs/${need.id}`))
  assert.deepEqual([left.tickets, left.people, left.evidence], [0, 0, []])
})

/** People of a ward, and what each of them filed: so many tickets on one day, and on another. */
async function wardOf(
  name: string,
  people: readonly (readonly [before: number, after: number])[],
): Promise<string[]> {
  const { id } = must(await admin.post('/api/departments', { name }))
  const { rows } = await wardline.owner.query(
    `insert into core.person (org_id, id, name, department_id, created_at, updated_at)
     select $1, gen_random_uuid(), $3 || ' ' || n, $2, '2025-01-01', '2025-01-01' from generate_series(1, $4) n returning id`,
    [wardline.orgId, id, name, people.length],
  )
  for (const [place, [before, after]] of people.entries())
    await wardline.owner.query(
      `with made as (
         insert into core.record (org_id, id, kind, number, title, state, category, requester_id, created_at, updated_at)
         select $1, gen_random_uuid(), 'ticket', nextval('core.record_number'), 'How?', 'closed', 'done', $2, day, day
         from (select '2026-01-10T12:00:00Z'::timestamptz as day from generate_series(1, $3) union all
               select '2026-02-20T12:00:00Z' from generate_series(1, $4)) d returning id)
       insert into tickets.ticket (org_id, id, ticket_kind, channel, application) select $1, id, 'question', 'portal', 'Slotwise' from made`,
      [wardline.orgId, rows[place].id, before, after],
    )
  return rows.map(({ id }) => id)
}

test('Whether a class worked is told of those who took it against colleagues who had not, with the tickets of each number.', async () => {
  const took = Array.from({ length: 12 }, () => [2, 0] as const)
  const colleagues = Array.from({ length: 14 }, () => [2, 2] as const)
  const people = await wardOf('5 East', [...took, ...colleagues])
  const { id: framework_id } = must(await trainer.post('/api/training/frameworks', { name: 'Own' }))
  const { id: competency } = must(
    await trainer.post('/api/training/competencies', {
      framework_id,
      code: 'S1',
      kind: 'task',
      name: 'Books',
    }),
  )
  const learn = async (person_id: string, title: string, happened_on = '2026-02-01') =>
    must(
      await trainer.post('/api/training/records', {
        person_id,
        verb: 'completed',
        origin: 'observed',
        assessor_id: trainer.personId,
        happened_on,
        title,
        competencies: [{ competency_id: competency, level: 1 }],
      }),
    )
  for (const id of people.slice(0, 12)) await learn(id, 'Slotwise basics')
  await learn(people[12] as string, 'slotwise BASICS', '2026-06-10')
  const ask = async (query: string, client = leader) =>
    must(await client.get(`/api/training/effect?days=30&${query}`))
  const found = await ask(`competency=${competency}`)
  assert.deepEqual([found.took, found.colleagues, found.recent, found.alone], [12, 14, 1, 0])
  assert.deepEqual(found.tickets, {
    took_before: 24,
    took_after: 0,
    colleagues_before: 28,
    colleagues_after: 28,
  })
  assert.equal(found.change.change, -2)
  assert.ok(found.change.high < 0)
  assert.deepEqual(await ask('title=SLOTWISE%20basics'), found)
  assert.deepEqual(await ask(`competency=${competency}&application=slotwise`), found)
  const other = await ask(`competency=${competency}&application=other`)
  assert.equal(other.change.change, 0)
  const { rows: choices } = must(await leader.get('/api/training/effect/choices'))
  assert.deepEqual(
    choices.map(({ name, people: count }: { name: string; people: number }) => [name.toLowerCase(), count]),
    [
      ['books', 13],
      ['slotwise basics', 13],
    ],
  )
  const tickets = async (client: Client, who: string, when: string) =>
    must(
      await client.get(
        `/api/training/effect/tickets?days=30&competency=${competency}&who=${who}&when=${when}`,
      ),
    ).rows.length
  assert.deepEqual(
    [
      await tickets(admin, 'took', 'before'),
      await tickets(admin, 'took', 'after'),
      await tickets(admin, 'colleagues', 'before'),
      await tickets(admin, 'colleagues', 'after'),
    ],
    [24, 0, 28, 28],
  )
  assert.equal(await tickets(trainer, 'took', 'before'), 0, 'who sees no tickets sees none here')
  assert.equal((await at(0).get(`/api/training/effect?days=30&competency=${competency}`)).status, 403)
  assert.equal((await leader.get('/api/training/effect?days=30')).status, 422)
  assert.equal((await leader.get(`/api/training/effect?days=7&competency=${competency}`)).status, 422)

  // A line that is taken back, a restricted ticket and one that was withdrawn are in no number.
  await wardline.owner.query(
    "update core.record set restriction = 'listed' where id = (select id from core.record where requester_id = $1 order by created_at desc limit 1)",
    [people[20]],
  )
  await wardline.owner.query(
    "update core.record set state = 'cancelled' where id = (select id from core.record where requester_id = $1 order by created_at desc limit 1)",
    [people[21]],
  )
  assert.equal((await ask(`competency=${competency}`)).tickets.colleagues_after, 26)
  const { lines } = must(await trainer.get(`/api/training/people/${people[0]}`))
  must(await trainer.post(`/api/training/records/${lines[0].id}/revoke`, { evidence: 'Was not there' }))
  assert.equal((await ask(`competency=${competency}`)).took, 11)
  for (const id of people.slice(1, 3)) {
    const { lines } = must(await trainer.get(`/api/training/people/${id}`))
    must(await trainer.post(`/api/training/records/${lines[0].id}/revoke`, { evidence: 'Was not there' }))
  }
  const few = await ask(`competency=${competency}`)
  assert.deepEqual([few.took, few.change, few.tickets], [9, null, null])
  assert.equal(await tickets(admin, 'colleagues', 'before'), 0, 'of too few nothing is opened')
})
