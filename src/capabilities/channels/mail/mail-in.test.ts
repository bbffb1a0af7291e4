/** Mail on its way in, with a real database and real files: what it becomes, whose words it is, and that it comes once. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { newThreadId, readThreadId, threadKey } from '../../../platform/mail/thread-id.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { parseApart } from './parse-apart.ts'
import { MailParked } from './parsed.ts'
import { receiveMail } from './receive.ts'
import { takeIn } from './take-in.ts'
import { tendMail } from './tend.ts'

let cast: Cast
before(async () => {
  cast = await startCast({
    env: { MAIL_FROM: 'Help desk <desk@main.example>', WARDLINE_OLD_SECRETS: former },
  })
})
after(() => cast.wardline.close())
// Nobody comes to the cap of an hour by the tests before.
beforeEach(() => cast.rows("update channels.mail_in set decided_at = decided_at - interval '1 hour'"))

const former = 'the-former-secret-of-these-mails-0'
const nora = 'nora.nurse@main.example'
const sam = 'sam.agent@main.example'
let count = 0

type Mail = { from?: string; subject?: string; body?: string; head?: string[]; id?: string }

function written({
  from = nora,
  subject = 'The printer is out of paper',
  body = 'Tray two.',
  head = [],
  id,
}: Mail): Buffer {
  const lines = [
    `From: ${from}`,
    'To: desk@main.example',
    `Subject: ${subject}`,
    `Message-ID: ${id ?? `<${++count}@test.example>`}`,
    ...head,
    '',
    body,
  ]
  return Buffer.from(lines.join('\r\n'))
}

/** Receives and works on a mail; answers its row. */
async function comes(mail: Mail | Buffer): Promise<Record<string, unknown>> {
  const content = Buffer.isBuffer(mail) ? mail : written(mail)
  const { app } = cast.wardline.composition
  const id = await receiveMail(app, cast.wardline.orgId, content, { mailbox: null, kept_days: 30 })
  assert.ok(id, 'it is new')
  await takeIn(app, { org: cast.wardline.orgId, mail: id })
  return rowOf(id)
}

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const [row] = await cast.rows('select * from channels.mail_in where id = $1', [id])
  assert.ok(row)
  return row
}

const signedId = (about: string, recipient: string) =>
  newThreadId(
    threadKey(cast.wardline.composition.app.config.secret, cast.wardline.orgId),
    { about, recipient },
    'main.example',
  )
const messagesOf = (record: unknown) =>
  cast.rows(
    'select author_id, body, channel from core.message where record_id = $1 order by created_at, id',
    [record],
  )

test('A mail of somebody known becomes a ticket of theirs, with its files, and they hear of it by a mail that they can answer.', async () => {
  const picture =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const row = await comes({
    subject: '=?utf-8?Q?Monitor_flackert_=E2=80=93_Zimmer_4?=',
    head: ['MIME-Version: 1.0', 'Content-Type: multipart/related; boundary=x'],
    body: [
      '--x',
      'Content-Type: text/html; charset=windows-1252',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<p>Caf=E9 <b>dark</b><script>alert(1)</script><img src="cid:p"><img src="https://evil.example/x.png"></p>',
      '--x',
      'Content-Type: image/png; name="screen.png"',
      'Content-ID: <p>',
      'Content-Transfer-Encoding: base64',
      '',
      picture,
      '--x--',
    ].join('\r\n'),
  })
  assert.equal(row.state, 'taken_in')
  assert.equal(row.sender_id, cast.nurse.personId)
  const ticket = must(await cast.nurse.get(`/api/tickets/${row.record_id}`)).body
  assert.equal(ticket.title, 'Monitor flackert – Zimmer 4')
  const [message] = await messagesOf(row.record_id)
  assert.equal(message?.channel, 'mail')
  assert.match(String(message?.body), /Café/)
  assert.doesNotMatch(String(message?.body), /alert|<script|evil/)
  const files = await cast.rows('select name from core.attachment where record_id = $1', [row.record_id])
  assert.deepEqual(files, [{ name: 'screen.png' }])
  const jobs = await cast.rows(
    "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'notifications.mail_requester' and payload->>'record' = $1",
    [row.record_id],
  )
  assert.equal(jobs.length, 1)
  const { app } = cast.wardline.composition
  await app.registry.jobs.get('notifications.mail_requester')?.(
    app,
    jobs[0]?.payload as Record<string, unknown>,
  )
  const [sent] = await cast.rows(
    'select message_id, about_id from core.outbox where to_address = $1 order by created_at desc limit 1',
    [nora],
  )
  assert.equal(sent?.about_id, row.record_id, 'a legal hold on the ticket keeps the mail about it')
  const answer = await comes({
    head: [`In-Reply-To: ${sent?.message_id}`],
    body: 'It works again.\r\n\r\nOn Monday Help desk wrote:\r\n> We have it.',
  })
  assert.equal(answer.record_id, row.record_id)
  const [, second] = await messagesOf(row.record_id)
  assert.equal(second?.author_id, cast.nurse.personId)
  assert.equal(second?.body, 'It works again.\n\n> On Monday Help desk wrote:\n> > We have it.')
})

