/** What people hear of, by which way and when: over HTTP, with the minutes of the worker run by hand. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { writeMail } from '../../core/notifications/mail-requester.ts'
import { notify, type Reason } from '../../core/notifications/notify.ts'
import { write } from '../../platform/db/transaction.ts'
import { must } from '../tickets/fixture.ts'
import { type Noticed, startNoticed } from './fixture.ts'

let cast: Noticed
before(async () => {
  cast = await startNoticed()
})
after(() => cast.wardline.close())

/** Takes the mail jobs of requesters and runs each twice, as a worker that was killed would. */
async function runOwnMail(): Promise<void> {
  const jobs = await cast.rows(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'notifications.mail_requester' returning j.payload`,
  )
  for (const { payload } of [...jobs, ...jobs])
    await writeMail(cast.wardline.composition.app, payload as Record<string, unknown>)
}

const naming = (...people: { personId: string }[]) => ({
  body: `Look ${people.map(({ personId }) => `@[Somebody](person:${personId})`).join(' ')}`,
})

const choice = (kind: string, changes: Record<string, unknown>) => ({
  kinds: [{ kind, in_app: true, mail: 'digest', push: false, ...changes }],
})

async function assigned(to = cast.agent): Promise<string> {
  const id = await cast.file(cast.nurse, { title: 'Zeppelin trouble', body: 'Zeppelin body' })
  must(await cast.admin.post(`/api/tickets/${id}/assign`, { team_id: cast.desk, owner_id: to.personId }))
  return id
}

test('By default work that comes waits for the mail of the next morning, which holds no word of it and how it is ended.', async () => {
  await assigned()
  await cast.later(1)
  assert.equal((await cast.mails(cast.agent)).length, 0)
  // To the next morning at seven by the clocks of the organization.
  await cast.later(19 * 60)
  await cast.later(1)
  const [mail, ...more] = await cast.mails(cast.agent)
  assert.equal(more.length, 0)
  assert.match(String(mail?.subject), /^News for you: Work that came to you: #\d+$/)
  assert.doesNotMatch(JSON.stringify(mail), /zeppelin/i)
  assert.match(String(mail?.body_text), /https:\/\/help\.example\.org\/desk\/notices\n/)
  assert.match(String(mail?.body_text), /https:\/\/help\.example\.org\/mail-settings#/)
  assert.match(String(mail?.unsubscribe_url), /^https:\/\/help\.example\.org\/api\/notices\/unsubscribe\//)
})

test('What was read before the mail would go is not mailed.', async () => {
  const before = (await cast.mails(cast.agent)).length
  await assigned()
  must(await cast.agent.post('/api/notifications/read', {}))
  await cast.later(24 * 60)
  assert.equal((await cast.mails(cast.agent)).length, before)
})

test('Several that waited are one mail, hourly where somebody wants it so.', async () => {
  const { secondAgent } = cast
  await cast.choose(secondAgent, { digest: 'hourly' })
  await assigned(secondAgent)
  await assigned(secondAgent)
  await cast.later(60)
  const mails = await cast.mails(secondAgent)
  assert.equal(mails.length, 1)
  assert.equal(mails[0]?.subject, '2 notices wait for you')
  assert.match(String(mails[0]?.body_text), /Work that came to you: #\d+, #\d+/)
  await cast.later(60)
  assert.equal((await cast.mails(secondAgent)).length, 1)
})

test('What cannot be sent to one person keeps nothing from the others, and goes once it can.', async () => {
  const { agent, secondAgent } = cast
  const [before, others] = [(await cast.mails(agent)).length, (await cast.mails(secondAgent)).length]
  await cast.choose(agent, { digest: 'hourly' })
  await assigned(agent)
  await assigned(secondAgent)
  const zone = (name: string | null) =>
    cast.rows('update notices.setting set time_zone = $2 where person_id = $1', [agent.personId, name])
  await zone('Nowhere/Land')
  await assert.rejects(cast.later(60), /Notices could not be sent to 1/)
  assert.equal((await cast.mails(secondAgent)).length, others + 1)
  assert.equal((await cast.mails(agent)).length, before)
  await zone(null)
  await cast.later(1)
  assert.equal((await cast.mails(agent)).length, before + 1)
})

test('Mail at once goes with the next minute, and by night waits for the end of quiet.', async () => {
  const { specialist } = cast
  const zone = {
    time_zone: 'Europe/Madrid',
    quiet: { from: 22 * 60, to: 7 * 60, days: [1, 2, 3, 4, 5, 6, 7] },
  }
  await cast.choose(specialist, { ...zone, ...choice('work', { mail: 'now' }) })
  const file = async () => {
    const id = await cast.file(cast.nurse)
    must(
      await cast.admin.post(`/api/tickets/${id}/assign`, {
        team_id: cast.network,
        owner_id: specialist.personId,
      }),
    )
  }
  const toLocal = (hour: number) => {
    const now = Temporal.Instant.from(cast.wardline.clock.now().toISOString()).toZonedDateTimeISO(
      'Europe/Madrid',
    )
    const wanted = now.add({ days: 1 }).with({ hour, minute: 0, second: 0, millisecond: 0 })
    return (wanted.epochMilliseconds - now.epochMilliseconds) / 60_000
  }
  await cast.later(toLocal(12))
  await file()
  await cast.later(1)
  assert.equal((await cast.mails(specialist)).length, 1)
  await cast.later(toLocal(23))
  await file()
  await cast.later(1)
  await cast.later(7 * 60)
  assert.equal((await cast.mails(specialist)).length, 1, 'at six it is still quiet')
  await cast.later(60)
  assert.equal((await cast.mails(specialist)).length, 2)
})

test('The mail to a requester goes at once, in the digest or not at all, as she chose; and once, however often its job runs.', async () => {
  const { nurse, otherNurse, agent } = cast
  const replied = async (client: typeof nurse) => {
    const id = await cast.file(client)
    must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Hello' }))
    await runOwnMail()
    await cast.tend()
  }
  const before = (await cast.mails(nurse)).length
  await replied(nurse)
  assert.equal((await cast.mails(nurse)).length, before + 1)
  await cast.later(24 * 60)
  assert.equal((await cast.mails(nurse)).length, before + 1, 'it does not come a second time in a digest')
  await cast.choose(nurse, choice('requests', { mail: 'off' }))
  await replied(nurse)
  await cast.later(24 * 60)
  assert.equal((await cast.mails(nurse)).length, before + 1)
  await cast.choose(otherNurse, choice('requests', { mail: 'digest' }))
  await replied(otherNurse)
  await replied(otherNurse)
  assert.equal((await cast.mails(otherNurse)).length, 0)
  await cast.later(24 * 60)
  const [mail, ...more] = await cast.mails(otherNurse)
  assert.equal(more.length, 0)
  assert.match(String(mail?.body_text), /Your requests: #\d+, #\d+/)
  assert.match(String(mail?.body_text), /example\.org\/notices\n/)
})

test('Who lost the right between the event and the sending is not mailed; who kept it is.', async () => {
  const [kept, lost] = [
    await cast.wardline.person('Kay Keeps', ['help-desk'], [cast.desk]),
    await cast.wardline.person('Lou Loses', ['help-desk'], [cast.desk]),
  ]
  for (const each of [kept, lost]) await cast.choose(each, choice('mentions', { mail: 'now' }))
  const id = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${id}/note`, naming(kept, lost)))
  assert.deepEqual([await cast.unread(kept), await cast.unread(lost)], [1, 1])
  await cast.rows('delete from core.role_assignment where person_id = $1', [lost.personId])
  await cast.later(1)
  assert.deepEqual([(await cast.mails(kept)).length, (await cast.mails(lost)).length], [1, 0])
})

