/**
 * `node_modules/.bin/node bench/training.ts [--learners 10000] [--requirements 200] [--quick]`: everybody is asked for everything;
 * most have it, some let it end, some never began. The page of gaps is read as a training lead does. With --quick what
 * stands for each is written straight away, and only the reading is measured.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Composition, compose } from '../src/app/compose.ts'
import { openDatabase } from '../src/app/database.ts'
import { countDay } from '../src/capabilities/training/homes/count.ts'
import { createOrganization } from '../src/core/people/setup.ts'
import { loadConfig } from '../src/platform/config/config.ts'
import { write } from '../src/platform/db/transaction.ts'
import { createLog } from '../src/platform/log/log.ts'

const { values: options } = parseArgs({
  options: {
    learners: { type: 'string', default: '10000' },
    requirements: { type: 'string', default: '200' },
    quick: { type: 'boolean', default: false },
  },
})
const learners = Number(options.learners)
const requirements = Number(options.requirements)
const password = 'a long enough password'
const rounds = 60
const say = (line: string) => process.stdout.write(`${line}\n`)
const seconds = (since_ms: number) => ((performance.now() - since_ms) / 1000).toFixed(1)

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-bench-'))
  const log = createLog('error')
  const config = loadConfig({
    WARDLINE_DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    WARDLINE_SECRET: 'bench'.repeat(8),
    // The bench asks as fast as it can.
    WARDLINE_REQUESTS_A_MINUTE: '0',
  })
  const database = await openDatabase(config, log)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  owner.on('error', () => {})
  await owner.connect()
  const composition = await compose({ config, appUrl: database.appUrl, log })
  try {
    await composition.http.ready()
    const admin = { name: 'Bench', email: 'bench@bench.example', password }
    const made = { name: 'Bench', slug: 'bench', timeZone: 'UTC', language: 'en' as const, admin }
    const { orgId } = await createOrganization(composition.app.pool, made, new Date())
    await fill(owner, orgId)
    await measure(composition, owner, orgId)
  } finally {
    await composition.close()
    await owner.end()
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const lines = `with line as (
       select gen_random_uuid() as id, p.id as person_id, c.id as competency_id, (p.n + c.n) % 10 as turn, (p.n * 7 + c.n * 13) % 330 as days
       from (select id, row_number() over () as n from core.person where org_id = $1 and name like 'Learner%') p,
         (select id, row_number() over () as n from training.competency where org_id = $1) c
       where (p.n + c.n) % 10 < 8
     ), told as (
       insert into training.learning_record (org_id, id, person_id, verb, origin, happened_on, recorded_by, recorded_at)
       select $1, id, person_id, 'completed', 'observed', current_date - case when turn = 7 then 400 else days end::int, person_id, now() from line returning id)
     insert into training.learning_grant (org_id, line_id, competency_id, person_id, level, achieved_on)
     select $1, line.id, competency_id, person_id, 1, current_date - case when turn = 7 then 400 else days end::int from line`

const straight = `insert into training.credential (org_id, requirement_id, person_id, competency_id, department_id, asked_on, since, due_on, achieved_on, expires_on, window_on, gap_on)
  select $1, q.id, p.id, q.competency_id, p.department_id, '2026-01-01', '2026-01-01', '2026-02-01', day, day + 365, day + 275, coalesce(day + 365, '2026-01-01')
  from (select id, department_id, row_number() over () as n from core.person where org_id = $1 and name like 'Learner%') p,
    (select id, competency_id, row_number() over () as n from training.requirement where org_id = $1) q,
    lateral (select case when (p.n + q.n) % 10 < 7 then current_date - ((p.n * 7 + q.n * 13) % 330)::int when (p.n + q.n) % 10 = 7 then current_date - 400 end as day) d`

/** Forty departments; of ten people and competencies each seven are certified, one let it end, two have nothing. */
async function fill(owner: pg.Client, orgId: string): Promise<void> {
  const start = performance.now()
  // What is made here fits together; looking up each of two million keys would take minutes.
  await owner.query('set session_replication_role = replica')
  for (const sql of [
    "insert into core.department (org_id, id, name) select $1, gen_random_uuid(), 'Ward ' || n from generate_series(1, 40) n",
    `insert into core.person (org_id, id, name, department_id) select $1, gen_random_uuid(), 'Learner ' || n, (select id from core.department where org_id = $1 and name = 'Ward ' || (1 + n % 40)) from generate_series(1, ${learners}) n`,
    "insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) select $1, gen_random_uuid(), p.id, o.id, now() - interval '1 day' from core.person p, core.role o where p.org_id = $1 and o.org_id = $1 and o.key = 'requester' and p.name like 'Learner%'",
    "insert into training.framework (org_id, id, name, levels, created_at) values ($1, gen_random_uuid(), 'Bench', '{Knows,Does}', now())",
    `insert into training.competency (org_id, id, framework_id, code, kind, name) select $1, gen_random_uuid(), f.id, 'C' || n, 'skill', 'Competency ' || n from training.framework f, generate_series(1, ${requirements}) n where f.org_id = $1`,
    `insert into training.requirement (org_id, id, competency_id, level, subject, role_id, valid_months, starts_on) select $1, gen_random_uuid(), c.id, 1, 'role', o.id, 12, '2020-01-01' from training.competency c, core.role o where c.org_id = $1 and o.org_id = $1 and o.key = 'requester'`,
    options.quick ? straight : lines,
  ])
    await owner.query(sql.replace(/\$1(?!\d)/g, `'${orgId}'`))
  await owner.query(
    'vacuum (analyze) core.person, core.role_assignment, training.learning_record, training.learning_grant, training.requirement',
  )
  say(`filled in ${seconds(start)} s`)
}