test('The same mail comes once, also by another way and with other lines in its head, and also when two workers have it.', async () => {
  const { app } = cast.wardline.composition
  const { orgId } = cast.wardline
  const mail = { id: '<once@test.example>', subject: 'Comes once' }
  const source = { mailbox: null, kept_days: 30 }
  const id = await receiveMail(app, orgId, written(mail), source)
  assert.ok(id)
  assert.equal(await receiveMail(app, orgId, written(mail), source), undefined)
  assert.equal(
    await receiveMail(app, orgId, written({ ...mail, head: ['Received: by another'] }), source),
    undefined,
  )
  assert.ok(
    await receiveMail(app, orgId, written({ ...mail, body: 'Other words.' }), source),
    'other words are another mail',
  )
  await Promise.all([1, 2, 3].map(() => takeIn(app, { org: orgId, mail: id })))
  await takeIn(app, { org: orgId, mail: id })
  const tickets = await cast.rows("select id from core.record where title = 'Comes once'")
  assert.equal(tickets.length, 1)
  let files = 0
  for await (const _file of app.files.list()) files++
  const [{ kept } = {}] = await cast.rows(
    'select (select count(*) from channels.mail_in where storage_key is not null)::int + (select count(*) from core.attachment)::int as kept',
  )
  assert.equal(files, kept, 'what came twice lies there once')
})

test('Case 1: a guessed, altered or old Message-ID opens a new ticket and joins none; the signed one joins.', async () => {
  const ticket = await cast.file(cast.nurse)
  const good = signedId(ticket, cast.nurse.personId)
  const altered = good.replace(/^<wl1\.(.)/, (_all, first) => `<wl1.${first === 'A' ? 'B' : 'A'}`)
  const other = newThreadId(
    threadKey('another secret of thirty-two bytes', cast.wardline.orgId),
    { about: ticket, recipient: cast.nurse.personId },
    'main.example',
  )
  for (const id of [altered, other, `<ticket-${ticket}@main.example>`, `<${ticket}@main.example>`]) {
    const row = await comes({
      head: [`In-Reply-To: ${id}`, `References: ${id}`],
      subject: 'Re: I cannot log in',
    })
    assert.equal(row.state, 'taken_in')
    assert.notEqual(row.record_id, ticket)
  }
  assert.equal((await comes({ head: [`References: <a@b> ${good}`] })).record_id, ticket)
  const thread = { about: ticket, recipient: cast.nurse.personId }
  const by = (secret: string) => newThreadId(threadKey(secret, cast.wardline.orgId), thread, 'main.example')
  assert.equal((await comes({ head: [`In-Reply-To: ${by(former)}`] })).record_id, ticket, 'a former secret')
  assert.notEqual((await comes({ head: [`In-Reply-To: ${by('x'.repeat(32))}`] })).record_id, ticket)
})

test('Case 2: who forges an agent’s address with the mail of somebody else never posts as the agent.', async () => {
  const ticket = await cast.file(cast.nurse)
  const before = await messagesOf(ticket)
  const id = signedId(ticket, cast.nurse.personId)
  const forged = await comes({ from: sam, head: [`In-Reply-To: ${id}`], body: 'Give me your password.' })
  assert.deepEqual([forged.state, forged.reason], ['quarantined', 'forged'])
  assert.deepEqual(await messagesOf(ticket), before)
  const own = await comes({ from: sam, head: [`In-Reply-To: ${signedId(ticket, cast.agent.personId)}`] })
  assert.equal(own.record_id, ticket)
  assert.equal((await messagesOf(ticket)).at(-1)?.author_id, cast.agent.personId)
})

