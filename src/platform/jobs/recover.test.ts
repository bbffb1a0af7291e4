import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../test/helpers/database.ts'
import { createPool, type Pool } from '../db/pool.ts'
import { createLog } from '../log/log.ts'
import { prepareJobs, startWorker } from './jobs.ts'

const log = createLog('silent')
let database: TestDatabase
let owner: pg.Client
const pools: Pool[] = []
const workers: { stop(): Promise<void> }[] = []
let finish = () => {}

before(async () => {
  database = await createTestDatabase()
  await prepareJobs(database.ownerUrl)
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
after(async () => {
  finish()
  for (const worker of workers) await worker.stop()
  for (const pool of pools) await pool.end()
  await owner.end()
  await database.drop()
})

async function start(handle: (payload: Record<string, unknown>) => Promise<void>): Promise<void> {
  const pool = createPool(database.appUrl, 4)
  pools.push(pool)
  workers.push(
    await startWorker({
      pool,
      log,
      handlers: new Map([['test.work', handle]]),
      schedules: [],
      concurrency: 2,
    }),
  )
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 50))
  }
  assert.fail('It did not become true in ten seconds.')
}

const add = (name: string) =>
  owner.query("select graphile_worker.add_job('test.work', json_build_object('name', $1::text))", [name])
const age = "update graphile_worker._private_jobs set locked_at = now() - interval '1 hour'"

test('The job of a worker that is gone is run by another; the long job of a live one is left to it.', async () => {
  const byFirst: string[] = []
  const bySecond: string[] = []
  const long = new Promise<void>((done) => {
    finish = done
  })
  await start(async ({ name }) => {
    byFirst.push(String(name))
    await long
  })
  await add('long')
  await until(() => byFirst.length === 1)
  await add('orphan')
  await until(() => byFirst.length === 2)
  // As if the second job were held by a worker whose process is gone.
  await owner.query(
    `${age}, locked_by = case when payload->>'name' = 'orphan' then 'worker-that-is-gone' else locked_by end`,
  )
  await start(async ({ name }) => {
    bySecond.push(String(name))
  })
  await until(() => bySecond.length > 0)
  // Another look passes over the long one.
  await new Promise((done) => setTimeout(done, 5_500))
  assert.deepEqual(bySecond, ['orphan'])
  finish()
  await until(async () => (await owner.query('select from graphile_worker._private_jobs')).rowCount === 0)
  assert.deepEqual([byFirst, bySecond], [['long', 'orphan'], ['orphan']])
})
