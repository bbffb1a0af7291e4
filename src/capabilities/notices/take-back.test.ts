/** What waits in the outbox is asked for its right again when it leaves, before a real SMTP server. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { runJobs } from '../../core/people/fixture.ts'
import { queueMail } from '../../core/people/outbox.ts'
import { write } from '../../platform/db/transaction.ts'
import { type Cast, startCast } from '../tickets/fixture.ts'

const received: string[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    text(stream).then((raw) => {
      received.push(raw)
      done()
    }, done)
  },
})
let cast: Cast

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  cast = await startCast({ env: { SMTP_URL: `smtp://127.0.0.1:${port}` } })
})
after(async () => {
  await cast?.wardline.close()
  await new Promise<void>((resolve) => server.close(resolve))
})

test('A mail that waits while its record is restricted from its reader is not sent; one about an open record is.', async () => {
  const { app } = cast.wardline.composition
  const [open, kept] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
  await write(app.pool, cast.wardline.orgId, async (tx) => {
    for (const about of [open, kept])
      queueMail(tx, app, {
        to: { personId: cast.agent.personId, email: 'sam.agent@main.example' },
        subject: about === open ? 'Open news' : 'Kept news',
        text: 'Hello.\n',
        about,
        now: cast.wardline.clock.now().toISOString(),
      })
  })
  await cast.wardline.owner.query("update core.record set restriction = 'listed' where id = $1", [kept])
  await runJobs(cast.wardline)
  assert.ok(received.some((raw) => raw.includes('Open news')))
  assert.ok(!received.some((raw) => raw.includes('Kept news')))
  const [mail] = await cast.rows("select state, body_text from core.outbox where subject = 'Kept news'")
  assert.deepEqual(mail, { state: 'failed', body_text: '' })
})
