import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type Client, password, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { csvLine } from '../../core/people/csv.ts'
import { insertEvents } from '../../core/records/insert-rows.ts'
import { read, write } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { makeCheckpoint } from './checkpoint.ts'
import { chainOf } from './fixture.ts'
import { type Lead, newestLines } from './log-sources.ts'
import { keepMonths } from './months.ts'

let wardline: Wardline
let auditor: Client

before(async () => {
  wardline = await startWardline()
  await wardline.owner.query(
    "update core.role set permissions = array(select distinct unnest(permissions || '{audit.read}')) where key = 'administrator'",
  )
  auditor = await wardline.admin()
})
after(() => wardline.close())

const names = (answer: { body: { rows: { action: string }[] } }) => answer.body.rows.map((row) => row.action)

test('The log shows who did what, newest first, in pages without a gap.', async () => {
  for (let count = 0; count < 5; count++) {
    await auditor.post('/api/people', { name: `Person ${count}` })
    wardline.clock.advance(1000)
  }
  const all = await auditor.get('/api/audit?limit=100')
  assert.equal(names(all)[0], 'people.create')
  assert.equal(all.body.rows[0].actor.name, 'Ada Admin')
  const seen: string[] = []
  let after = ''
  do {
    const page = await auditor.get(`/api/audit?limit=2${after}`)
    seen.push(...page.body.rows.map((row: { id: string }) => row.id))
    after = page.body.next ? `&after=${page.body.next}` : ''
  } while (after)
  assert.deepEqual(
    seen,
    all.body.rows.map((row: { id: string }) => row.id),
  )
})

test('It is filtered by person, action and time.', async () => {
  const nurse = await wardline.person('Nora Nurse', [])
  assert.deepEqual(names(await auditor.get(`/api/audit?person_id=${nurse.personId}`)), ['signed_in'])
  assert.ok(
    names(await auditor.get('/api/audit?action=people.')).every((action) => action.startsWith('people.')),
  )
  assert.ok(names(await auditor.get('/api/audit?action=people.create')).length >= 5)
  const future = new Date(wardline.clock.now().getTime() + 1000).toISOString()
  assert.deepEqual(names(await auditor.get(`/api/audit?from=${encodeURIComponent(future)}`)), [])
  assert.ok(names(await auditor.get(`/api/audit?to=${encodeURIComponent(future)}`)).length > 0)
  assert.equal((await auditor.get('/api/audit?from=yesterday')).status, 422)
  assert.equal((await auditor.get('/api/audit?after=%00')).status, 422)
})

test('Several actions are asked for at once, by whole names and by beginnings.', async () => {
  const both = names(await auditor.get('/api/audit?action=signed_in,people.&limit=100'))
  assert.ok(both.includes('signed_in') && both.includes('people.create'))
  assert.ok(both.every((action) => action === 'signed_in' || action.startsWith('people.')))
})

