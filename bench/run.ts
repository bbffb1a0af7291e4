/** `npm run bench [-- --scale 10k|100k|1m] [--json] [--seconds 5] [--data DIR] [--only JOB] [--profile DIR]`: the product beside the raw database, in one run. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { makeMonths, openDatabase } from '../src/app/database.ts'
import { createOrganization } from '../src/core/people/setup.ts'
import { loadConfig } from '../src/platform/config/config.ts'
import { createPool } from '../src/platform/db/pool.ts'
import { newId } from '../src/platform/id/id.ts'
import { createLog } from '../src/platform/log/log.ts'
import { fill } from './fill.ts'
import { learnWords } from './learn.ts'
import { drive, type Figures } from './measure.ts'
import { type FanOut, fanOut, httpJobs, makeSessions, type Session } from './over-http.ts'
import { rawJobs } from './raw.ts'
import { firstPage, startServer } from './server.ts'

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '10k' },
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '5' },
    data: { type: 'string' },
    port: { type: 'string', default: '18480' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
})
const scales: Record<string, number> = { '1k': 1_000, '10k': 10_000, '100k': 100_000, '1m': 1_000_000 }
const listeners = 200

type Row = { job: string; http: Figures; raw: Figures }
type Report = {
  tickets: number
  rows: Row[]
  live: FanOut
  queue_p95_idle_ms: number
  queue_p95_live_ms: number
  server_mb: number
  database_mb: number
  disk_mb: number
  start_s: number
}

const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const tickets = scales[options.scale ?? '']
  const seconds = Number(options.seconds)
  if (tickets === undefined || !(seconds >= 1 && seconds <= 60))
    throw new Error(`Choose --scale ${Object.keys(scales).join('|')} and --seconds 1 to 60.`)
  const isOwn = options.data === undefined
  const dataDir = resolve(options.data ?? mkdtempSync(join(tmpdir(), 'wardline-bench-')))
  const config = loadConfig({
    WARDLINE_DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    WARDLINE_SECRET: 'bench'.repeat(8),
  })
  const database = await openDatabase(config, createLog('error'))
  try {
    const sample = await prepare(database, tickets)
    const report = await measure(database, config.dataDir, sample, tickets, seconds)
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 1)}\n` : table(report))
  } finally {
    await database.stop()
    if (isOwn) rmSync(dataDir, { recursive: true, force: true })
  }
}

type Sample = { orgId: string; agents: string[]; teams: string[]; tickets: string[]; sessions: Session[] }

/** Makes and fills the organization, or finds the one that an earlier run left in --data. */
async function prepare(database: { ownerUrl: string; appUrl: string }, tickets: number): Promise<Sample> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  owner.on('error', () => {})
  await owner.connect()
  const found = await owner.query<{ id: string }>("select id from core.organization where slug = 'bench'")
  const orgId = found.rows[0]?.id ?? (await makeOrganization(database, owner, tickets))
  const agents = await ids(
    owner,
    'select person_id as id from core.team_member where org_id = $1 order by 1',
    orgId,
  )
  const teams = await ids(owner, 'select id from core.team where org_id = $1 order by 1', orgId)
  const sample = await ids(
    owner,
    "select id from core.record where org_id = $1 and kind = 'ticket' and category <> 'done' order by number desc limit 5000",
    orgId,
  )
  const sessions = await makeSessions(owner, orgId, agents.slice(0, listeners))
  await learnWords(owner)
  await owner.query('checkpoint')
  await owner.end()
  return { orgId, agents, teams, tickets: sample, sessions }
}

async function makeOrganization(
  database: { ownerUrl: string; appUrl: string },
  owner: pg.Client,
  tickets: number,
): Promise<string> {
  const pool = createPool(database.appUrl, 2)
  const { orgId } = await createOrganization(
    pool,
    {
      name: 'Bench',
      slug: 'bench',
      timeZone: 'UTC',
      language: 'en',
      admin: { name: 'Bench', email: 'bench@bench.example', password: 'a long enough password' },
    },
    new Date(),
  )
  await pool.end()
  const people = Array.from({ length: 2000 }, () => newId())
  const teams = Array.from({ length: 10 }, () => newId())
  const agents = people.slice(0, listeners)
  await owner.query(
    "insert into core.person (org_id, id, name) select $1, id, 'Person ' || n from unnest($2::uuid[]) with ordinality as p (id, n)",
    [orgId, people],
  )
  await owner.query(
    "insert into core.team (org_id, id, name) select $1, id, 'Team ' || n from unnest($2::uuid[]) with ordinality as p (id, n)",
    [orgId, teams],
  )
  await owner.query(
    'insert into core.team_member (org_id, team_id, person_id) select $1, ($3::uuid[])[1 + n % 10], id from unnest($2::uuid[]) with ordinality as p (id, n)',
    [orgId, agents, teams],
  )
  await owner.query(
    "insert into core.role_assignment (org_id, id, person_id, role_id) select $1, gen_random_uuid(), p, r.id from unnest($2::uuid[]) p, core.role r where r.org_id = $1 and r.key in ('help-desk', 'requester')",
    [orgId, agents],
  )
  await makeMonths(database.ownerUrl, new Date(Date.now() - 710 * 86_400_000).toISOString().slice(0, 10))
  say(`Filling ${tickets} tickets …`)
  await fill(database.ownerUrl, { orgId, people, agents, teams, tickets }, say)
  return orgId
}

