import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { publicData, readyMapping } from '../../channels/import/test-data.ts'
import { loadMapping, runTickets } from '../../channels/index.ts'
import { must } from '../../tickets/fixture.ts'
import { anyTicket, type ClockCast, standard, startClockCast } from '../clocks/fixture.ts'

let cast: ClockCast
let lead: Client
/** Reads reports, and sees the tickets of the network team alone. */
let narrow: Client
before(async () => {
  cast = await startClockCast()
  await cast.policy({
    name: 'Urgent',
    when: { ...anyTicket, priorities: [1, 2] },
    targets: { first_response: 30, next_response: 10, resolution: 120 },
  })
  await cast.policy(standard)
  lead = await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  narrow = await cast.wardline.person('Nat Narrow', ['data-analyst'], [cast.network])
  await cast.wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02'",
  )
  await story()
})
after(() => cast?.wardline.close())

/** Two days at the desk; which ticket meets what follows from a fixed row of pseudo-random numbers. */
async function story(): Promise<void> {
  let seed = 7
  const roll = (sides: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * sides)
  }
  const ids: string[] = []
  const act = (client: Client, id: string, verb: string, body: unknown = {}) =>
    client.post(`/api/tickets/${id}/${verb}`, body)
  for (let turn = 0; turn < 200; turn++) {
    cast.later(5 + roll(15))
    await cast.job('escalation.fire')
    const id = ids[roll(ids.length)] ?? ''
    switch (id === '' ? 0 : roll(8)) {
      case 0:
      case 1:
        ids.push(
          await cast.file(cast.agent, {
            requester_id: cast.nurse.personId,
            team_id: roll(3) === 0 ? cast.network : cast.desk,
            impact: 1 + roll(3),
            urgency: 1 + roll(3),
          }),
        )
        break
      case 2:
        await act(cast.agent, id, 'reply', { body: 'We look into it.' })
        break
      case 3:
        await act(cast.nurse, id, 'reply', { body: 'It is still so.' })
        break
      case 4:
        await act(cast.agent, id, 'ask')
        break
      case 5:
        await act(cast.agent, id, 'take')
        break
      case 6:
        await act(cast.agent, id, 'resolve', { code: 'fixed' })
        break
      default:
        await act(cast.agent, id, 'escalate', { team_id: cast.network, reason: 'Theirs', tried: 'All' })
        if (roll(2) === 0) await act(cast.specialist, id, 'hand-back', { reason: 'Yours' })
    }
  }
  await cast.job('escalation.fire')
}

type Kept = { met: number; missed: number }
type Clock = {
  ticket_id: string
  kind: string
  policy_id: string
  team_id: string | null
  missed: boolean
  slot: number
}

/** Every decided clock, read plainly. */
async function decided(): Promise<Clock[]> {
  const rows = await cast.rows(
    `select c.ticket_id, c.kind, v.policy_id, r.team_id, c.breached_at, c.ended_at, c.state
     from escalation.clock c join escalation.policy_version v on v.id = c.policy_version_id join core.record r on r.id = c.ticket_id`,
  )
  return rows.flatMap((row) => {
    const at = (row.breached_at ?? (row.state === 'met' ? row.ended_at : null)) as string | null
    if (at === null) return []
    // Chicago is five hours behind in July.
    const local = new Date(Date.parse(at) - 5 * 3_600_000)
    const slot = ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours()
    return [{ ...(row as Omit<Clock, 'missed' | 'slot'>), missed: row.breached_at !== null, slot }]
  })
}

function count(clocks: readonly Clock[]): Kept {
  const tickets = [...Map.groupBy(clocks, ({ ticket_id }) => ticket_id).values()]
  const missed = tickets.filter((own) => own.some((clock) => clock.missed)).length
  return { met: tickets.length - missed, missed }
}

/** How many tickets the list holds, page by page. */
async function listed(client: Client, query: string): Promise<number> {
  let count = 0
  let after = ''
  do {
    const page = must(await client.get(`/api/tickets?view=all&sort=number&limit=100&${query}${after}`)).body
    count += page.rows.length
    after = page.next ? `&after=${page.next}` : ''
  } while (after !== '')
  return count
}
const period = (answer: { from: string; to: string }) =>
  `target_from=${encodeURIComponent(answer.from)}&target_to=${encodeURIComponent(answer.to)}`