async function measure({ app, http }: Composition, owner: pg.Client, orgId: string): Promise<void> {
  if (!options.quick) await reckonTwice(app, orgId)
  await owner.query('vacuum (analyze) training.credential')
  const session = await http.inject({
    method: 'POST',
    url: '/api/session',
    payload: { email: 'bench@bench.example', password },
  })
  const cookie = String(session.headers['set-cookie']).split(';')[0] ?? ''
  const get = async (url: string) => {
    const start = performance.now()
    const answer = await http.inject({ method: 'GET', url, headers: { cookie } })
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
    return { body: answer.json(), took_ms: performance.now() - start }
  }
  const { body } = await get('/api/training/gaps')
  say(`${body.now} are missing now, ${body.soon} within 90 days`)
  const asked: { id: string; competency_id: string }[] = (await get('/api/training/requirements')).body.rows
  const departments: { id: string }[] = body.departments
  const pick = <T>(list: readonly T[], at: number) => list[at % list.length] as T
  const counting = performance.now()
  await write(app.pool, orgId, (tx) => countDay(tx, app.clock.now().toISOString()))
  say(`the day counted in ${seconds(counting)} s`)
  const second = (await get('/api/training/matrix')).body.next
  for (const [name, urlOf] of [
    ['gaps, all', () => '/api/training/gaps'],
    ['gaps, second page', () => `/api/training/gaps?after=${body.next}`],
    ['gaps, within 90 days', () => '/api/training/gaps?within=soon'],
    ['gaps, one department', (at: number) => `/api/training/gaps?department=${pick(departments, at).id}`],
    ['gaps, one requirement', (at: number) => `/api/training/gaps?requirement=${pick(asked, at).id}`],
    [
      'gaps, one person',
      (at: number) => `/api/training/gaps?person=${pick<{ person_id: string }>(body.rows, at).person_id}`,
    ],
    ['matrix, 30 people', () => '/api/training/matrix'],
    ['matrix, second page', () => `/api/training/matrix?after=${second}`],
    ['matrix, one department', (at: number) => `/api/training/matrix?department=${pick(departments, at).id}`],
    ['departments and months', () => '/api/training/compliance'],
    ...(options.quick
      ? []
      : records(body.rows[0]?.person_id, pick(departments, 3).id, pick(asked, 3).competency_id)),
  ] as const) {
    const took: number[] = []
    for (let at = 0; at < rounds; at++) took.push((await get(urlOf(at))).took_ms)
    took.sort((a, b) => a - b)
    say(
      `${name}: p50 ${took[Math.floor(rounds * 0.5)]?.toFixed(0)} ms, p95 ${took[Math.floor(rounds * 0.95)]?.toFixed(0)} ms`,
    )
  }
  await remind(app)
}

type Asked = readonly [string, (at: number) => string]

/** Lines of learning of everybody, as an auditor reads them; what no line says has to be looked for in all of them. */
function records(person: string, department: string, competency: string): Asked[] {
  const list = (query: string) => () => `/api/training/records?${query}`
  return [
    ['records, all', list('')],
    ['records, one person', list(`person=${person}`)],
    ['records, one department', list(`department=${department}`)],
    ['records, of a month', list('from=2026-01-01&to=2026-01-31')],
    ['records that ended', list('standing=ended')],
    ['records taken back (none)', list('standing=revoked')],
    ['records of words that none has', list('words=Unheard')],
    ['records of one way that none came', list('origin=package')],
    ['records of a competency', list(`competency=${competency}`)],
  ]
}

async function remind(app: Composition['app']): Promise<void> {
  const start = performance.now()
  await app.registry.jobs.get('training.remind_due')?.(app, {})
  say(`whom to remind was looked for, and they were told, in ${seconds(start)} s`)
  const again = performance.now()
  await app.registry.jobs.get('training.remind_due')?.(app, {})
  say(`looked for again, nobody left to tell: ${seconds(again)} s`)
}

async function reckonTwice(app: Composition['app'], orgId: string): Promise<void> {
  for (const what of [
    'everything is reckoned for the first time',
    'everything is reckoned again, nothing changed',
  ]) {
    const start = performance.now()
    await app.registry.jobs.get('training.reckon')?.(app, { org: orgId })
    say(`${what}: ${seconds(start)} s`)
  }
}

await main()
