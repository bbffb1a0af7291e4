import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Cast, must, startCast } from '../fixture.ts'
import { checkFlow, foldFlow, forgetFlow } from './fold.ts'

// The Sunday of the change to summer time lies within the period: it has 23 hours.
const now = '2026-03-20T18:00:00.000Z'
const first_day = '2026-02-10'
let cast: Cast
let lead: Client
let printing: string
let icu: string
let random: () => number

before(async () => {
  cast = await startCast({ now })
  lead = await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  // The clock runs for days in this file, in which nobody is to be logged off.
  await cast.rows('update core.session set idle_minutes = 1440')
  printing = newId()
  icu = newId()
  const { orgId } = cast.wardline
  await cast.rows('insert into tickets.category (org_id, id, name) values ($1,$2,$3)', [
    orgId,
    printing,
    'Printing',
  ])
  await cast.rows('insert into core.place (org_id, id, name) values ($1,$2,$3)', [orgId, icu, 'ICU 3'])
  random = numbers(20_260_320)
  for (let n = 0; n < 250; n++) await insertPast(random() * 80 * 86_400_000)
})
after(() => cast?.wardline.close())

/** Numbers from 0 to 1, the same in each run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** A ticket that came in so long ago, with all of its times in the past, as an import writes it. */
async function insertPast(ago_ms: number): Promise<void> {
  const { wardline, desk, network, nurse } = cast
  const created = Date.parse(now) - ago_ms
  const later = (share: number) => new Date(created + random() * ago_ms * share)
  const isDone = random() < 0.6
  const id = newId()
  await cast.rows(
    `insert into core.record (org_id, id, kind, number, title, state, category, team_id, requester_id, created_at, updated_at)
     values ($1,$2,'ticket',nextval('core.record_number'),'Ticket',$3,$4,$5,$6,$7,$7)`,
    [
      wardline.orgId,
      id,
      isDone ? 'resolved' : 'open',
      isDone ? 'done' : 'active',
      random() < 0.5 ? desk : random() < 0.8 ? network : null,
      nurse.personId,
      new Date(created),
    ],
  )
  await cast.rows(
    `insert into tickets.ticket (org_id, id, ticket_kind, channel, category_id, place_id, first_response_at, resolved_at) values ($1,$2,'incident','portal',$3,$4,$5,$6)`,
    [
      wardline.orgId,
      id,
      random() < 0.4 ? printing : null,
      random() < 0.3 ? icu : null,
      random() < 0.7 ? later(0.2) : null,
      isDone ? later(0.99) : null,
    ],
  )
}

async function report(more = '') {
  return must(await lead.get(`/api/reports/flow?from=${first_day}&to=2026-03-25${more}`)).body
}

/** The same report without the folded days. */
async function reportFromTickets(more = '') {
  await cast.rows("update tickets.flow_fold set time_zone = time_zone || '!'")
  const body = await report(more)
  await cast.rows("update tickets.flow_fold set time_zone = rtrim(time_zone, '!')")
  return body
}

const fold = () => foldFlow(cast.wardline.composition.app)
const days = async () => Number((await cast.rows('select count(*) from tickets.flow_day'))[0]?.count)

/** What one statement over the tickets says. */
async function straight() {
  const [row] = await cast.rows(
    `select count(*) filter (where came)::int as came_in, count(*) filter (where went)::int as went_out,
       count(*) filter (where came and first_response_at is not null)::int as answered,
       percentile_cont(0.9) within group (order by floor(extract(epoch from resolved_at)) - floor(extract(epoch from created_at))) filter (where went) as p90_s,
       count(*) filter (where came and team_id = $2)::int as of_network, count(*) filter (where came and place_id = $3)::int as of_icu
     from (select r.*, t.*, r.created_at >= b.first and r.created_at < b.last as came, t.resolved_at >= b.first and t.resolved_at < b.last as went
       from core.record r join tickets.ticket t using (org_id, id),
       (select $4::timestamp at time zone 'America/Chicago' as first, '2026-03-26'::timestamp at time zone 'America/Chicago' as last) b
       where r.org_id = $1) each`,
    [cast.wardline.orgId, cast.network, icu, first_day],
  )
  return row
}

