import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '../../../test/helpers/database.ts'
import { runBatch } from './batch.ts'
import { createPool, type Pool } from './pool.ts'

let database: TestDatabase
let pool: Pool
before(async () => {
  database = await createTestDatabase()
  pool = createPool(database.ownerUrl, 1)
})
after(() => pool.end())

const statement = (text: string, values: unknown[] = []) => ({ text, values })

test('A refused statement fails its whole batch at once, and the connection serves the next one.', async () => {
  const client = await pool.connect()
  try {
    for (const text of ['select 1 / $1::int as x', 'select nothing from nowhere']) {
      const failing = [
        statement('select 1 as a'),
        statement(text, text.includes('$1') ? [0] : []),
        statement('select 2 as b'),
      ]
      await assert.rejects(runBatch(client, failing), (error: { code?: string }) => error.code !== undefined)
      const results = await runBatch(client, [statement('select 1 as a'), statement('select 2 as b')])
      assert.deepEqual(
        results.map((result) => result.rows),
        [[{ a: 1 }], [{ b: 2 }]],
      )
    }
  } finally {
    client.release()
  }
})
