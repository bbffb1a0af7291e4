import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import pg from 'pg'
import { createEmptyDatabase, type TestDatabase } from '../../../test/helpers/database.ts'
import { DatabaseError } from './database-error.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
let dir: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  dir = mkdtempSync(join(tmpdir(), 'wardline-migrations-'))
  write('0001_ward.sql', "create table public.ward (name text); insert into public.ward values ('ICU');")
  write('0002_bed.sql', 'create table public.bed (number int);')
})
afterEach(async () => {
  rmSync(dir, { recursive: true })
  await database.drop()
})

const write = (name: string, sql: string) => writeFileSync(join(dir, name), sql)

const run = () => migrate(database.ownerUrl, dir)

async function query(sql: string) {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const refused = (sentence: RegExp) => (error: unknown) =>
  error instanceof DatabaseError && sentence.test(error.message)

test('Migrations run once, in order, and new ones are added later', async () => {
  assert.deepEqual(await run(), ['0001_ward.sql', '0002_bed.sql'])
  assert.deepEqual(await run(), [])
  write('0003_room.sql', 'create table public.room ();')
  assert.deepEqual(await run(), ['0003_room.sql'])
  assert.deepEqual(await query('select count(*)::int as count from public.ward'), [{ count: 1 }])
})

test('An edited migration is refused once it was applied', async () => {
  await run()
  write('0001_ward.sql', 'create table public.ward (name text not null);')
  await assert.rejects(run, refused(/0001_ward\.sql was edited after this database had applied it/))
})

test('Other line ends do not count as an edit', async () => {
  write('0003_two_lines.sql', 'select 1;\nselect 2;\n')
  await run()
  write('0003_two_lines.sql', 'select 1;\r\nselect 2;\r\n')
  assert.deepEqual(await run(), [])
})

test('Many nodes that start at once migrate once', async () => {
  const results = await Promise.all([run(), run(), run(), run()])
  assert.deepEqual(results.flat().sort(), ['0001_ward.sql', '0002_bed.sql'])
  assert.deepEqual(await query('select count(*)::int as count from public.ward'), [{ count: 1 }])
})

test('A migration that fails leaves nothing of itself and names its line', async () => {
  write('0003_wrong.sql', 'create table public.half ();\nselect nonsense;\n')
  await assert.rejects(run, refused(/0003_wrong\.sql failed \(line 2\): column "nonsense" does not exist/))
  assert.deepEqual(
    await query("select to_regclass('public.half') as half, to_regclass('public.bed') is null as bed"),
    [{ half: null, bed: false }],
  )
})

test('A database of a newer version is refused', async () => {
  await run()
  rmSync(join(dir, '0002_bed.sql'))
  await assert.rejects(run, refused(/0002_bed\.sql is not known here/))
})

test('A migration that comes too late in the order is refused', async () => {
  rmSync(join(dir, '0001_ward.sql'))
  await run()
  write('0001_ward.sql', 'select 1;')
  await assert.rejects(run, refused(/0001_ward\.sql comes before 0002_bed\.sql/))
})

test('Two migrations of one number, or a misnamed one, are refused', async () => {
  write('0002_bath.sql', 'select 1;')
  await assert.rejects(run, refused(/0002_bed\.sql is taken/))
  rmSync(join(dir, '0002_bath.sql'))
  write('3-later.sql', 'select 1;')
  await assert.rejects(run, refused(/3-later\.sql must be called like/))
})