test('Of a record that was restricted meanwhile those alone hear who may see it, and its number is not told.', async () => {
  const { admin, agent, secondAgent } = cast
  for (const each of [agent, secondAgent]) await cast.choose(each, choice('mentions', { mail: 'now' }))
  const id = await cast.file(cast.nurse)
  must(await admin.post(`/api/tickets/${id}/note`, naming(agent, secondAgent)))
  const before = [(await cast.mails(agent)).length, (await cast.mails(secondAgent)).length]
  await cast.rows("update core.record set restriction = 'listed' where id = $1", [id])
  await cast.rows(
    "insert into core.admission (org_id, id, record_id, person_id, way, given_by_id, given_at) values ($1, gen_random_uuid(), $2, $3, 'named', $4, now())",
    [cast.wardline.orgId, id, agent.personId, admin.personId],
  )
  await cast.later(1)
  const mails = await cast.mails(agent)
  assert.deepEqual([mails.length, (await cast.mails(secondAgent)).length], [(before[0] ?? 0) + 1, before[1]])
  assert.equal(mails.at(-1)?.subject, 'News for you: You were mentioned: a restricted record')
})

test('A person who left is sent nothing; what was for a double goes to the one who stays.', async () => {
  const { wardline, admin } = cast
  const [leaves, double, stays] = [
    await wardline.person('Lee Leaves', ['help-desk'], [cast.desk]),
    await wardline.person('Dora Double', ['help-desk'], [cast.desk]),
    await wardline.person('Dora Stays', ['help-desk'], [cast.desk]),
  ]
  for (const each of [leaves, double, stays]) await cast.choose(each, choice('mentions', { mail: 'now' }))
  const id = await cast.file(cast.nurse)
  must(await admin.post(`/api/tickets/${id}/note`, naming(leaves, double)))
  must(await admin.post(`/api/people/${leaves.personId}/deactivate`, {}))
  must(await admin.post(`/api/people/${double.personId}/merge`, { into_id: stays.personId }))
  await cast.later(1)
  const sent = await Promise.all([leaves, double, stays].map(async (each) => (await cast.mails(each)).length))
  assert.deepEqual(sent, [0, 0, 1])
})

