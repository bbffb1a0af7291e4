import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { auditActions, browser, runJobs, setUpFactor, until, withQueue } from '../fixture.ts'

let wardline: Wardline
let admin: Client
const fresh = 'seven quiet herons walking'

before(async () => {
  wardline = await startWardline({ env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' } })
  await withQueue(wardline)
  admin = await wardline.admin()
})
after(() => wardline.close())

async function lastLink(email: string): Promise<string> {
  const { rows } = await wardline.owner.query(
    'select body_text from core.outbox where to_address = $1 and is_secret order by created_at desc, id desc limit 1',
    [email],
  )
  return /#(\S+)/.exec(rows[0]?.body_text ?? '')?.[1] ?? ''
}

const ask = (email: string) => wardline.anonymous.post('/api/session/reset', { email, organization: 'main' })
const choose = (link: string, purpose = 'reset', given = fresh) =>
  wardline.anonymous.post('/api/session/choose-password', { link, purpose, password: given })
const signIn = (email: string, given: string) =>
  wardline.anonymous.post('/api/session', { email, password: given, organization: 'main' })

test('Asking for a new password answers the same for a known and an unknown person, and mails only the known.', async () => {
  await wardline.person('Rob Reset', [])
  const known = await ask('rob.reset@main.example')
  const unknown = await ask('nobody.at.all@main.example')
  assert.equal(known.status, 200)
  assert.deepEqual(known.body, unknown.body)
  const jobs = await wardline.owner.query('select count(*)::int as n from graphile_worker._private_jobs')
  // The same work is done for both: whether somebody is there is looked up later.
  assert.equal(jobs.rows[0].n, 2)
  await runJobs(wardline)
  const { rows } = await wardline.owner.query('select to_address from core.outbox where is_secret')
  assert.deepEqual(
    rows.map((row) => row.to_address),
    ['rob.reset@main.example'],
  )
})

test('A reset link chooses a new password once; all sessions end, and a notice goes out.', async () => {
  const client = await wardline.person('Una Once', [])
  const email = 'una.once@main.example'
  await ask(email)
  await runJobs(wardline)
  const link = await lastLink(email)
  const peek = await wardline.anonymous.post('/api/session/link', { link, purpose: 'reset' })
  assert.equal(peek.body.name, 'Una Once')
  assert.equal(peek.body.length_min, 12)
  assert.equal((await choose(link, 'reset', 'short')).status, 422)
  assert.equal((await choose(link)).status, 200)
  assert.equal((await choose(link)).status, 410)
  assert.equal((await signIn(email, fresh)).status, 200)
  assert.equal((await signIn(email, password)).status, 401)
  await until(async () => (await client.get('/api/session')).status === 401)
  const { rows } = await wardline.owner.query(
    'select subject from core.outbox where to_address = $1 and not is_secret',
    [email],
  )
  assert.deepEqual(rows, [{ subject: 'Your password was changed' }])
  const actions = await auditActions(wardline)
  for (const action of ['reset_asked', 'reset_sent', 'password_chosen'])
    assert.ok(actions.includes(action), action)
})

test('Without a mail server a link is shown that an act made, and none that somebody asked for without signing in.', async () => {
  const vera = await wardline.person('Vera Victim', [])
  const own = await wardline.person('Olga Outbox', ['administrator'])
  const shown = async () => {
    const { rows } = (await own.get('/api/outbox')).body
    const row = rows.find((each: { to: string }) => each.to === 'vera.victim@main.example')
    return [row.hidden_because, /reset-password#/.test(row.body)]
  }
  await ask('vera.victim@main.example')
  await runJobs(wardline)
  assert.deepEqual(await shown(), ['own_request', false])
  wardline.clock.advance(1000)
  const reset = await own.post(`/api/people/${vera.personId}/reset-password`, { reason: 'Forgot it.' })
  assert.equal(reset.status, 200)
  assert.deepEqual(await shown(), [null, true])
})

test('Of two who use a link at once only one succeeds.', async () => {
  await wardline.person('Tim Twice', [])
  await ask('tim.twice@main.example')
  await runJobs(wardline)
  const link = await lastLink('tim.twice@main.example')
  const answers = await Promise.all([choose(link), choose(link), choose(link)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410, 410])
})

test('A link ends when its hour is over, and an invitation after a week.', async () => {
  await wardline.person('Ed Expired', [])
  await ask('ed.expired@main.example')
  await runJobs(wardline)
  const link = await lastLink('ed.expired@main.example')
  const boss = await wardline.admin()
  await boss.post('/api/people', { name: 'Ivy Invited', email: 'ivy@main.example', is_invited: true })
  const invitation = await lastLink('ivy@main.example')
  wardline.clock.advance(61 * 60_000)
  assert.equal((await choose(link)).status, 410)
  assert.equal((await wardline.anonymous.post('/api/session/link', { link, purpose: 'reset' })).status, 410)
  wardline.clock.advance(6 * 86_400_000)
  assert.equal(
    (await wardline.anonymous.post('/api/session/link', { link: invitation, purpose: 'invitation' })).status,
    200,
  )
  wardline.clock.advance(86_400_000)
  assert.equal((await choose(invitation, 'invitation')).status, 410)
  admin = await wardline.admin()
})

test('A link is good for its purpose alone, for its organization alone, and only as it was made.', async () => {
  await admin.post('/api/people', { name: 'Pia Purpose', email: 'pia@main.example', is_invited: true })
  const link = await lastLink('pia@main.example')
  const { orgId } = await wardline.organization('elsewhere')
  assert.equal((await choose(link, 'reset')).status, 410)
  assert.equal((await choose(`${orgId}.${link.split('.')[1]}`, 'invitation')).status, 410)
  assert.equal(
    (await choose(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, 'invitation')).status,
    410,
  )
  assert.equal((await choose('nonsense', 'invitation')).status, 410)
  assert.equal(
    (await choose('00000000-0000-0000-0000-000000000000.'.padEnd(80, 'x'), 'invitation')).status,
    410,
  )
  assert.equal((await choose(link, 'invitation')).status, 200)
  assert.equal((await signIn('pia@main.example', fresh)).status, 200)
})

test('A newer link ends the older one, and so does a changed address or password.', async () => {
  const client = await wardline.person('Nia Newer', [])
  const email = 'nia.newer@main.example'
  await ask(email)
  await runJobs(wardline)
  const first = await lastLink(email)
  wardline.clock.advance(1000)
  await ask(email)
  await runJobs(wardline)
  const second = await lastLink(email)
  assert.notEqual(first, second)
  assert.equal((await choose(first)).status, 410)
  const changed = await client.post('/api/session/password', { old_password: password, new_password: fresh })
  assert.equal(changed.status, 200)
  assert.equal((await choose(second)).status, 410)
  await ask(email)
  await runJobs(wardline)
  const third = await lastLink(email)
  await admin.send('PATCH', `/api/people/${client.personId}`, { email: 'nia@main.example' })
  assert.equal((await choose(third)).status, 410)
})

test('The token of a link is stored nowhere but in the mail, and leaves the mail when it has expired.', async () => {
  await wardline.person('Stan Stored', [])
  await ask('stan.stored@main.example')
  await runJobs(wardline)
  const token = (await lastLink('stan.stored@main.example')).split('.')[1]
  const { rows } = await wardline.owner.query(
    "select encode(token_hash, 'escape') as hash from core.login_token",
  )
  assert.ok(rows.every((row) => !row.hash.includes(token)))
  wardline.clock.advance(2 * 3_600_000)
  await wardline.composition.app.registry.jobs.get('people.sweep_outbox')?.(wardline.composition.app, {})
  const mails = await wardline.owner.query(
    "select body_text, state from core.outbox where to_address = 'stan.stored@main.example'",
  )
  assert.deepEqual(mails.rows, [{ body_text: '', state: 'failed' }])
  admin = await wardline.admin()
})

test('A reset by mail does not go around the second step.', async () => {
  const client = await wardline.person('Ria Around', [])
  await setUpFactor(wardline, browser(wardline, client.cookie))
  await ask('ria.around@main.example')
  await runJobs(wardline)
  assert.equal((await choose(await lastLink('ria.around@main.example'))).status, 200)
  assert.equal((await signIn('ria.around@main.example', fresh)).body.needs_factor, true)
})

test('Leavers and service identities get no link.', async () => {
  const leaver = await wardline.person('Lee Leaver', [])
  await admin.post(`/api/people/${leaver.personId}/deactivate`)
  await admin.post('/api/people', {
    name: 'Backup robot',
    kind: 'service',
    email: 'robot@main.example',
    custodian_id: admin.personId,
  })
  await ask('lee.leaver@main.example')
  await ask('robot@main.example')
  await runJobs(wardline)
  assert.equal(await lastLink('lee.leaver@main.example'), '')
  assert.equal(await lastLink('robot@main.example'), '')
  assert.equal((await signIn('lee.leaver@main.example', password)).status, 401)
})

test('Changing the own password needs the old one, ends the other sessions and goes on under a new token.', async () => {
  const client = await wardline.person('Chloe Change', [])
  const other = await wardline.signIn('chloe.change@main.example', 'main')
  const screen = browser(wardline, client.cookie)
  const change = (old_password: string, new_password: string) =>
    screen.post('/api/session/password', { old_password, new_password })
  const wrong = await change('not her old one', fresh)
  assert.equal(wrong.body.errors[0].pointer, '#/old_password')
  const weak = await change(password, 'chloechange2026')
  assert.equal(weak.body.errors[0].pointer, '#/new_password')
  assert.equal((await change(password, fresh)).status, 200)
  assert.notEqual(screen.cookie(), client.cookie)
  assert.equal((await screen.get('/api/session')).status, 200)
  await until(async () => (await other.get('/api/session')).status === 401)
  await until(async () => (await client.get('/api/session')).status === 401)
})

test('A help desk resets a password only on a recorded verification of the caller.', async () => {
  const caller = await wardline.person('Cora Caller', [])
  const path = `/api/people/${caller.personId}/reset-password`
  assert.equal((await admin.post(path, {})).status, 422)
  const answer = await admin.post(path, { reason: 'Showed her badge at the desk.' })
  assert.equal(answer.body.mail, 'held')
  assert.equal((await signIn('cora.caller@main.example', password)).status, 401)
  assert.equal((await choose(await lastLink('cora.caller@main.example'))).status, 200)
  assert.equal((await signIn('cora.caller@main.example', fresh)).status, 200)
})

test('Asking too often for one person has to wait, known or not.', async () => {
  for (const email of ['nora.nobody@main.example', 'rob.reset@main.example']) {
    const statuses: number[] = []
    for (let count = 0; count < 11; count++) statuses.push((await ask(email)).status)
    assert.equal(statuses.at(-1), 429)
    assert.equal(statuses.at(-2), 200)
  }
})
