/** The list of files that are held: all of them page by page, for whom it is, and what of them is not told. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'

let cast: Cast
let security: Client
before(async () => {
  cast = await startCast({ now: '2026-06-15T08:00:00Z' })
  security = await cast.wardline.person('Sue Security', ['information-security-officer'])
})
after(() => cast?.wardline.close())

/** So many files in the state, several of one moment. */
const held = (count: number, state: string, name: string) =>
  cast.rows(
    `insert into core.attachment (org_id, id, uploaded_by, name, media_type, size_bytes, sha256, storage_key, created_at, scan, scan_released_by)
     select $1, gen_random_uuid(), $2, $4, 'text/plain', 1, '', md5($4 || place), '2026-06-01'::timestamptz + place / 7 * interval '1 minute',
       $5::text, case when $5::text = 'released' then $2::uuid end
     from generate_series(1, $3::int) place`,
    [cast.wardline.orgId, cast.nurse.personId, count, name, state],
  )
type Row = { id: string; state: string; name: string | null; from: string | null; created_at: string }
async function allPages(client: Client, limit: number): Promise<Row[]> {
  const rows: Row[] = []
  let after = ''
  for (let page = 0; page < 50; page++) {
    const { body } = must(await client.get(`/api/files?limit=${limit}${after}`))
    rows.push(...body.rows)
    if (body.next === null) return rows
    after = `&after=${encodeURIComponent(body.next)}`
  }
  throw new Error('The list does not end.')
}

test('Three hundred files are listed page by page, each once: what is infected first, then what waits, then what was released.', async () => {
  await held(230, 'waiting', 'waits.txt')
  await held(60, 'infected', 'bad.txt')
  await held(10, 'released', 'good.txt')
  await held(5, 'clean', 'clean.txt')
  const first = must(await cast.admin.get('/api/files')).body
  assert.equal(first.rows.length, 50)
  assert.deepEqual(first.counts, { infected: 60, waiting: 230, released: 10 })
  for (const limit of [50, 60, 7]) {
    const rows = await allPages(cast.admin, limit)
    assert.equal(rows.length, 300, `by ${limit}`)
    assert.equal(new Set(rows.map(({ id }) => id)).size, 300)
    const states = rows.map(({ state }) => state)
    assert.deepEqual([...new Set(states)], ['infected', 'waiting', 'released'])
    const waiting = rows.filter(({ state }) => state === 'waiting').map(({ created_at }) => created_at)
    assert.deepEqual(waiting, waiting.toSorted().reverse())
  }
})

test('A key that no page gave is refused, and who may not decide sees neither list nor page.', async () => {
  for (const after of ['x', '9.x', '1.', '3.WyIyMDI2Il0', `1.${'é'.repeat(9)}`])
    assert.equal((await cast.admin.get(`/api/files?after=${encodeURIComponent(after)}`)).status, 422, after)
  for (const client of [cast.nurse, cast.agent]) assert.equal((await client.get('/api/files')).status, 403)
  assert.equal(must(await security.get('/api/files')).body.counts.infected, 60)
})

test('Of a file on a record that is kept from the reader neither its name nor who sent it is told, also of a sealed kind.', async () => {
  const send = async (name: string) =>
    must(await uploadWith(cast.wardline, cast.otherNurse)(name, 'text/plain', Buffer.from(name))).body.id
  const ticket = await cast.file(cast.nurse)
  const [open, ofSafety, ofSecurity] = [
    await send('open.txt'),
    await send('safety.txt'),
    await send('secret.txt'),
  ]
  must(
    await cast.nurse.post(`/api/tickets/${ticket}/safety-reports`, {
      outcome: 'harm',
      description: 'The pump.',
    }),
  )
  const [event] = await cast.rows("select id from core.record where kind = 'safety_event'")
  const restricted = await cast.file(cast.nurse)
  await cast.rows("update core.record set restriction = 'security' where id = $1", [restricted])
  for (const [file, record] of [
    [open, ticket],
    [ofSafety, event?.id],
    [ofSecurity, restricted],
  ])
    await cast.rows("update core.attachment set scan = 'infected', record_id = $2 where id = $1", [
      file,
      record,
    ])
  const told = async (client: Client) => {
    const rows = await allPages(client, 100)
    return [open, ofSafety, ofSecurity].map((id) => {
      const row = rows.find((each) => each.id === id)
      return [row?.name, row?.from]
    })
  }
  const [none, other] = [[null, null], 'Otis Other']
  assert.deepEqual(await told(cast.admin), [['open.txt', other], none, none])
  assert.deepEqual(await told(security), [['open.txt', other], none, ['secret.txt', other]])
})
