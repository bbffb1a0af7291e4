/** How each channel is, for who answers for all of them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { receiveMail } from './mail/receive.ts'
import { takeIn } from './mail/take-in.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast?.wardline.close())

type Row = {
  kind: string
  name: string
  state: string
  stuck: number
  last_at: string | null
  failure: string | null
}
const rows = async () => must(await cast.admin.get('/api/channels')).body.rows as Row[]
const row = async (kind: string) => (await rows()).find((each) => each.kind === kind)

test('Each channel says how it is, when something last came, what failed and what waits for a person.', async () => {
  assert.deepEqual(
    (await rows()).map(({ kind, state }) => [kind, state]),
    [['mail_out', 'off']],
  )
  const { id } = must(
    await cast.admin.post('/api/mail/mailboxes', {
      name: 'Help desk',
      address: 'desk@main.example',
      host: 'mail.main.example',
      port: 993,
      security: 'tls',
      username: 'desk',
      sign_in: 'password',
      secret: 'not used here',
      kept_days: 30,
      is_on: false,
    }),
  ).body
  assert.equal((await row('mailbox'))?.state, 'off')
  const { app } = cast.wardline.composition
  const { orgId } = cast.wardline
  const content = Buffer.from(
    'From: eve@elsewhere.example\r\nSubject: Offer\r\nMessage-ID: <1@e.example>\r\n\r\nBuy.',
  )
  const mail = await receiveMail(app, orgId, content, { mailbox: id, kept_days: 1 })
  await takeIn(app, { org: orgId, mail })
  const box = await row('mailbox')
  assert.deepEqual([box?.state, box?.stuck], ['well', 1], 'mail came by the listener')
  assert.ok(box?.last_at)
  await cast.rows(
    "update channels.mailbox set is_on = true, failure = 'The mail server could not be reached.', failing_since = now()",
  )
  assert.deepEqual(
    [(await row('mailbox'))?.state, (await row('mailbox'))?.failure],
    ['fails', 'The mail server could not be reached.'],
  )
  await cast.rows(
    `insert into core.outbox (org_id, id, to_address, subject, body_text, body_html, state, created_at, last_error)
     values ($1, gen_random_uuid(), 'a@b.example', 'S', 'T', '', 'failed', now(), 'The mail server refused it.')`,
    [orgId],
  )
  assert.equal((await row('mail_out'))?.stuck, 1)
})

test('Only who manages the organization sees how its channels are, and nothing of another one’s.', async () => {
  for (const client of [cast.nurse, cast.agent]) assert.equal((await client.get('/api/channels')).status, 403)
  const { orgId } = await cast.wardline.organization('other-channels')
  await cast.rows(
    `insert into channels.mailbox (org_id, id, name, address, host, port, security, username, sign_in, secret_sealed, is_on, created_at)
     values ($1, gen_random_uuid(), 'Theirs', 'desk@other.example', 'h', 993, 'tls', 'u', 'password', '\\x00', true, now())`,
    [orgId],
  )
  const names = (await rows()).map(({ name }) => name)
  assert.ok(names.includes('Help desk') && !names.includes('Theirs'))
})
