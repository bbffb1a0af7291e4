/**
 * The second lock, for every table that the catalogue names: a new table is tested without being listed here.
 * Each gets one row in each of two organizations, made from its own columns, keys and checks.
 */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from './helpers/database.ts'

type Column = {
  name: string
  type: string
  is_required: boolean
  is_generated: boolean
  words: string | null
}
type Table = { name: string; hasSecurity: boolean; key: string[]; columns: Column[]; parents: Parent[] }
type Parent = { table: string; columns: string[]; parentColumns: string[] }
type Row = Record<string, unknown>

/** Tables of the whole installation: the application may not touch them, and each says why it has no organization. */
const withoutOrganization: Record<string, string> = {
  'platform.migration': 'What was migrated, read and written by the owner alone.',
  'platform.backup': 'When all organizations were backed up together, noted by the owner alone.',
  'platform.epoch': 'Which PostgreSQL server counts the transactions, kept by the owner alone.',
  'core.search_progress':
    'How far the words of all organizations were counted, for one function of the owner.',
}

/** Doors past row security that take no organization from the transaction, and what each of them tells. */
const openDoors: Record<string, string> = {
  'platform.keep_months':
    'A schedule makes the months of all timelines ahead; it neither reads nor writes a row.',
  'core.find_organization': 'Who is not signed in yet names an organization and learns its name.',
  'core.count_organizations': 'The first start asks whether there is any.',
  'core.organization_ids': 'Schedules run for one organization after the other.',
  'core.organizations_with_unsent_files': 'A schedule learns which organizations it has to tidy up.',
  'approvals.organizations_due': 'A schedule learns which organizations have an approval to remind of.',
  'knowledge.organizations_to_remind':
    'A schedule learns which organizations have articles to look at again.',
  'safety.organizations_late': 'A schedule learns which organizations have an assessment that is late.',
  'core.files_in_use': 'A schedule learns which stored files no attachment needs any more.',
  'platform.present_epoch':
    'Programs that read changes learn how often the numbers of transactions began anew.',
  'platform.installation': 'How far the database was migrated and when it was backed up.',
  'platform.analyze_grown': 'Brings statistics of tables up to date and tells nothing of their content.',
  'trail.organizations_waiting': 'A schedule learns which organizations have lines that are not chained.',
  'restriction.organizations_waiting': 'A schedule learns which organizations have a review that is late.',
  'trail.organizations_to_sign': 'A schedule learns which organizations have a chain that is to be signed.',
  'core.search_learn': 'Counts the words of each organization for that organization.',
  'core.search_tidy': 'A schedule forgets old searches that found nothing and learns how many.',
}

