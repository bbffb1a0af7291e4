/** A real worker, killed while it sends a reply that was scheduled: afterwards it was sent once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startProcess } from '../../../../test/helpers/process.ts'
import { type Cast, must, startCast } from '../fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (const started_ms = Date.now(); Date.now() - started_ms < 60_000; ) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 100))
  }
  assert.fail(`${what} did not happen`)
}

test('A worker that is killed in the middle of sending is followed by another, and the reply is sent once.', async () => {
  const { wardline, agent } = cast
  const { owner } = wardline
  const id = await cast.file(cast.nurse)
  const at = Temporal.Now.zonedDateTimeISO('America/Chicago').add({ days: 1 }).toPlainDateTime()
  const body = { body: 'Good morning', at: at.toString({ smallestUnit: 'minute' }) }
  const { reply_id } = must(await agent.post(`/api/tickets/${id}/schedule-reply`, body)).body
  const count = async (sql: string, values: unknown[] = []): Promise<number> =>
    Number((await owner.query(`select count(*) as n from ${sql}`, values)).rows[0].n)
  const sent = () => count("core.message where record_id = $1 and body like 'Good morning%'", [id])
  await owner.query("update tickets.scheduled_reply set send_at = now() - interval '1 hour'")
  await owner.query(
    "update graphile_worker._private_jobs set run_at = now() where key like 'scheduled_replies.send%'",
  )
  // The reply waits behind this lock, after it was marked as sent.
  const lock = await owner.connect()
  await lock.query('begin')
  await lock.query('lock table core.message in share mode')
  const env = { DATABASE_URL: wardline.ownerUrl, WARDLINE_DATA_DIR: wardline.dataDir }
  const first = await startProcess('worker', env)
  await until(
    async () =>
      (await count("pg_stat_activity where wait_event_type = 'Lock' and query like '%core.message%'")) > 0,
    'a sending in the middle',
  )
  await first.kill()
  await lock.query('rollback')
  lock.release()
  assert.equal(await sent(), 0, 'nothing is half done')
  const second = await startProcess('worker', env)
  await until(async () => (await sent()) === 1, 'the sending')
  // The same job once more, as when the kill had come after the commit.
  await owner.query(
    "select graphile_worker.add_job('scheduled_replies.send', payload => json_build_object('org', $1::text, 'reply', $2::text))",
    [wardline.orgId, reply_id],
  )
  await until(
    async () => (await count('graphile_worker._private_jobs where run_at <= now()')) === 0,
    'the end of all jobs',
  )
  assert.equal(await sent(), 1)
  const { rows } = await owner.query('select state from tickets.scheduled_reply')
  assert.deepEqual(rows, [{ state: 'sent' }])
  assert.equal(await second.stop(), 0)
})
