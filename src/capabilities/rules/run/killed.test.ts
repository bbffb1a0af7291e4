import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startProcess } from '../../../../test/helpers/process.ts'
import { type RuleCast, startRuleCast } from '../fixture.ts'

let cast: RuleCast
before(async () => {
  cast = await startRuleCast()
})
after(() => cast.wardline.close())

test('A worker that is killed between two deeds, and started again, has done each of them once.', async () => {
  const { wardline } = cast
  await cast.rule({
    actions: [
      { do: 'note', text: 'First' },
      { do: 'add_tags', tags: ['between'] },
      { do: 'note', text: 'Last' },
    ],
  })
  const ids: string[] = []
  for (let index = 0; index < 30; index++) ids.push(await cast.file(cast.nurse))
  const notes = async () =>
    Number(
      (
        await cast.rows(
          'select count(*)::int as n from core.message where record_id = any($1) and is_internal',
          [ids],
        )
      )[0]?.n,
    )
  const holder = await wardline.owner.connect()
  const env = { DATABASE_URL: wardline.ownerUrl, WARDLINE_DATA_DIR: wardline.dataDir }
  await holder.query('begin')
  // Some tickets are held back in the middle, so that the worker is killed with deeds in its hands.
  await holder.query('select from core.record where id = any($1) for update', [[ids[9], ids[10], ids[20]]])
  const first = await startProcess('worker', env)
  try {
    await until(async () => (await notes()) >= 12)
  } finally {
    await first.kill()
    await holder.query('rollback')
    holder.release()
  }
  assert.ok((await notes()) < 60)
  const second = await startProcess('worker', env)
  try {
    await until(async () => (await cast.rows('select id from rules.task limit 1')).length === 0)
  } finally {
    await second.stop()
  }
  // Once more, as when the kill had come after the last commit.
  for (const id of ids) await cast.job('rules.run', { ticket: id })
  assert.equal(await notes(), 60)
  for (const id of ids) {
    const { messages, tags } = await cast.ticket(id)
    assert.deepEqual(
      (messages as { body: string }[]).slice(1).map(({ body }) => body),
      ['First', 'Last'],
    )
    assert.deepEqual(tags, ['between'])
    assert.deepEqual(
      (await cast.firings(id)).map(({ outcomes }) => outcomes),
      [['done', 'done', 'done']],
    )
  }
})

test('A worker that is killed while it does what was due by time, and started again, does each of it once.', async () => {
  const { wardline } = cast
  await cast.off()
  await cast.rule({
    when: { on: 'after', since: 'created', minutes: 60 },
    actions: [{ do: 'note', text: 'Due' }],
  })
  // What was filed two hours ago by this clock is due by the clock of the worker's process.
  wardline.clock.advance(Date.now() - 2 * 3_600_000 - wardline.clock.now().getTime())
  const ids: string[] = []
  for (let index = 0; index < 130; index++) ids.push(await cast.file(cast.nurse))
  const notes = async () =>
    cast.rows(
      "select record_id, count(*)::int as n from core.message where record_id = any($1) and body = 'Due' group by record_id",
      [ids],
    )
  const holder = await wardline.owner.connect()
  const env = { DATABASE_URL: wardline.ownerUrl, WARDLINE_DATA_DIR: wardline.dataDir }
  await holder.query('begin')
  // The last but one is held back, so that the worker is killed in its second batch.
  await holder.query('select from core.record where id = $1 for no key update', [ids.at(-2)])
  const first = await startProcess('worker', env)
  try {
    await until(async () => (await notes()).length >= 110)
  } finally {
    await first.kill()
    await holder.query('rollback')
    holder.release()
  }
  assert.ok((await notes()).length < 130)
  const second = await startProcess('worker', env)
  try {
    await until(async () => (await notes()).length === 130)
  } finally {
    await second.stop()
  }
  wardline.clock.advance(2 * 3_600_000)
  await cast.job('rules.wake')
  assert.deepEqual(
    (await notes()).filter(({ n }) => n !== 1),
    [],
  )
})

test('Two workers with the same ticket do everything once, in order.', async () => {
  await cast.off()
  for (let index = 0; index < 5; index++)
    await cast.rule({ actions: [0, 1, 2].map((part) => ({ do: 'note' as const, text: `${index} ${part}` })) })
  const id = await cast.file(cast.nurse)
  await Promise.all(Array.from({ length: 4 }, () => cast.job('rules.run', { ticket: id })))
  await cast.job('rules.run', { ticket: id })
  const { messages } = await cast.ticket(id)
  const wanted = Array.from({ length: 15 }, (_, count) => `${Math.floor(count / 3)} ${count % 3}`)
  assert.deepEqual(
    (messages as { body: string }[]).slice(1).map(({ body }) => body),
    wanted,
  )
  assert.equal((await cast.firings(id)).length, 5)
})

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const started_ms = Date.now(); Date.now() - started_ms < 60_000; ) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 20))
  }
  assert.fail('It did not come true in a minute.')
}