/** Values that no one can guess from a column's type. */
const examples: Record<string, (place: string) => unknown> = {
  'approvals.deputy.until_at': () => '9999-01-01T00:00:00Z',
  'approvals.link.token_hash': () => 'a'.repeat(64),
  'callers.setting.valid_minutes': () => 30,
  'callers.setting.hold_hours': () => 24,
  'callers.setting.contact_days': () => 7,
  'core.emergency_account.role_ids': () => [randomUUID()],
  'core.emergency_account.hours_max': () => 4,
  'core.emergency_use.reason': () => 'The provider is down.',
  'core.organization.slug': (place) => `hospital-${place}`,
  'core.person.email': (place) => `someone@${place}.example`,
  'channels.alert.fingerprint': () => randomBytes(32),
  'channels.alert_group.key_hash': () => randomBytes(32),
  'channels.alert_source.prefix': () => 'abcdef',
  'channels.alert_source.token_hash': () => randomBytes(32),
  'channels.alert_source.group_by': () => [],
  'channels.alert_batch.state': () => 'waiting',
  'channels.api_key.prefix': () => 'abcdef',
  'channels.api_key.token_hash': () => randomBytes(32),
  'channels.api_key.scopes': () => ['tickets.create'],
  'channels.import_run.sha256': () => 'a'.repeat(64),
  'training.badge_key.public_key': (place) => place.padEnd(43, 'A'),
  'channels.form_entry.puzzle_hash': () => randomBytes(32),
  'channels.form_entry.storage_key': (place) => `form-${place}`,
  'training.quiz_attempt.seed': () => 'a'.repeat(32),
  'training.need.application': (place) => place,
  'training.need.application_name': (place) => place,
  'training.needs_survey.named': () => 'porter',
  'training.needs_survey.subject': () => 'job',
  'training.needs_survey.key_sealed': () => randomBytes(32),
  'training.needs_survey_answer.answer_key': () => randomBytes(32),
  'training.needs_survey_wish.answer_key': () => randomBytes(32),
  'training.rubric_version.levels': () => ['Not yet', 'Alone'],
  'training.rubric_version.criteria': () => JSON.stringify([{ words: 'Checks the name', level: 1 }]),
  'training.plan_item.words': () => 'Walk the ward',
  'training.certificate.token': (place) => place.padEnd(22, 'A'),
  'notices.calendar_feed.parts': () => ['tasks'],
  'channels.mailbox.address': (place) => `desk@${place}.example`,
  'channels.mail_in.mail_hash': () => randomBytes(32),
  'channels.mail_in.state': () => 'received',
  'channels.webhook.format': () => 'wardline',
  'core.synonym.words': () => ['er', 'emergency'],
  'core.search_miss_word.people': () => [1],
  'escalation.swap.ends_at': () => '2026-03-05T05:06:07Z',
  'escalation.push_device.endpoint': (place) => `https://push.example.org/${place}`,
  'escalation.push_device.p256dh': () => 'a'.repeat(87),
  'escalation.push_device.auth': () => 'a'.repeat(22),
  'escalation.page.due_at': () => '2026-03-05T05:06:07Z',
  'escalation.webhook_delivery.due_at': () => '2026-03-05T05:06:07Z',
  'restriction.setting.glass_minutes': () => 60,
  'training.class.starts_at': () => '2026-03-05T04:06:07Z',
  'training.class.ends_at': () => '2026-03-05T05:06:07Z',
  'training.requirement.subject': () => 'job',
  'training.requirement.named': () => 'nurse',
  'trail.link.total': () => 1,
  'trail.link.lines': () => 1,
  'trail.link.entries': () => Buffer.alloc(57),
  'trail.link.hash': () => Buffer.alloc(32),
  'escalation.cover.ends_at': () => '2026-03-05T05:06:07Z',
}

let database: TestDatabase
let owner: pg.Client
let app: pg.Client
let tables: Table[]
const here = randomUUID()
const there = randomUUID()
const rowsOf = { [here]: new Map<string, Row>(), [there]: new Map<string, Row>() }

before(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  app = new pg.Client({ connectionString: database.appUrl })
  await Promise.all([owner.connect(), app.connect()])
  tables = await readTables()
  for (const table of inOrder(tables.filter(({ name }) => !(name in withoutOrganization)))) {
    await fill(table, here)
    await fill(table, there)
  }
})
after(async () => {
  await Promise.all([owner?.end(), app?.end()])
  await database?.drop()
})

test('Every table of an organization has row security, a policy, and a key that begins with the organization.', () => {
  assert.ok(tables.length > 40, `${tables.length} tables were found`)
  for (const { name, key, hasSecurity } of tables) {
    if (name === 'platform.migration') continue
    assert.ok(hasSecurity, `${name} has no row security`)
    if (!(name in withoutOrganization))
      assert.equal(key[0], name === 'core.organization' ? 'id' : 'org_id', `the key of ${name}`)
  }
  const gone = Object.keys(withoutOrganization).filter((name) => !tables.some((table) => table.name === name))
  assert.deepEqual(gone, [], 'exceptions for tables that are no more')
})

test('Every policy holds to the organization, for reading and for writing.', async () => {
  const { rows } = await owner.query(
    `select format('%s.%s', schemaname, tablename) as name, qual, with_check, cmd from pg_policies where schemaname <> 'graphile_worker'`,
  )
  const tenants = tables.filter(({ name }) => !(name in withoutOrganization))
  assert.deepEqual(rows.map(({ name }) => name).sort(), tenants.map(({ name }) => name).sort())
  for (const { name, qual, with_check, cmd } of rows) {
    const expected = `(${name === 'core.organization' ? 'id' : 'org_id'} = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)`
    assert.deepEqual([cmd, qual, with_check], ['ALL', expected, expected], name)
  }
})

