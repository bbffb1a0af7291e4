/** What stays of a person after an erasure, what holds one back, and who decides. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { password } from '../../../../test/helpers/server.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { must } from '../../tickets/fixture.ts'
import { erase } from './erase.ts'
import { type Officers, startOfficers } from './fixture.ts'
import { tendErasures } from './give-up.ts'
import { inPages, pagesOf } from './pages.ts'
import { wholeWords } from './words-of.ts'

let office: Officers
before(async () => {
  office = await startOfficers()
})
after(() => office.cast.wardline.close())

test('An entry whose data is erased is let in, changed, merged or imported by nobody any more.', async () => {
  const { cast, ask, work } = office
  await office.prove()
  const { admin, wardline } = cast
  const person = await wardline.person('Sabine Gone', [])
  const other = await wardline.person('Sabine Other', [])
  const path = `/api/people/${person.personId}`
  must(await admin.send('PATCH', path, { external_key: 'HR-4711' }))
  const asked = await ask(person.personId)
  const tries = async () => [
    await admin.post(`${path}/reactivate`, {}),
    await admin.send('PATCH', path, { title: 'Back again' }),
    await admin.post(`${path}/merge`, { into_id: other.personId }),
    await admin.post(`/api/people/${other.personId}/merge`, { into_id: person.personId }),
  ]
  const assertRefused = async () => {
    for (const refused of await tries()) {
      assert.equal(refused.status, 409, JSON.stringify(refused.body))
      assert.match(refused.body.detail, /was erased, or is being erased/)
    }
    const shown = must(await admin.get(path)).body
    assert.deepEqual([shown.is_erased, shown.may], [true, []])
  }
  await assertRefused()
  const imported = await admin.post('/api/people/import/preview', {
    text: 'name,external_key,title\nSabine Gone,HR-4711,Back',
  })
  assert.match(JSON.stringify(imported.body), /is being erased/)
  await work(asked)
  await assertRefused()
  assert.equal((await office.shown(asked)).state, 'done')
})

test('An erasure and a merge of the same person do not both happen, whichever comes first.', async () => {
  const { cast, officer, prove } = office
  await prove()
  const { admin, wardline } = cast
  const double = await wardline.person('Tilda Double', [])
  const into = await wardline.person('Tilda Stays', [])
  const results = await Promise.all([
    officer.post('/api/privacy/ask-erasure', { person_id: double.personId, reason: 'Asked.' }),
    admin.post(`/api/people/${double.personId}/merge`, { into_id: into.personId }),
  ])
  assert.deepEqual(results.map(({ status }) => status).sort(), [200, 409])
})

test('A hold on a double that was merged keeps all of the person, and one placed before the merge does so too.', async () => {
  const { cast, officer, hold, lift, prove } = office
  await prove()
  const { admin, agent, wardline } = cast
  const double = await wardline.person('Ulla Double', [])
  const earlier = await wardline.person('Ulla Earlier', [])
  const person = await wardline.person('Ulla Stays', [])
  const ticket = await cast.file(person, { title: 'Mine', body: 'A password stands here.' })
  const first = await hold({ person_id: earlier.personId })
  for (const each of [double, earlier])
    must(await admin.post(`/api/people/${each.personId}/merge`, { into_id: person.personId }))
  const redact = () => agent.post(`/api/tickets/${ticket}/redact`, { text: 'password', is_everywhere: true })
  const ask = () => officer.post('/api/privacy/ask-erasure', { person_id: person.personId, reason: 'Asked.' })
  assert.equal((await redact()).status, 409)
  assert.equal((await ask()).status, 409)
  await lift(first)
  const late = await hold({ person_id: double.personId })
  const [row] = await cast.rows('select person_id from privacy.hold where id = $1', [late])
  assert.equal(row?.person_id, person.personId, 'it stands for who it is')
  assert.equal((await redact()).status, 409)
  const refused = await ask()
  assert.match(refused.body.detail, /legal hold/)
  const shown = must(await officer.get(`/api/privacy/people/${person.personId}`)).body
  assert.equal(shown.hold.id, late)
  await lift(late)
  must(await redact())
  must(await ask())
  const tooLate = await officer.post('/api/privacy/place-hold', {
    person_id: double.personId,
    reason: 'Late.',
  })
  assert.equal(tooLate.status, 409)
  assert.match(tooLate.body.detail, /is being erased/)
})

test('The second officer is another person, and who asked to do without one is waited for a week.', async () => {
  const { cast, officer, second, prove } = office
  await prove()
  const { rows, wardline } = cast
  const own = await wardline.person('Paula Other', ['privacy-security-specialist'])
  const envelope = await wardline.person('Door Nine', ['privacy-security-specialist'])
  for (const client of [own, envelope]) must(await client.post('/api/session/confirm', { password }))
  const save = async (client: typeof officer, needs_second: boolean) => {
    const setting = must(await client.get('/api/privacy/settings')).body
    return client.send('PUT', '/api/privacy/settings', { ...setting, needs_second })
  }
  // As with a passkey: such an account has to bring a second step.
  await rows('update core.session set is_strong = true where person_id = $1', [envelope.personId])
  must(await save(officer, true))
  const person = await wardline.person('Viola Leaves', [])
  const asked = must(
    await own.post('/api/privacy/ask-erasure', { person_id: person.personId, reason: 'Asked.' }),
  ).body
  assert.equal(asked.state, 'asked', 'the setting counts at once')
  assert.equal(must(await save(own, false)).body.needs_second, true)
  const agree = (client: typeof officer) =>
    client.post('/api/privacy/decide-erasure', { id: asked.id, decision: 'approve' })
  await rows('update core.person set is_active = false, merged_into_id = $1 where id = $2', [
    officer.personId,
    own.personId,
  ])
  await rows(
    `insert into core.emergency_account (org_id, person_id, owner_id, role_ids, hours_max, created_at)
     values ($1, $2, $3, array[gen_random_uuid()], 4, now())`,
    [wardline.orgId, envelope.personId, second.personId],
  )
  const refused = await agree(officer)
  assert.equal(refused.status, 403, 'by the other entry it was oneself who asked')
  assert.match(refused.body.detail, /asked for it yourself/)
  assert.match((await agree(envelope)).body.detail, /emergency account is no second officer/)
  assert.match((await save(envelope, false)).body.detail, /emergency account is no second officer/)
  assert.equal(must(await save(officer, false)).body.needs_second, true)
  const list = async () => must(await officer.get('/api/privacy/erasures')).body
  assert.deepEqual((await list()).second_off, { by: 'Paula Other', is_own: true })
  await rows("update privacy.setting set second_off_at = second_off_at - interval '8 days'")
  assert.equal((await list()).second_off, null, 'it lapsed')
  assert.equal(must(await save(second, false)).body.needs_second, true, 'so that this is asking anew')
  assert.equal(must(await save(officer, false)).body.needs_second, false)
  must(await agree(second))
})

test('A record under a hold keeps who asked, who watches it and the mail about it, until that hold is lifted.', async () => {
  const { cast, officer, hold, lift, prove, ask, work, shown, copies } = office
  await prove()
  const { agent, wardline, rows } = cast
  const person = await wardline.person('Xaver Holdermann', [])
  const mail = 'xaver.holdermann@main.example'
  const held = await cast.file(person, { title: 'Printer', body: 'It is broken.' })
  const free = await cast.file(person, { title: 'Screen', body: 'It is dark.' })
  for (const id of [held, free]) {
    must(await agent.post(`/api/tickets/${id}/reply`, { body: 'We look at it.' }))
    await rows(
      `insert into core.outbox (org_id, id, to_person_id, to_address, subject, body_text, body_html, state, created_at, about_id)
       values ($1, gen_random_uuid(), $2, $3, 'Yours', 'x', '', 'sent', now(), $4)`,
      [wardline.orgId, person.personId, mail, id],
    )
    await rows(
      'insert into core.watcher (org_id, record_id, person_id, is_participant, created_at) values ($1, $2, $3, true, now()) on conflict do nothing',
      [wardline.orgId, id, person.personId],
    )
    await rows(
      `insert into channels.mail_in (org_id, id, mail_hash, size_bytes, state, sender, record_id, received_at, decided_at, remove_at)
       values ($1, gen_random_uuid(), sha256($2::text::bytea), 1, 'taken_in', $3, $2::uuid, now(), now(), now())`,
      [wardline.orgId, id, mail],
    )
  }
  const other = await cast.file(cast.nurse, { title: 'Other', body: 'Nothing of them.' })
  const [keeps, others] = [await hold({ record_id: held }), await hold({ record_id: other })]
  const asked = await ask(person.personId)
  await work(asked)
  assert.equal((await shown(asked)).state, 'unfinished')
  const ticket = async (id: string) => must(await agent.get(`/api/tickets/${id}`)).body
  assert.equal((await ticket(held)).requester.name, 'Xaver Holdermann')
  const counts = async () =>
    (
      await rows(
        `select (select count(*)::int from core.watcher where person_id = $1 and record_id = $2) as watchers,
           (select count(*)::int from core.outbox where to_person_id = $1 and about_id = $2) as sent,
           (select count(*)::int from channels.mail_in where sender = $4 and record_id = $2) as came,
           (select count(*)::int from core.watcher where person_id = $1 and record_id = $3)
             + (select count(*)::int from core.outbox where to_person_id = $1 and about_id = $3)
             + (select count(*)::int from channels.mail_in where sender = $4 and record_id = $3) as free`,
        [person.personId, held, free, mail],
      )
    )[0]
  assert.deepEqual(await counts(), { watchers: 1, sent: 1, came: 1, free: 0 })
  assert.equal(
    (await rows('select 1 from core.person where email = $1', [mail])).length,
    0,
    'they may be hired again',
  )
  const end = await officer.post('/api/privacy/resume-erasure', { id: asked, decision: 'end' })
  assert.equal(end.status, 409)
  assert.match(end.body.detail, /entry itself is not erased/)
  await lift(others)
  assert.equal((await shown(asked)).state, 'unfinished', 'that hold kept nothing of it')
  await lift(keeps)
  assert.equal((await shown(asked)).state, 'working')
  await work(asked)
  assert.equal((await shown(asked)).state, 'done')
  assert.match((await ticket(held)).requester.name, /^Erased person/)
  for (const words of ['Xaver Holdermann', mail]) assert.deepEqual(await copies(words), [])
  const told = await rows(
    "select 1 from core.audit where action = 'privacy.erased' and data ->> 'erasure' = $1",
    [asked],
  )
  assert.equal(told.length, 1)
})

test('A hold that an erasure finds on one of the entries stops it, whoever placed it and how.', async () => {
  const { cast, hold, lift, ask, work, shown, prove } = office
  await prove()
  const person = await cast.wardline.person('Yvonne Late', [])
  const asked = await ask(person.personId)
  const late = await hold({ record_id: await cast.file(cast.nurse, {}) })
  // As by a backup that was put back, or an earlier version.
  await cast.rows('update privacy.hold set record_id = null, person_id = $2 where id = $1', [
    late,
    person.personId,
  ])
  await work(asked)
  assert.equal((await shown(asked)).state, 'unfinished')
  assert.equal((await shown(asked)).person, 'Yvonne Late')
  await lift(late)
  await work(asked)
  assert.equal((await shown(asked)).state, 'done')
})

test('An erasure whose worker gives up, or is gone for good, is shown as unfinished and goes on when told to.', async () => {
  const { cast, officer, ask, work, shown, prove } = office
  await prove()
  const { rows, wardline } = cast
  const { app } = wardline.composition
  const person = await wardline.person('Zacharias Stuck', [])
  const asked = await ask(person.personId)
  const owner = async (sql: string) => wardline.owner.query(sql)
  const payload = { org: wardline.orgId, erasure: asked }
  await owner('revoke delete on core.watcher from wardline_app')
  try {
    await assert.rejects(async () => erase(app, payload, { isLast: false }))
    assert.equal((await shown(asked)).state, 'working', 'the next try may succeed')
    await assert.rejects(async () => erase(app, payload, { isLast: true }))
  } finally {
    await owner('grant delete on core.watcher to wardline_app')
  }
  const { state, has_failed } = await shown(asked)
  assert.deepEqual([state, has_failed], ['unfinished', true])
  const goOn = { id: asked, decision: 'continue' }
  must(await officer.post('/api/privacy/resume-erasure', goOn))
  assert.deepEqual([(await shown(asked)).state, (await shown(asked)).has_failed], ['working', false])
  await tendErasures(app, {})
  assert.equal((await shown(asked)).state, 'working', 'its job waits')
  await rows('update graphile_worker._private_jobs set attempts = max_attempts where key = $1', [
    `erasure:${asked}`,
  ])
  await tendErasures(app, {})
  assert.deepEqual([(await shown(asked)).state, (await shown(asked)).has_failed], ['unfinished', true])
  must(await officer.post('/api/privacy/resume-erasure', goOn))
  await work(asked)
  assert.equal((await shown(asked)).state, 'done')
})

test('A telephone number is found with the code of its country and without, and not inside of another number.', () => {
  const found = (phone: string, text: string) =>
    wholeWords([{ kind: 'phone', text: phone }]).reduce((left, each) => left.replaceAll(each, '▇'), text)
  for (const [phone, text] of [
    ['+1 555 0134 777', 'Call 555 0134 777 or (555) 0134-777 or +1-555-0134-777 or 0015550134777.'],
    ['555 0134 777', 'Call 555 0134 777 or (555) 0134-777 or +1-555-0134-777 or 0015550134777.'],
    ['+49 30 1234567', 'Call 030 1234567 or (030) 1234-567 or +49 (0)30-1234567 or +49301234567.'],
    ['030/1234567', 'Call 030 1234567 or (030) 1234-567 or +49 (0)30-1234567 or +49301234567.'],
  ] as const)
    assert.equal(found(phone, text), 'Call ▇ or ▇ or ▇ or ▇.', phone)
  const others = 'Asset 95550134777, 555 0134 7771, +44 555 0134 777, 555-0134.'
  assert.equal(found('+1 555 0134 777', others), others)
  assert.equal(found('555-0134', 'Call 555-0134.'), 'Call ▇.')
})

test('An erasure takes a number without its code too, and counts a record where a part of a longer word keeps the word.', async () => {
  const { cast, ask, work, shown, prove, copies } = office
  await prove()
  const { agent, wardline, rows } = cast
  const person = await wardline.person('Quirin Lang', [])
  await rows("update core.person set phone = '+1 555 0144 888', badge = 'QL-4477' where id = $1", [
    person.personId,
  ])
  const called = await cast.file(person, { title: 'Call', body: 'My number is (555) 0144-888.' })
  const mixed = await cast.file(person, {
    title: 'QL-4477 and QL-44778',
    body: 'i am quirin lang, not Xquirin langs.',
  })
  const asked = await ask(person.personId)
  await work(asked)
  const messages = async (id: string) => must(await agent.get(`/api/tickets/${id}`)).body.messages
  assert.match((await messages(called))[0].body, /^My number is ▇/)
  assert.match((await messages(mixed))[0].body, /^i am ▇.*, not Xquirin langs\.$/)
  assert.equal((await shown(asked)).kept, 1, 'the title keeps the badge')
  assert.equal((await shown(asked)).state, 'unfinished')
  assert.deepEqual(await copies('555) 0144'), [])
})

test('Each step of a look reads some pages of every part, and no part twice.', async () => {
  const { app } = office.cast.wardline.composition
  const { orgId, owner } = office.cast.wardline
  await owner.query(
    "create table core.event_far partition of core.event for values from ('2098-01-01') to ('2099-01-01')",
  )
  const { plan, step, parts } = await write(app.pool, orgId, async (tx) => {
    // The table of a test is so small that any way is as good.
    for (const way of ['seqscan', 'indexscan', 'indexonlyscan', 'bitmapscan'])
      await tx.all(raw(`set local enable_${way} = off`, []))
    const lines = await tx.all(
      sql<{
        'QUERY PLAN': string
      }>`explain select count(*) from core.event t where t.org_id = ${orgId} and ${inPages(0, 10)}`,
    )
    const { n } = await tx.one(
      raw<{ n: number }>("select count(*)::int as n from pg_partition_tree('core.event') where isleaf", []),
    )
    return { plan: lines.map((line) => line['QUERY PLAN']), parts: n, ...(await pagesOf(tx, 'core.event')) }
  })
  assert.ok(parts > 1)
  assert.equal(step, Math.floor(4000 / parts))
  const scans = plan.filter((line) => / Scan /.test(line))
  assert.equal(scans.length, parts)
  for (const scan of scans) assert.match(scan, /Tid Range Scan/)
})

test('Who is alone in a team for which records are kept is neither erased, deactivated nor taken out of it.', async () => {
  const { cast, officer, prove } = office
  await prove()
  const { admin, wardline, rows } = cast
  const team = await wardline.team('Occupational health', 2)
  const alone = await wardline.person('Wim Alone', [], [team])
  const record = await cast.file(cast.nurse, { title: 'Kept', body: 'For that team.' })
  await rows("update core.record set team_id = $2, restriction = 'team' where id = $1", [record, team])
  const body = { person_id: alone.personId }
  const tries = [
    () => officer.post('/api/privacy/ask-erasure', { ...body, reason: 'Asked.' }),
    () => admin.post(`/api/people/${alone.personId}/deactivate`, {}),
    () => admin.post(`/api/teams/${team}/members/remove`, body),
  ] as const
  for (const attempt of tries) {
    const refused = await attempt()
    assert.equal(refused.status, 409)
    assert.match(refused.body.detail, /kept for this team/)
  }
  const shown = async () => must(await officer.get(`/api/privacy/people/${alone.personId}`)).body.teams_only
  assert.deepEqual(await shown(), ['Occupational health'], 'it is said before')
  const other = await wardline.person('Wilma Joins', [], [team])
  assert.deepEqual(await shown(), [])
  must(await tries[2]())
  const last = await admin.post(`/api/people/${other.personId}/deactivate`, {})
  assert.equal(last.status, 409)
  await rows('update core.record set restriction = null where id = $1', [record])
  must(await admin.post(`/api/people/${other.personId}/deactivate`, {}))
  must(await tries[0]())
})
