/**
 * The headers by which a mail program ends mails, as a receiver gets them from a real SMTP server: the signature is
 * checked by a library that had no part in making it, and the click goes to the address that it covers.
 */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { SMTPServer } from 'smtp-server'
import { runJobs } from '../../core/people/fixture.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { tend } from './deliver.ts'

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
  cast = await startCast({
    env: {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'Help desk <help@main.example>',
      WARDLINE_PUBLIC_URL: 'https://help.example.org',
    },
  })
})
after(async () => {
  await cast?.wardline.close()
  await new Promise<void>((resolve) => server.close(resolve))
})

/** What a receiver finds of the signature, by the record that the administrator was told to publish. */
async function verified(raw: string, record: { name: string; value: string }) {
  const { results } = await dkimVerify(raw, {
    resolver: async (name: string, type: string) => {
      if (name === record.name && type === 'TXT') return [[record.value]]
      throw Object.assign(new Error('There is no such name.'), { code: 'ENOTFOUND' })
    },
  })
  return results
}

test('A receiver finds the mail signed with its headers for unsubscribing, and one click at their address ends such mails.', async () => {
  const { agent, admin, wardline, rows } = cast
  must(await admin.post('/api/mail/sending/dkim-key'))
  const { version, per_address_hour, per_minute, dkim } = must(await admin.get('/api/mail/sending')).body
  const on = { version, per_address_hour, per_minute, dkim_is_on: true }
  must(await admin.send('PUT', '/api/mail/sending', on))
  const settings = must(await agent.get('/api/notices/settings')).body
  const { time_zone, quiet, digest, digest_at } = settings
  const kinds = [{ kind: 'work', in_app: true, mail: 'now', push: false }]
  must(await agent.send('PUT', '/api/notices/settings', { time_zone, quiet, digest, digest_at, kinds }))
  const assigned = async () => {
    const id = await cast.file(cast.nurse)
    must(await cast.secondAgent.post(`/api/tickets/${id}/assign`, { owner_id: agent.personId }))
    wardline.clock.advance(60_000)
    await tend(wardline.composition.app, {})
    await runJobs(wardline)
    return received.filter((raw) => raw.includes('sam.agent@main.example'))
  }
  const [mail = '', ...more] = await assigned()
  assert.deepEqual(more, [])
  const [result, ...others] = await verified(mail, dkim)
  assert.deepEqual(others, [])
  assert.equal(result?.status.result, 'pass')
  assert.equal(result?.status.aligned, 'main.example')
  const signed = String((result as { signingHeaders?: { keys: string } }).signingHeaders?.keys).toLowerCase()
  for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'from', 'subject'])
    assert.ok(signed.split(/\s*[:,;]\s*/).includes(name), `${name} is signed`)

  const lines = (mail.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ')
  assert.match(lines, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im)
  const [, address = ''] = /^List-Unsubscribe:\s*<([^>]+)>/im.exec(lines) ?? []
  const url = new URL(address.replace(/\s/g, ''))
  assert.equal(url.origin, 'https://help.example.org')
  const altered = mail.replace(
    /unsubscribe\/(.{10})/i,
    (all) => `${all.slice(0, -1)}${all.endsWith('A') ? 'B' : 'A'}`,
  )
  assert.notEqual((await verified(altered, dkim))[0]?.status.result, 'pass', 'another address is not signed')

  const way = async () =>
    (
      await rows("select mail from notices.choice where person_id = $1 and kind = 'work'", [agent.personId])
    )[0]?.mail
  const click = (path: string) =>
    wardline.anonymous.send('POST', path, 'List-Unsubscribe=One-Click', {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://mail.elsewhere.example',
    })
  assert.equal((await click(`${url.pathname.slice(0, -4)}AAAA`)).status, 410)
  assert.equal(await way(), 'now')
  assert.equal((await click(url.pathname)).status, 200)
  assert.equal(await way(), 'off')
  assert.equal((await assigned()).length, 1, 'nothing of the kind is mailed any more')
})
