import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../platform/id/id.ts'
import { type Cast, must, startCast } from './fixture.ts'
import { cell } from './routes/export.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

test('A view is saved, counted exactly, shared, put in order and removed; another’s is not changed.', async () => {
  const { agent, secondAgent, specialist, nurse, admin, network } = cast
  for (let n = 0; n < 3; n++) await cast.file(agent, { tags: ['carts'], requester_id: nurse.personId })
  await cast.file(agent, { tags: ['carts'], team_id: network, requester_id: nurse.personId })
  const view = {
    name: 'Carts',
    filter: { tag: 'carts', category: ['waiting'] },
    sort: 'due',
    columns: ['number', 'title'],
  }
  assert.equal((await nurse.post('/api/tickets/views', view)).status, 403)
  const wrong = await agent.post('/api/tickets/views', { ...view, filter: { view: 'everything' } })
  assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '#/filter/view'])
  const { id } = must(await agent.post('/api/tickets/views', view)).body
  const mine = must(await agent.post('/api/tickets/views', { name: 'Mine', filter: { view: 'mine' } })).body
  const viewsOf = async (client: Cast['nurse']) => must(await client.get('/api/tickets/views')).body.rows
  const [first] = await viewsOf(agent)
  assert.deepEqual(
    [first.name, first.count, first.sort, first.columns, first.is_mine],
    ['Carts', 4, 'due', ['number', 'title'], true],
  )
  assert.deepEqual(await viewsOf(secondAgent), [])
  assert.equal((await agent.post(`/api/tickets/views/${id}/share`, { is_shared: true })).status, 403)
  const lead = await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [])
  const shared = must(await lead.post('/api/tickets/views', view)).body.id
  must(await lead.post(`/api/tickets/views/${shared}/share`, { is_shared: true }))
  const seen = await viewsOf(specialist)
  assert.deepEqual(
    [seen[0].count, seen[0].is_mine, seen[0].owner],
    [1, false, 'Lea Lead'],
    'a count counts what one may see',
  )
  assert.equal((await secondAgent.send('DELETE', `/api/tickets/views/${shared}`)).status, 403)
  assert.equal((await secondAgent.send('PATCH', `/api/tickets/views/${id}`, { name: 'x' })).status, 404)
  must(await agent.post('/api/tickets/views/order', { ids: [mine.id, id] }))
  assert.deepEqual(
    (await viewsOf(agent)).map((each: { name: string }) => each.name),
    ['Mine', 'Carts', 'Carts'],
  )
  assert.equal((await agent.post('/api/tickets/views/order', { ids: [shared] })).status, 422)
  must(
    await agent.send('PATCH', `/api/tickets/views/${id}`, {
      name: 'Workstations on wheels',
      filter: { tag: 'none' },
    }),
  )
  assert.equal((await viewsOf(agent))[1].count, 0)
  must(await agent.send('DELETE', `/api/tickets/views/${id}`))
  assert.equal((await agent.send('DELETE', `/api/tickets/views/${id}`)).status, 404)
  assert.equal((await viewsOf(admin)).length, 1)
})

test('A view keeps its words and its columns with their widths; words are not counted, and other columns are refused.', async () => {
  const { agent } = cast
  const view = { name: 'Badges', filter: { view: 'open', q: 'badge' }, columns: ['title:320', 'state'] }
  const { id } = must(await agent.post('/api/tickets/views', view)).body
  const [kept] = must(await agent.get('/api/tickets/views')).body.rows.filter(
    (row: { id: string }) => row.id === id,
  )
  assert.deepEqual([kept.filter, kept.columns, kept.count], [view.filter, view.columns, null])
  must(await agent.send('PATCH', `/api/tickets/views/${id}`, { filter: { view: 'open' }, columns: [] }))
  const [changed] = must(await agent.get('/api/tickets/views')).body.rows.filter(
    (row: { id: string }) => row.id === id,
  )
  assert.deepEqual([changed.columns, typeof changed.count], [[], 'number'])
  for (const column of ['secret', 'title:0', 'title:99999', 'title;drop'])
    assert.equal((await agent.post('/api/tickets/views', { ...view, columns: [column] })).status, 422)
})

