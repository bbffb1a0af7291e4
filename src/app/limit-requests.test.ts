import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../test/helpers/server.ts'

let wardline: Wardline
let nurse: Client
let other: Client

before(async () => {
  wardline = await startWardline({ env: { WARDLINE_REQUESTS_A_MINUTE: '40' } })
  nurse = await wardline.person('Nora Nurse', [])
  other = await wardline.person('Otis Other', [])
})
after(() => wardline?.close())

test('Who asks without end waits, whatever he asks, while others are answered.', async () => {
  const asked = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      i % 2 === 0
        ? nurse.get('/api/search?q=badge')
        : nurse.post('/api/tickets', { title: `Badge ${i}`, body: 'It blinks.' }),
    ),
  )
  const refused = asked.filter(({ status }) => status === 429)
  assert.equal(asked.filter(({ status }) => status === 200).length + refused.length, 60)
  assert.ok(refused.length >= 20, `${refused.length} were refused`)
  const [first] = refused
  assert.equal(first?.body.detail, 'That was too often. Wait a little and try again.')
  assert.ok(Number(first?.headers['retry-after']) > 0 && Number(first?.headers['retry-after']) <= 60)
  assert.equal((await other.get('/api/search?q=badge')).status, 200)
  const { rows } = await wardline.owner.query(
    "select count(*)::int as count from core.record where kind = 'ticket' and requester_id = $1",
    [nurse.personId],
  )
  const filed = asked.filter(({ status }, i) => i % 2 === 1 && status === 200).length
  assert.equal(rows[0]?.count, filed, 'what was refused filed nothing')
})
