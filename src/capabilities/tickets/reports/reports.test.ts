import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Cast, must, startCast } from '../fixture.ts'

const zone = 'America/Chicago'
// The Sunday of the change to summer time lies within the period: it has 23 hours.
const now = '2026-03-20T18:00:00.000Z'
let cast: Cast
let lead: Client
let teamLead: Client
let printing: string
let icu: string

type Ticket = {
  id: string
  created_at: Date
  resolved_at: Date | null
  first_response_at: Date | null
  category: string
  state: string
  team_id: string | null
  place_id: string | null
  category_id: string | null
  due_at: Date | null
  owner_id: string | null
}
let all: Ticket[]

before(async () => {
  cast = await startCast({ now })
  const { wardline, desk, network } = cast
  lead = await wardline.person('Lea Lead', ['help-desk', 'team-lead'], [desk])
  // Leads the network team and reads it alone.
  const { rows } = await wardline.owner.query(
    `insert into core.role (org_id, id, key, title, permissions) values ($1, $2, 'narrow-lead', 'Narrow lead', '{tickets.read_team,reports.read,tickets.create}') returning id`,
    [wardline.orgId, newId()],
  )
  assert.equal(rows.length, 1)
  teamLead = await wardline.person('Nia Narrow', ['narrow-lead'], [network])
  printing = newId()
  icu = newId()
  await wardline.owner.query('insert into tickets.category (org_id, id, name) values ($1,$2,$3)', [
    wardline.orgId,
    printing,
    'Printing',
  ])
  await wardline.owner.query('insert into core.place (org_id, id, name) values ($1,$2,$3)', [
    wardline.orgId,
    icu,
    'ICU 3',
  ])
  await fill(network)
  const dateOf = (at: unknown) => (at === null ? null : new Date(at as string))
  const stored = await cast.rows(
    `select r.id, r.created_at, r.category, r.state, r.team_id, r.due_at, r.owner_id, t.resolved_at, t.first_response_at, t.place_id, t.category_id
     from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id where r.org_id = $1`,
    [wardline.orgId],
  )
  all = stored.map((row) => ({
    ...row,
    created_at: dateOf(row.created_at),
    resolved_at: dateOf(row.resolved_at),
    first_response_at: dateOf(row.first_response_at),
    due_at: dateOf(row.due_at),
  })) as Ticket[]
})
after(() => cast.wardline.close())

/** 400 tickets over 120 days by a fixed rule, none of it regular enough to hide a mistake. */
async function fill(network: string): Promise<void> {
  const { wardline, desk, nurse } = cast
  for (let n = 0; n < 400; n++) {
    const id = newId()
    const created = new Date(Date.parse(now) - ((n * 7919) % 10_368_000) * 1000)
    const isDone = n % 5 < 3
    const resolved = isDone
      ? new Date(Math.min(Date.parse(now) - 1000, created.getTime() + ((n * 104_729) % 800_000) * 1000))
      : null
    const answered = n % 4 ? new Date(created.getTime() + ((n * 613) % 90_000) * 1000) : null
    const [state, category] = isDone
      ? ['resolved', 'done']
      : n % 2
        ? ['open', 'active']
        : ['scheduled', 'paused']
    await wardline.owner.query(
      `insert into core.record (org_id, id, kind, number, title, state, category, team_id, owner_id, requester_id, due_at, created_at, updated_at)
       values ($1,$2,'ticket',nextval('core.record_number'),'Ticket',$3,$4,$5,$6,$7,$8,$9,$9)`,
      [
        wardline.orgId,
        id,
        state,
        category,
        n % 3 ? desk : network,
        n % 2 ? cast.agent.personId : null,
        nurse.personId,
        n % 6 ? new Date(created.getTime() + 9e8) : null,
        created,
      ],
    )
    await wardline.owner.query(
      `insert into tickets.ticket (org_id, id, ticket_kind, channel, category_id, place_id, first_response_at, resolved_at) values ($1,$2,'incident','portal',$3,$4,$5,$6)`,
      [wardline.orgId, id, n % 7 ? null : printing, n % 11 ? null : icu, answered, resolved],
    )
  }
}

const dayOf = (at: Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at)
const within = (at: Date | null, first: string, last: string) =>
  at !== null && dayOf(at) >= first && dayOf(at) <= last

function percentile(values: number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = at * (sorted.length - 1)
  const low = sorted[Math.floor(place)] ?? 0
  return low + ((sorted[Math.ceil(place)] ?? 0) - low) * (place % 1)
}

