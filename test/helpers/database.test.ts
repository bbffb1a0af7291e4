import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { createTestDatabase } from './database.ts'

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('Two test databases of one run do not see each other', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()])
  await query(one.ownerUrl, 'create table public.only_here ()')
  assert.deepEqual(await query(one.ownerUrl, "select to_regclass('only_here') is null as gone"), [
    { gone: false },
  ])
  assert.deepEqual(await query(other.ownerUrl, "select to_regclass('only_here') is null as gone"), [
    { gone: true },
  ])
  await Promise.all([one.drop(), other.drop()])
  await assert.rejects(query(one.ownerUrl, 'select'), { code: '3D000' })
})

test('A test database is migrated, and its application login is held to row-level security', async () => {
  const database = await createTestDatabase()
  const [{ count }] = await query(database.ownerUrl, 'select count(*)::int as count from platform.migration')
  assert.ok(count > 0)
  const [role] = await query(
    database.appUrl,
    'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  )
  assert.deepEqual(role, { rolsuper: false, rolbypassrls: false })
  await assert.rejects(query(database.appUrl, 'create table public.mine ()'), { code: '42501' })
  await database.drop()
})