test('A foreign key between tables of organizations carries the organization.', async () => {
  for (const table of tables)
    for (const { table: parent, columns } of table.parents)
      assert.ok(
        parent === 'core.organization' || columns.includes('org_id'),
        `${table.name} (${columns.join()}) refers to ${parent} without the organization`,
      )
})

test('A query that forgets the organization finds nothing, although both have rows.', async () => {
  for (const { name } of await readable()) {
    assert.ok((await count(owner, name)) >= 2, `${name} has rows`)
    assert.equal(await count(app, name), 0, name)
  }
})

test('In the name of one organization, nothing of another is found, changed or deleted.', async () => {
  for (const { name, key } of await readable()) {
    const mine = key[0]
    await as(here, async () => {
      const { rows } = await app.query(`select distinct ${mine} as org from ${name}`)
      assert.deepEqual(rows, [{ org: here }], name)
      assert.equal(await count(app, name, `${mine} = '${there}'`), 0)
      await expectTouched(`update ${name} set ${mine} = ${mine} where ${mine} = '${here}'`, 1)
      await expectTouched(`update ${name} set ${mine} = ${mine} where ${mine} = '${there}'`, 0)
      await expectTouched(`delete from ${name} where ${mine} = '${here}'`, 1)
      await expectTouched(`delete from ${name} where ${mine} = '${there}'`, 0)
    })
  }
})

test('In the name of one organization, no row of another is written, nor is one handed over.', async () => {
  let inserted = 0
  for (const table of tables.filter(({ name }) => !(name in withoutOrganization))) {
    const { name, key } = table
    if (await privilege(name, 'insert')) {
      inserted++
      await as(here, async () => {
        // The row is there already: that it was a double is only found out behind the lock.
        assert.match(await refusalOf(() => insert(app, table, rowOf(here, name))), /^23505/, name)
        assert.match(
          await refusalOf(() => insert(app, table, rowOf(there, name))),
          /^42501.*row-level security/,
          name,
        )
      })
    }
    if ((await privilege(name, 'update')) && name !== 'core.organization')
      await as(here, async () => {
        const moved = await refusalOf(() => app.query(`update ${name} set ${key[0]} = '${there}'`))
        assert.match(moved, /^42501.*row-level security/, name)
      })
  }
  assert.ok(inserted > 30, `${inserted} tables may be written to`)
})

test("The application's login owns nothing, passes over nothing and may not make anything.", async () => {
  const { rows } = await app.query(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
       (select count(*)::int from pg_class c where c.relowner = r.oid) as owned,
       (select count(*)::int from pg_namespace n where n.nspname !~ '^pg_' and has_schema_privilege(r.oid, n.oid, 'create')) as creates
     from pg_roles r where rolname = current_user`,
  )
  assert.deepEqual(rows, [
    {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      owned: 0,
      creates: 0,
    },
  ])
  for (const sql of [
    'set row_security = off',
    `set role ${owner.user}`,
    'alter table core.record disable row level security',
  ])
    await as(here, async () => {
      if (sql.includes('row_security')) {
        await app.query(sql)
        assert.match(await refusalOf(() => app.query('select from core.record')), /^42501/, sql)
      } else assert.match(await refusalOf(() => app.query(sql)), /^42501/, sql)
    })
})

test('The timeline and the audit log take new lines and never lose or change one.', async () => {
  for (const name of ['core.event', 'core.audit']) {
    const table = tables.find((each) => each.name === name) as Table
    await as(here, async () => {
      const { tx: _counted, ...row } = rowOf(here, name)
      await insert(app, table, { ...row, id: randomUUID() })
      assert.equal(await count(app, name), 2)
      // When a line was written is not for the application to say.
      assert.match(await refusalOf(() => insert(app, table, { ...row, id: randomUUID(), tx: 1 })), /^42501/)
      for (const sql of [`update ${name} set action = 'x'`, `delete from ${name}`, `truncate ${name}`])
        assert.match(await refusalOf(() => app.query(sql)), /^42501/, sql)
    })
  }
})

test('A table without row security of its own is closed to the application, the months of the timeline too.', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${ours} and not (c.relrowsecurity and exists (select from pg_policy where polrelid = c.oid))
       and not (c.relkind = 'v' and c.reloptions @> '{security_invoker=true}')
       and has_table_privilege($1, c.oid, 'select, insert, update, delete, truncate, references, trigger')`,
    [app.user],
  )
  assert.deepEqual(rows, [])
})

