import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { uploadWith } from '../src/core/attachments/upload.fixture.ts'
import { type Client, password, startWardline, type Wardline } from './helpers/server.ts'
import { assertTold } from './helpers/told.ts'

let wardline: Wardline
let agent: Client
let nurse: Client
let admin: Client
let stranger: Client
let officer: Client

before(async () => {
  wardline = await startWardline()
  agent = await wardline.person('Sam Agent', ['help-desk'], [await wardline.team('Service Desk')])
  nurse = await wardline.person('Nora Nurse', [])
  admin = await wardline.admin()
  stranger = await wardline.person('Stella Stranger', [])
  officer = await wardline.person('Olga Officer', ['clinical-safety-officer'])
})
after(async () => {
  await wardline.close()
  assertTold(wardline.watch)
})

type Line = {
  action: string
  actor_id: string | null
  data: Record<string, unknown>
  record_id: string | null
}

/** The lines of the audit log that something left. */
async function linesOf(something: () => Promise<unknown>): Promise<Line[]> {
  const { rows: old } = await wardline.owner.query('select id from core.audit')
  await something()
  const { rows } = await wardline.owner.query(
    'select action, actor_id, data, record_id from core.audit where id <> all($1::uuid[]) order by at, id',
    [old.map((row) => row.id)],
  )
  return rows
}

test('What is created is told with its maker: a ticket in its timeline, a person in the audit log.', async () => {
  const { id } = (await nurse.post('/api/tickets', { title: 'Scanner', body: 'It is dead.' })).body
  const { rows } = await wardline.owner.query(
    'select action, actor_id from core.event where record_id = $1',
    [id],
  )
  assert.deepEqual(rows, [{ action: 'tickets.create', actor_id: nurse.personId }])
  const [line] = await linesOf(() =>
    admin.post('/api/people', { name: 'New Nurse', email: 'new@main.example' }),
  )
  assert.deepEqual([line?.action, line?.actor_id], ['people.create', admin.personId])
})

test('Who opens a file or a picture, and who is refused it, is written down.', async () => {
  const upload = uploadWith(wardline, nurse)
  const text = (await upload('chart.txt', 'text/plain', Buffer.from('words'))).body.id
  const picture = (await upload('chart.png', 'image/png', onePixel)).body.id
  const ticket = { title: 'Chart', body: 'See there.', file_ids: [text, picture] }
  const { id } = (await nurse.post('/api/tickets', ticket)).body
  const stranger = await wardline.person('Stan Stranger', [])
  const { rows: uploads } = await wardline.owner.query(
    "select actor_id, data ->> 'file' as file from core.audit where action = 'attachments.upload' order by at, id",
  )
  assert.deepEqual(uploads, [
    { actor_id: nurse.personId, file: text },
    { actor_id: nurse.personId, file: picture },
  ])
  const lines = await linesOf(async () => {
    assert.equal((await agent.get(`/api/attachments/${text}`)).status, 200)
    assert.equal((await agent.get(`/api/attachments/${picture}/image`)).status, 200)
    assert.equal((await stranger.get(`/api/attachments/${text}`)).status, 404)
    assert.equal((await stranger.get(`/api/attachments/${picture}/image`)).status, 404)
  })
  assert.deepEqual(
    lines.map(({ action, actor_id, record_id }) => [action, actor_id, record_id]),
    [
      ['attachments.link', agent.personId, id],
      ['attachments.image', agent.personId, id],
      ['denied', stranger.personId, null],
      ['denied', stranger.personId, null],
    ],
  )
})

