/**
 * `node bench/audit.ts [--lines 2000000] [--runs 5]`: how fast the audit log is read when it is long. The lines are
 * synthetic, over two years; half as many lines of timelines stand beside them. Each question is asked as an auditor
 * asks it, through the application's login.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { compose } from '../src/app/compose.ts'
import { makeMonths, openDatabase } from '../src/app/database.ts'
import { type LogFilter, linesOf } from '../src/capabilities/trail/log.ts'
import { exportedRows } from '../src/capabilities/trail/log-export.ts'
import { hashOfTerm } from '../src/capabilities/trail/terms.ts'
import type { Actor } from '../src/core/actor.ts'
import { writeKey } from '../src/core/people/page-key.ts'
import { createOrganization } from '../src/core/people/setup.ts'
import { loadConfig } from '../src/platform/config/config.ts'
import { read } from '../src/platform/db/transaction.ts'
import { createLog } from '../src/platform/log/log.ts'
import { quantile } from './measure.ts'

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '2000000' }, runs: { type: 'string', default: '5' } },
})
const page_lines = 51
const months = 24

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-bench-'))
  const config = loadConfig({
    WARDLINE_DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    WARDLINE_SECRET: 'bench'.repeat(8),
    // The bench asks as fast as it can.
    WARDLINE_REQUESTS_A_MINUTE: '0',
  })
  const log = createLog('error')
  const database = await openDatabase(config, log)
  const composition = await compose({ config, appUrl: database.appUrl, log })
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    const { app } = composition
    const orgId = await organization(app.pool)
    const from = new Date(Date.now() - months * 30 * 86_400_000)
    await makeMonths(database.ownerUrl, from.toISOString().slice(0, 10))
    await fill(owner, orgId, Number(values.lines), hashOfTerm(config.secret, orgId, 'badge'))
    const actor = { orgId, personId: person(1), permissions: new Set(['audit.read']), teamIds: [] }
    process.stdout.write('| Question | lines | p50 ms | worst ms |\n|---|---|---|---|\n')
    for (const [name, filter, after] of questions()) {
      const took_ms: number[] = []
      let found = 0
      for (let run = 0; run < Number(values.runs); run++) {
        const began = performance.now()
        const rows = await read(app.pool, orgId, (tx) =>
          linesOf(tx, actor as unknown as Actor, filter, [config.secret], page_lines, after),
        )
        took_ms.push(performance.now() - began)
        found = Math.min(rows.length, page_lines - 1)
      }
      tell(name, found, took_ms)
    }
    const began = performance.now()
    let count = 0
    for await (const rows of exportedRows(app, actor as unknown as Actor, {})) count += rows.length
    tell('export', count, [performance.now() - began])
    process.stdout.write(`\nMemory ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB.\n`)
  } finally {
    await owner.end()
    await composition.close()
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function tell(name: string, lines: number, took_ms: number[]): void {
  took_ms.sort((a, b) => a - b)
  const worst = took_ms.at(-1) ?? 0
  process.stdout.write(
    `| ${name} | ${lines} | ${quantile(took_ms, 0.5).toFixed(1)} | ${worst.toFixed(1)} |\n`,
  )
}

/** Ids that both the lines and the questions know. */
function person(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}
function record(number: number): string {
  return `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`
}

function questions(): [name: string, filter: LogFilter, after?: string][] {
  const middle = new Date(Date.now() - 365 * 86_400_000).toISOString()
  const week = new Date(Date.now() - 358 * 86_400_000).toISOString()
  return [
    ['the newest', {}],
    ['from the middle on', {}, writeKey([middle, person(1)])],
    ['one week a year ago', { from: middle, to: week }],
    ['what a busy person did, timelines too', { person_id: person(0), with_timeline: true }],
    ['what a usual person did, timelines too', { person_id: person(77), with_timeline: true }],
    ['what a busy person was refused', { person_id: person(0), outcome: 'refused' }],
    ['a rare deed of a busy person', { person_id: person(0), action: 'people.,roles.' }],
    ['a person without lines', { person_id: person(900_000), with_timeline: true }],
    ['who was at a busy record, timeline too', { record_id: record(0), with_timeline: true }],
    ['who was at a usual record, timeline too', { record_id: record(777), with_timeline: true }],
    ['a person at a record', { record_id: record(0), person_id: person(77) }],
    ['refusals', { outcome: 'refused' }],
    ['failed tries', { outcome: 'failed' }],
    ['what was done', { outcome: 'done' }],
    ['a rare action', { action: 'roles.edit' }],
    ['rare actions by their beginning', { action: 'people.,roles.' }],
    ['an action that there is not', { action: 'nothing.' }],
    ['who searched for a common word', { searched: 'badge' }],
    ['who searched for a word that nobody did', { searched: 'zanzibar' }],
    ['a person’s searches for a common word', { searched: 'badge', person_id: person(77) }],
  ]
}

