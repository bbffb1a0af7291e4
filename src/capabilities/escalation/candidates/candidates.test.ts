import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { must } from '../../tickets/fixture.ts'
import { type ClockCast, startClockCast } from '../clocks/fixture.ts'
import { chosen, type Facts, ranked, scoreOf } from './score.ts'

let cast: ClockCast
let lead: ClockCast['agent']
let vpn: string
before(async () => {
  cast = await startClockCast()
  const { wardline, desk, admin } = cast
  lead = await wardline.person('Lea Lead', ['help-desk'], [desk])
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    lead.personId,
  ])
  vpn = must(await admin.post('/api/skills', { name: 'VPN' })).body.id
  must(await admin.post(`/api/people/${cast.secondAgent.personId}/skills`, { skill_id: vpn, level: 3 }))
})
beforeEach(async () => {
  cast.backToMonday()
  // Everybody is away from Wardline, on a working morning.
  await cast.wardline.owner.query(
    "update core.session set last_active_at = '2026-01-01', idle_minutes = 1440, expires_at = '2100-01-02'",
  )
  await cast.wardline.owner.query(
    "update core.record set state = 'closed', category = 'done' where kind = 'ticket'",
  )
  await cast.wardline.owner.query('delete from escalation.team_assignment')
})
after(() => cast.wardline.close())

const awake = (...clients: { personId: string }[]) =>
  cast.wardline.owner.query('update core.session set last_active_at = $2 where person_id = any($1)', [
    clients.map(({ personId }) => personId),
    cast.wardline.clock.now(),
  ])
const file = async (fields: Record<string, unknown> = {}) => {
  await awake(cast.agent)
  return cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk, ...fields })
}
const propose = async (id: string, query = '') => {
  await awake(cast.agent)
  return must(await cast.agent.get(`/api/tickets/${id}/candidates${query}`)).body
}
const set = async (mode: string, open_max: number | null = null, client = cast.admin) => {
  await awake(client)
  return client.send('PUT', `/api/teams/${cast.desk}/assignment`, { mode, open_max })
}
const asleep = () => cast.wardline.owner.query("update core.session set last_active_at = '2026-01-01'")
/** Runs what waits for one ticket, as often as is said. */
const assign = async (id: string, times = 1) => {
  const jobs = await cast.rows(
    "select payload from graphile_worker._private_jobs where payload ->> 'ticket' = $1",
    [id],
  )
  for (let time = 0; time < times; time++)
    for (const { payload } of jobs) await cast.job('candidates.assign', payload as Record<string, unknown>)
  return jobs.length
}
const ownerOf = async (id: string) =>
  (await cast.rows('select owner_id from core.record where id = $1', [id]))[0]?.owner_id
const told = (id: string) =>
  cast.rows("select action, data from core.event where record_id = $1 and action like 'candidates.%'", [id])

test('Who has the skill that the ticket asks for stands first, and each one says why.', async () => {
  const id = await file({ application: 'vpn' })
  const { rows, mode } = await propose(id)
  assert.equal(mode, 'suggest', 'a team that nobody has set proposes')
  assert.deepEqual(
    rows.map((row: { person: { name: string }; duty: string }) => [row.person.name, row.duty]),
    [
      ['Kim Agent', 'hours'],
      ['Sam Agent', 'here'],
      ['Lea Lead', 'hours'],
    ],
  )
  assert.deepEqual(rows[0].skills, [{ name: 'VPN', level: 3 }])
  const other = await propose(await file({ application: 'Printer' }))
  assert.equal(other.rows[0].person.name, 'Sam Agent', 'without the skill, who is here stands first')
  const network = await propose(id, `?team_id=${cast.network}`)
  assert.deepEqual(
    network.rows.map((row: { person: { name: string } }) => row.person.name),
    ['Ned Network'],
  )
})

test('Open work counts against somebody, and what they solved of the kind counts for them.', async () => {
  for (let ticket = 0; ticket < 3; ticket++) {
    const solved = await file({ application: 'Imaging', owner_id: lead.personId })
    must(await cast.agent.post(`/api/tickets/${solved}/resolve`, { code: 'fixed' }))
  }
  await file({ owner_id: cast.agent.personId })
  const { rows } = await propose(await file({ application: 'Imaging' }))
  const facts = new Map(
    rows.map((row: { person: { name: string }; open: number; solved: number; score: number }) => [
      row.person.name,
      [row.open, row.solved, row.score],
    ]),
  )
  assert.deepEqual(facts.get('Lea Lead'), [0, 3, 16])
  assert.deepEqual(facts.get('Sam Agent'), [1, 0, 18])
  cast.later(181 * 24 * 60)
  await awake(cast.agent)
  const later = await propose(await file({ application: 'Imaging' }))
  assert.ok(
    later.rows.every((row: { solved: number }) => row.solved === 0),
    'what lies more than half a year back does not count',
  )
})

