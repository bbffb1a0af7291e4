/**
 * `node bench/trail.ts [--seconds 3] [--rounds 40] [--clients 8]`: what the chain costs. Tickets are created over HTTP in
 * short turns: bare, without the chain and the indexes that it reads by; with the indexes; and with lines being chained.
 * The order turns about from round to round, and each turn is compared with its neighbors of the same round, so that a
 * host that is sometimes fast and sometimes slow tells the same.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openDatabase } from '../src/app/database.ts'
import { link_lines_max } from '../src/capabilities/trail/chain.ts'
import { chainLines, verifyTrail } from '../src/capabilities/trail/index.ts'
import { createOrganization } from '../src/core/people/setup.ts'
import { loadConfig } from '../src/platform/config/config.ts'
import { createPool } from '../src/platform/db/pool.ts'
import { newId } from '../src/platform/id/id.ts'
import { createLog } from '../src/platform/log/log.ts'
import { drive, quantile } from './measure.ts'
import { httpJobs, makeSessions } from './over-http.ts'
import { firstPage, startServer } from './server.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '40' },
    clients: { type: 'string', default: '8' },
    port: { type: 'string', default: '18481' },
  },
})
const phases = ['bare', 'indexed', 'chained'] as const
type Phase = (typeof phases)[number]
// The job comes every three seconds; oftener here, so that each turn has more than its share of passes, which
// cost most when they find little, and nearly its share of lines.
const every_ms = 1000
const took = { lines: 0, ms: 0 }

async function main(): Promise<void> {
  const [seconds, rounds, clients] = [Number(values.seconds), Number(values.rounds), Number(values.clients)]
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-bench-'))
  const config = loadConfig({
    WARDLINE_DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    WARDLINE_SECRET: 'bench'.repeat(8),
  })
  const database = await openDatabase(config, createLog('error'))
  const pool = createPool(database.appUrl, 2)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  owner.on('error', () => {})
  await owner.connect()
  const server = startServer(database.ownerUrl, dataDir, values.port, undefined, 'server')
  try {
    const orgId = await organization(pool, owner)
    const origin = `http://127.0.0.1:${values.port}`
    await firstPage(origin)
    const sessions = await makeSessions(owner, orgId, await agents(owner, orgId))
    const http = await httpJobs(origin, sessions, { orgId, tickets: [orgId] }, clients)
    const create = http.jobs.create as (client: number, call: number) => Promise<boolean>
    const rates: Record<Phase, number[]> = { bare: [], indexed: [], chained: [] }
    for (let round = 0; round < rounds; round++)
      for (const phase of round % 2 === 0 ? phases : phases.toReversed()) {
        await setIndexes(owner, phase !== 'bare')
        if (phase !== 'bare') await chainLines({ pool }, orgId)
        const stop = phase === 'chained' ? chaining(pool, orgId) : async () => {}
        const { per_second, failures } = await drive(clients, seconds, create)
        await stop()
        if (failures > 0) throw new Error(`${failures} tickets were not created.`)
        rates[phase].push(per_second)
        process.stderr.write(`${phase}: ${per_second.toFixed(0)} a second\n`)
      }
    await chainLines({ pool }, orgId)
    const began = performance.now()
    const { lines, findings } = await verifyTrail(owner, orgId)
    const rate = lines / ((performance.now() - began) / 1000)
    process.stdout.write(table(rates))
    const each_us = (took.ms * 1000) / took.lines
    process.stdout.write(`\nChained ${took.lines} lines meanwhile, ${each_us.toFixed(0)} µs a line.\n`)
    process.stdout.write(
      `Verified ${lines} lines, ${rate.toFixed(0)} a second, ${findings.length} findings.\n`,
    )
    await tellPasses(pool, owner, orgId)
    await http.close()
  } finally {
    server.kill('SIGTERM')
    await new Promise((done) => server.once('exit', done))
    await pool.end()
    await owner.end()
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Chains as the job does, every few seconds, until it is told to stop; the rest is chained before it has stopped. */
function chaining(pool: ReturnType<typeof createPool>, orgId: string): () => Promise<void> {
  let isOn = true
  const work = (async () => {
    while (isOn) {
      const began = performance.now()
      took.lines += await chainLines({ pool }, orgId)
      took.ms += performance.now() - began
      await new Promise((done) => setTimeout(done, every_ms))
    }
  })()
  return async () => {
    isOn = false
    await work
  }
}

