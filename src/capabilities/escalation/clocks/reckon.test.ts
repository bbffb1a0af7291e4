import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { write } from '../../../platform/db/transaction.ts'
import { fixture, readyMapping } from '../../channels/import/test-data.ts'
import { loadMapping, runTickets } from '../../channels/index.ts'
import { must } from '../../tickets/fixture.ts'
import { anyTicket, type ClockCast, standard, startClockCast } from './fixture.ts'
import { beginReckoning, reckonAll } from './reckon.ts'

const critical = {
  name: 'Critical',
  when: { ...anyTicket, priorities: [1] },
  targets: { first_response: null, next_response: null, resolution: 60 },
}

let cast: ClockCast
before(async () => {
  cast = await startClockCast()
  await cast.policy(critical)
  await cast.policy({ ...standard, targets: { first_response: null, next_response: null, resolution: 480 } })
})
after(() => cast?.wardline.close())

type Row = { at: string; state: string; priority?: number; sla?: boolean }
let files = 0

/** A log as another system writes it; 6/7/2026 is a Monday, and Chicago's nine o’clock is its 14:00. */
async function imported(tickets: Record<string, Row[]>, orgId = cast.wardline.orgId): Promise<void> {
  const names = ['?', '1 - Critical', '2 - High', '3 - Moderate', '4 - Low']
  const heading =
    'number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,knowledge,u_priority_confirmation,notify,problem_id,rfc,vendor,caused_by,closed_code,resolved_by,resolved_at,closed_at'
  const lines = Object.entries(tickets).flatMap(([number, rows]) =>
    rows.map(({ at, state, priority = 3, sla = true }, index) =>
      [
        `${number},${state},true,0,0,${index},${sla},Caller 1,Opened by  1,${rows[0]?.at},?,?,Updated by 1,${at}`,
        `Phone,Location 1,Category 1,?,?,?,2 - Medium,2 - Medium,${names[priority]},Group 1,Resolver 1`,
        'true,false,Do Not Notify,?,?,?,?,code 1,Resolved by 1,?,?',
      ].join(','),
    ),
  )
  const path = fixture(`${heading}\n${lines.join('\n')}\n`, `log-${++files}.csv`)
  const mapping = await loadMapping(readyMapping('servicenow-incident-log'))
  const { rows_rejected } = await runTickets(cast.wardline.composition.app, orgId, { path, mapping })
  assert.equal(rows_rejected, 0)
}

async function ticket(number: string): Promise<string> {
  const [row] = await cast.rows('select id from tickets.ticket where imported_key like $1', [`%:${number}`])
  return String(row?.id)
}

async function clocksOf(number: string) {
  const { rows } = must(await cast.agent.get(`/api/tickets/${await ticket(number)}/clocks`)).body
  return rows.map((clock: Record<string, unknown>) => [
    (clock.policy as { name: string }).name,
    clock.state,
    clock.worked_minutes,
    clock.breached_at !== null,
  ])
}

async function reckonNow(): Promise<void> {
  must(await cast.admin.post('/api/policies/reckon'))
  const [run] = await cast.rows(
    "select id from escalation.recount where covers = 'imported' and finished_at is null",
  )
  await cast.job('escalation.reckon', { recount: run?.id })
}