test('A function that looks past row security holds to the organization, or is a door that is listed.', async () => {
  const { rows } = await owner.query<{ name: string; source: string; isPublic: boolean }>(
    `select n.nspname || '.' || p.proname as name, p.prosrc as source, has_function_privilege('public', p.oid, 'execute') as "isPublic"
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${ours}`,
  )
  assert.ok(rows.length > 0)
  for (const { name, source, isPublic } of rows) {
    assert.equal(isPublic, false, `everybody may call ${name}`)
    assert.ok(
      /app\.org_id|current_org\(\)/.test(source) || name in openDoors,
      `${name} is not held to one organization`,
    )
  }
  assert.deepEqual(
    Object.keys(openDoors).filter((name) => !rows.some((row) => row.name === name)),
    [],
  )
})

// ---------------------------------------------------------------- the catalogue

const ours = "n.nspname not in ('information_schema', 'public', 'graphile_worker') and n.nspname !~ '^pg_'"

async function readTables(): Promise<Table[]> {
  const { rows } = await owner.query<Table>(
    `select t.name, t.relrowsecurity as "hasSecurity",
       coalesce((select array_agg(a.attname::text order by k.place) from pg_constraint p, unnest(p.conkey) with ordinality k (number, place), pg_attribute a
         where p.conrelid = t.oid and p.contype = 'p' and a.attrelid = t.oid and a.attnum = k.number), '{}') as key,
       (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'is_required', a.attnotnull and not a.atthasdef, 'is_generated', a.attgenerated <> '',
          'words', (select pg_get_constraintdef(c.oid) from pg_constraint c where c.conrelid = t.oid and c.contype = 'c' and c.conkey = array[a.attnum] limit 1)) order by a.attnum)
         from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
       coalesce((select json_agg(json_build_object('table', f.confrelid::regclass::text,
          'columns', (select json_agg(a.attname order by k.place) from unnest(f.conkey) with ordinality k (number, place) join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number),
          'parentColumns', (select json_agg(a.attname order by k.place) from unnest(f.confkey) with ordinality k (number, place) join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.number)))
         from pg_constraint f where f.conrelid = t.oid and f.contype = 'f' and f.conparentid = 0), '[]') as parents
     from (select c.oid, c.relrowsecurity, format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and ${ours}) t order by t.name`,
  )
  return rows
}

/** Parents first. */
function inOrder(all: Table[]): Table[] {
  const done: Table[] = []
  while (done.length < all.length) {
    const next = all.filter(
      (table) =>
        !done.includes(table) &&
        requiredParents(table).every((parent) => done.some(({ name }) => name === parent.table)),
    )
    assert.ok(next.length > 0, 'Tables require each other in a circle.')
    done.push(...next)
  }
  return done
}

function requiredParents(table: Table): Parent[] {
  return table.parents.filter(({ columns }) =>
    columns.every((column) => table.columns.find(({ name }) => name === column)?.is_required),
  )
}

async function fill(table: Table, orgId: string): Promise<void> {
  const row: Row = {}
  for (const column of table.columns) {
    const example = examples[`${table.name}.${column.name}`]
    if (example) row[column.name] = example(orgId === here ? 'here' : 'there')
    else if (column.is_required && !column.is_generated) row[column.name] = valueFor(column)
  }
  row[table.key[0] as string] = orgId
  for (const parent of requiredParents(table))
    parent.columns.forEach((column, index) => {
      row[column] = rowOf(orgId, parent.table)[parent.parentColumns[index] as string]
    })
  // Two keys to one table must not name the same row where a row may not refer to itself.
  if (table.name === 'core.link') row.to_id = await another(orgId, 'core.record', { number: 2 })
  if (table.name === 'callers.verification')
    row.agent_id = await another(orgId, 'core.person', { email: null })
  if (table.name === 'training.check_off')
    row.assessor_id = await another(orgId, 'core.person', { email: null })
  // What the queue shows is about a department.
  if (table.name === 'training.need') row.department_id = rowOf(orgId, 'core.department').id
  if (table.name === 'training.course_test') row.after_quiz_id = await another(orgId, 'training.quiz', {})
  // What was revealed lies at a record or a team, and neither is required.
  if (table.name === 'privacy.reveal') row.record_id = rowOf(orgId, 'core.record').id
  // It lets in a person or a team, and neither is required.
  if (table.name === 'core.admission') row.person_id = row.given_by_id
  try {
    rowsOf[orgId]?.set(table.name, await insert(owner, table, row))
  } catch (error) {
    throw new Error(`No row can be made for ${table.name}; give an example: ${(error as Error).message}`)
  }
}