/** How long one pass takes that finds a line, and one that finds a whole link. */
async function tellPasses(
  pool: ReturnType<typeof createPool>,
  owner: pg.Client,
  orgId: string,
): Promise<void> {
  for (const lines of [1, link_lines_max - 1]) {
    const took_ms: number[] = []
    for (let pass = 0; pass < 30; pass++) {
      await owner.query(
        "insert into core.audit (org_id, at, id, action) select $1, now(), gen_random_uuid(), 'signed_in' from generate_series(1, $2)",
        [orgId, lines],
      )
      const began = performance.now()
      const chained = await chainLines({ pool }, orgId)
      if (chained === lines) took_ms.push(performance.now() - began)
    }
    took_ms.sort((a, b) => a - b)
    const [half, most] = [quantile(took_ms, 0.5), quantile(took_ms, 0.95)]
    process.stdout.write(
      `A pass over ${lines} takes ${half.toFixed(1)} ms, ${most.toFixed(1)} at the 95th percentile.\n`,
    )
  }
}

async function setIndexes(owner: pg.Client, areThere: boolean): Promise<void> {
  await owner.query('drop index if exists core.event_tx, core.audit_tx')
  if (!areThere) return
  await owner.query('create index event_tx on core.event (org_id, tx, id)')
  await owner.query('create index audit_tx on core.audit (org_id, tx, id)')
}

async function organization(pool: ReturnType<typeof createPool>, owner: pg.Client): Promise<string> {
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
  const people = Array.from({ length: 50 }, () => newId())
  await owner.query(
    "insert into core.person (org_id, id, name) select $1, id, 'Person ' || n from unnest($2::uuid[]) with ordinality as p (id, n)",
    [orgId, people],
  )
  await owner.query(
    "insert into core.role_assignment (org_id, id, person_id, role_id) select $1, gen_random_uuid(), p, r.id from unnest($2::uuid[]) p, core.role r where r.org_id = $1 and r.key in ('help-desk', 'requester')",
    [orgId, people],
  )
  return orgId
}

async function agents(owner: pg.Client, orgId: string): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    "select id from core.person where org_id = $1 and name like 'Person %' order by id",
    [orgId],
  )
  return rows.map(({ id }) => id)
}

function table(rates: Record<Phase, number[]>): string {
  const median = (numbers: readonly number[]) =>
    quantile(
      numbers.toSorted((a, b) => a - b),
      0.5,
    )
  return [
    '| Create | a second, median | least and most | share of bare in the same round | 95 % interval |',
    '|---|---|---|---|---|',
    ...phases.map((phase) => {
      const { share, from, to } = shareOf(rates[phase], rates.bare)
      const [least, most] = [Math.min(...rates[phase]), Math.max(...rates[phase])]
      const interval = phase === 'bare' ? '' : `${percent(from)} to ${percent(to)}`
      return `| ${phase} | ${median(rates[phase]).toFixed(0)} | ${least.toFixed(0)}, ${most.toFixed(0)} | ${percent(share)} | ${interval} |`
    }),
    '',
  ].join('\n')
}

/**
 * The median ratio of rates of the same rounds, and the ranks between which it lies in 19 of 20 such runs. Nothing is
 * assumed of how the ratios spread: a round in which the host changes its speed counts as one round.
 */
function shareOf(
  rates: readonly number[],
  bare: readonly number[],
): { share: number; from: number; to: number } {
  const ratios = rates.map((rate, round) => rate / (bare[round] ?? rate)).toSorted((a, b) => a - b)
  const at = (rank: number) => ratios[Math.min(ratios.length - 1, Math.max(0, rank))] ?? 1
  const half = 0.98 * Math.sqrt(ratios.length)
  const middle = (ratios.length - 1) / 2
  return {
    share: quantile(ratios, 0.5),
    from: at(Math.floor(middle - half)),
    to: at(Math.ceil(middle + half)),
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}

await main()