test('One action on many tickets answers for each, and one refusal does not stop the others.', async () => {
  const { agent, nurse, specialist, stranger, desk } = cast
  const ids = [await cast.file(nurse), await cast.file(nurse), await cast.file(nurse)]
  must(await agent.post(`/api/tickets/${ids[1]}/cancel`))
  const unknown = newId()
  const bulk = (client: Cast['nurse'], body: unknown) => client.post('/api/tickets/bulk', body)
  const { results } = must(
    await bulk(agent, { ids: [...ids, unknown], action: 'resolve', input: { code: 'fixed' } }),
  ).body
  assert.deepEqual(
    results.map(
      (each: { ok: boolean; ticket?: { state: string }; problem?: { status: number; detail: string } }) => [
        each.ok,
        each.ticket?.state ?? each.problem?.status,
      ],
    ),
    [
      [true, 'resolved'],
      [false, 409],
      [true, 'resolved'],
      [false, 404],
    ],
  )
  const dead = must(
    await bulk(agent, { ids: [ids[0]], action: 'assign', input: { owner_id: nurse.personId } }),
  ).body
  assert.deepEqual(
    [dead.results[0].problem.status, dead.results[0].problem.errors[0].pointer],
    [422, '#/owner_id'],
  )
  must(await bulk(agent, { ids, action: 'assign', input: { team_id: desk } }))
  must(await bulk(agent, { ids, action: 'tag', input: { tags: ['swept'] } }))
  assert.equal(must(await agent.get('/api/tickets?tag=swept')).body.rows.length, 3)
  const wrong = await bulk(agent, { ids, action: 'resolve', input: { code: 'magic' } })
  assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '#/input/code'])
  assert.equal((await bulk(nurse, { ids, action: 'tag', input: { tags: ['x'] } })).status, 403)
  assert.equal((await bulk(specialist, { ids, action: 'start' })).status, 403)
  assert.equal((await bulk(agent, { ids, action: 'redact', input: {} })).status, 422)
  assert.equal(
    (await bulk(agent, { ids: Array.from({ length: 201 }, () => newId()), action: 'start' })).status,
    422,
  )
  const foreign = must(await bulk(stranger, { ids, action: 'start' })).body
  assert.ok(foreign.results.every((each: { problem: { status: number } }) => each.problem.status === 404))
})