async function another(orgId: string, name: string, other: Row): Promise<string> {
  const id = randomUUID()
  const table = tables.find((each) => each.name === name) as Table
  await insert(owner, table, { ...rowOf(orgId, name), ...other, id })
  return id
}

function valueFor({ type, words }: Column): unknown {
  const word = /'([^']*)'::text/.exec(words?.includes('ANY') ? words : '')?.[1]
  if (word !== undefined) return word
  if (type === 'uuid') return randomUUID()
  if (type === 'bytea') return randomBytes(32)
  if (type === 'boolean') return false
  if (type === 'jsonb') return '{}'
  if (type === 'text[]') return ['one', 'two']
  if (type === 'uuid[]') return []
  if (/^(small|big)?int(eger)?\[\]$/.test(type)) return [1]
  if (type === 'date') return '2026-03-04'
  if (type.startsWith('timestamp')) return '2026-03-04T05:06:07Z'
  if (/^(small|big)?int|^numeric|^double|^real/.test(type)) return 1
  return 'sample'
}

function rowOf(orgId: string, table: string): Row {
  return rowsOf[orgId]?.get(table) ?? assert.fail(`${table} has no row`)
}

async function insert(client: pg.Client, table: Table, row: Row): Promise<Row> {
  const columns = table.columns.filter(({ name, is_generated }) => name in row && !is_generated)
  const names = columns.map(({ name }) => name)
  const places = names.map((_, index) => `$${index + 1}`)
  const values = columns.map(({ name, type }) =>
    type === 'jsonb' && typeof row[name] === 'object' && row[name] !== null
      ? JSON.stringify(row[name])
      : row[name],
  )
  const returning = client === owner ? ' returning *' : ''
  const { rows } = await client.query<Row>(
    `insert into ${table.name} (${names.join()}) values (${places.join()})${returning}`,
    values,
  )
  return rows[0] ?? {}
}

async function readable(): Promise<Table[]> {
  const found: Table[] = []
  for (const table of tables)
    if (!(table.name in withoutOrganization) && (await privilege(table.name, 'select'))) found.push(table)
  assert.ok(found.length > 40, `${found.length} tables may be read`)
  return found
}

async function privilege(table: string, verb: string): Promise<boolean> {
  const { rows } = await owner.query('select has_table_privilege($1, $2, $3) as has', [app.user, table, verb])
  return rows[0].has
}

async function count(client: pg.Client, table: string, where = 'true'): Promise<number> {
  return (await client.query(`select count(*)::int as n from ${table} where ${where}`)).rows[0].n
}

async function as(orgId: string, run: () => Promise<void>): Promise<void> {
  await app.query('begin')
  try {
    await app.query("select set_config('app.org_id', $1, true)", [orgId])
    await run()
  } finally {
    await app.query('rollback')
  }
}

/** Code and message of the refusal; what stood before it stays. */
async function refusalOf(run: () => Promise<unknown>): Promise<string> {
  await app.query('savepoint before')
  try {
    await run()
    await app.query('release before')
    return 'done'
  } catch (error) {
    await app.query('rollback to before')
    return `${(error as pg.DatabaseError).code} ${(error as Error).message}`
  }
}

// A right that the application lacks and a row that another one needs are answers too: both stand before the rows.
async function expectTouched(sql: string, at_least: number): Promise<void> {
  await app.query('savepoint before')
  const touched = await app.query(sql).then(
    ({ rowCount }) => rowCount ?? 0,
    (error: pg.DatabaseError) => error.code ?? error.message,
  )
  await app.query('rollback to before')
  if (touched === '42501') return
  if (at_least === 0) assert.equal(touched, 0, sql)
  else assert.ok(touched === '23503' || Number(touched) >= at_least, `${sql}: ${touched}`)
}