test('Restricted tickets count for those alone to whom they are open, and for nothing that is given out by itself.', async () => {
  const { wardline, agent, desk, secondAgent } = cast
  const restrict = (id: string, openTo: string) =>
    wardline.owner.query(
      "update core.record set restriction = 'team', team_id = $2, owner_id = coalesce(owner_id, $3) where id = $1",
      [id, openTo, secondAgent.personId],
    )
  const solved = await file({ application: 'VPN', owner_id: lead.personId })
  must(await agent.post(`/api/tickets/${solved}/resolve`, { code: 'fixed' }))
  const open = await file({ application: 'VPN', owner_id: lead.personId })
  const asked = await file({ application: 'VPN' })
  const ofLead = async () => {
    const { rows } = await propose(asked)
    const { open, solved } = rows.find((row: { person: { id: string } }) => row.person.id === lead.personId)
    return [open, solved]
  }
  assert.deepEqual(await ofLead(), [1, 1])
  for (const id of [solved, open]) await restrict(id, cast.network)
  assert.deepEqual(await ofLead(), [0, 0], 'they lie with another team')
  for (const id of [solved, open]) await restrict(id, desk)
  assert.deepEqual(await ofLead(), [1, 1], 'they lie with the team of who asks')
  must(await set('assign', 1))
  await wardline.owner.query('update core.record set owner_id = $2 where id = any($1)', [
    [solved, open],
    secondAgent.personId,
  ])
  const given = await file({ application: 'VPN' })
  await assign(given)
  // Whoever sees the ticket reads this.
  assert.deepEqual(
    (await told(given)).map(({ action, data }) => [action, data]),
    [['candidates.given', { person: secondAgent.personId, duty: 'hours', level: 3, open: 0, solved: 0 }]],
  )
})

test('At night and without a rota everybody is away; who is on call is not.', async () => {
  const { wardline, admin, desk, secondAgent } = cast
  cast.later(12 * 60)
  const id = await file()
  await asleep()
  const duties = async () =>
    new Map(
      (await propose(id)).rows.map((row: { person: { name: string }; duty: string }) => [
        row.person.name,
        row.duty,
      ]),
    )
  assert.equal((await duties()).get('Kim Agent'), 'away')
  await awake(admin)
  const layer = {
    name: 'First',
    time_zone: 'UTC',
    hours: [],
    rotations: [
      {
        people: [secondAgent.personId],
        from: '2026-01-05',
        to: null,
        handover_weekday: 1,
        handover_time: '08:00',
        length_days: 7,
      },
    ],
  }
  must(
    await admin.send('PUT', `/api/teams/${desk}/rota`, {
      version: 0,
      is_always: true,
      acknowledge_minutes: 5,
      layers: [layer],
    }),
  )
  assert.equal((await duties()).get('Kim Agent'), 'on_call')
  await wardline.owner.query(
    'delete from escalation.rotation_person; delete from escalation.rotation; delete from escalation.rota_layer; delete from escalation.rota',
  )
})

test('A team that assigns gives a new ticket to the best once, with the reason in the timeline.', async () => {
  must(await set('assign'))
  const id = await file({ application: 'VPN' })
  assert.equal(await assign(id, 2), 1)
  assert.equal(await ownerOf(id), cast.secondAgent.personId)
  const events = await told(id)
  assert.deepEqual(
    events.map(({ action, data }) => [action, data]),
    [
      [
        'candidates.given',
        { person: cast.secondAgent.personId, duty: 'hours', level: 3, open: 0, solved: 0 },
      ],
    ],
  )
  const [told_] = await cast.rows(
    "select count(*)::int as n from core.notification where record_id = $1 and reason = 'assigned'",
    [id],
  )
  assert.equal(told_?.n, 1)
  must(await cast.agent.post(`/api/tickets/${id}/assign`, { owner_id: null }))
  await assign(id)
  assert.equal(await ownerOf(id), null, 'what somebody gave back stays in the queue')
})

test('In a team that only proposes, or has it switched off, nothing is given out by itself.', async () => {
  const plain = await file()
  assert.equal(await assign(plain), 0)
  must(await set('off'))
  assert.deepEqual((await propose(plain)).rows, [])
  must(await set('assign'))
  const owned = await file({ owner_id: cast.agent.personId })
  assert.equal(await assign(owned), 0, 'somebody has it already')
  const late = await file()
  must(await set('suggest'))
  await assign(late)
  assert.equal(await ownerOf(late), null, 'it was switched off before the job ran')
})