test('Exports and searches are written down with counts, and without the words.', async () => {
  const lines = await linesOf(async () => {
    assert.equal((await agent.get('/api/tickets/export.csv?application=Xenon')).status, 200)
    assert.equal((await admin.get('/api/audit/export')).status, 200)
    assert.equal((await agent.get('/api/search?q=zebrafish')).status, 200)
  })
  assert.deepEqual(
    lines.map(({ action, actor_id }) => [action, actor_id]),
    [
      ['tickets.export', agent.personId],
      ['audit.export', admin.personId],
      ['audit.exported', admin.personId],
      ['search.find', agent.personId],
    ],
  )
  assert.ok(!/xenon|zebrafish/i.test(JSON.stringify(lines)))
})

test('Every denial is written down: of a read, of a write, and of what one may not even see.', async () => {
  const { id } = (await nurse.post('/api/tickets', { title: 'Mine', body: 'Mine.' })).body
  const other = await wardline.person('Otis Other', [])
  const lines = await linesOf(async () => {
    assert.equal((await nurse.get('/api/roles')).status, 403)
    assert.equal((await nurse.post(`/api/tickets/${id}/note`, { body: 'inner' })).status, 403)
    assert.equal((await other.post(`/api/tickets/${id}/reply`, { body: 'hello' })).status, 404)
    assert.equal((await nurse.post('/api/people', { name: 'Nobody' })).status, 403)
  })
  assert.deepEqual(
    lines.map(({ action, actor_id, data }) => [action, actor_id, data.status]),
    [
      ['denied', nurse.personId, 403],
      ['denied', nurse.personId, 403],
      ['denied', other.personId, 404],
      ['denied', nurse.personId, 403],
    ],
  )
})

/** Each kind of act once: what it is, the line that it leaves, who did it, and the doing. */
function kinds(): [kind: string, action: string, who: () => Client, act: () => Promise<unknown>][] {
  const must = async (status: number, answer: Promise<{ status: number; body: unknown }>) => {
    const { status: given, body } = await answer
    assert.equal(given === 204 ? 200 : given, status, JSON.stringify(body))
    return body as Record<string, unknown>
  }
  const patient = { title: 'Chart of pt Quentin Zweig', body: 'DOB 3/4/1961, MRN 88172634.' }
  const seen: Record<string, string> = {}
  return [
    [
      'a write that makes a record',
      'tickets.create',
      () => nurse,
      async () => {
        seen.ticket = String((await must(200, nurse.post('/api/tickets', patient))).id)
      },
    ],
    [
      'a write on a record',
      'tickets.edit',
      () => agent,
      () => must(200, agent.post(`/api/tickets/${seen.ticket}/edit`, { application: 'Chart' })),
    ],
    [
      'a write beside the records',
      'people.create',
      () => admin,
      () => must(200, admin.post('/api/people', { name: 'Kim Kind' })),
    ],
    ['a denied read', 'denied', () => nurse, () => must(403, nurse.get('/api/roles'))],
    ['a denied write', 'denied', () => nurse, () => must(403, nurse.post('/api/people', { name: 'Nobody' }))],
    [
      'a write on what one may not see',
      'denied',
      () => stranger,
      () => must(404, stranger.post(`/api/tickets/${seen.ticket}/reply`, { body: 'hello' })),
    ],
    [
      'a sign-in',
      'signed_in',
      () => nurse,
      async () => {
        seen.cookie = (await wardline.signIn('nora.nurse@main.example')).cookie
      },
    ],
    [
      'a sign-out',
      'signed_out',
      () => nurse,
      () =>
        must(
          200,
          wardline.anonymous.send('DELETE', '/api/session', undefined, { cookie: seen.cookie ?? '' }),
        ),
    ],
    [
      'a failed sign-in',
      'sign_in_failed',
      () => nurse,
      () =>
        must(
          401,
          wardline.anonymous.post('/api/session', {
            email: 'nora.nurse@main.example',
            password: 'wrong words',
            organization: 'main',
          }),
        ),
    ],
    [
      'an export of tickets',
      'tickets.export',
      () => agent,
      () => must(200, agent.get('/api/tickets/export.csv?q=zebrafish')),
    ],
    ['an export of the log', 'audit.export', () => admin, () => must(200, admin.get('/api/audit/export'))],
    ['a search', 'search.find', () => agent, () => must(200, agent.get('/api/search?q=zebrafish'))],
    ['words in a list', 'tickets.list', () => agent, () => must(200, agent.get('/api/tickets?q=zebrafish'))],
    [
      'words for a ticket to merge into',
      'tickets.merge_candidates',
      () => agent,
      () => must(200, agent.get(`/api/tickets/${seen.ticket}/merge-candidates?q=zebrafish`)),
    ],
    [
      'a reveal',
      'privacy.reveal',
      () => agent,
      async () => {
        const ticket = await must(200, agent.get(`/api/tickets/${seen.ticket}`))
        const masks = [...new Set(JSON.stringify(ticket).match(/(?<=⟦\w+ )\w{10}(?=⟧)/g))]
        await must(200, agent.post('/api/privacy/reveal', { masks, reason: 'To find the chart.' }))
      },
    ],
    [
      'a report of harm',
      'safety.report',
      () => nurse,
      async () => {
        await must(
          200,
          nurse.post(`/api/tickets/${seen.ticket}/safety-reports`, {
            outcome: 'harm',
            description: 'It fell.',
          }),
        )
      },
    ],
    [
      'a read of restricted records',
      'safety.list',
      () => officer,
      async () => {
        const { rows } = await must(200, officer.get('/api/safety-events'))
        seen.event = (rows as { id: string }[])[0]?.id ?? ''
      },
    ],
    [
      'a read of a restricted record',
      'safety.show',
      () => officer,
      () => must(200, officer.get(`/api/safety-events/${seen.event}`)),
    ],
    [
      'a change of who holds a role',
      'roles.assign',
      () => admin,
      async () => {
        await must(200, admin.post('/api/session/confirm', { password }))
        const { rows } = await must(200, admin.get('/api/roles'))
        const role = (rows as { id: string; key: string }[]).find(({ key }) => key === 'help-desk')
        await must(200, admin.post(`/api/people/${stranger.personId}/roles`, { role_id: role?.id }))
      },
    ],
    [
      'a change of what a role may',
      'roles.create',
      () => admin,
      () => must(200, admin.post('/api/roles', { title: 'Looks', permissions: ['people.read'] })),
    ],
  ]
}