test('Inflow, outflow and times by day are what a count of each ticket gives, over a change of the clock.', async () => {
  const { body } = must(await lead.get('/api/reports/flow?from=2026-02-20&to=2026-03-20'))
  assert.deepEqual([body.by, body.time_zone, body.steps.length], ['day', zone, 29])
  for (const step of body.steps) {
    assert.equal(step.came_in, all.filter((each) => dayOf(each.created_at) === step.day).length, step.day)
    const out = all.filter((each) => each.resolved_at && dayOf(each.resolved_at) === step.day)
    assert.equal(step.went_out, out.length, step.day)
    const spans = out.map((each) => (Number(each.resolved_at) - Number(each.created_at)) / 1000)
    if (spans.length > 0) {
      assert.ok(Math.abs(step.resolution.median_s - percentile(spans, 0.5)) < 0.01, step.day)
      assert.ok(Math.abs(step.resolution.p90_s - percentile(spans, 0.9)) < 0.01, step.day)
    } else assert.equal(step.resolution.median_s, null)
  }
  const sunday = body.steps.find((step: { day: string }) => step.day === '2026-03-08')
  assert.equal(Date.parse(sunday.to) - Date.parse(sunday.from), 23 * 3_600_000)
  const answered = all.filter(
    (each) => within(each.created_at, '2026-02-20', '2026-03-20') && each.first_response_at,
  )
  assert.equal(body.response.count, answered.length)
  const spans = answered.map((each) => (Number(each.first_response_at) - Number(each.created_at)) / 1000)
  assert.ok(Math.abs(body.response.median_s - percentile(spans, 0.5)) < 0.01)
})

test('Weeks are cut at the ends of the period, and parts and hours add up to all that came in.', async () => {
  const { body } = must(await lead.get('/api/reports/flow?days=90'))
  assert.equal(body.by, 'week')
  const inPeriod = all.filter((each) => within(each.created_at, body.first_day, body.last_day))
  assert.equal(body.came_in, inPeriod.length)
  assert.equal(body.steps[0].day, body.first_day)
  for (const step of body.steps)
    assert.equal(
      step.came_in,
      inPeriod.filter(
        (each) =>
          Number(each.created_at) >= Date.parse(step.from) && Number(each.created_at) < Date.parse(step.to),
      ).length,
    )
  const sum = (parts: { rows: { count: number }[]; others: number }) =>
    parts.rows.reduce((total, { count }) => total + count, parts.others)
  for (const parts of [body.subjects, body.places, body.teams]) assert.equal(sum(parts), inPeriod.length)
  const part = body.subjects.rows.find((row: { id: string }) => row.id === printing)
  assert.deepEqual(
    [part.name, part.count],
    ['Printing', inPeriod.filter((each) => each.category_id === printing).length],
  )
  assert.equal(body.places.rows.find((row: { id: string }) => row.id === icu).name, 'ICU 3')
  assert.equal(
    body.hours.flat().reduce((total: number, count: number) => total + count, 0),
    inPeriod.length,
  )
  const weekday = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  })
  const mondaysAtNine = inPeriod.filter((each) => weekday.format(each.created_at) === 'Mon, 09').length
  assert.equal(body.hours[0][9], mondaysAtNine)
})

test('The backlog by age holds every undone ticket once, and each figure is what the queue shows behind it.', async () => {
  const { body } = must(await lead.get('/api/reports/flow'))
  const undone = all.filter((each) => each.category !== 'done')
  const total = body.backlog.reduce(
    (sum: number, each: Record<string, number>) =>
      sum + (each.waiting ?? 0) + (each.active ?? 0) + (each.paused ?? 0),
    0,
  )
  assert.equal(total, undone.length)
  for (const each of body.backlog) {
    const range = [
      each.created_from && `created_from=${each.created_from}`,
      each.created_to && `created_to=${each.created_to}`,
    ]
      .filter(Boolean)
      .join('&')
    const page = must(await lead.get(`/api/tickets?view=open&category=active&limit=100&${range}`)).body
    assert.equal(page.next, null)
    assert.equal(page.rows.length, each.active, each.age)
  }
  const step = body.steps.find((each: { came_in: number }) => each.came_in > 0)
  const behind = must(
    await lead.get(`/api/tickets?view=all&limit=100&created_from=${step.from}&created_to=${step.to}`),
  ).body
  assert.equal(behind.rows.length, step.came_in)
})

