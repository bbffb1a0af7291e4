/**
 * `node_modules/.bin/node bench/clocks.ts [--tickets 100000] [--due 1000]`: open tickets with two clocks each, many due in
 * one minute, and a policy edit that touches all of them. The queue is read meanwhile, in the same process.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Composition, compose } from '../src/app/compose.ts'
import { openDatabase } from '../src/app/database.ts'
import { createOrganization } from '../src/core/people/setup.ts'
import { loadConfig } from '../src/platform/config/config.ts'
import { createLog } from '../src/platform/log/log.ts'

const { values: options } = parseArgs({
  options: {
    tickets: { type: 'string', default: '100000' },
    due: { type: 'string', default: '1000' },
  },
})
const tickets = Number(options.tickets)
const due = Number(options.due)
const password = 'a long enough password'
const say = (line: string) => process.stdout.write(`${line}\n`)
const seconds = (since_ms: number) => ((performance.now() - since_ms) / 1000).toFixed(1)

type Call = (
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
) => Promise<Record<string, unknown>>

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-bench-'))
  const log = createLog('error')
  const config = loadConfig({
    WARDLINE_DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    WARDLINE_SECRET: 'bench'.repeat(8),
  })
  const database = await openDatabase(config, log)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  owner.on('error', () => {})
  await owner.connect()
  const composition = await compose({ config, appUrl: database.appUrl, log })
  try {
    await composition.http.ready()
    const { call, orgId } = await prepare(composition)
    await measure(composition, owner, call, orgId)
  } finally {
    await composition.close()
    await owner.end()
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** An organization with one calendar and one policy, and its administrator signed in. */
async function prepare({ app, http }: Composition): Promise<{ call: Call; orgId: string }> {
  const admin = { name: 'Bench', email: 'bench@bench.example', password }
  const made = { name: 'Bench', slug: 'bench', timeZone: 'UTC', language: 'en' as const, admin }
  const { orgId } = await createOrganization(app.pool, made, new Date())
  let cookie = ''
  const call: Call = async (method, url, payload) => {
    const answer = await http.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) })
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
    cookie = String(answer.headers['set-cookie'] ?? cookie).split(';')[0] ?? ''
    return answer.json()
  }
  await call('POST', '/api/session', { email: admin.email, password })
  const week = Array.from({ length: 7 }, () => [
    ['06:00', '12:00'],
    ['12:30', '22:00'],
  ])
  await call('POST', '/api/calendars', {
    name: 'Hours',
    time_zone: 'America/New_York',
    week,
    holidays: [],
    is_default: true,
  })
  return { call, orgId }
}

const policy = (resolution: number) => ({
  name: 'All',
  when: {
    kinds: [],
    priorities: [],
    category_ids: [],
    applications: [],
    team_ids: [],
    department_ids: [],
    role_ids: [],
  },
  targets: { first_response: 40_000, next_response: null, resolution },
  warn_percent: null,
  pausing_states: ['waiting_on_requester'],
  calendar_id: null,
})

async function measure({ app }: Composition, owner: pg.Client, call: Call, orgId: string): Promise<void> {
  await insertTickets(owner, orgId)
  const job = async (name: string, payload: Record<string, unknown> = {}) =>
    app.registry.jobs.get(name)?.(app, { ...payload, org: orgId })
  const one = async (sql: string) => (await owner.query(sql, [orgId])).rows[0]
  const unfinished = async () =>
    String((await one('select id from escalation.recount where org_id = $1 and finished_at is null')).id)

  const { id } = await call('POST', '/api/policies', policy(50_000))
  let start = performance.now()
  await job('escalation.recount', { recount: await unfinished() })
  say(`first policy: ${tickets} tickets got two clocks each in ${seconds(start)} s`)

  start = performance.now()
  await call('PUT', `/api/policies/${id}`, policy(60_000))
  say(`policy edit answered in ${seconds(start)} s`)
  start = performance.now()
  await job('escalation.recount', { recount: await unfinished() })
  say(`policy edit: ${tickets} tickets counted anew in ${seconds(start)} s`)
  const clocks = await one('select count(*)::int as n from escalation.clock where org_id = $1')
  say(`clocks: ${clocks.n}`)

  await owner.query('vacuum (analyze) escalation.clock, core.record, core.event, escalation.following')
  const idle = await queueLatency(call, async () => new Promise((done) => setTimeout(done, 5_000)))
  await bringDue(owner, orgId)
  let took = ''
  const busy = await queueLatency(call, async () => {
    start = performance.now()
    await job('escalation.fire')
    took = seconds(start)
  })
  const fired = await one(
    "select count(*)::int as n from core.event where org_id = $1 and action = 'escalation.breached'",
  )
  const left = await one(
    'select count(*)::int as n from escalation.clock where org_id = $1 and fires_at < now()',
  )
  say(`firing: ${fired.n} of ${due} breaches told in ${took} s, ${left.n} left`)
  say(
    `queue p95: ${idle.toFixed(1)} ms idle, ${busy.toFixed(1)} ms while firing (${(busy / idle).toFixed(2)} times)`,
  )
}

/** The 95th percentile of reading the queue, again and again, while the work runs. */
async function queueLatency(call: Call, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  let isDone = false
  const working = work().finally(() => {
    isDone = true
  })
  while (!isDone) {
    const start = performance.now()
    await call('GET', '/api/tickets?limit=50')
    times.push(performance.now() - start)
  }
  await working
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
}

async function insertTickets(owner: pg.Client, orgId: string): Promise<void> {
  const start = performance.now()
  await owner.query(
    `with made as (
       insert into core.record (org_id, id, kind, number, title, state, category, priority, requester_id, due_at, created_at, updated_at)
       select $1, gen_random_uuid(), 'ticket', 1000000 + n, 'Ticket ' || n, 'open', 'active', 1 + n % 4, p.id, now() + interval '3 days', t.at, t.at
       from generate_series(1, $2) n, lateral (select now() - n * interval '1 second' as at) t, (select id from core.person where org_id = $1 limit 1) p
       returning id, created_at, requester_id
     ), tickets as (
       insert into tickets.ticket (org_id, id, ticket_kind, channel) select $1, id, 'incident', 'portal' from made
     )
     insert into core.event (org_id, record_id, at, id, actor_id, action, data)
     select $1, id, created_at, gen_random_uuid(), requester_id, 'tickets.create',
       jsonb_build_object('changes', jsonb_build_object('state', array[null, 'open'], 'requester_id', array[null, requester_id]))
     from made`,
    [orgId, tickets],
  )
  await owner.query('vacuum (analyze) core.record, tickets.ticket, core.event')
  say(`${tickets} open tickets written in ${seconds(start)} s`)
}

/** As if so many first responses had been promised for the present minute. */
async function bringDue(owner: pg.Client, orgId: string): Promise<void> {
  await owner.query(
    `update escalation.clock c set due_at = d.at, fires_at = d.at
     from (select ticket_id, date_trunc('minute', now()) - interval '1 minute' + n * interval '1 millisecond' as at
           from (select ticket_id, row_number() over (order by ticket_id) as n from escalation.clock where org_id = $1 and kind = 'first_response' limit $2) s) d
     where c.org_id = $1 and c.ticket_id = d.ticket_id and c.kind = 'first_response'`,
    [orgId, due],
  )
}

await main()