test('The export holds what the list holds, safe from formulae, and leaves a line in the audit log.', async () => {
  const { agent, nurse, otherNurse } = cast
  const title = '=HYPERLINK("http://evil.example","click")'
  await cast.file(nurse, { title, application: '@SUM(1+1)' })
  const answer = must(await agent.get('/api/tickets/export.csv?view=open'))
  const lines = String(answer.body).split('\r\n')
  assert.match(String(answer.headers['content-disposition']), /^attachment; filename="tickets-/)
  const listed = must(await agent.get('/api/tickets?view=open&limit=100')).body.rows
  assert.equal(lines.length - 2, listed.length)
  assert.ok(answer.body.includes(`"'=HYPERLINK(""http://evil.example"",""click"")"`))
  assert.ok(answer.body.includes(`"'@SUM(1+1)"`))
  assert.ok(!String(must(await otherNurse.get('/api/tickets/export.csv')).body).includes('HYPERLINK'))
  const audited = await cast.rows("select actor_id from core.audit where action = 'tickets.export'")
  assert.deepEqual(audited.map((row) => row.actor_id).sort(), [agent.personId, otherNurse.personId].sort())
  assert.equal((await agent.get('/api/tickets/export.csv?view=nonsense')).status, 422)
})

test('A cell never starts a formula, and quotes, commas and line breaks stay within it.', () => {
  for (const text of ['=1', '+1', '-1', '@a', '\t=1', ' =1', '|cmd', '＝1']) assert.match(cell(text), /^"'/)
  assert.equal(cell('a "b", c'), '"a ""b"", c"')
  assert.equal(cell('two\nlines'), '"two\nlines"')
  assert.deepEqual([cell(null), cell(3), cell('plain')], ['', '3', 'plain'])
})

test('A draft is kept for its own person only, and none being there is an empty one.', async () => {
  const { nurse, otherNurse } = cast
  const path = `/api/drafts/tickets.reply:${newId()}`
  assert.deepEqual(must(await nurse.get(path)).body, { body: '', updated_at: null })
  must(await nurse.send('PUT', path, { body: 'half a sen' }))
  must(await nurse.send('PUT', path, { body: 'half a sentence' }))
  assert.equal(must(await nurse.get(path)).body.body, 'half a sentence')
  assert.deepEqual(must(await otherNurse.get(path)).body, { body: '', updated_at: null })
  must(await otherNurse.send('DELETE', path))
  must(await nurse.get(path))
  must(await nurse.send('DELETE', path))
  assert.deepEqual(must(await nurse.get(path)).body, { body: '', updated_at: null })
  assert.equal((await nurse.send('PUT', '/api/drafts/a%2Fb', { body: 'x' })).status, 422)
  assert.equal((await cast.wardline.anonymous.get(path)).status, 401)
})

test('Categories form a tree without circles, are put away and stay on old tickets; only the organization’s managers change them.', async () => {
  const { admin, agent, nurse } = cast
  const create = (client: Cast['nurse'], body: unknown) => client.post('/api/tickets/categories', body)
  assert.equal((await create(agent, { name: 'Mine' })).status, 403)
  const devices = must(await create(admin, { name: 'Devices' })).body.id
  const printers = must(await create(admin, { name: 'Printers', parent_id: devices })).body.id
  assert.equal((await create(admin, { name: 'Printers', parent_id: devices })).status, 409)
  must(await create(admin, { name: 'Printers' }))
  assert.equal((await create(admin, { name: 'Lost', parent_id: newId() })).status, 422)
  const circle = await admin.send('PATCH', `/api/tickets/categories/${devices}`, { parent_id: printers })
  assert.deepEqual([circle.status, circle.body.errors[0].pointer], [422, '#/parent_id'])
  const id = await cast.file(nurse, { category_id: printers })
  must(
    await admin.send('PATCH', `/api/tickets/categories/${printers}`, {
      name: 'Label printers',
      is_archived: true,
    }),
  )
  assert.equal(must(await nurse.get(`/api/tickets/${id}`)).body.subject, 'Label printers')
  const namesOf = async (query = '') =>
    must(await nurse.get(`/api/tickets/categories${query}`)).body.rows.map(
      (row: { name: string }) => row.name,
    )
  assert.deepEqual(await namesOf(), ['Devices', 'Printers'])
  assert.deepEqual(await namesOf('?with_archived=true'), ['Devices', 'Label printers', 'Printers'])
  const other = await cast.file(nurse)
  assert.equal((await agent.post(`/api/tickets/${other}/edit`, { category_id: printers })).status, 422)
  must(await agent.post(`/api/tickets/${other}/edit`, { category_id: devices }))
})

test('A nurse’s first page says how many of her requests wait, and for whom.', async () => {
  const { agent, otherNurse } = cast
  const [one, two] = [await cast.file(otherNurse), await cast.file(otherNurse)]
  must(await agent.post(`/api/tickets/${one}/ask`))
  must(await agent.post(`/api/tickets/${two}/resolve`, { code: 'answered' }))
  const home = must(await otherNurse.get('/api/portal/home')).body
  assert.deepEqual(home.counts, { open: 1, waiting_on_me: 1, resolved: 1 })
  assert.deepEqual(home.rows.map((row: { id: string }) => row.id).sort(), [one, two].sort())
})