test('Who muted a record or a kind is neither counted nor mailed of it, sees it in the list, and can hear of it again.', async () => {
  const muting = await cast.wardline.person('Mo Mutes', ['help-desk'], [cast.desk])
  const other = await cast.wardline.person('Ona Other', ['help-desk'], [cast.desk])
  for (const each of [muting, other]) await cast.choose(each, choice('mentions', { mail: 'now' }))
  const id = await cast.file(cast.nurse)
  const mention = async () => must(await cast.agent.post(`/api/tickets/${id}/note`, naming(muting, other)))
  must(await muting.post('/api/notices/mute-record', { record_id: id, is_muted: true }))
  assert.equal(must(await muting.get('/api/notices/settings')).body.muted_records[0].id, id)
  await mention()
  await cast.later(1)
  assert.deepEqual([await cast.unread(muting), await cast.unread(other)], [0, 1])
  assert.deepEqual([(await cast.mails(muting)).length, (await cast.mails(other)).length], [0, 1])
  const [line] = must(await muting.get('/api/notices')).body.rows
  assert.deepEqual([line.kind, line.why, line.is_record_muted], ['mentions', 'named', true])
  must(await muting.post('/api/notices/mute-record', { record_id: id, is_muted: false }))
  must(await muting.post('/api/notices/mute-kind', { kind: 'mentions', is_muted: true }))
  await mention()
  await cast.later(1)
  assert.deepEqual([await cast.unread(muting), (await cast.mails(muting)).length], [0, 0])
  must(await muting.post('/api/notices/mute-kind', { kind: 'mentions', is_muted: false }))
  await mention()
  assert.equal(await cast.unread(muting), 1)
  assert.equal((await muting.post('/api/notices/mute-kind', { kind: 'on_call', is_muted: true })).status, 422)
})

