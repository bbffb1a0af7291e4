import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { createEmptyDatabase, type TestDatabase } from '../../../test/helpers/database.ts'
import { createLog } from '../log/log.ts'
import { DatabaseError } from './database-error.ts'
import { type PrepareOptions, prepareDatabase } from './roles.ts'

const log = createLog('silent')
const secret = 'the-first-secret-of-this-hospital-1234567890'
let migrations: string
let database: TestDatabase

before(() => {
  migrations = mkdtempSync(join(tmpdir(), 'wardline-roles-'))
  writeFileSync(
    join(migrations, '0001_ward.sql'),
    `create table public.ward (org_id int, name text);
    alter table public.ward enable row level security;
    create policy tenant on public.ward using (org_id = current_setting('app.org_id', true)::int);
    insert into public.ward values (1, 'ICU'), (2, 'ER');
    grant select, insert on public.ward to wardline_app;`,
  )
})
after(() => rmSync(migrations, { recursive: true }))
beforeEach(async () => {
  database = await createEmptyDatabase()
})
afterEach(() => database.drop())

const prepare = (options: Partial<PrepareOptions> = {}) =>
  prepareDatabase({ ownerUrl: database.ownerUrl, secret, log, migrations, ...options })

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function query(url: string, sql: string) {
  const client = await connect(url)
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const refused = (sentence: RegExp) => (error: unknown) =>
  error instanceof DatabaseError && sentence.test(error.message)

/** A login with a name of its own, removed at the end of `use`. */
async function withLogin(options: string, use: (url: string, name: string) => Promise<void>) {
  const name = `wardline_test_login_${process.pid}`
  await query(database.ownerUrl, `create role ${name} login password 'pw' ${options}`)
  const url = new URL(database.ownerUrl)
  url.username = name
  url.password = 'pw'
  try {
    await use(url.href, name)
  } finally {
    await query(database.ownerUrl, `drop owned by ${name}; drop role ${name}`)
  }
}

test('The application sees the rows of its organization alone, and the owner of the tables is another', async () => {
  const { appUrl } = await prepare()
  assert.deepEqual(await query(appUrl, 'select name from public.ward'), [])
  const app = await connect(appUrl)
  await app.query("set app.org_id = '2'")
  assert.deepEqual((await app.query('select name from public.ward')).rows, [{ name: 'ER' }])
  await assert.rejects(app.query("insert into public.ward values (1, 'theirs')"), { code: '42501' })
  await assert.rejects(app.query('alter table public.ward disable row level security'), { code: '42501' })
  await assert.rejects(app.query('delete from platform.migration'), { code: '42501' })
  await app.end()
})

test('Every node with the same secret arrives at the same login', async () => {
  const results = await Promise.all([prepare(), prepare(), prepare()])
  assert.equal(new Set(results.map(({ appUrl }) => appUrl)).size, 1)
})

test('A node with another secret is refused while the first one runs, and takes over afterwards', async (t) => {
  const { appUrl } = await prepare()
  const isTrusting = await query(appUrl.replace(new URL(appUrl).password, 'guess'), 'select').then(
    () => true,
    () => false,
  )
  if (isTrusting) return t.skip('This server asks for no passwords.')
  const app = await connect(appUrl)
  const other = { secret: 'another-secret-of-another-node-1234567890' }
  await assert.rejects(prepare(other), refused(/another WARDLINE_SECRET is using this database/))
  await app.query('select 1')
  await app.end()
  const taken = await prepare(other)
  assert.notEqual(taken.appUrl, appUrl)
  await query(taken.appUrl, 'select')
})

test("The operator's own login is taken when it has its rights, and else told how to get them", async () => {
  await prepare()
  await withLogin('', async (appUrl, name) => {
    await assert.rejects(prepare({ appUrl }), refused(/Run: grant wardline_app to/))
    await query(database.ownerUrl, `grant wardline_app to ${name}`)
    assert.equal((await prepare({ appUrl })).appUrl, appUrl)
  })
})

test('A login that passes over row-level security is refused', async () => {
  await assert.rejects(prepare({ appUrl: database.ownerUrl }), refused(/neither a superuser/))
  await withLogin('bypassrls in role wardline_app', async (appUrl) => {
    await assert.rejects(prepare({ appUrl }), refused(/neither a superuser/))
  })
})

test('An owner who may not create roles is told what an administrator has to run', async () => {
  await withLogin('', async (ownerUrl) => {
    await assert.rejects(
      prepare({ ownerUrl }),
      refused(/may not create the role wardline_app_\w+ .*set DATABASE_APP_URL to that login/),
    )
  })
})

test('A database that is not UTF-8 is refused', async () => {
  const latin = await createEmptyDatabase("encoding 'LATIN1' locale_provider libc locale 'C'")
  await assert.rejects(
    prepare({ ownerUrl: latin.ownerUrl }),
    refused(/encoded in LATIN1, and Wardline needs UTF8/),
  )
  await latin.drop()
})

test('A server that does not answer is named', async () => {
  const ownerUrl = 'postgresql://owner:pw@127.0.0.1:1/nothing'
  await assert.rejects(
    prepare({ ownerUrl }),
    refused(/"nothing" at 127\.0\.0\.1:1 cannot be opened as "owner"/),
  )
})
