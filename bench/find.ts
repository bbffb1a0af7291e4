/**
 * `node_modules/.bin/node bench/find.ts judge [--data DIR]`: how well judged queries are answered, beside PostgreSQL's own
 * ranking. `--data DIR` keeps the filled database for the next run.
 * `node_modules/.bin/node bench/find.ts speed --data DIR [--seconds 4] [--only JOB]`: how fast, over HTTP with 1 and 8 clients, in a
 * database that `bench/run.ts --scale 1m --data DIR` left, to which it adds 20,000 articles.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Composition, compose } from '../src/app/compose.ts'
import { openDatabase } from '../src/app/database.ts'
import { createOrganization } from '../src/core/people/setup.ts'
import { loadConfig } from '../src/platform/config/config.ts'
import { createLog } from '../src/platform/log/log.ts'
import { measureFinding } from './find-speed.ts'
import { type Ask, judge } from './judged/judge.ts'
import { learnWords } from './learn.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    port: { type: 'string', default: '18481' },
    only: { type: 'string' },
  },
})

const admin = { name: 'Bench', email: 'bench@bench.example', password: 'a long enough password' }

async function main(): Promise<void> {
  const [what] = positionals
  if (what !== 'judge' && what !== 'speed') throw new Error('Say judge or speed.')
  if (what === 'speed' && options.data === undefined) throw new Error('Name the database with --data DIR.')
  const dataDir = resolve(options.data ?? mkdtempSync(join(tmpdir(), 'wardline-bench-')))
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
  try {
    if (what === 'speed')
      process.stdout.write(
        await measureFinding(
          owner,
          database.ownerUrl,
          dataDir,
          Number(options.seconds),
          Number(options.port),
          options.only,
        ),
      )
    else {
      const composition = await compose({ config, appUrl: database.appUrl, log })
      try {
        process.stdout.write(await judged(composition, owner))
      } finally {
        await composition.close()
      }
    }
  } finally {
    await owner.end()
    await database.stop()
    if (options.data === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The administrator reads every ticket, so the whole corpus competes. */
async function judged({ app, http }: Composition, owner: pg.Client): Promise<string> {
  await http.ready()
  const made = { name: 'Bench', slug: 'bench', timeZone: 'UTC', language: 'en' as const, admin }
  const known = await owner.query<{ id: string }>("select id from core.organization where slug = 'bench'")
  const orgId = known.rows[0]?.id ?? (await createOrganization(app.pool, made, new Date())).orgId
  const signedIn = await http.inject({
    method: 'POST',
    url: '/api/session',
    payload: { email: admin.email, password: admin.password },
  })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
  const ask: Ask = async (url, payload) => {
    const method = payload === undefined ? 'GET' : 'POST'
    const answer = await http.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) })
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
    return answer.json()
  }
  return judge(owner, orgId, ask, () => learnWords(owner))
}

await main()