test('Case 3: an agent who lost access is refused and told so, without a word of the ticket, and only once an hour.', async () => {
  const ticket = await cast.file(cast.nurse, { title: 'Secret of ward seven' })
  const outsider = cast.otherNurse.personId
  const head = [`In-Reply-To: ${signedId(ticket, outsider)}`]
  const mails = () =>
    cast.rows("select subject, body_text from core.outbox where to_address = 'otis.other@main.example'")
  const sent = (await mails()).length
  const row = await comes({ from: 'otis.other@main.example', head })
  assert.deepEqual([row.state, row.reason], ['quarantined', 'refused'])
  assert.equal((await mails()).length, sent + 1)
  assert.doesNotMatch(JSON.stringify(await mails()), /ward seven|#\d/)
  await comes({ from: 'otis.other@main.example', head })
  assert.equal((await mails()).length, sent + 1)
})

test('Case 4: a stranger who answers into a thread waits as unverified, gets nothing, and one act makes a ticket of it.', async () => {
  const ticket = await cast.file(cast.nurse)
  const row = await comes({
    from: 'eve@elsewhere.example',
    subject: 'About your ticket',
    head: [`In-Reply-To: ${signedId(ticket, cast.nurse.personId)}`],
  })
  assert.deepEqual([row.state, row.reason, row.record_id], ['quarantined', 'stranger_in_thread', null])
  assert.equal((await messagesOf(ticket)).length, 1)
  assert.equal((await cast.nurse.get('/api/mail')).status, 403)
  assert.equal((await cast.specialist.post(`/api/mail/${row.id}/accept`)).status, 403)
  assert.equal((await cast.stranger.post(`/api/mail/${row.id}/accept`)).status, 404)
  const list = must(await cast.agent.get('/api/mail')).body
  assert.equal(list.rows.find(({ id }: { id: string }) => id === row.id)?.sender, 'eve@elsewhere.example')
  assert.equal(must(await cast.agent.get(`/api/mail/${row.id}`)).body.subject, 'About your ticket')
  const made = must(await cast.agent.post(`/api/mail/${row.id}/accept`)).body
  assert.match(String((await messagesOf(made.id))[0]?.body), /^_✉ eve@elsewhere\.example_/)
  assert.equal((await cast.agent.post(`/api/mail/${row.id}/accept`)).status, 409)
  assert.deepEqual(await cast.rows("select from core.outbox where to_address like 'eve@%'"), [])
  const again = await comes({ from: 'eve@elsewhere.example' })
  assert.equal(again.reason, 'stranger')
})

test('Case 5: where Reply-To is another one both are shown, and the words are those of From.', async () => {
  const row = await comes({ head: ['Reply-To: mallory@elsewhere.example'] })
  const [message] = await messagesOf(row.record_id)
  assert.equal(message?.author_id, cast.nurse.personId)
  assert.match(
    String(message?.body),
    /From: nora\.nurse@main\.example · Reply-To: mallory@elsewhere\.example/,
  )
  const two = await comes({ from: `${nora}, ${sam}` })
  assert.equal(two.reason, 'unclear_sender')
})

test('Case 6: reports of delivery, answers of programs, lists and our own mail make no ticket, reopen none and get no answer.', async () => {
  const ticket = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${ticket}/resolve`, { code: 'fixed', cause: 'Dust' }))
  const id = signedId(ticket, cast.nurse.personId)
  const before = (await cast.rows('select from core.record')).length
  const kinds: [Mail, string][] = [
    [
      {
        from: 'MAILER-DAEMON@mx.example',
        head: ['Content-Type: multipart/report; boundary=x'],
        body: '--x--',
      },
      'bounce',
    ],
    [{ head: ['Auto-Submitted: auto-replied'] }, 'automatic'],
    [{ head: ['X-Autoreply: yes'] }, 'automatic'],
    [{ head: ['Precedence: auto_reply'] }, 'automatic'],
    [{ head: ['List-Id: <all.main.example>'] }, 'list'],
    [{ head: ['Precedence: bulk'] }, 'list'],
    [{ from: 'desk@main.example' }, 'loop'],
    [{ id: signedId(ticket, cast.nurse.personId) }, 'loop'],
  ]
  for (const [mail, reason] of kinds) {
    const row = await comes({ ...mail, head: [`In-Reply-To: ${id}`, ...(mail.head ?? [])] })
    assert.deepEqual([row.state, row.reason], ['quarantined', reason])
  }
  assert.equal((await cast.rows('select from core.record')).length, before)
  assert.deepEqual(await cast.rows('select state from core.record where id = $1', [ticket]), [
    { state: 'resolved' },
  ])
  assert.equal((await comes({ head: ['Auto-Submitted: no'] })).state, 'taken_in')
})

test('A mail that answers to another mail joins its ticket for who takes part, and opens a new one for anybody else.', async () => {
  const first = await comes({ id: '<talk@ward.example>' })
  const joined = await comes({ head: ['References: <talk@ward.example>'] })
  assert.equal(joined.record_id, first.record_id)
  const other = await comes({ from: 'otis.other@main.example', head: ['References: <talk@ward.example>'] })
  assert.notEqual(other.record_id, first.record_id)
  const stranger = await comes({ from: 'x@elsewhere.example', head: ['References: <talk@ward.example>'] })
  assert.equal(stranger.reason, 'stranger_in_thread')
})

test('An answer to a restricted ticket makes no ticket that others see, and waits for those alone who are let in.', async () => {
  const ticket = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${ticket}/resolve`, { code: 'fixed', cause: 'Dust' }))
  await cast.rows(
    "update core.record set restriction = 'listed', state = 'closed', category = 'done' where id = $1",
    [ticket],
  )
  const row = await comes({
    subject: 'Re: the secret',
    head: [`In-Reply-To: ${signedId(ticket, cast.nurse.personId)}`],
  })
  assert.deepEqual([row.state, row.reason, row.record_id], ['quarantined', 'refused', null])
  assert.equal(row.about_id, ticket)
  const listed = must(await cast.agent.get('/api/mail')).body.rows as { id: string }[]
  assert.ok(!listed.some(({ id }) => id === row.id))
  assert.equal((await cast.agent.get(`/api/mail/${row.id}`)).status, 404)
  for (const act of ['accept', 'retry', 'discard'])
    assert.equal((await cast.agent.post(`/api/mail/${row.id}/${act}`)).status, 404)
  await cast.rows('update core.record set restriction = null where id = $1', [ticket])
  assert.equal((await cast.agent.get(`/api/mail/${row.id}`)).status, 200)
})