test('Each figure is a straight count of the clocks, and the list behind it holds just as many tickets.', async () => {
  const all = await decided()
  assert.ok(all.some(({ kind }) => kind === 'next_response'))
  for (const kind of ['first_response', 'resolution'])
    for (const result of [true, false])
      assert.ok(
        all.some((clock) => clock.kind === kind && clock.missed === result),
        `${kind} ${result}`,
      )
  for (const target of [undefined, 'first_response', 'next_response', 'resolution']) {
    const clocks = all.filter(({ kind }) => target === undefined || kind === target)
    const kind = target === undefined ? '' : `&target=${target}`
    const answer = must(await lead.get(`/api/reports/targets?days=7${kind}`)).body
    const { met, missed } = answer
    assert.deepEqual({ met, missed }, count(clocks))
    const both = async (more: string, expected: Kept) => {
      const query = `${period(answer)}${kind}${more}`
      assert.equal(await listed(cast.agent, `${query}&target_result=met`), expected.met)
      assert.equal(await listed(cast.agent, `${query}&target_result=missed`), expected.missed)
    }
    await both('', { met, missed })
    for (const { id, met, missed } of answer.policies) {
      assert.deepEqual({ met, missed }, count(clocks.filter(({ policy_id }) => policy_id === id)))
      await both(`&target_policy=${id}`, { met, missed })
    }
    for (const { id, met, missed } of answer.teams) {
      assert.deepEqual({ met, missed }, count(clocks.filter(({ team_id }) => team_id === id)))
      await both(`&team=${id}`, { met, missed })
    }
    for (let slot = 0; slot < 168; slot++) {
      const [day, hour] = [Math.floor(slot / 24), slot % 24]
      const here = count(clocks.filter((clock) => clock.slot === slot))
      const told = { met: answer.hours.met[day][hour], missed: answer.hours.missed[day][hour] }
      assert.deepEqual(told, here)
      if (told.missed > 0) await both(`&target_weekday=${day + 1}&target_hour=${hour}`, told)
    }
    for (const row of answer.kinds)
      assert.deepEqual(
        { met: row.met, missed: row.missed },
        count(all.filter(({ kind }) => kind === row.kind)),
      )
  }
})

test('What the timelines show of the missed ones is counted, and each count leads to its tickets.', async () => {
  const answer = must(await lead.get('/api/reports/targets/misses?days=7')).body
  assert.equal(answer.missed, count(await decided()).missed)
  const signs: { sign: string; count: number }[] = answer.signs
  for (const { sign, count } of signs)
    assert.equal(await listed(cast.agent, `${period(answer)}&target_sign=${sign}`), count, sign)
  assert.ok(signs.filter(({ count }) => count > 0).length >= 4, JSON.stringify(signs))
  assert.ok(answer.last.length > 0)
  for (const miss of answer.last.filter(({ hands }: { hands: number }) => hands > 0))
    assert.ok(miss.signs.includes('passed_on'))
})

test('A target that runs out with nobody on the ticket says so, with how long nobody had it.', async () => {
  cast.later(24 * 60)
  const id = await cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk })
  const started = cast.wardline.clock.now().getTime()
  cast.later(3 * 24 * 60)
  await cast.job('escalation.fire')
  const { last } = must(await lead.get('/api/reports/targets/misses?days=7&target=first_response')).body
  const miss = last.find((each: { id: string }) => each.id === id)
  assert.deepEqual(
    [miss.unassigned_minutes, miss.hands, miss.signs],
    [Math.floor((Date.parse(miss.missed_at) - started) / 60_000), 0, ['unassigned', 'untouched']],
  )
})