test('Nobody gets more than the limit, and when nobody fits the ticket stays and the lead is told.', async () => {
  must(await set('assign', 1))
  const ids: string[] = []
  for (let ticket = 0; ticket < 4; ticket++) ids.push(await file())
  await Promise.all(ids.map((id) => assign(id)))
  const owners = await Promise.all(ids.map(ownerOf))
  assert.equal(new Set(owners.filter((id) => id !== null)).size, 3, 'each of the three has one')
  const left = ids[owners.indexOf(null)] ?? ''
  assert.equal(owners.filter((id) => id === null).length, 1)
  assert.deepEqual(
    (await told(left)).map(({ action, data }) => [action, data]),
    [['candidates.nobody', { full: 3, away: 0 }]],
  )
  await awake(lead)
  const news = must(await lead.get('/api/notifications')).body.rows
  assert.ok(
    news.some(
      (row: { reason: string; record: { id: string } }) =>
        row.reason === 'nobody_fits' && row.record.id === left,
    ),
  )
  const outside = must(await cast.nurse.get(`/api/tickets/${left}`)).body
  assert.ok(!JSON.stringify(outside.events).includes('candidates.'))
})

test('A ticket that comes from another team is given out too, and once for each time that it comes.', async () => {
  must(await set('assign'))
  const id = await file({ team_id: cast.network })
  assert.equal(await assign(id), 0)
  const move = async (team_id: string) =>
    must(await cast.agent.post(`/api/tickets/${id}/assign`, { team_id, owner_id: null }))
  await move(cast.desk)
  await assign(id, 3)
  assert.notEqual(await ownerOf(id), null)
  await move(cast.network)
  await move(cast.desk)
  await assign(id, 3)
  assert.equal((await told(id)).length, 2)
})

test('The lead of a team and those who manage teams set it; others may look.', async () => {
  must(await set('assign', 5, lead))
  await awake(cast.agent, cast.nurse)
  const refused = await set('off', null, cast.agent)
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /Only the lead of the team/)
  const seen = must(await cast.agent.get(`/api/teams/${cast.desk}/assignment`)).body
  assert.deepEqual(seen, { mode: 'assign', open_max: 5, may_edit: false })
  assert.equal((await cast.nurse.get(`/api/tickets/${await file()}/candidates`)).status, 403)
  assert.equal((await set('assign', 0)).status, 422)
})

test('A lead who may not assign tickets does not let them be given out by themselves, but may have them proposed.', async () => {
  const { wardline, desk } = cast
  const other = await wardline.person('Lou Lead', ['knowledge-coach'], [desk])
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    other.personId,
  ])
  const refused = await set('assign', null, other)
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /You lack tickets\.assign/)
  must(await set('suggest', null, other))
  await wardline.owner.query('delete from core.team_member where person_id = $1', [other.personId])
})

test('When the automation may not assign tickets, it is refused once, the ticket stays and the lead is told.', async () => {
  const { owner } = cast.wardline
  must(await set('assign'))
  await owner.query(
    "update core.role set permissions = array_remove(permissions, 'tickets.assign') where key = 'automation'",
  )
  const id = await file()
  await assign(id, 3)
  assert.equal(await ownerOf(id), null)
  assert.deepEqual(
    (await told(id)).map(({ action }) => action),
    ['candidates.nobody'],
  )
  const denials = await cast.rows("select 1 from core.audit where action = 'denied' and data::text like $1", [
    `%${id}%`,
  ])
  assert.equal(denials.length, 1)
  await owner.query(
    "update core.role set permissions = permissions || '{tickets.assign}' where key = 'automation'",
  )
})

test('Who may not assign tickets sees the candidates of the ticket’s own team and of no other.', async () => {
  const { wardline, desk, network } = cast
  await wardline.owner.query(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'reader', 'Reader', '{tickets.read_all}')",
    [wardline.orgId],
  )
  const reader = await wardline.person('Rita Reader', ['reader'])
  await awake(reader)
  const id = await file()
  const ask = (query = '') => reader.get(`/api/tickets/${id}/candidates${query}`)
  assert.ok(must(await ask()).body.rows.length > 0)
  assert.ok(must(await ask(`?team_id=${desk}`)).body.rows.length > 0)
  const refused = await ask(`?team_id=${network}`)
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /another team/)
})

const facts = fc.record({
  person: fc.record({ id: fc.uuid(), name: fc.string() }),
  skills: fc.array(fc.record({ name: fc.string(), level: fc.integer({ min: 1, max: 4 }) }), { maxLength: 3 }),
  duty: fc.constantFrom('on_call', 'here', 'hours', 'away'),
  open: fc.nat(60),
  solved: fc.nat(30),
}) as fc.Arbitrary<Facts>

test('Candidates are in the order of the written sum, and nobody who is full or away is given anything.', () => {
  fc.assert(
    fc.property(
      fc.array(facts, { maxLength: 12 }),
      fc.option(fc.integer({ min: 1, max: 50 })),
      (all, max) => {
        const rows = ranked(all, max)
        assert.equal(rows.length, all.length)
        for (const [index, row] of rows.entries()) {
          assert.equal(row.score, scoreOf(row))
          const next = rows[index + 1]
          if (next)
            assert.ok(next.is_full > row.is_full || (next.is_full === row.is_full && next.score <= row.score))
        }
        const best = chosen(rows)
        if (best) assert.ok(!best.is_full && best.duty !== 'away')
        else assert.ok(rows.every((row) => row.is_full || row.duty === 'away'))
      },
    ),
  )
})