async function compare(when: string): Promise<void> {
  const body = await report()
  assert.deepEqual(body, await reportFromTickets(), when)
  const count = (parts: { rows: { id: string; count: number }[] }, id: string) =>
    parts.rows.find((row) => row.id === id)?.count ?? 0
  assert.deepEqual(
    {
      came_in: body.came_in,
      went_out: body.went_out,
      answered: body.response.count,
      p90_s: body.resolution.p90_s,
      of_network: count(body.teams, cast.network),
      of_icu: count(body.places, icu),
    },
    await straight(),
    when,
  )
}

test('Folded days say what the tickets say, for each scope, over a change of the clock.', async () => {
  await fold()
  assert.ok((await days()) >= 75, `${await days()} days`)
  await compare('after folding')
  for (const more of [
    `&team=${cast.network}`,
    `&place=${icu}`,
    `&subject=${printing}`,
    `&team=${cast.desk}&place=${icu}`,
  ])
    assert.deepEqual(await report(more), await reportFromTickets(more), more)
})

test('After whatever was done to old and new tickets the report is the same as a straight count, folded or not.', async () => {
  const { agent, nurse, wardline } = cast
  const all = (
    await cast.rows('select id from core.record where org_id = $1 order by number', [wardline.orgId])
  ).map(({ id }) => id as string)
  const does: ((id: string) => Promise<{ status: number }>)[] = [
    (id) => agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }),
    (id) => agent.post(`/api/tickets/${id}/reopen`, {}),
    (id) => agent.post(`/api/tickets/${id}/assign`, { team_id: random() < 0.5 ? cast.network : cast.desk }),
    (id) => agent.post(`/api/tickets/${id}/edit`, { category_id: random() < 0.5 ? printing : null }),
    (id) => agent.post(`/api/tickets/${id}/edit`, { place_id: random() < 0.5 ? icu : null }),
    (id) => agent.post(`/api/tickets/${id}/reply`, { body: 'Try again.' }),
  ]
  let done = 0
  for (let round = 0; round < 8; round++) {
    for (let step = 0; step < 12; step++) {
      const act = does[Math.floor(random() * does.length)]
      const id = all[Math.floor(random() * all.length)]
      if (act && id && (await act(id)).status === 200) done++
      if (step % 4 === 0) all.push(await cast.file(nurse))
      wardline.clock.advance(random() * 900_000)
    }
    await compare(`round ${round}`)
    if (round % 2) await fold()
    await compare(`round ${round}, after the job`)
  }
  assert.ok(done > 40, `${done} of 96 were done`)
})

test('Tickets that are written with past times are told, and those that were not are noticed by the job.', async () => {
  await fold()
  const folded = await days()
  await insertPast(20 * 86_400_000)
  const { app } = cast.wardline.composition
  await write(app.pool, cast.wardline.orgId, async (tx) => {
    for (const statement of forgetFlow(tx.orgId)) tx.send(statement)
  })
  assert.equal(await days(), 0)
  await compare('after it was told')
  await fold()
  assert.equal(await days(), folded)
  await insertPast(21 * 86_400_000)
  // Changed as an import does it that brings what happened in the past.
  await cast.rows(
    'update core.record set version = version + 1, team_id = $2 where org_id = $1 and number in (select min(number) from core.record where org_id = $1)',
    [cast.wardline.orgId, cast.network],
  )
  await checkFlow(app)
  assert.ok((await days()) < folded && (await days()) >= folded - 2)
  await compare('after it was noticed')
  await fold()
  assert.equal(await days(), folded)
  await compare('after it was folded again')
})

test('Another time zone of the organization makes other days.', async () => {
  await fold()
  const before = await report()
  await cast.rows("update core.organization set time_zone = 'Asia/Kolkata' where id = $1", [
    cast.wardline.orgId,
  ])
  const fresh = await report()
  assert.notDeepEqual(fresh.hours, before.hours)
  await fold()
  assert.deepEqual(await report(), fresh)
})

test('The days of one organization are folded apart from those of another.', async () => {
  const rows = await cast.rows('select distinct org_id from tickets.flow_day')
  assert.deepEqual(
    rows.map(({ org_id }) => org_id),
    [cast.wardline.orgId],
  )
})
