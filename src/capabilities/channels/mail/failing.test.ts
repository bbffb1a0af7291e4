/** Reports of mail that did not arrive, as mail servers write them, and how an address that failed is well again. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { receiveMail } from './receive.ts'
import { takeIn } from './take-in.ts'
import { tendMail } from './tend.ts'

let cast: Cast
before(async () => {
  cast = await startCast({ env: { MAIL_FROM: 'Help desk <desk@main.example>' } })
})
after(() => cast?.wardline.close())
beforeEach(() => cast.rows('delete from channels.failing_address'))

const nora = 'nora.nurse@main.example'

/** A mail that went out to Nora; answers its Message-ID. */
async function sent({ orgId = cast.wardline.orgId, isSent = true } = {}): Promise<string> {
  const messageId = `<${crypto.randomUUID()}@main.example>`
  await cast.rows(
    `insert into core.outbox (org_id, id, to_address, subject, body_text, body_html, state, created_at, sent_at, message_id)
     values ($1, gen_random_uuid(), $2, 'Words', 'Words', '', $3, $4, $5, $6)`,
    [orgId, nora, isSent ? 'sent' : 'queued', now(), isSent ? now() : null, messageId],
  )
  return messageId
}
const now = () => cast.wardline.clock.now().toISOString()

type Report = { of: string; status?: string; action?: string; part?: string }
function report({ of, status = '5.1.1', action = 'failed', part = 'message/rfc822' }: Report): string {
  return [
    'From: MAILER-DAEMON@mx.example',
    'To: desk@main.example',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <${crypto.randomUUID()}@mx.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    'X-Postfix-Sender: rfc822; desk@main.example',
    '',
    `Final-Recipient: rfc822; ${nora}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--b',
    `Content-Type: ${part}`,
    '',
    'From: desk@main.example',
    `To: ${nora}`,
    'Subject: Words',
    `Message-ID: ${of}`,
    '',
    'Words',
    '--b--',
  ].join('\r\n')
}

async function comes(mail: string): Promise<string> {
  const { app } = cast.wardline.composition
  const id = await receiveMail(app, cast.wardline.orgId, Buffer.from(mail), { mailbox: null, kept_days: 30 })
  assert.ok(id)
  await takeIn(app, { org: cast.wardline.orgId, mail: id })
  const [row] = await cast.rows('select state from channels.mail_in where id = $1', [id])
  return String(row?.state)
}

const admin = () => cast.wardline.signIn('admin@main.example', 'main')
const failing = async () => must(await (await admin()).get('/api/mail/failing')).body.rows

test('A report of a mail that was sent from here marks its address with the reason, and is nothing to decide on.', async () => {
  const reasons = {
    '5.1.1': 'unknown',
    '5.2.2': 'full',
    '5.2.1': 'disabled',
    '5.7.1': 'refused',
    '4.4.7': 'expired',
    '5.3.0': 'other',
  }
  for (const [status, reason] of Object.entries(reasons)) {
    assert.equal(await comes(report({ of: await sent(), status })), 'discarded')
    const [row] = await failing()
    assert.deepEqual([row.address, row.person?.name, row.reason], [nora, 'Nora Nurse', reason])
  }
  await cast.rows('delete from channels.failing_address')
  assert.equal(await comes(report({ of: await sent(), part: 'text/rfc822-headers' })), 'discarded')
  assert.equal((await failing()).length, 1)
})

test('A forged report, one of another organization’s mail, of one that was never sent or is only late marks nobody.', async () => {
  const other = await cast.wardline.organization('other-mail')
  const forged = [
    report({ of: '<guessed@main.example>' }),
    report({ of: await sent({ orgId: other.orgId }) }),
    report({ of: await sent({ isSent: false }) }),
    report({ of: await sent(), action: 'delayed', status: '4.4.1' }),
    report({ of: await sent(), action: 'delivered', status: '2.0.0' }),
    report({ of: await sent() }).replace('Content-Type: message/rfc822', 'Content-Type: text/plain'),
  ]
  for (const mail of forged) assert.equal(await comes(mail), 'quarantined')
  const long = await sent()
  await cast.rows("update core.outbox set sent_at = sent_at - interval '31 days' where message_id = $1", [
    long,
  ])
  assert.equal(await comes(report({ of: long })), 'quarantined')
  assert.deepEqual(await failing(), [])
})

test('An address is well again by an answer to a later mail, by three days without a report, or by hand.', async () => {
  const mark = async () => {
    assert.equal(await comes(report({ of: await sent() })), 'discarded')
    cast.wardline.clock.advance(60_000)
  }
  const answer = (to: string) =>
    comes(
      `From: ${nora}\r\nTo: desk@main.example\r\nSubject: Re\r\nMessage-ID: <${crypto.randomUUID()}@x.example>\r\nIn-Reply-To: ${to}\r\n\r\nThanks.`,
    )
  const early = await sent()
  await mark()
  await answer(early)
  assert.equal((await failing()).length, 1, 'a mail of before proves nothing')
  await answer(await sent())
  assert.deepEqual(await failing(), [])

  await mark()
  await sent()
  const tend = () => tendMail(cast.wardline.composition.app, {})
  cast.wardline.clock.advance(2 * 86_400_000)
  await tend()
  assert.equal((await failing()).length, 1)
  cast.wardline.clock.advance(2 * 86_400_000)
  await tend()
  assert.deepEqual(await failing(), [])

  await mark()
  const nurse = await cast.wardline.signIn(nora, 'main')
  assert.equal((await nurse.get('/api/mail/failing')).status, 403)
  assert.equal((await nurse.post('/api/mail/failing/clear', { address: nora })).status, 403)
  must(await (await admin()).post('/api/mail/failing/clear', { address: nora }))
  assert.deepEqual(await failing(), [])
  assert.equal((await (await admin()).post('/api/mail/failing/clear', { address: nora })).status, 404)
})
