/** Writers at once, in any order, slow, given up or killed, beside a program that reads: nothing is missed or told twice. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { again } from '../../trail/fixture.ts'
import '../../../../test/helpers/property-seed.ts'

let cast: Cast
let ticket: string
before(async () => {
  cast = await startCast()
  ticket = await cast.file(cast.nurse)
})
after(() => cast?.wardline.close())

const writers = 4
const steps = ['write', 'write', 'commit', 'rollback', 'kill', 'read', 'read'] as const
const Step = fc.record({
  what: fc.constantFrom(...steps),
  writer: fc.nat(writers - 1),
  limit: fc.integer({ min: 1, max: 4 }),
})

/** Connections that write lines by themselves, so that the order in which their transactions begin and end is the test's. */
function openWriters() {
  const all = Array.from({ length: writers }, () => ({
    client: undefined as pg.Client | undefined,
    ids: [] as string[],
  }))
  const committed: string[] = []
  const open = async (writer: (typeof all)[number]) => {
    if (writer.client) return writer.client
    writer.client = new pg.Client({ connectionString: cast.wardline.ownerUrl })
    writer.client.on('error', () => {})
    await writer.client.connect()
    return writer.client
  }
  return {
    committed,
    async write(place: number) {
      const writer = all[place] as (typeof all)[number]
      const client = await open(writer)
      if (writer.ids.length === 0) await client.query('begin')
      const { rows } = await client.query(
        "insert into core.event (org_id, record_id, at, id, action) values ($1, $2, $3, gen_random_uuid(), 'tickets.note') returning id",
        [cast.wardline.orgId, ticket, cast.wardline.clock.now()],
      )
      writer.ids.push(rows[0].id)
    },
    async end(place: number, how: 'commit' | 'rollback' | 'kill') {
      const writer = all[place] as (typeof all)[number]
      if (writer.ids.length === 0) return
      if (how === 'commit') committed.push(...writer.ids)
      writer.ids = []
      if (how !== 'kill') return void (await writer.client?.query(how))
      // As when the process dies: nobody says goodbye.
      const { stream } = (writer.client as unknown as { connection: { stream: { destroy(): void } } })
        .connection
      stream.destroy()
      writer.client = undefined
    },
    async close() {
      for (const { client } of all) await client?.end()
    },
  }
}

/** Waits until no transaction goes on that is older than what was written. */
const allEnded = () =>
  again(async () => {
    const [row] = await cast.rows(
      'select max(tx) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as have_ended from core.event',
    )
    return row?.have_ended === true
  })

test('A program that reads while others write is told of each thing once and misses none, however their transactions end.', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 5, maxLength: 40 }), async (plan) => {
      // Other databases of the server hold the present back, too: what was made before would be told again.
      await allEnded()
      const writing = openWriters()
      let next: string = must(await cast.agent.get('/api/changes')).body.next
      const told: string[] = []
      const read = async (limit: number) => {
        const { body } = must(await cast.agent.get(`/api/changes?after=${next}&limit=${limit}`))
        next = body.next
        told.push(...body.rows.map(({ id }: { id: string }) => id))
        return body.has_more as boolean
      }
      try {
        for (const { what, writer, limit } of plan) {
          if (what === 'read') await read(limit)
          else if (what === 'write') await writing.write(writer)
          else await writing.end(writer, what)
        }
        for (let place = 0; place < writers; place++) await writing.end(place, 'commit')
        await allEnded()
        for (let more = true; more; ) more = await read(3)
      } finally {
        await writing.close()
      }
      assert.deepEqual([...told].sort(), [...writing.committed].sort())
    }),
    { numRuns: 40 },
  )
})

test('A transaction that goes on for long is told to the program and to the administrator, until it has ended.', async () => {
  await allEnded()
  const writing = openWriters()
  try {
    const begin: string = must(await cast.agent.get('/api/changes')).body.next
    const held = async () => must(await cast.agent.get(`/api/changes?after=${begin}`)).body.is_held_back
    const since = async () => must(await cast.admin.get('/api/channels')).body.changes_held_since
    await writing.write(0)
    assert.deepEqual([await held(), await since()], [false, null], 'nothing waits for it yet')
    const id = await cast.file(cast.nurse)
    assert.deepEqual([await held(), await since()], [false, null], 'not for long yet')
    cast.wardline.clock.advance(31_000)
    assert.equal(await held(), true)
    const { created_at } = must(await cast.agent.get(`/api/tickets/${id}`)).body
    assert.equal(await since(), created_at)
    await writing.end(0, 'commit')
    await allEnded()
    assert.deepEqual([await held(), await since()], [false, null])
  } finally {
    await writing.close()
  }
})

test('What a slow transaction wrote first is told first, and what others wrote meanwhile waits for it.', async () => {
  await allEnded()
  const writing = openWriters()
  try {
    const begin: string = must(await cast.agent.get('/api/changes')).body.next
    const asked = async () =>
      must(await cast.agent.get(`/api/changes?after=${begin}`)).body.rows.map(({ id }: { id: string }) => id)
    await writing.write(0)
    await writing.write(1)
    await writing.end(1, 'commit')
    assert.deepEqual(await asked(), [], 'the line of the second would be read past the first')
    await writing.end(0, 'commit')
    await allEnded()
    assert.deepEqual(await asked(), writing.committed.toReversed())
  } finally {
    await writing.close()
  }
})
