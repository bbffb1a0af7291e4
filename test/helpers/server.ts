/** A whole Wardline on a database of its own, and people who use it over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Composition, compose } from '../../src/app/compose.ts'
import { hashPassword } from '../../src/core/people/password.ts'
import { createOrganization } from '../../src/core/people/setup.ts'
import { type FakeClock, fakeClock } from '../../src/platform/clock/clock.ts'
import { loadConfig } from '../../src/platform/config/config.ts'
import { ProblemDocument } from '../../src/platform/http/problem.ts'
import { newId } from '../../src/platform/id/id.ts'
import { createLog } from '../../src/platform/log/log.ts'
import { createTestDatabase } from './database.ts'
import { strictSerializer } from './strict-answers.ts'
import { type Watch, watchWrites } from './told.ts'
import { type VerifiedCaller, verifiedCaller } from './verified-caller.ts'

export const password = 'correct horse battery staple'
// One hash serves all people of all tests: hashing is slow on purpose.
const passwordHash = hashPassword(password)

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was answered.
export type Answer = { status: number; body: any; headers: Record<string, unknown> }

export type Client = {
  personId: string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  cookie: string
}

export type Wardline = {
  composition: Composition
  clock: FakeClock
  owner: pg.Pool
  orgId: string
  appUrl: string
  ownerUrl: string
  dataDir: string
  admin(): Promise<Client>
  /** A person with the roles, in the teams; signed in. */
  person(name: string, roles: string[], teams?: string[], orgId?: string): Promise<Client>
  team(name: string, tier?: number, orgId?: string): Promise<string>
  signIn(email: string, organization?: string): Promise<Client>
  anonymous: Omit<Client, 'personId' | 'cookie'>
  organization(slug: string): Promise<{ orgId: string }>
  /** Notes that an agent verified somebody for an act, with a second person, as if it had just been done. */
  verified(of: VerifiedCaller): Promise<string>
  /** Which operations wrote, and whether they left a line. */
  watch: Watch
  close(): Promise<void>
}

/** Starts one; `listen` also opens a port, which live updates and browsers need. */
export async function startWardline(
  options: {
    env?: Record<string, string>
    jobs?: boolean
    now?: string
    /** Leaves it to the test to verify whose account an act is about; else whoever acts has done so where it is asked. */
    isUnverified?: boolean
  } = {},
): Promise<Wardline> {
  const database = await createTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-test-'))
  const config = loadConfig({
    WARDLINE_DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    // Tests ask as fast as they can.
    WARDLINE_REQUESTS_A_MINUTE: '0',
    ...options.env,
  })
  const clock = fakeClock(options.now ?? new Date().toISOString())
  const composition = await compose({
    config,
    appUrl: database.appUrl,
    log: createLog(config.logLevel),
    clock,
    serializer: strictSerializer([ProblemDocument]),
  })
  const { app, http } = composition
  const watch = watchWrites(http)
  await http.ready()
  if (options.jobs) await composition.startJobs()
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3, options: '-c timezone=UTC' })
  // A connection that the dropped database takes along is nobody's failure.
  owner.on('error', () => {})
  // The database is dropped under connections that are just being closed.
  owner.on('connect', (client) => client.on('error', () => {}))
  const make = (slug: string) =>
    createOrganization(
      app.pool,
      {
        name: `Hospital ${slug}`,
        slug,
        timeZone: 'America/Chicago',
        language: 'en',
        admin: { name: 'Ada Admin', email: `admin@${slug}.example`, password },
      },
      clock.now(),
    )
  const { orgId } = await make('main')
  const slugs = new Map([[orgId, 'main']])

  const call =
    (cookie: string) =>
    async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const response = await http.inject({
        method: method as 'GET',
        url: path,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
      })
      const type = String(response.headers['content-type'] ?? '')
      return {
        status: response.statusCode,
        body:
          type.includes('json') && !type.includes('ndjson') && response.body
            ? response.json()
            : response.body,
        headers: response.headers,
      }
    }
  const verified = (of: VerifiedCaller) => verifiedCaller(owner, clock.now(), of)
  const clientFor = (cookie: string, personId: string): Client => {
    const sendOnce = call(cookie)
    // A file of people may ask for many; who is verified for one is asked for the next.
    const send: typeof sendOnce = async (...request) => {
      for (let tries = 0; ; tries++) {
        const answer = await sendOnce(...request)
        if (options.isUnverified || answer.body?.type !== 'verification-needed' || tries === 20) return answer
        await verified({ agentId: personId, ...answer.body.current })
      }
    }
    return {
      cookie,
      personId,
      send,
      get: (path, headers) => send('GET', path, undefined, headers),
      post: (path, body = {}, headers) => send('POST', path, body, headers),
    }
  }
  const signIn = async (email: string, organization?: string): Promise<Client> => {
    const response = await http.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email, password, ...(organization ? { organization } : {}) },
    })
    if (response.statusCode !== 200)
      throw new Error(`Signing in as ${email} answered ${response.statusCode}: ${response.body}`)
    const cookie = String(response.headers['set-cookie']).split(';')[0] ?? ''
    const me = await call(cookie)('GET', '/api/session')
    return clientFor(cookie, me.body.person_id as string)
  }

  return {
    composition,
    clock,
    owner,
    orgId,
    watch,
    verified,
    dataDir,
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    signIn,
    anonymous: (({ send, get, post }) => ({ send, get, post }))(clientFor('', '')),
    admin: () => signIn('admin@main.example', 'main'),
    async organization(slug) {
      const made = await make(slug)
      slugs.set(made.orgId, slug)
      return made
    },
    async team(name, tier = 1, org = orgId) {
      const id = newId()
      await owner.query('insert into core.team (org_id, id, name, tier) values ($1,$2,$3,$4)', [
        org,
        id,
        name,
        tier,
      ])
      return id
    },
    async person(name, roles, teams = [], org = orgId) {
      const id = newId()
      const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@${slugs.get(org)}.example`
      await owner.query('insert into core.person (org_id, id, name, email) values ($1,$2,$3,$4)', [
        org,
        id,
        name,
        email,
      ])
      await owner.query('insert into core.password (org_id, person_id, hash) values ($1,$2,$3)', [
        org,
        id,
        await passwordHash,
      ])
      for (const role of ['requester', ...roles])
        await owner.query(
          'insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) select org_id, $3, $2, id, $5 from core.role where org_id = $1 and key = $4',
          [org, id, newId(), role, clock.now()],
        )
      for (const team of teams)
        await owner.query('insert into core.team_member (org_id, team_id, person_id) values ($1,$2,$3)', [
          org,
          team,
          id,
        ])
      return signIn(email, slugs.get(org))
    },
    async close() {
      await composition.close()
      await owner.end()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