test('Each hour of the week is what the queue shows behind it.', async () => {
  const { body } = must(await lead.get('/api/reports/flow?days=120'))
  const range = `view=all&limit=100&created_from=${body.from}&created_to=${body.to}`
  const cells = [0, 2, 6].flatMap((day) => [0, 7, 13, 23].map((hour) => [day, hour] as const))
  let found = 0
  for (const [day, hour] of cells) {
    const page = must(
      await lead.get(`/api/tickets?${range}&created_weekday=${day + 1}&created_hour=${hour}`),
    ).body
    assert.equal(page.next, null)
    assert.equal(page.rows.length, body.hours[day][hour], `${day} ${hour}`)
    found += page.rows.length
  }
  assert.ok(found > 10, `${found} tickets`)
  for (const wrong of ['created_weekday=0', 'created_weekday=8', 'created_hour=24', 'created_hour=-1'])
    assert.equal((await lead.get(`/api/tickets?${wrong}`)).status, 422, wrong)
})

test('A report narrowed to a team, a place or a subject counts only those tickets.', async () => {
  const narrowed = async (part: string, keep: (each: Ticket) => boolean) => {
    const { body } = must(await lead.get(`/api/reports/flow?days=60&${part}`))
    const kept = all.filter((each) => keep(each) && within(each.created_at, body.first_day, body.last_day))
    assert.equal(body.came_in, kept.length, part)
  }
  await narrowed(`team=${cast.network}`, (each) => each.team_id === cast.network)
  await narrowed(`place=${icu}`, (each) => each.place_id === icu)
  await narrowed(`subject=${printing}`, (each) => each.category_id === printing)
})

test('The load of the teams is exact, and who sees one team hears of no other.', async () => {
  const { rows } = must(await lead.get('/api/reports/teams')).body
  assert.deepEqual(
    rows.map((row: { name: string }) => row.name),
    ['Service Desk', 'Network'],
  )
  for (const row of rows) {
    const undone = all.filter((each) => each.team_id === row.id && each.category !== 'done')
    const overdue = undone.filter(
      (each) => each.category !== 'paused' && each.due_at && each.due_at < new Date(now),
    )
    assert.deepEqual(
      [row.open, row.unassigned, row.overdue],
      [undone.length, undone.filter((each) => !each.owner_id).length, overdue.length],
    )
    assert.equal(row.came_in.length, 14)
    assert.equal(
      row.came_in.at(-1),
      all.filter((each) => each.team_id === row.id && dayOf(each.created_at) === '2026-03-20').length,
    )
    assert.equal(
      row.came_in[0],
      all.filter((each) => each.team_id === row.id && dayOf(each.created_at) === '2026-03-07').length,
    )
  }
  const theirs = must(await teamLead.get('/api/reports/teams')).body.rows
  assert.deepEqual(
    theirs.map((row: { name: string; is_mine: boolean }) => [row.name, row.is_mine]),
    [['Network', true]],
  )
  const { body } = must(await teamLead.get('/api/reports/flow?days=60'))
  assert.equal(
    body.came_in,
    all.filter(
      (each) => each.team_id === cast.network && within(each.created_at, body.first_day, body.last_day),
    ).length,
  )
  assert.deepEqual(
    body.teams.rows.map((row: { id: string }) => row.id),
    [cast.network],
  )
  const beyond = must(await teamLead.get(`/api/reports/flow?days=60&team=${cast.desk}`)).body
  assert.deepEqual([beyond.came_in, beyond.went_out], [0, 0])
})

test('Without the permission, from another organization or with an impossible period there is no report.', async () => {
  assert.equal((await cast.nurse.get('/api/reports/flow')).status, 403)
  assert.equal((await cast.agent.get('/api/reports/flow')).status, 403)
  assert.equal((await cast.agent.get('/api/reports/teams')).status, 403)
  const { orgId } = await cast.wardline.organization('third')
  const elsewhere = await cast.wardline.person('Ella Else', ['help-desk', 'team-lead'], [], orgId)
  const { body } = must(await elsewhere.get('/api/reports/flow?days=90'))
  assert.deepEqual([body.came_in, body.went_out, body.teams.rows], [0, 0, []])
  for (const [query, pointer] of [
    ['from=2026-03-02&to=2026-03-01', '#/to'],
    ['from=2024-01-01&to=2026-03-01', '#/from'],
    ['from=2026-02-30&to=2026-03-01', '#/from'],
  ]) {
    const refused = await lead.get(`/api/reports/flow?${query}`)
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, pointer])
  }
})

test('Whoever asked for a ticket is not told by a report which team has it.', async () => {
  const known = async () => must(await teamLead.get('/api/reports/flow?days=60')).body
  const before = await known()
  await cast.file(cast.agent, { requester_id: teamLead.personId, team_id: cast.desk })
  const after = await known()
  assert.equal(after.came_in, before.came_in + 1)
  assert.deepEqual(after.teams.rows, [...before.teams.rows, { id: null, name: null, count: 1 }])
})