test('Lines name people, roles and teams; a record only to those who may see it.', async () => {
  const desk = await wardline.team('Front Desk')
  const nurse = await wardline.person('Nina Named', [])
  const role = (await auditor.get('/api/roles')).body.rows.find(
    ({ key }: { key: string }) => key === 'help-desk',
  )
  await auditor.post(`/api/people/${nurse.personId}/roles`, { role_id: role.id })
  await auditor.post(`/api/teams/${desk}/members`, { person_id: nurse.personId })
  const lineOf = async (action: string, who = auditor) =>
    (await who.get(`/api/audit?action=${action}&limit=1`)).body.rows[0]
  assert.deepEqual((await lineOf('roles.assign')).names, { person: 'Nina Named', role: role.title })
  assert.deepEqual((await lineOf('teams.set_member')).names, { person: 'Nina Named', team: 'Front Desk' })

  const patient = await wardline.person('Paul Private', [])
  const { body: ticket } = await patient.post('/api/tickets', { title: 'A secret matter', body: 'Hush.' })
  const curious = await wardline.person('Cora Curious', [])
  assert.equal((await curious.get(`/api/tickets/${ticket.id}`)).status, 404)
  assert.equal((await curious.post(`/api/tickets/${ticket.id}/reply`, { body: 'Me' })).status, 404)
  const seeing = await wardline.person('Sam Seeing', ['help-desk'])
  await wardline.owner.query(
    "update core.role set permissions = array(select distinct unnest(permissions || '{audit.read}')) where key = 'help-desk'",
  )
  wardline.clock.advance(6_000)
  const blind = await wardline.person('Bo Blind', [])
  await wardline.owner.query(
    "with made as (insert into core.role (org_id, id, key, title, permissions, home) values ($1, gen_random_uuid(), 'only-audit', 'Only the log', '{audit.read}', 'desk') returning id) insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) select $1, gen_random_uuid(), $2, id, $3 from made",
    [wardline.orgId, blind.personId, wardline.clock.now()],
  )
  wardline.clock.advance(6_000)
  const shown = await lineOf('denied', seeing)
  assert.deepEqual([shown.record.id, shown.record.title], [ticket.id, 'A secret matter'])
  const hidden = await lineOf('denied', blind)
  assert.equal(hidden.id, shown.id)
  assert.equal(hidden.record, null)
  assert.doesNotMatch(String((await blind.get('/api/audit/export')).body), /secret matter/)
  assert.match(String((await seeing.get('/api/audit/export')).body), /A secret matter/)
})

test('Who may not read it is refused, which the log notes; another organization’s lines are never shown.', async () => {
  const nurse = await wardline.person('Nils Nosy', [])
  assert.equal((await nurse.get('/api/audit')).status, 403)
  assert.equal((await nurse.get('/api/audit/export')).status, 403)
  const denied = await auditor.get(`/api/audit?person_id=${nurse.personId}&action=denied`)
  assert.deepEqual(denied.body.rows.map((row: { data: { action: string } }) => row.data.action).sort(), [
    'audit.export',
    'audit.list',
  ])
  await wardline.organization('other')
  const created = await auditor.get('/api/audit?action=organization_created')
  assert.equal(created.body.rows.length, 1)
})