test('Each kind of act leaves a line with who did it, when and from where.', async () => {
  admin = await wardline.admin()
  for (const [kind, action, who, act] of kinds()) {
    wardline.clock.advance(1000)
    const lines = await everyLineOf(act)
    const line = lines.find((each) => each.action === action && each.actor_id === who().personId)
    assert.ok(line, `${kind}: ${JSON.stringify(lines)}`)
    assert.equal(new Date(line.at).toISOString(), wardline.clock.now().toISOString(), kind)
    // Where from stands in the log; a timeline says by whom, whose sign-in says where from.
    if (line.source === 'audit') assert.match(line.address ?? '', /^[\d.:a-f]+$/, kind)
    assert.ok(!/zebrafish|Zweig|88172634|To find/.test(JSON.stringify(lines)), kind)
  }
})

type Told = { source: string; action: string; actor_id: string; at: string; address: string | null }

/** The lines of the log and of all timelines that something left. */
async function everyLineOf(something: () => Promise<unknown>): Promise<Told[]> {
  const all = `select 'audit' as source, id, action, actor_id, at, address, data from core.audit
    union all select 'event', id, action, actor_id, at, null, data from core.event`
  const { rows: old } = await wardline.owner.query(all)
  await something()
  const { rows } = await wardline.owner.query(`select * from (${all}) l where id <> all($1::uuid[])`, [
    old.map((row) => row.id),
  ])
  return rows
}