test('Passings back are counted by the pair of teams, and calls by person, each with its tickets.', async () => {
  const id = await cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk })
  must(
    await cast.agent.post(`/api/tickets/${id}/escalate`, {
      team_id: cast.network,
      reason: 'Theirs',
      tried: 'All',
    }),
  )
  must(await cast.specialist.post(`/api/tickets/${id}/hand-back`, { reason: 'Yours' }))
  await cast.wardline.owner.query(
    `insert into core.message (org_id, id, record_id, author_id, body, is_internal, created_at) values ($1,$2,$2,$3,'Now',true,$4)`,
    [cast.wardline.orgId, id, cast.agent.personId, cast.wardline.clock.now()],
  )
  await cast.wardline.owner.query(
    `insert into escalation.page (org_id, id, record_id, team_id, by_id, message_id, state, acknowledge_minutes, created_at, acknowledged_by, acknowledged_at)
     values ($1,$2,$2,$3,$4,$2,'acknowledged',10,$5,$6,$5::timestamptz + interval '4 minutes')`,
    [
      cast.wardline.orgId,
      id,
      cast.network,
      cast.agent.personId,
      cast.wardline.clock.now(),
      cast.specialist.personId,
    ],
  )
  await cast.wardline.owner.query(
    "insert into escalation.page_call (org_id, page_id, person_id, step, because, called_at) values ($1,$2,$3,1,'on_call',$4)",
    [cast.wardline.orgId, id, cast.specialist.personId, cast.wardline.clock.now()],
  )
  const { bounces, calls, from, to } = must(await lead.get('/api/reports/targets/duty?days=14')).body
  const pair = bounces.find(
    (each: { from: { id: string }; to: { id: string } }) =>
      each.from.id === cast.network && each.to.id === cast.desk,
  )
  const within = (name: string) =>
    `${name}_since=${encodeURIComponent(from)}&${name}_until=${encodeURIComponent(to)}`
  assert.ok(pair.count > 0)
  assert.equal(
    await listed(cast.agent, `bounced_from=${cast.network}&bounced_to=${cast.desk}&${within('bounced')}`),
    pair.count,
  )
  const [own] = calls
  assert.deepEqual(
    [own.person.id, own.tickets, own.acknowledged, own.acknowledged_after_s],
    [cast.specialist.personId, 1, 1, 240],
  )
  assert.equal(await listed(cast.agent, `paged=${own.person.id}&${within('paged')}`), 1)
  assert.equal(
    await listed(cast.agent, `paged=${own.person.id}&paged_at_night=true&${within('paged')}`),
    own.at_night,
  )
})

test('Who sees only the own team hears of no other one, who reads no reports is refused, and a requester finds nothing by targets.', async () => {
  const own = must(await narrow.get('/api/reports/targets?days=14')).body
  assert.deepEqual([...new Set(own.teams.map(({ id }: { id: string }) => id))], [cast.network])
  const all = must(await lead.get('/api/reports/targets?days=14')).body
  assert.ok(all.met + all.missed > own.met + own.missed)
  for (const path of ['', '/misses', '/duty', '/imported'])
    assert.equal((await cast.nurse.get(`/api/reports/targets${path}`)).status, 403)
  assert.ok((await listed(cast.agent, 'target_result=missed')) > 0)
  assert.equal(await listed(cast.nurse, 'target_result=missed'), 0)
  assert.equal(await listed(cast.nurse, 'target_result=none'), 0)
  assert.equal(await listed(cast.stranger, 'target_result=judged'), 0)
})

const log = publicData('incident-log/incident_event_log.csv.gz')
test('The real incident log’s own verdict stands beside ours, and each cell leads to its tickets.', {
  skip: log.skip,
}, async () => {
  const { app } = cast.wardline.composition
  const mapping = await loadMapping(readyMapping('servicenow-incident-log'))
  await runTickets(app, cast.wardline.orgId, { path: log.path, mapping })
  must(await cast.admin.post('/api/policies/reckon'))
  const [run] = await cast.rows("select id from escalation.recount where covers = 'imported'")
  await cast.job('escalation.reckon', { recount: run?.id })
  for (const { id } of await cast.rows(
    'select id from tickets.ticket where imported_key is not null order by imported_key limit 40',
  ))
    assert.deepEqual(await cast.stored(String(id)), await cast.replayed(String(id)))
  const answer = must(await lead.get('/api/reports/targets/imported')).body
  assert.equal(answer.total, 20_769)
  type Cell = { theirs: string; ours: string; count: number }
  const sum = (cells: Cell[]) => cells.reduce((all, { count }) => all + count, 0)
  assert.equal(sum(answer.cells.filter(({ theirs }: Cell) => theirs === 'met')), 12_595)
  assert.equal(sum(answer.priorities), 20_769)
  for (const cell of answer.cells as Cell[]) {
    const different = answer.reasons.filter(
      ({ theirs, ours }: Cell) => theirs === cell.theirs && ours === cell.ours,
    )
    if (cell.theirs !== cell.ours) assert.equal(sum(different), cell.count)
    const query = `made_target=${cell.theirs}&target=resolution&target_result=${cell.ours}`
    assert.equal(await listed(lead, query), cell.count, `${cell.theirs} there, ${cell.ours} here`)
  }
})