test('The export is CSV that runs nothing, and is itself a line of the log.', async () => {
  await auditor.post('/api/people', { name: 'Victim', email: 'victim@main.example' })
  await wardline.owner.query(
    "update core.person set name = '=HYPERLINK(\"http://evil\")' where name = 'Ada Admin'",
  )
  const file = await auditor.get('/api/audit/export?action=people.create')
  assert.equal(file.status, 200)
  assert.match(String(file.headers['content-type']), /^text\/csv/)
  assert.match(String(file.body), /^at,action,person/)
  assert.doesNotMatch(String(file.body), /(^|,)"?[=+@-]/m)
  assert.match(String(file.body), /'=HYPERLINK/)
  const [end, begin] = (await auditor.get('/api/audit')).body.rows
  assert.deepEqual([begin.action, begin.data], ['audit.export', { action: 'people.create', format: 'csv' }])
  const lines = String(file.body).trim().split('\r\n').length - 1
  assert.deepEqual([end.action, end.data], ['audit.exported', { lines }])
})

test('Cells that a spreadsheet would run are made harmless.', () => {
  for (const cell of ['=1+1', '+1', '-1', '@sum', '\t=1', '\r=1', ' =1'])
    assert.match(csvLine([cell]), /^"'/, JSON.stringify(cell))
  assert.equal(csvLine(['plain', 'a,b', 'say "x"', null, 5]), 'plain,"a,b","say ""x""",,5\r\n')
})

test('The application’s own login can neither change nor delete a line.', async () => {
  const { pool } = wardline.composition.app
  for (const statement of [
    'update core.audit set action = action',
    'delete from core.audit',
    'truncate core.audit',
  ])
    await assert.rejects(pool.query(statement), /permission denied/)
})

test('What somebody did, and who was at a record, is read across the log and the timelines, without words.', async () => {
  const desk = await wardline.team('Radiology Desk')
  const agent = await wardline.person('Andy Agent', ['help-desk'], [desk])
  const nurse = await wardline.person('Nadia Nurse', [])
  const stranger = await wardline.person('Sten Stranger', [])
  const { id } = (await nurse.post('/api/tickets', { title: 'Scanner of Olga', body: 'It is dead.' })).body
  wardline.clock.advance(1000)
  await agent.post(`/api/tickets/${id}/edit`, { title: 'Scanner' })
  wardline.clock.advance(1000)
  await stranger.post(`/api/tickets/${id}/reply`, { body: 'Me too' })
  const seen = await auditor.get(`/api/audit?record_id=${id}&with_timeline=true`)
  assert.deepEqual(
    seen.body.rows.map((row: Row) => [row.action, row.actor?.name, row.is_timeline]).reverse(),
    [
      ['tickets.create', 'Nadia Nurse', true],
      ['tickets.edit', 'Andy Agent', true],
      ['denied', 'Sten Stranger', false],
    ],
  )
  const edit = seen.body.rows.find((row: Row) => row.action === 'tickets.edit')
  assert.deepEqual(edit.data, { fields: ['title'] })
  assert.doesNotMatch(JSON.stringify(seen.body.rows.map((row: Row) => row.data)), /Olga/)
  const did = names(await auditor.get(`/api/audit?person_id=${agent.personId}&with_timeline=true`))
  assert.ok(did.includes('signed_in') && did.includes('tickets.edit') && !did.includes('denied'))
  assert.ok(!names(await auditor.get('/api/audit?with_timeline=true&limit=100')).includes('tickets.edit'))
  const pages: string[] = []
  for (let after = '', page = 0; page < 10; page++) {
    const { body } = await auditor.get(`/api/audit?record_id=${id}&with_timeline=true&limit=1${after}`)
    pages.push(...names({ body }))
    if (body.next === null) break
    after = `&after=${body.next}`
  }
  assert.deepEqual(pages, names(seen))
})

test('The log is narrowed to what was refused, what failed, and what was done.', async () => {
  const of = async (outcome: string) => names(await auditor.get(`/api/audit?outcome=${outcome}&limit=100`))
  await wardline.anonymous.post('/api/session', {
    email: 'admin@main.example',
    password: 'a wrong password',
    organization: 'main',
  })
  assert.deepEqual([...new Set(await of('refused'))], ['denied'])
  assert.ok((await of('failed')).includes('sign_in_failed'))
  const done = await of('done')
  assert.ok(done.includes('signed_in') && !done.includes('denied') && !done.includes('sign_in_failed'))
})

test('Who searched for a word is found by who knows the word; the log itself does not say it.', async () => {
  const agent = await wardline.person('Quin Querier', ['help-desk'])
  assert.equal((await agent.get('/api/search?q=Zanzibar%20badge')).status, 200)
  const who = async (word: string) =>
    (await auditor.get(`/api/audit?searched=${word}`)).body.rows.map((row: Row) => row.actor?.name)
  assert.deepEqual(await who('zanzibar'), ['Quin Querier'])
  assert.deepEqual(await who('ZANZIBAR'), ['Quin Querier'])
  assert.deepEqual(await who('zanzibars'), [])
  const { rows } = await wardline.owner.query("select data from core.audit where action = 'search.find'")
  assert.ok(rows.length > 0 && !/zanzibar/i.test(JSON.stringify(rows)))
  // Who takes along who searched for a word leaves no more of it in the log than who searched.
  assert.equal((await auditor.get('/api/audit/export?searched=Zanzibar')).status, 200)
  const taken = await wardline.owner.query("select data from core.audit where action = 'audit.export'")
  assert.ok(!/zanzibar/i.test(JSON.stringify(taken.rows)))
  assert.ok(taken.rows.some(({ data }) => /^[0-9a-f]{16}$/.test(String(data.term))))
  // A timeline holds no searches.
  const beside = await auditor.get(
    `/api/audit?searched=zanzibar&person_id=${agent.personId}&with_timeline=true`,
  )
  assert.ok(beside.body.rows.every((row: { is_timeline: boolean }) => !row.is_timeline))
})

test('Who manages the organization and does not read the log does not decide what it keeps.', async () => {
  const made = await auditor.post('/api/roles', {
    title: 'Keeper',
    permissions: ['organization.manage'],
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const keeper = await wardline.person('Kay Keeper', [])
  await wardline.owner.query(
    "insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) values ($1, gen_random_uuid(), $2, $3, now() - interval '1 day')",
    [wardline.orgId, keeper.personId, made.body.id],
  )
  const again = await wardline.signIn('kay.keeper@main.example', 'main')
  assert.equal((await again.get('/api/audit/settings')).status, 200)
  const put = await again.send('PUT', '/api/audit/settings', { search_words: 'clear', reason: 'law' })
  assert.equal(put.body.type, 'forbidden')
})

test('Words that are searched for are kept readable only where the organization says so and why; a redaction reaches them.', async () => {
  const agent = await wardline.person('Rea Searcher', ['help-desk', 'privacy-officer'])
  const put = (body: object) => auditor.send('PUT', '/api/audit/settings', body)
  const search = async (words: string) =>
    assert.equal((await agent.get(`/api/search?q=${encodeURIComponent(words)}`)).status, 200)
  const told = async (): Promise<(string | null)[]> =>
    (
      await auditor.get(`/api/audit?person_id=${agent.personId}&action=search.,tickets.list,tickets.export`)
    ).body.rows.map((row: { searched: string | null }) => row.searched)
  await search('narwhal')
  assert.deepEqual(await told(), [null])
  assert.equal(
    (await agent.send('PUT', '/api/audit/settings', { search_words: 'clear', reason: 'law' })).status,
    403,
  )
  assert.equal((await put({ search_words: 'clear' })).status, 422)
  assert.equal((await put({ search_words: 'clear', reason: 'investigation' })).status, 200)
  assert.deepEqual((await auditor.get('/api/audit/settings')).body, { search_words: 'clear' })
  const [line] = (await auditor.get('/api/audit')).body.rows
  assert.deepEqual(
    [line.action, line.data],
    ['audit.edit_settings', { search_words: 'clear', reason: 'investigation' }],
  )
  wardline.clock.advance(1000)
  await search('Narwhal tusk')
  wardline.clock.advance(1000)
  assert.equal((await agent.get('/api/tickets?q=belfry&tag=attic')).status, 200)
  wardline.clock.advance(1000)
  assert.equal((await agent.get('/api/tickets/export.csv?application=Beluga')).status, 200)
  wardline.clock.advance(1000)
  // What may be a patient's is not kept, whoever wants it.
  await search('pt Marjorie Kettlewell DOB 03/14/1961')
  assert.deepEqual(await told(), [null, 'Beluga', 'belfry attic', 'Narwhal tusk', null])
  for (const word of ['narwhal', 'belfry', 'attic', 'beluga'])
    assert.equal(
      (await auditor.get(`/api/audit?searched=${word}&person_id=${agent.personId}`)).body.rows.length >= 1,
      true,
      word,
    )
  const { id } = (await agent.post('/api/tickets', { title: 'The narwhal', body: 'It is here.' })).body
  const redaction = { text: 'narwhal', is_everywhere: true }
  assert.equal((await agent.post(`/api/tickets/${id}/redact`, redaction)).status, 200)
  assert.deepEqual(await told(), [null, 'Beluga', 'belfry attic', null, null])
  assert.equal((await put({ search_words: 'hashed' })).status, 200)
  assert.deepEqual(await told(), [null, null, null, null, null])
  const { rows } = await wardline.owner.query('select from core.searched')
  assert.equal(rows.length, 0)
})

test('Words that somebody who works on security or safety searched for are readable only for those who do so too.', async () => {
  const put = (body: object) => auditor.send('PUT', '/api/audit/settings', body)
  assert.equal((await put({ search_words: 'clear', reason: 'policy' })).status, 200)
  const officer = await wardline.person('Ona Officer', ['information-security-officer'])
  const other = await wardline.person('Olaf Other', ['information-security-officer'])
  const safety = await wardline.person('Saf Safety', ['clinical-safety-officer'])
  const plain = await wardline.person('Pia Plain', ['help-desk'])
  for (const who of [officer, safety, plain]) {
    wardline.clock.advance(1000)
    assert.equal((await who.get('/api/search?q=whistleblower')).status, 200)
  }
  const told = async (reader: Client, who: Client) =>
    (await reader.get(`/api/audit?person_id=${who.personId}&action=search.`)).body.rows[0].searched
  const taken = async (reader: Client, who: Client) => {
    const file = await reader.get(`/api/audit/export?format=jsonl&person_id=${who.personId}&action=search.`)
    return JSON.parse(String(file.body).split('\n')[0] ?? '').searched
  }
  for (const ask of [told, taken]) {
    assert.equal(await ask(auditor, plain), 'whistleblower')
    assert.equal(await ask(auditor, officer), null)
    assert.equal(await ask(auditor, safety), null)
    assert.equal(await ask(officer, officer), 'whistleblower')
    assert.equal(await ask(other, officer), 'whistleblower')
    assert.equal(await ask(other, safety), null)
  }
  assert.equal((await put({ search_words: 'hashed' })).status, 200)
})

test('It is taken along as lines of JSON too, narrowed as it is shown.', async () => {
  const file = await auditor.get('/api/audit/export?action=people.create&format=jsonl')
  assert.match(String(file.headers['content-type']), /ndjson/)
  const lines = String(file.body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.ok(lines.length >= 5 && lines.every(({ action }) => action === 'people.create'))
})

test('How far the log is chained and signed is told to who reads it and who keeps the system.', async () => {
  const { app } = wardline.composition
  const state = async () => (await auditor.get('/api/audit/chain')).body
  assert.deepEqual([(await state()).links, (await state()).checkpoint], [0, null])
  assert.ok((await state()).waiting > 10)
  await chainOf(app, wardline.owner, [wardline.orgId])
  await makeCheckpoint(app, wardline.orgId)
  const { links, lines, waiting, checkpoint, key } = await state()
  assert.ok(links >= 1 && lines > 10 && waiting === 0)
  assert.deepEqual([checkpoint.lines, checkpoint.was_sent], [lines, null])
  assert.match(key, /^[0-9a-f]{16}$/)
  const nurse = await wardline.person('Nell Nurse', [])
  assert.equal((await nurse.get('/api/audit/chain')).status, 403)
  await chainOf(app, wardline.owner, [wardline.orgId])
  // What is stored of the past waits since now.
  const { id } = (await nurse.post('/api/tickets', { title: 'Old', body: 'Old.' })).body
  await chainOf(app, wardline.owner, [wardline.orgId])
  const at = '2019-05-05T05:05:05.000Z'
  await write(app.pool, wardline.orgId, async (tx) =>
    tx.send(
      insertEvents(wardline.orgId, [
        { record_id: id, at, id: newId(), actor_id: null, action: 'tickets.reply', data: {} },
      ]),
    ),
  )
  const since = (await state()).waiting_since
  assert.ok(Date.now() - Date.parse(since) < 60_000, since)
})

test('Months are made ahead while the server runs, and that one is missing shows.', async () => {
  const { app } = wardline.composition
  const ahead = async () => (await auditor.get('/api/audit/chain')).body.months_ahead
  assert.equal(await ahead(), 0)
  await keepMonths(app, {})
  assert.equal(await ahead(), 24)
  const month = new Date(wardline.clock.now())
  month.setUTCDate(1)
  month.setUTCMonth(month.getUTCMonth() + 2)
  await wardline.owner.query(`drop table core.audit_${month.toISOString().slice(0, 7).replace('-', '_')}`)
  assert.equal(await ahead(), 1)
  await keepMonths(app, {})
  assert.equal(await ahead(), 24)
})

test('A merge of people tells who may not know of it nothing about a sealed record, and what the double did is found.', async () => {
  const officer = await wardline.person('Olga Officer', ['clinical-safety-officer', 'administrator'])
  const double = await wardline.person('Dora Double', [])
  const stays = await wardline.person('Dora Stays', [])
  const { id: ticket } = (await double.post('/api/tickets', { title: 'Pump', body: 'It stopped.' })).body
  const report = { outcome: 'harm', description: 'The pump stopped.' }
  assert.equal((await double.post(`/api/tickets/${ticket}/safety-reports`, report)).status, 200)
  const [event] = (await officer.get('/api/safety-events')).body.rows
  assert.equal((await officer.post(`/api/safety-events/${event.id}/take`)).status, 200)
  await wardline.owner.query('update core.record set owner_id = $1 where id = $2', [
    double.personId,
    event.id,
  ])
  await auditor.post('/api/session/confirm', { password })
  const merged = await auditor.post(`/api/people/${double.personId}/merge`, { into_id: stays.personId })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  // The report that is the double's is moved with the ticket, and no number tells of it.
  const { rows: told } = await wardline.owner.query(
    "select data from core.audit where action = 'people.merge' and data ->> 'person' = $1",
    [double.personId],
  )
  assert.deepEqual([merged.body.records, told[0].data.records], [1, 1])
  const { rows: moved } = await wardline.owner.query('select owner_id from core.record where id = $1', [
    event.id,
  ])
  assert.equal(moved[0].owner_id, stays.personId)
  const twin = await wardline.person('Tilda Twin', [])
  assert.equal((await twin.post('/api/tickets', { title: 'Pump', body: 'It stopped.' })).status, 200)
  const alike = await auditor.post(`/api/people/${twin.personId}/merge`, { into_id: stays.personId })
  assert.equal(merged.body.rows, alike.body.rows)
  await wardline.owner.query(
    "insert into core.audit (org_id, at, id, actor_id, action, record_id) values ($1, $2, gen_random_uuid(), $3, 'attachments.open', $4)",
    [wardline.orgId, wardline.clock.now(), auditor.personId, event.id],
  )
  await wardline.owner.query(
    "insert into core.audit (org_id, at, id, actor_id, action, data) values ($1, $2, gen_random_uuid(), $3, 'denied', jsonb_build_object('record', $4::text, 'action', 'link'))",
    [wardline.orgId, wardline.clock.now(), auditor.personId, event.id],
  )
  const ways = [
    `/api/audit?person_id=${auditor.personId}&with_timeline=true&limit=100`,
    `/api/audit?record_id=${event.id}&with_timeline=true`,
    `/api/audit/export?person_id=${auditor.personId}&with_timeline=true&format=jsonl`,
  ]
  for (const way of ways) {
    assert.doesNotMatch(JSON.stringify((await auditor.get(way)).body), new RegExp(event.id), way)
    const told = JSON.stringify((await officer.get(way)).body)
    assert.ok(told.includes(event.id) && told.includes('attachments.open'), way)
  }
  assert.ok(
    names(await auditor.get(`/api/audit?person_id=${auditor.personId}&with_timeline=true`)).includes(
      'people.merge',
    ),
  )
  const did = names(await auditor.get(`/api/audit?person_id=${stays.personId}&with_timeline=true&limit=100`))
  assert.equal(did.filter((action) => action === 'signed_in').length, 3)
  assert.ok(did.includes('tickets.create'))
})

test('Every way into the log goes by an index of its own, as the application’s login asks.', async () => {
  const { app } = wardline.composition
  const { orgId } = await wardline.organization('long')
  await wardline.owner.query(
    `insert into core.audit (org_id, at, id, actor_id, action, record_id)
     select $1, now() - n * interval '1 second', gen_random_uuid(), gen_random_uuid(), 'action.' || n % 100, gen_random_uuid()
     from generate_series(1, 5000) n`,
    [orgId],
  )
  await wardline.owner.query('analyze core.audit')
  const plans = async (lead: Lead) =>
    read(app.pool, orgId, async (tx) => {
      const lines = newestLines(lead, [sql`l.org_id = ${orgId}`], 51)
      return JSON.stringify(await tx.all(sql`explain ${lines}`))
    })
  const id = auditor.personId
  assert.match(await plans({}), /audit_\w*pkey/)
  assert.match(await plans({ people: [id] }), /audit_\w*org_id_actor_id_at_action_idx.*Function Scan on told/)
  assert.match(await plans({ record_id: id }), /audit_\w*org_id_record_id_at_idx.*Function Scan on told/)
  assert.match(await plans({ actions: ['denied'] }), /audit_\w*org_id_action_at_idx/)
  for (const [key, where, index] of [
    ['person', "l.data ->> 'person' = 'x'", /org_id_expr_at_idx/],
    ['record', "l.data ->> 'record' = 'x'", /org_id_expr_at_idx/],
    ['terms', "(l.data -> 'terms') ? 'x'", /_expr_idx/],
  ] as const) {
    const { rows } = await inTransaction([
      'set local enable_seqscan = off',
      `explain select at, id from core.audit l where org_id = '${orgId}' and data ? '${key}' and ${where}`,
    ])
    assert.match(JSON.stringify(rows), index, key)
  }
})

async function inTransaction(statements: readonly string[]) {
  const client = await wardline.owner.connect()
  try {
    await client.query('begin')
    let last = await client.query(statements[0] ?? '')
    for (const statement of statements.slice(1)) last = await client.query(statement)
    return last
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('What leads to lines and what narrows them gives the same as looking at every line.', async () => {
  const nurse = await wardline.person('Nele Narrow', [])
  const ticket = (await nurse.post('/api/tickets', { title: 'Lamp', body: 'It is dark.' })).body.id
  assert.equal((await nurse.post('/api/people', { name: 'Nobody' })).status, 403)
  assert.equal((await nurse.get('/api/search?q=quokka')).status, 200)
  assert.equal((await nurse.post(`/api/tickets/${ticket}/note`, { body: 'inner' })).status, 403)
  await wardline.anonymous.post('/api/session', {
    email: 'nele.narrow@main.example',
    password: 'wrong',
    organization: 'main',
  })
  // A line that fits in two ways is told once.
  await wardline.owner.query(
    `insert into core.audit (org_id, at, id, actor_id, action, record_id, data)
     values ($1, $2, gen_random_uuid(), $3::uuid, 'signed_in', $4::uuid, jsonb_build_object('person', $3::uuid::text, 'record', $4::uuid::text))`,
    [wardline.orgId, wardline.clock.now(), nurse.personId, ticket],
  )
  const all = (await pages('/api/audit?limit=100')) as Line[]
  const failed = ['sign_in_failed', 'factor_failed', 'proof_failed', 'throttled']
  const ways: [string, (line: Line) => boolean][] = [
    [
      `person_id=${nurse.personId}`,
      (line) => line.actor?.id === nurse.personId || line.data.person === nurse.personId,
    ],
    [`record_id=${ticket}`, (line) => line.record_id === ticket || line.data.record === ticket],
    ['outcome=refused', ({ action }) => action === 'denied'],
    ['outcome=failed', ({ action }) => failed.includes(action)],
    ['outcome=done', ({ action }) => action !== 'denied' && !failed.includes(action)],
    ['action=people.,signed_in', ({ action }) => action.startsWith('people.') || action === 'signed_in'],
    ['action=signed_in', ({ action }) => action === 'signed_in'],
    ['action=nothing.', () => false],
  ]
  for (const [query, fits] of ways)
    for (const [other, fitsToo] of [...ways, ['limit=3', () => true] as const]) {
      // Of two of one kind the second would win.
      if (other !== 'limit=3' && other.split('=')[0] === query.split('=')[0]) continue
      const found = (await pages(`/api/audit?${query}&${other}`)) as Line[]
      assert.deepEqual(
        found.map(({ id }) => id),
        all.filter((line) => fits(line) && fitsToo(line)).map(({ id }) => id),
        `${query} ${other}`,
      )
    }
  assert.ok(all.some(({ record_id, data }) => record_id === null && data.record === ticket))
})

type Line = {
  id: string
  action: string
  actor: { id: string } | null
  record_id: string | null
  data: Record<string, unknown>
}

async function pages(path: string): Promise<unknown[]> {
  const rows: unknown[] = []
  for (let next: string | null = ''; next !== null; ) {
    const { body } = await auditor.get(`${path}${next && `&after=${next}`}`)
    rows.push(...body.rows)
    next = body.next
  }
  return rows
}

type Row = { action: string; actor: { name: string } | null; is_timeline: boolean; data: unknown }