async function fill(owner: pg.Client, orgId: string, lines: number, term: string): Promise<void> {
  const began = performance.now()
  await owner.query("set session_replication_role = replica; set maintenance_work_mem = '512MB'")
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid in ('core.audit'::regclass, 'core.event'::regclass) and not i.indisprimary`,
  )
  for (const { name } of indexes) await owner.query(`drop index ${name}`)
  const ids = (alias: string, block: string) =>
    `('00000000-0000-4000-${block}-' || lpad((${alias})::text, 12, '0'))::uuid`
  // One person in twenty lines is the busy one, one record in fifty lines that have one.
  await owner.query(
    `insert into core.audit (org_id, at, id, actor_id, action, record_id, address, data)
     select $1, now() - (1 - n::float8 / $3) * ${months * 30} * interval '1 day', gen_random_uuid(), ${ids('actor', '8000')}, action,
       case when action in ('attachments.link', 'privacy.reveal') then ${ids('record', '9000')} end, '10.1.2.3',
       case when action in ('search.find', 'tickets.list') then jsonb_build_object('found', n % 40, 'terms', case when n % 50 = 0 then jsonb_build_array($2::text) else jsonb_build_array(left(md5((n % 5000)::text), 16)) end)
         when action in ('people.edit', 'roles.edit') then jsonb_build_object('person', ${ids('n % 500', '8000')})
         when action = 'denied' then jsonb_build_object('status', 404, 'action', 'tickets.show', 'record', ${ids('record', '9000')})
         else '{}' end
     from (select n, case when random() < 0.05 then 0 else (random() * 500)::int end as actor,
         case when random() < 0.02 then 0 else (random() * 20000)::int end as record,
         case when r < 0.45 then 'search.find' when r < 0.65 then 'tickets.list' when r < 0.8 then 'attachments.link' when r < 0.88 then 'signed_in'
           when r < 0.96 then 'signed_out' when r < 0.98 then 'denied' when r < 0.99 then 'sign_in_failed' when r < 0.9995 then 'privacy.reveal'
           when r < 0.9999 then 'people.edit' else 'roles.edit' end as action
       from (select n, random() as r from generate_series(1, $3::int) n) drawn) l`,
    [orgId, term, lines],
  )
  await owner.query(
    `insert into core.event (org_id, record_id, at, id, actor_id, action, data)
     select $1, ${ids('record', '9000')}, now() - (1 - n::float8 / $2) * ${months * 30} * interval '1 day', gen_random_uuid(), ${ids('actor', '8000')}, 'tickets.reply', '{"changes": {"state": ["new", "active"]}}'
     from (select n, case when random() < 0.05 then 0 else (random() * 500)::int end as actor, case when random() < 0.02 then 0 else (random() * 20000)::int end as record
       from generate_series(1, $2::int) n) l`,
    [orgId, lines / 2],
  )
  for (const { definition } of indexes) await owner.query(definition.replace(' ON ONLY ', ' ON '))
  await owner.query('vacuum (analyze) core.audit, core.event')
  process.stderr.write(`Written in ${((performance.now() - began) / 1000).toFixed(0)} s.\n`)
}

async function organization(pool: Parameters<typeof createOrganization>[0]): Promise<string> {
  const admin = { name: 'Bench', email: 'bench@bench.example', password: 'a long enough password' }
  const { orgId } = await createOrganization(
    pool,
    { name: 'Bench', slug: 'bench', timeZone: 'UTC', language: 'en', admin },
    new Date(),
  )
  return orgId
}

await main()