test('A record that one may not see cannot be muted, and its notice names it no more.', async () => {
  const { agent, otherNurse } = cast
  const id = await cast.file(cast.nurse)
  for (const each of [otherNurse])
    assert.equal((await each.post('/api/notices/mute-record', { record_id: id, is_muted: true })).status, 404)
  must(await agent.post('/api/notices/mute-record', { record_id: id, is_muted: true }))
})

test('The list is filtered by kind, by unread and by record; one is marked as unread again; nobody reads another’s.', async () => {
  const { agent, nurse } = cast
  const id = await assigned()
  const rows = async (query: string) => must(await agent.get(`/api/notices?${query}`)).body.rows
  assert.deepEqual([...new Set((await rows('kind=work')).map((row: { kind: string }) => row.kind))], ['work'])
  const [only] = await rows(`record_id=${id}`)
  assert.equal(only.record.id, id)
  must(await agent.post('/api/notifications/read', {}))
  assert.deepEqual(await rows('is_unread=true'), [])
  must(await agent.post('/api/notices/unread', { id: only.id }))
  assert.equal((await rows('is_unread=true'))[0].id, only.id)
  assert.equal((await nurse.post('/api/notices/unread', { id: only.id })).status, 404)
  assert.deepEqual(must(await nurse.get(`/api/notices?record_id=${id}&kind=work`)).body.rows, [])
})

test('Settings that make no sense are refused at their field.', async () => {
  const { agent } = cast
  const put = async (changes: Record<string, unknown>) => {
    const { status, body } = await agent.send('PUT', '/api/notices/settings', {
      time_zone: null,
      quiet: null,
      digest: 'daily',
      digest_at: 420,
      kinds: [],
      ...changes,
    })
    return [status, body.errors?.[0]?.pointer]
  }
  assert.deepEqual(await put({ time_zone: 'Mars/Base' }), [422, '#/time_zone'])
  assert.deepEqual(await put({ quiet: { from: 60, to: 60, days: [1] } }), [422, '#/quiet/to'])
  assert.deepEqual(await put({ quiet: { from: 60, to: 120, days: [] } }), [422, '#/quiet/days'])
  assert.equal((await put(choice('on_call', {})))[0], 422)
  assert.deepEqual(await put({ time_zone: 'Europe/Madrid' }), [200, undefined])
})

test('By the link of a mail its reader chooses without signing in; one click ends mails like it, a look at it does not.', async () => {
  const reader = await cast.wardline.person('Rea Reader', ['help-desk'], [cast.desk])
  await cast.choose(reader, choice('mentions', { mail: 'now' }))
  const id = await cast.file(cast.nurse)
  const mention = async () => {
    must(await cast.agent.post(`/api/tickets/${id}/note`, naming(reader)))
    await cast.later(1)
    return (await cast.mails(reader)).at(-1)
  }
  const mail = await mention()
  const url = new URL(String(mail?.unsubscribe_url))
  const { http } = cast.wardline.composition
  const looked = await http.inject({ method: 'GET', url: url.pathname })
  assert.equal(looked.statusCode, 302)
  const token = /mail-settings#(\S+)/.exec(String(mail?.body_text))?.[1] ?? ''
  assert.ok(String(looked.headers.location).endsWith(token))
  const { anonymous } = cast.wardline
  const wayOf = async () =>
    must(await anonymous.post('/api/notices/mail-settings', { link: token })).body.kinds.find(
      (each: { kind: string }) => each.kind === 'mentions',
    ).mail
  assert.equal(await wayOf(), 'now')
  const clicked = await http.inject({
    method: 'POST',
    url: url.pathname,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://mail.example',
      'sec-fetch-site': 'cross-site',
    },
    payload: 'List-Unsubscribe=One-Click',
  })
  assert.equal(clicked.statusCode, 200)
  assert.equal(await wayOf(), 'off')
  const count = (await cast.mails(reader)).length
  await mention()
  assert.equal((await cast.mails(reader)).length, count)
  must(
    await anonymous.post('/api/notices/mail-settings/save', {
      link: token,
      kinds: [{ kind: 'mentions', mail: 'now' }],
    }),
  )
  await mention()
  assert.equal((await cast.mails(reader)).length, count + 1)
  const forged = `${token.slice(0, -3)}aaa`
  assert.equal((await anonymous.post('/api/notices/mail-settings', { link: forged })).status, 410)
  assert.equal(
    (await http.inject({ method: 'POST', url: `/api/notices/unsubscribe/${forged}` })).statusCode,
    410,
  )
  await cast.later(61 * 1440)
  assert.equal((await anonymous.post('/api/notices/mail-settings', { link: token })).status, 410)
})