test('Imported tickets that have ended get the clocks that their timelines tell, and nobody is told of the past.', async () => {
  await imported({
    INC1: [
      { at: '6/7/2026 14:00', state: 'New' },
      { at: '6/7/2026 15:00', state: 'Active' },
      { at: '6/7/2026 20:00', state: 'Resolved' },
    ],
    INC2: [
      { at: '6/7/2026 14:00', state: 'New' },
      { at: '6/7/2026 15:00', state: 'Awaiting User Info' },
      { at: '8/7/2026 15:00', state: 'Active' },
      { at: '10/7/2026 15:00', state: 'Closed' },
    ],
    INC3: [{ at: '6/7/2026 14:00', state: 'Closed' }],
    INC4: [
      { at: '6/7/2026 14:00', state: 'New' },
      { at: '6/7/2026 14:30', state: 'Active', priority: 1 },
      { at: '6/7/2026 15:30', state: 'Resolved', priority: 1 },
    ],
    INC5: [{ at: '6/7/2026 14:00', state: 'New' }],
  })
  await reckonNow()
  assert.deepEqual(await clocksOf('INC1'), [['Standard', 'met', 300, false]])
  assert.deepEqual(await clocksOf('INC2'), [['Standard', 'met', 60 + 16 * 60, true]])
  assert.deepEqual(await clocksOf('INC3'), [['Standard', 'met', 0, false]])
  assert.deepEqual(await clocksOf('INC4'), [['Critical', 'met', 90, true]], 'the first half hour counts too')
  assert.deepEqual(
    await clocksOf('INC5'),
    [],
    'an open ticket is not reckoned: it gets its clocks from now on',
  )
  for (const number of ['INC1', 'INC2', 'INC3', 'INC4']) {
    const id = await ticket(number)
    assert.deepEqual(await cast.stored(id), await cast.replayed(id))
  }
  assert.deepEqual(await cast.rows('select 1 from escalation.clock where fires_at is not null'), [])
  assert.deepEqual(await cast.rows('select 1 from core.notification'), [])
})

test('Reckoning again adds nothing, and what the other system adds later is reckoned with it.', async () => {
  const events = async () =>
    (await cast.rows("select count(*)::int as n from core.event where action = 'escalation.reckoned'"))[0]?.n
  const before = await events()
  await reckonNow()
  assert.equal(await events(), before)
  await imported({
    INC1: [
      { at: '6/7/2026 14:00', state: 'New' },
      { at: '6/7/2026 15:00', state: 'Active' },
      { at: '6/7/2026 20:00', state: 'Resolved' },
      { at: '7/7/2026 14:00', state: 'Active' },
      { at: '9/7/2026 14:00', state: 'Closed' },
    ],
  })
  await reckonNow()
  assert.deepEqual(await clocksOf('INC1'), [['Standard', 'met', 300 + 16 * 60, true]])
  assert.deepEqual(await cast.rows('select 1 from escalation.clock where fires_at is not null'), [])
})

test('A run that is killed in the middle goes on where it was, and each ticket is reckoned once.', async () => {
  const many = Array.from({ length: 450 }, (_, index) => `BULK${index}`)
  await imported(
    Object.fromEntries(
      many.map((number) => [
        number,
        [
          { at: '6/7/2026 14:00', state: 'New' },
          { at: '8/7/2026 20:00', state: 'Resolved' },
        ],
      ]),
    ),
  )
  const { app } = cast.wardline.composition
  const { orgId } = cast.wardline
  const begin = () =>
    write(app.pool, orgId, (tx) => beginReckoning({ tx, now: app.clock.now().toISOString() }, null))
  const id = await begin()
  await assert.rejects(
    reckonAll(app, orgId, id, () => {
      throw new Error('killed')
    }),
  )
  const run = async () =>
    (
      await cast.rows(
        'select total, done, finished_at is not null as is_over from escalation.recount where id = $1',
        [id],
      )
    )[0]
  assert.deepEqual(await run(), { total: 454, done: 200, is_over: false })
  assert.equal(await begin(), id, 'the run under way is taken up')
  await reckonAll(app, orgId, id)
  assert.deepEqual(await run(), { total: 454, done: 454, is_over: true })
  const told = await cast.rows(
    `select count(*)::int as n, count(distinct e.record_id)::int as tickets from core.event e
     join tickets.ticket t on t.id = e.record_id
     where t.imported_key like '%:BULK%' and e.action = 'escalation.reckoned' and e.data ? 'clocks'`,
  )
  assert.deepEqual(told, [{ n: 450, tickets: 450 }])
})

test('Only who manages policies may begin it, and not before there is one.', async () => {
  assert.equal((await cast.agent.post('/api/policies/reckon')).status, 403)
  const { orgId } = cast.wardline
  await cast.wardline.owner.query('update escalation.policy set archived_at = now() where org_id = $1', [
    orgId,
  ])
  const refused = await cast.admin.post('/api/policies/reckon')
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /no policy/)
  await cast.wardline.owner.query('update escalation.policy set archived_at = null where org_id = $1', [
    orgId,
  ])
})