test('A failed sign-in is written down, of a known person and of an unknown one.', async () => {
  const lines = await linesOf(async () => {
    for (const email of ['nora.nurse@main.example', 'nobody@main.example'])
      await wardline.anonymous.post('/api/session', {
        email,
        password: 'a wrong password',
        organization: 'main',
      })
  })
  assert.deepEqual(
    lines.map(({ action, actor_id }) => [action, actor_id]),
    [
      ['sign_in_failed', nurse.personId],
      ['sign_in_failed', null],
    ],
  )
})

test('The application’s own login can neither change nor delete the audit log and the timeline, whole or in part.', async () => {
  const app = new pg.Client({ connectionString: wardline.appUrl })
  await app.connect()
  try {
    await wardline.owner.query(
      "select platform.make_partitions((now() - interval '1 month')::date, now()::date)",
    )
    const { rows: parts } = await wardline.owner.query(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent in ('core.audit'::regclass, 'core.event'::regclass)",
    )
    const tables = ['core.audit', 'core.event', ...parts.map((part) => part.name)]
    assert.ok(tables.length > 4)
    for (const table of tables) {
      await app.query("select set_config('app.org_id', $1, false)", [wardline.orgId])
      for (const statement of [
        `update ${table} set action = 'nothing'`,
        `update ${table} set at = now()`,
        `delete from ${table}`,
        `truncate ${table}`,
        `drop table ${table}`,
        `alter table ${table} disable row level security`,
      ])
        await assert.rejects(app.query(statement), /permission denied|must be owner/, statement)
    }
    const { rows } = await app.query('select count(*)::int as count from core.audit')
    assert.ok(rows[0].count > 10, 'while reading it is possible')
  } finally {
    await app.end()
  }
})

test('After a quiet while the server answers 401 in every tab, although pages went on asking by themselves.', async () => {
  const person = await wardline.person('Ida Idle', ['help-desk'])
  const background = { 'x-wardline-background': '1' }
  const tabs = ['/api/tickets', '/api/notifications/count', '/api/tickets/counts', '/api/session']
  for (let minutes = 0; minutes <= 14; minutes += 2) {
    for (const tab of tabs)
      assert.equal((await person.get(tab, background)).status, 200, `${minutes}: ${tab}`)
    wardline.clock.advance(2 * 60_000)
  }
  for (const tab of tabs) {
    assert.equal((await person.get(tab)).status, 401, tab)
    assert.equal((await person.get(tab, background)).status, 401, tab)
  }
  assert.equal((await person.post('/api/tickets', { title: 'Late', body: 'Late.' })).status, 401)
})

test('Every write has one actor, who is one person: no address is of two, and no service identity signs in.', async () => {
  admin = await wardline.admin()
  const taken = { name: 'Second Nora', email: 'NORA.NURSE@main.example' }
  assert.equal((await admin.post('/api/people', taken)).status, 422)
  const made = (await admin.post('/api/people', { name: 'Second Nora' })).body.id
  const moved = await admin.send('PATCH', `/api/people/${made}`, { email: 'nora.nurse@main.example' })
  assert.equal(moved.status, 422)
  const service = {
    name: 'Monitoring',
    kind: 'service',
    custodian_id: admin.personId,
    email: 'monitor@main.example',
  }
  const { custodian_id: _owner, ...ownerless } = service
  assert.equal((await admin.post('/api/people', ownerless)).status, 422)
  const identity = await admin.post('/api/people', service)
  assert.equal(identity.status, 200, JSON.stringify(identity.body))
  await wardline.owner.query(
    'insert into core.password (org_id, person_id, hash) select org_id, $2, hash from core.password where org_id = $1 limit 1',
    [wardline.orgId, identity.body.id],
  )
  const signIn = await wardline.anonymous.post('/api/session', {
    email: 'monitor@main.example',
    password,
    organization: 'main',
  })
  assert.equal(signIn.status, 401)
  const { rows } = await wardline.owner.query(
    "select count(*)::int as count from core.event where actor_id is null and action not like '%.import'",
  )
  assert.equal(rows[0].count, 0)
})

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