test('By night a major incident is mailed at once, and other work waits; two workers send each once.', async () => {
  const sleeper = await cast.wardline.person('Sia Sleeps', ['help-desk'], [cast.desk])
  const { app } = cast.wardline.composition
  const hour = Temporal.Instant.from(app.clock.now().toISOString()).toZonedDateTimeISO('UTC').hour
  await cast.choose(sleeper, {
    time_zone: 'UTC',
    quiet: { from: hour * 60, to: ((hour + 2) % 24) * 60, days: [1, 2, 3, 4, 5, 6, 7] },
    kinds: [
      { kind: 'work', in_app: true, mail: 'now', push: false },
      { kind: 'incidents', in_app: true, mail: 'now', push: false },
    ],
  })
  const id = await cast.file(cast.nurse)
  const tell = (reason: Reason) =>
    write(app.pool, cast.wardline.orgId, async (tx) =>
      notify(
        app,
        tx,
        { record: { id, kind: 'ticket', number: 1 }, byId: null, now: app.clock.now().toISOString() },
        new Map([[sleeper.personId, reason]]),
      ),
    )
  await tell('assigned')
  await tell('incident_duty')
  await Promise.all([cast.tend(), cast.tend()])
  const subjects = async () => (await cast.mails(sleeper)).map(({ subject }) => String(subject).split(':')[1])
  assert.deepEqual(await subjects(), [' Major incidents'])
  await cast.later(120)
  await Promise.all([cast.tend(), cast.tend()])
  assert.deepEqual(await subjects(), [' Major incidents', ' Work that came to you'])
})

test('A browser is rung for what was chosen so, and told nothing but that there is news; what was read before is not rung.', async () => {
  const ringing = await cast.wardline.person('Rio Rings', ['help-desk'], [cast.desk])
  must(
    await ringing.post('/api/on-call/devices', {
      name: 'Firefox',
      endpoint: 'https://push.example.org/rio',
      p256dh: 'A'.repeat(87),
      auth: 'A'.repeat(22),
    }),
  )
  await cast.choose(ringing, choice('mentions', { mail: 'off', push: true }))
  const rings = () =>
    cast.rows(
      `select j.payload -> 'ring' as ring from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'notices.ring' order by j.id`,
    )
  const id = await cast.file(cast.nurse, { title: 'Zeppelin trouble' })
  must(await cast.agent.post(`/api/tickets/${id}/note`, naming(ringing)))
  await cast.later(1)
  await cast.later(1)
  const [{ ring } = {}, ...more] = await rings()
  assert.equal(more.length, 0)
  const { title, body, path } = ring as Record<string, string>
  assert.deepEqual([title, body, path], ['Wardline', 'There is news in Wardline.', '/desk/notices'])
  must(await cast.agent.post(`/api/tickets/${id}/note`, naming(ringing)))
  cast.wardline.clock.advance(1000)
  must(await ringing.post('/api/notifications/read', {}))
  await cast.later(1)
  assert.equal((await rings()).length, 1)
})