test('An agent who asked for a ticket is not spoken for by a mail that went to somebody else, signed or not.', async () => {
  const ticket = await cast.file(cast.agent)
  const before = await messagesOf(ticket)
  const signed = await comes({
    from: sam,
    head: [`In-Reply-To: ${signedId(ticket, cast.nurse.personId)}`],
  })
  assert.deepEqual([signed.state, signed.reason], ['quarantined', 'forged'])
  const first = await comes({ from: sam, id: '<of-sam@ward.example>' })
  const bare = await comes({ from: sam, head: ['References: <of-sam@ward.example>'] })
  assert.deepEqual([bare.state, bare.reason], ['quarantined', 'forged'])
  assert.equal((await messagesOf(first.record_id)).length, 1)
  assert.deepEqual(await messagesOf(ticket), before)
})

test('A signed Message-ID counts for ninety days after its ticket is over, and opens nothing after that.', async () => {
  const ticket = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${ticket}/resolve`, { code: 'fixed', cause: 'Dust' }))
  const head = [`In-Reply-To: ${signedId(ticket, cast.nurse.personId)}`]
  assert.equal((await comes({ head })).record_id, ticket)
  await cast.rows("update core.record set updated_at = now() - interval '91 days' where id = $1", [ticket])
  const late = await comes({ head })
  assert.equal(late.state, 'taken_in')
  assert.notEqual(late.record_id, ticket)
})

test('What may be a patient’s is masked in the ticket, and the original does not stay beside it.', async () => {
  const row = await comes({
    subject: 'Wrong label',
    body: 'Patient John Silverhand, MRN 48291734, got the wrong label.',
  })
  assert.equal(row.state, 'taken_in')
  const [message] = await messagesOf(row.record_id)
  assert.doesNotMatch(String(message?.body), /48291734/)
  assert.equal(row.storage_key, null)
})

test('A redaction takes the original of the ticket’s mails, and nobody else’s; old ones go after their days.', async () => {
  const row = await comes({ body: 'The code is swordfish, I think.' })
  const other = await comes({ body: 'Nothing to hide.' })
  must(
    await cast.agent.post(`/api/tickets/${row.record_id}/redact`, { text: 'swordfish', is_everywhere: true }),
  )
  assert.equal((await rowOf(String(row.id))).storage_key, null)
  assert.notEqual((await rowOf(String(other.id))).storage_key, null)
  await cast.rows("update channels.mail_in set remove_at = now() - interval '1 day' where id = $1", [
    other.id,
  ])
  await tendMail(cast.wardline.composition.app, {})
  assert.deepEqual(
    [(await rowOf(String(other.id))).storage_key, (await rowOf(String(other.id))).state],
    [null, 'taken_in'],
  )
})

test('Case 15: bombs of parts and heads are parked with their reason, and the next mail is taken in.', async () => {
  const parts = `--x\r\nContent-Type: text/plain\r\n\r\na\r\n`.repeat(10_000)
  const many = await comes({ head: ['Content-Type: multipart/mixed; boundary=x'], body: `${parts}--x--` })
  assert.deepEqual([many.state, many.reason], ['parked', 'too_many_parts'])
  let nested = 'Content-Type: text/plain\r\n\r\ndeep'
  for (let depth = 0; depth < 600; depth++)
    nested = `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n${nested}\r\n--b${depth}--`
  const deep = await comes(Buffer.from(`From: ${nora}\r\n${nested}`))
  assert.equal(deep.state, 'parked')
  const head = await comes({ head: [`X-Long: ${'a'.repeat(400_000)}`] })
  assert.equal(head.state, 'parked')
  const odd = await comes({
    head: ['Content-Type: text/plain; charset=x-klingon'],
    body: 'NUL \u0000 inside',
  })
  assert.equal(odd.state, 'taken_in')
  assert.equal((await comes({})).state, 'taken_in')
  const retried = must(await cast.agent.post(`/api/mail/${many.id}/retry`))
  assert.equal(retried.status, 200)
  assert.equal((await rowOf(String(many.id))).state, 'received')
  must(await cast.agent.post(`/api/mail/${head.id}/discard`))
  assert.equal((await rowOf(String(head.id))).state, 'discarded')
})

test('Case 16: line breaks in names and subjects reach no head of a mail that goes out.', async () => {
  const row = await comes({ subject: '=?utf-8?Q?Help=0D=0ABcc:_all@main.example?=' })
  const { title } = must(await cast.nurse.get(`/api/tickets/${row.record_id}`)).body
  assert.equal(title, 'Help Bcc: all@main.example')
})

test('Somebody who sends without end is taken in up to the cap, and the rest waits.', async () => {
  const before = await cast.rows(
    "select count(*)::int as n from channels.mail_in where sender = 'kim.agent@main.example'",
  )
  assert.deepEqual(before, [{ n: 0 }])
  const states: unknown[] = []
  for (let sent = 0; sent < 32; sent++) states.push((await comes({ from: 'kim.agent@main.example' })).reason)
  assert.equal(states.filter((reason) => reason === null).length, 30)
  assert.deepEqual(states.slice(-2), ['too_often', 'too_often'])
})

test('A signed Message-ID gives back what it was signed for, in its own organization alone.', () => {
  const thread = { about: cast.desk, recipient: cast.nurse.personId }
  const [key, other] = ['here', 'there'].map((org) =>
    threadKey('a secret of the test of 32 bytes..', org),
  ) as [Buffer, Buffer]
  const id = newThreadId(key, thread, 'main.example')
  assert.deepEqual(readThreadId(key, id), thread)
  assert.equal(readThreadId(other, id), undefined)
  for (const text of ['', '<wl1..@x>', id.replace('wl1', 'wl2'), `${id} x`])
    assert.equal(readThreadId(key, text), undefined)
})

test('What a legal hold keeps is not tidied, not thrown away, and outlives being filed; after the hold it goes.', async () => {
  const { app } = cast.wardline.composition
  const row = await comes({ from: sam, head: ['Auto-Submitted: auto-replied'] })
  const filed = await comes({ body: 'Keep this.' })
  const [hold] = await cast.rows(
    `insert into privacy.hold (org_id, id, record_id, reason, placed_by, placed_at) values ($1, gen_random_uuid(), $2, 'Court', $3, now()) returning id`,
    [cast.wardline.orgId, filed.record_id, cast.agent.personId],
  )
  await cast.rows('update channels.mail_in set about_id = $2 where id = $1', [row.id, filed.record_id])
  await cast.rows("update channels.mail_in set remove_at = now() - interval '1 day' where id = any($1)", [
    [row.id, filed.id],
  ])
  await tendMail(app, {})
  const kept = async () =>
    (await Promise.all([row, filed].map(({ id }) => rowOf(String(id))))).map(
      ({ state, storage_key }) => `${state} ${storage_key !== null}`,
    )
  assert.deepEqual(await kept(), ['quarantined true', 'taken_in true'])
  const refused = await cast.agent.post(`/api/mail/${row.id}/discard`)
  assert.deepEqual([refused.status, /legal hold/.test(refused.body.detail)], [409, true])
  const many = must(await cast.agent.post('/api/mail/discard-many', { ids: [row.id] })).body
  assert.deepEqual(many, { discarded: 0, kept: 1 })
  must(await cast.agent.post(`/api/mail/${row.id}/accept`))
  assert.deepEqual(await kept(), ['taken_in true', 'taken_in true'])
  await cast.rows('update privacy.hold set lifted_at = now(), lifted_by = placed_by where id = $1', [
    hold?.id,
  ])
  await cast.rows("update channels.mail_in set remove_at = now() - interval '1 day' where id = any($1)", [
    [row.id, filed.id],
  ])
  await tendMail(app, {})
  assert.deepEqual(await kept(), ['taken_in false', 'taken_in false'])
})

test('A mail whose taking-in ends without a word again and again is parked, and taken in when somebody tries it anew.', async () => {
  const { app } = cast.wardline.composition
  const { orgId } = cast.wardline
  const id = String(await receiveMail(app, orgId, written({}), { mailbox: null, kept_days: 30 }))
  await cast.rows('update channels.mail_in set begun = 5 where id = $1', [id])
  await takeIn(app, { org: orgId, mail: id })
  assert.equal((await rowOf(id)).reason, 'endless')
  must(await cast.agent.post(`/api/mail/${id}/retry`))
  await takeIn(app, { org: orgId, mail: id })
  assert.deepEqual([(await rowOf(id)).state, (await rowOf(id)).begun], ['taken_in', 0])
})

test('A redaction takes the file with the whole text of a long mail too, and a patient’s long mail never has one.', async () => {
  const long = `The code is swordfish. ${'A line of a very long report. '.repeat(4_000)}`
  const row = await comes({ body: long })
  assert.equal(row.state, 'taken_in')
  const file = async (record: unknown) =>
    (
      await cast.rows(
        'select name, removed_at is null as is_there from core.attachment where record_id = $1',
        [record],
      )
    )[0]
  assert.deepEqual(await file(row.record_id), { name: 'mail.txt', is_there: true })
  must(
    await cast.agent.post(`/api/tickets/${row.record_id}/redact`, { text: 'swordfish', is_everywhere: true }),
  )
  assert.deepEqual(await file(row.record_id), { name: 'removed', is_there: false })
  const patient = await comes({ body: `${long} Patient John Silverhand, MRN 48291734, got the wrong label.` })
  assert.deepEqual([patient.state, patient.storage_key, patient.whole_file_id], ['taken_in', null, null])
  assert.equal(await file(patient.record_id), undefined)
})

test('Who sends a mail under another’s Message-ID takes neither its place nor the answers to it.', async () => {
  const id = '<hers@ward.example>'
  const same = { id, subject: 'Printer', body: 'Please help.' }
  const early = await comes({ ...same, from: 'otis.other@main.example' })
  const hers = await comes(same)
  assert.deepEqual([early.state, hers.state, hers.sender_id], ['taken_in', 'taken_in', cast.nurse.personId])
  const first = await comes({ id: '<first@ward.example>' })
  const late = await comes({ id: '<first@ward.example>', body: 'Mine now.', from: 'otis.other@main.example' })
  await cast.rows(
    'insert into core.watcher (org_id, record_id, person_id, is_participant, created_at) select org_id, $1, $2, true, now() from core.record where id = $1',
    [late.record_id, cast.nurse.personId],
  )
  for (let answer = 0; answer < 3; answer++)
    assert.equal((await comes({ head: ['References: <first@ward.example>'] })).record_id, first.record_id)
})

test('Pictures stand where the mail has them, in HTML and in the words of Outlook, and a mail cannot write the sign of one.', async () => {
  const picture =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  for (const [type, words] of [
    ['text/html', '<p>See <img alt="x" src="cid:p@1"> here \ue0000\ue001 and <img src="cid:none"></p>'],
    ['text/plain', 'See [cid:p@1] here \ue0000\ue001'],
  ] as const) {
    const row = await comes({
      head: ['MIME-Version: 1.0', 'Content-Type: multipart/related; boundary=x'],
      body: `--x\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${words}\r\n--x\r\nContent-Type: image/png; name="s.png"\r\nContent-ID: <p@1>\r\nContent-Transfer-Encoding: base64\r\n\r\n${picture}\r\n--x--`,
    })
    const [file] = await cast.rows('select id from core.attachment where record_id = $1', [row.record_id])
    const [message] = await messagesOf(row.record_id)
    assert.equal(
      String(message?.body)
        .replace(/ +/g, ' ')
        .replace(/ and.*/, '')
        .trim(),
      `See ![s.png](/api/attachments/${file?.id}/image) here 0`,
    )
  }
})

test('A file whose kind is written wrongly comes along as a download.', async () => {
  const row = await comes({
    head: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x'],
    body: '--x\r\nContent-Type: text/plain\r\n\r\nSee the report.\r\n--x\r\nContent-Type: ; name="report.zip"\r\nContent-Disposition: attachment; filename="report.txt"\r\n\r\nTray two.\r\n--x--',
  })
  assert.equal(row.state, 'taken_in')
  const files = await cast.rows('select name from core.attachment where record_id = $1', [row.record_id])
  assert.deepEqual(files, [{ name: 'report.txt' }])
})

test('The waiting list is read page by page and tidied by the hundred; mails are told apart where they were decided on.', async () => {
  const ids: unknown[] = []
  for (let sent = 0; sent < 5; sent++) ids.push((await comes({ from: `s${sent}@elsewhere.example` })).id)
  const seen: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const page: { rows: { id: string }[]; next: string | null; total: number; is_full: boolean } = must(
      await cast.agent.get(`/api/mail?limit=3${after ? `&after=${after}` : ''}`),
    ).body
    seen.push(...page.rows.map(({ id }) => id))
    assert.ok(page.rows.length <= 3 && page.total >= 5 && !page.is_full)
    after = page.next
  }
  assert.deepEqual(seen.slice(0, 5), ids.toReversed())
  assert.equal(new Set(seen).size, seen.length)
  assert.equal((await cast.nurse.post('/api/mail/discard-many', { ids })).status, 403)
  const done = must(await cast.agent.post('/api/mail/discard-many', { ids })).body
  assert.deepEqual(done, { discarded: 5, kept: 0 })
  const again = must(await cast.agent.post('/api/mail/discard-many', { ids })).body
  assert.deepEqual(again, { discarded: 0, kept: 5 })
})

test('When too many wait, what strangers send besides is thrown away, and who is known is heard.', async () => {
  await cast.rows(
    `insert into channels.mail_in (org_id, id, mail_hash, size_bytes, state, reason, received_at, decided_at, remove_at)
     select $1, gen_random_uuid(), sha256(n::text::bytea), 1, 'quarantined', 'stranger', now() - interval '1 day', now(), now() + interval '1 day' from generate_series(1, 5000) n`,
    [cast.wardline.orgId],
  )
  const row = await comes({ from: 'flood@elsewhere.example' })
  assert.deepEqual([row.state, row.reason, row.storage_key], ['discarded', 'stranger', null])
  assert.equal((await comes({})).state, 'taken_in')
  const { total, is_full } = must(await cast.agent.get('/api/mail')).body
  assert.deepEqual([total, is_full], [1000, true])
  await cast.rows('delete from channels.mail_in where size_bytes = 1')
})

test('Every mail of the collection is read or parked with a reason, each in its time, and the threads stay.', async (t) => {
  const folder = join(
    process.env.WARDLINE_DATA ?? join(import.meta.dirname, '../../../../../shared/data'),
    'mail',
  )
  if (!existsSync(folder)) return t.skip('The collection of mails is not here (WARDLINE_DATA).')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  assert.ok(files.length > 200)
  const found = new Map<string, number>()
  for (const file of files) {
    const became = await parseApart(readFileSync(join(file.parentPath, file.name))).then(
      ({ kind }) => kind as string,
      (error) => {
        assert.ok(error instanceof MailParked, file.name)
        return error.reason
      },
    )
    found.set(became, (found.get(became) ?? 0) + 1)
  }
  assert.ok((found.get('person') ?? 0) >= 130, JSON.stringify([...found]))
})