async function ids(owner: pg.Client, sql: string, orgId: string): Promise<string[]> {
  return (await owner.query<{ id: string }>(sql, [orgId])).rows.map(({ id }) => id)
}

async function measure(
  database: { ownerUrl: string; appUrl: string },
  dataDir: string,
  sample: Sample,
  tickets: number,
  seconds: number,
): Promise<Report> {
  const origin = `http://127.0.0.1:${options.port}`
  const start_ms = performance.now()
  const server = startServer(database.ownerUrl, dataDir, options.port, options.profile)
  try {
    await firstPage(origin)
    const start_s = (performance.now() - start_ms) / 1000
    const http = await httpJobs(origin, sample.sessions, sample, 8)
    const raw = await rawJobs(database.ownerUrl, sample, 8)
    const rows: Row[] = []
    for (const clients of [1, 8])
      for (const job of Object.keys(http.jobs).filter(
        (name) => options.only === undefined || name.includes(options.only),
      )) {
        say(`${job}, ${clients} client${clients > 1 ? 's' : ''}`)
        // The product and the raw database take turns, so that a slow minute of the machine strikes both.
        rows.push({
          job,
          http: await drive(clients, seconds, http.jobs[job]!),
          raw: await drive(clients, seconds, raw.jobs[job]!),
        }) // Both have the same jobs.
      }
    const queueIdle = await drive(1, seconds, http.jobs.queue!)
    let queueLive = queueIdle
    const live = await fanOut(
      origin,
      sample.sessions,
      () => http.jobs.reply!(0, 1),
      20,
      async () => {
        queueLive = await drive(1, seconds, http.jobs.queue!)
      },
    )
    const report = {
      tickets,
      rows,
      live,
      queue_p95_idle_ms: queueIdle.p95_ms,
      queue_p95_live_ms: queueLive.p95_ms,
      server_mb: pss_mb(server.pid ?? 0),
      database_mb: databaseMemory(dataDir),
      disk_mb: await disk(database.ownerUrl),
      start_s,
    }
    await http.close()
    await raw.close()
    return report
  } finally {
    server.kill('SIGTERM')
    await new Promise((done) => server.once('exit', done))
  }
}

// Proportional set size: shared pages are counted once among those who share them.
function pss_mb(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? Number.NaN) / 1024
}

function databaseMemory(dataDir: string): number {
  const file = ['database', 'postgres', 'pg', 'db']
    .map((name) => join(dataDir, name, 'postmaster.pid'))
    .find((path) => existsSync(path))
  if (file === undefined) return Number.NaN
  const parent = readFileSync(file, 'utf8').split('\n')[0] ?? ''
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')
  return [parent, ...children].reduce((sum, pid) => sum + pss_mb(Number(pid)), 0)
}

async function disk(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ mb: number }>(
    'select pg_database_size(current_database()) / 1048576.0 as mb',
  )
  await client.end()
  return Number(rows[0]?.mb)
}

function table(report: Report): string {
  const figure = (value: number) =>
    value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
  const lines = [
    `${report.tickets} tickets, ${cpus().length} cores`,
    '',
    '| Job | clients | p50 ms | p95 ms | a second | raw p50 | raw p95 | raw a second | share of raw | failures |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...report.rows.map(
      ({ job, http, raw }) =>
        `| ${job} | ${http.clients} | ${figure(http.p50_ms)} | ${figure(http.p95_ms)} | ${figure(http.per_second)} | ${figure(raw.p50_ms)} | ${figure(raw.p95_ms)} | ${figure(raw.per_second)} | ${((http.per_second / raw.per_second) * 100).toFixed(0)} % | ${http.failures} |`,
    ),
    '',
    `Live: ${report.live.heard} of ${report.live.listeners * 20} heard, p50 ${figure(report.live.p50_ms)} ms, p95 ${figure(report.live.p95_ms)} ms; queue p95 ${figure(report.queue_p95_idle_ms)} ms idle, ${figure(report.queue_p95_live_ms)} ms with ${report.live.listeners} listeners.`,
    `Memory: server ${figure(report.server_mb)} MB, database ${figure(report.database_mb)} MB. Disk ${figure(report.disk_mb)} MB. Start to first page ${figure(report.start_s)} s (database up).`,
    '',
  ]
  return lines.join('\n')
}

await main()
