import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { demoItems } from './demo/items.ts'
import { designFlaws } from './design.ts'
import { contentOf, laptopFields, publish, publishDraft, saveDraft, seenOf } from './fixture.ts'

let cast: Cast
let laptop: string
before(async () => {
  cast = await startCast()
  laptop = await publish(cast.admin)
})
after(() => cast.wardline.close())

const ask = (client: Cast['nurse'], item: string, answers: unknown, more: object = {}) =>
  client.post(`/api/catalog/items/${item}/requests`, { version: 1, answers, ...more })
const pointers = (answer: { body: { errors: { pointer: string }[] } }) =>
  answer.body.errors.map(({ pointer }) => pointer)

test('A nurse asks for an item, and its ticket has the title, team, weight and answers that the item gives it.', async () => {
  const { admin, nurse, agent, desk } = cast
  const item = await publish(admin, {
    name: { en: 'Badge' },
    title: '{{item}} {{model}} for {{requester}}',
    preset: { team_id: desk, impact: 2, urgency: 2 },
  })
  const made = must(
    await ask(nurse, item, { model: 'light', why: 'hidden, so it is dropped' }, { note: 'Thanks!' }),
  ).body
  const ticket = must(await agent.get(`/api/tickets/${made.id}`)).body
  assert.deepEqual(
    [
      ticket.title,
      ticket.kind,
      ticket.channel,
      ticket.team.id,
      ticket.impact,
      ticket.urgency,
      ticket.messages[0].body,
    ],
    ['Badge Light for Nora Nurse', 'service_request', 'portal', desk, 2, 2, 'Thanks!'],
  )
  for (const client of [nurse, agent]) {
    const { request } = must(await client.get(`/api/tickets/${made.id}/request`)).body
    assert.deepEqual([request.name.en, request.version, request.answers], ['Badge', 1, { model: 'light' }])
    assert.equal(request.may_change, client === agent)
  }
  assert.equal((await cast.otherNurse.get(`/api/tickets/${made.id}/request`)).status, 404)
  assert.equal((await cast.stranger.get(`/api/tickets/${made.id}/request`)).status, 404)
  const plain = await cast.file(nurse)
  assert.equal(must(await nurse.get(`/api/tickets/${plain}/request`)).body.request, null)
})

test('A patient in an answer is masked on the ticket, opens to who works on it, and is redacted with it.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin)
  const { id } = must(
    await ask(nurse, item, { model: 'strong', why: 'The scans of pt Wanda Winterwind are large.' }),
  ).body
  const { request } = must(await agent.get(`/api/tickets/${id}/request`)).body
  const mask = /⟦name (\w{10})⟧/.exec(request.answers.why)?.[1]
  const opened = must(await agent.post('/api/privacy/reveal', { masks: [mask], reason: 'To plan it.' })).body
  assert.deepEqual(opened.words, [{ mask, words: 'Wanda Winterwind' }])
  must(await agent.post(`/api/tickets/${id}/redact`, { text: 'Winterwind', is_everywhere: true }))
  assert.deepEqual(await cast.rows("select 1 from privacy.covered where words like '%Winterwind%'"), [])
})

test('An answer that is missing, hidden, past or of nobody is refused at its field, and nothing is filed.', async () => {
  const { nurse } = cast
  const before = await cast.rows('select count(*) from core.record')
  assert.deepEqual(pointers(await ask(nurse, laptop, {})), ['#/answers/model'])
  assert.deepEqual(pointers(await ask(nurse, laptop, { model: 'strong', why: 'Hm' })), ['#/answers/why'])
  assert.deepEqual(pointers(await ask(nurse, laptop, { model: 'light', from: '2001-01-01' })), [
    '#/answers/from',
  ])
  const old = await nurse.post(`/api/catalog/items/${laptop}/requests`, {
    version: 7,
    answers: { model: 'light' },
  })
  assert.equal(old.status, 409)
  assert.match(old.body.detail, /form was changed/)
  const other = await ask(nurse, laptop, { model: 'light' }, { requester_id: cast.otherNurse.personId })
  assert.deepEqual([other.status, other.body.detail], [403, 'You can ask only for yourself.'])
  const person = await publish(cast.admin, {
    name: { en: 'Access' },
    fields: [{ key: 'who', type: 'person', label: { en: 'For whom?' } }],
  })
  assert.deepEqual(pointers(await ask(nurse, person, { who: laptop })), ['#/answers/who'])
  assert.deepEqual(await cast.rows('select count(*) from core.record'), before)
  must(await ask(nurse, person, { who: cast.agent.personId }))
})

test('An agent asks in the name of a caller, and sent twice under one key it is one request.', async () => {
  const { agent, nurse } = cast
  const body = { version: 1, answers: { model: 'light' }, requester_id: nurse.personId }
  const send = () =>
    agent.post(`/api/catalog/items/${laptop}/requests`, body, { 'idempotency-key': 'call-1' })
  const [one, two] = [must(await send()).body, must(await send()).body]
  assert.equal(one.id, two.id)
  const ticket = must(await nurse.get(`/api/tickets/${one.id}`)).body
  assert.deepEqual(
    [ticket.requester.name, ticket.channel, ticket.title],
    ['Nora Nurse', 'phone', 'New laptop for Nora Nurse'],
  )
})

test('Files go with the answers, and a place and a device become those of the ticket.', async () => {
  const { admin, nurse, agent } = cast
  const place = must(await admin.post('/api/places', { name: 'Ward 4' })).body.id
  const file = must(await uploadWith(cast.wardline, nurse)('plan.txt', 'text/plain', Buffer.from('plan')))
    .body.id
  const item = await publish(admin, {
    name: { en: 'Move a desk' },
    fields: [
      { key: 'where', type: 'place', label: { en: 'Where to?' } },
      { key: 'plan', type: 'files', label: { en: 'A plan' } },
      { key: 'app', type: 'application', label: { en: 'With what?' } },
    ],
  })
  const { id } = must(await ask(nurse, item, { where: place, plan: [file], app: 'Meridian' })).body
  const ticket = must(await agent.get(`/api/tickets/${id}`)).body
  assert.deepEqual(
    [ticket.place, ticket.application, ticket.files[0].name],
    ['Ward 4', 'Meridian', 'plan.txt'],
  )
  const { request } = must(await nurse.get(`/api/tickets/${id}/request`)).body
  assert.deepEqual([request.names[place], request.names[file]], ['Ward 4', 'plan.txt'])
  assert.equal((await ask(nurse, item, { plan: [file] })).status, 422, 'a file is sent once')
})

test('What was asked with an old version keeps its words when the item says something else.', async () => {
  const { admin, nurse } = cast
  const item = await publish(admin, { name: { en: 'Screen' } })
  const { id } = must(await ask(nurse, item, { model: 'light' })).body
  const changed = contentOf({
    name: { en: 'Display' },
    fields: [{ key: 'size', type: 'number', label: { en: 'Size?' }, is_required: true, min: 20, max: 40 }],
  })
  await saveDraft(admin, item, changed)
  assert.equal(
    must(await nurse.get(`/api/catalog/items/${item}`)).body.name.en,
    'Screen',
    'a draft is nobody’s yet',
  )
  assert.equal(must(await publishDraft(admin, item)).body.version, 2)
  const { request } = must(await nurse.get(`/api/tickets/${id}/request`)).body
  assert.deepEqual(
    [request.name.en, request.version, request.fields[0].label.en],
    ['Screen', 1, 'Which one?'],
  )
  assert.equal((await ask(nurse, item, { model: 'light' })).status, 409)
  assert.deepEqual(
    pointers(await nurse.post(`/api/catalog/items/${item}/requests`, { version: 2, answers: { size: 50 } })),
    ['#/answers/size'],
  )
  must(await nurse.post(`/api/catalog/items/${item}/requests`, { version: 2, answers: { size: 24 } }))
  assert.equal(must(await admin.get(`/api/catalog/manage/${item}/versions/1`)).body.content.name.en, 'Screen')
  const again = await publishDraft(admin, item)
  assert.deepEqual(
    [again.status, again.body.detail],
    [409, 'Nothing was changed since the last version. Change something first.'],
  )
  await assert.rejects(
    cast.wardline.composition.app.pool.query("update catalog.item_version set content = '{}'"),
    /permission denied/,
  )
})

test('A draft without a name, with a nameless question, a circle or a condition about nothing is kept and not published.', async () => {
  const { admin } = cast
  const { id } = must(await admin.post('/api/catalog', { name: 'Unfinished' })).body
  const publishing = async (parts: Parameters<typeof contentOf>[0]) => {
    await saveDraft(admin, id, contentOf(parts))
    const answer = await publishDraft(admin, id)
    const kept = must(await admin.get(`/api/catalog/manage/${id}`)).body
    if (answer.status === 422) assert.deepEqual(kept.flaws, answer.body.errors)
    return answer.status === 422
      ? answer.body.errors.map(
          (error: { pointer: string; detail: string }) => `${error.pointer} ${error.detail}`,
        )
      : answer.status
  }
  const [first, second] = [
    laptopFields[0] as (typeof laptopFields)[0],
    laptopFields[2] as (typeof laptopFields)[0],
  ]
  const when = (field: string) => ({
    match: 'all' as const,
    conditions: [{ field, is: 'filled' as const, values: [] }],
  })
  assert.deepEqual(await publishing({ name: { en: ' ' } }), [
    '#/name/en Give the item a name that people look for.',
  ])
  assert.deepEqual(await publishing({ title: '' }), [
    '#/title Say what the requests are called, e.g. {{item}} for {{requester}}.',
  ])
  assert.deepEqual(await publishing({ fields: [{ ...first, label: { en: '' } }] }), [
    '#/fields/0/label/en Give this question a name.',
  ])
  assert.deepEqual(await publishing({ fields: [{ ...second, show: when('gone') }] }), [
    '#/fields/0/show/conditions/0/field This condition is about a question that is not there. Choose one.',
  ])
  const [circle = ''] = await publishing({
    fields: [
      { ...first, show: when('from') },
      { ...second, show: when('model') },
    ],
  })
  assert.match(circle, /^#\/fields\/0\/show “Which one\?” is shown only when/)
  assert.match((await publishing({ title: '{{patient}}' }))[0], /\{\{patient\}\} cannot be filled in/)
  assert.match((await publishing({ preset: { team_id: id } }))[0], /#\/preset\/team_id This team/)
  assert.match(
    (await publishing({ approvals: { steps: [{ name: 'Lead', who: 'team', needs: 'any' }] } }))[0],
    /^#\/approvals\/steps\/0\/team_id/,
  )
  assert.match(
    (await publishing({ fulfilment: { steps: [{ title: 'Order', as: 'check', after: [0] }] } }))[0],
    /^#\/fulfilment\/steps\/0\/after\/0/,
  )
  const many = Array.from({ length: 61 }, (_, index) => ({ ...second, key: `f${index}` }))
  assert.equal(
    (
      await admin.send('PUT', `/api/catalog/manage/${id}`, {
        drafted_at: await seenOf(admin, id),
        owner_id: admin.personId,
        group_id: null,
        content: contentOf({ fields: many }),
      })
    ).status,
    422,
  )
  assert.equal((await admin.post(`/api/catalog/manage/${id}/switch`, { is_on: true })).status, 409)
  assert.equal(await publishing({ approvals: { steps: [] } }), 200, 'a plan without steps is none')
})

test('Of two who change a draft at once the second is told so, and neither saves nor publishes over the first.', async () => {
  const { admin } = cast
  const { id } = must(await admin.post('/api/catalog', { name: 'Shared' })).body
  const seen = await seenOf(admin, id)
  const save = (name: string, drafted_at: string) =>
    admin.send('PUT', `/api/catalog/manage/${id}`, {
      drafted_at,
      owner_id: admin.personId,
      group_id: null,
      content: contentOf({ name: { en: name } }),
    })
  const saved = must(await save('First', seen)).body.drafted_at
  assert.notEqual(saved, seen)
  const second = await save('Second', seen)
  assert.deepEqual([second.status, second.body.current.content.name.en], [409, 'First'])
  const publishing = (drafted_at: string) => admin.post(`/api/catalog/manage/${id}/publish`, { drafted_at })
  assert.equal((await publishing(seen)).status, 409)
  assert.equal(must(await admin.get(`/api/catalog/manage/${id}`)).body.content.name.en, 'First')
  must(await save('Third', saved))
  assert.equal((await publishing(saved)).status, 409)
  must(await publishing(await seenOf(admin, id)))
})

test('An item is offered to its audience alone: a department with those below it, a role, or everybody.', async () => {
  const { admin, nurse, otherNurse, agent, wardline } = cast
  const nursing = must(await admin.post('/api/departments', { name: 'Nursing' })).body.id
  const ward = must(await admin.post('/api/departments', { name: 'Ward 7', parent_id: nursing })).body.id
  must(await admin.send('PATCH', `/api/people/${nurse.personId}`, { department_id: ward }))
  const item = await publish(admin, {
    name: { en: 'For nursing' },
    audience: { who: 'some', department_ids: [nursing], role_ids: [] },
  })
  const [role] = await cast.rows(
    "select id from core.role where org_id = $1 and key = 'network-administrator'",
    [wardline.orgId],
  )
  const forRole = await publish(admin, {
    name: { en: 'For the network' },
    audience: { who: 'some', department_ids: [], role_ids: [role?.id as string] },
  })
  const sees = async (client: Cast['nurse'], id: string) => {
    const rows = must(await client.get('/api/catalog')).body.rows as { id: string }[]
    const isListed = rows.some((row) => row.id === id)
    assert.equal((await client.get(`/api/catalog/items/${id}`)).status, isListed ? 200 : 404)
    return isListed
  }
  assert.deepEqual(
    [await sees(nurse, item), await sees(otherNurse, item), await sees(agent, item)],
    [true, false, true],
  )
  assert.equal((await ask(otherNurse, item, { model: 'light' })).status, 404)
  assert.deepEqual([await sees(cast.specialist, forRole), await sees(nurse, forRole)], [true, false])
  assert.equal((await cast.stranger.get(`/api/catalog/items/${item}`)).status, 404, 'another organization')
  must(await admin.post(`/api/catalog/manage/${item}/switch`, { is_on: false }))
  assert.equal(await sees(nurse, item), false)
  must(await admin.post(`/api/catalog/manage/${item}/switch`, { is_on: true }))
  assert.equal(await sees(nurse, item), true)
  must(await admin.send('DELETE', `/api/catalog/manage/${item}`, {}))
  assert.equal(await sees(nurse, item), false)
  assert.equal(
    (await admin.post(`/api/catalog/manage/${item}/publish`, { drafted_at: new Date().toISOString() }))
      .status,
    404,
  )
})

test('An agent corrects an answer: the timeline says which question and not a word of the answer.', async () => {
  const { nurse, agent } = cast
  const { id } = must(await ask(nurse, laptop, { model: 'strong', why: 'For zebrafish pictures' })).body
  const change = (answers: unknown, client = agent) =>
    client.post(`/api/tickets/${id}/change-answers`, { answers })
  assert.equal((await change({ why: 'For maps' }, nurse)).status, 403)
  assert.deepEqual(pointers(await change({ why: '' })), ['#/answers/why'])
  assert.deepEqual(pointers(await change({ nothing: 'x' })), ['#/answers/nothing'])
  must(await change({ why: 'For walrus maps' }))
  const ticket = must(await agent.get(`/api/tickets/${id}`)).body
  const event = ticket.events.at(-1)
  assert.deepEqual(
    [event.action, event.data],
    ['catalog.change_answers', { answers: ['why'], names: { why: 'Why does it have to be strong?' } }],
  )
  assert.doesNotMatch(JSON.stringify(ticket.events), /walrus|zebrafish/)
  const found = async (q: string) =>
    must(await agent.get(`/api/tickets?q=${q}`)).body.rows.map((row: { id: string }) => row.id)
  assert.deepEqual([await found('walrus'), await found('zebrafish')], [[id], []])
  must(await change({ model: 'light' }))
  const { request } = must(await nurse.get(`/api/tickets/${id}/request`)).body
  assert.deepEqual(request.answers, { model: 'light' }, 'what is not asked any more is forgotten')
  const plain = await cast.file(nurse)
  assert.equal(
    (await agent.post(`/api/tickets/${plain}/change-answers`, { answers: { why: 'x' } })).status,
    409,
  )
})

test('A corrected answer is corrected in the title too, unless somebody wrote the title by hand.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin, {
    name: { en: 'Tool', es: 'Equipo' },
    title: '{{item}} {{model}} {{from}}',
  })
  const titleOf = async (id: string) => must(await agent.get(`/api/tickets/${id}`)).body.title
  const change = async (id: string, answers: object) =>
    must(await agent.post(`/api/tickets/${id}/change-answers`, { answers }))
  const { id } = must(await ask(nurse, item, { model: 'strong', why: 'For maps', from: '2999-01-01' })).body
  await change(id, { from: '2999-01-02' })
  assert.equal(await titleOf(id), 'Tool Strong 2999-01-02')
  await change(id, { model: 'light' })
  assert.equal(await titleOf(id), 'Tool Light 2999-01-02')
  const { events } = must(await agent.get(`/api/tickets/${id}`)).body
  assert.doesNotMatch(JSON.stringify(events.at(-1)), /Strong/)
  assert.equal(must(await agent.get('/api/tickets?q=2999-01-01')).body.rows.length, 0)
  must(await agent.post(`/api/tickets/${id}/edit`, { title: 'By hand' }))
  await change(id, { from: null })
  assert.equal(await titleOf(id), 'By hand')
  const spanish = must(await ask(nurse, item, { model: 'light' }, { language: 'es' })).body
  await change(spanish.id, { from: '2999-01-01' })
  assert.equal(await titleOf(spanish.id), 'Equipo Ligero 2999-01-01')
})

test('A list within a list is no answer, and is refused at its question.', async () => {
  const item = await publish(cast.admin, {
    name: { en: 'Lists' },
    fields: [
      { key: 'files', type: 'files', label: { en: 'Files' } },
      {
        key: 'some',
        type: 'several_of',
        label: { en: 'Some' },
        options: ['a', 'b'].map((each) => ({ key: each, label: { en: each } })),
      },
    ],
  })
  for (const key of ['files', 'some'])
    assert.deepEqual(pointers(await ask(cast.nurse, item, { [key]: [[laptop]] })), [`#/answers/${key}`])
})

test('What is redacted from a whole ticket is gone from its answers, its title and from search.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin, {
    name: { en: 'Folder' },
    title: 'Folder {{name}}',
    fields: [{ key: 'name', type: 'text', label: { en: 'Which folder?' } }],
  })
  const { id } = must(await ask(nurse, item, { name: 'Quetzal Smith notes' })).body
  assert.equal(must(await agent.get('/api/tickets?q=quetzal')).body.rows.length, 1)
  must(await agent.post(`/api/tickets/${id}/redact`, { text: 'Quetzal Smith', is_everywhere: true }))
  assert.equal(must(await nurse.get(`/api/tickets/${id}/request`)).body.request.answers.name, '▇ notes')
  assert.equal(must(await agent.get('/api/tickets?q=quetzal')).body.rows.length, 0)
  const left = await cast.rows("select 1 from catalog.request where answers::text like '%Quetzal%'")
  assert.equal(left.length, 0)
  assert.equal(
    (await agent.post(`/api/tickets/${id}/redact`, { text: 'Quetzal Smith', is_everywhere: true })).status,
    422,
  )
})

test('A number and a day that are redacted go from the answers as a whole, and are found no more.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin, {
    name: { en: 'Record' },
    fields: [
      { key: 'figure', type: 'number', label: { en: 'Number?' }, unit: 'MRN' },
      { key: 'born', type: 'date', label: { en: 'Born?' } },
      { key: 'seen', type: 'date', label: { en: 'Seen?' } },
      { key: 'kept', type: 'number', label: { en: 'How many?' } },
    ],
  })
  const answers = { figure: 4711234, born: '1961-04-02', seen: '1999-12-31', kept: 5 }
  const { id } = must(await ask(nurse, item, answers)).body
  for (const text of ['4711234', '1961-04-02', 'December 31, 1999'])
    must(await agent.post(`/api/tickets/${id}/redact`, { text, is_everywhere: true }))
  const { request } = must(await nurse.get(`/api/tickets/${id}/request`)).body
  assert.deepEqual(request.answers, { kept: 5 })
  assert.equal(must(await agent.get('/api/tickets?q=4711234')).body.rows.length, 0)
})

test('The queue is filtered by the item that was asked for, and counts agree with it.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin, { name: { en: 'Headset' } })
  const { id } = must(await ask(nurse, item, { model: 'light' })).body
  const rows = must(await agent.get(`/api/tickets?item=${item}`)).body.rows
  assert.deepEqual(
    rows.map((row: { id: string }) => row.id),
    [id],
  )
  assert.deepEqual(must(await cast.otherNurse.get(`/api/tickets?item=${item}`)).body.rows, [])
})

test('Only who keeps the catalog changes it: copies, headings and order included.', async () => {
  const { admin, agent } = cast
  assert.equal((await agent.post('/api/catalog', { name: 'Mine' })).status, 403)
  assert.equal((await agent.get('/api/catalog/manage')).status, 403)
  const { id } = must(await admin.post('/api/catalog', { name: 'Second laptop', copy_of: laptop })).body
  const copy = must(await admin.get(`/api/catalog/manage/${id}`)).body
  assert.deepEqual(
    [copy.content.name.en, copy.content.fields.length, copy.version, copy.is_on],
    ['Second laptop', 3, null, false],
  )
  const groups = must(
    await admin.send('PUT', '/api/catalog/groups', {
      groups: [{ name: { en: 'Hardware', es: 'Equipos' } }, { name: { en: 'Access' } }],
    }),
  ).body.ids
  must(
    await admin.send('PUT', `/api/catalog/manage/${id}`, {
      drafted_at: copy.drafted_at,
      owner_id: admin.personId,
      group_id: groups[0],
      content: copy.content,
    }),
  )
  assert.equal(
    (await admin.send('PUT', '/api/catalog/groups', { groups: [{ name: { en: ' ' } }] })).status,
    422,
  )
  must(
    await admin.send('PUT', '/api/catalog/groups', { groups: [{ id: groups[1], name: { en: 'Accounts' } }] }),
  )
  const managed = must(await admin.get('/api/catalog/manage')).body
  assert.deepEqual(
    managed.groups.map((group: { name: { en: string } }) => group.name.en),
    ['Accounts'],
  )
  const ids = managed.rows.map((row: { id: string }) => row.id).reverse()
  must(await admin.send('PUT', '/api/catalog/order', { ids }))
  assert.deepEqual(
    must(await admin.get('/api/catalog/manage')).body.rows.map((row: { id: string }) => row.id),
    ids,
  )
  assert.equal((await admin.send('PUT', '/api/catalog/order', { ids: ids.slice(1) })).status, 422)
})

test('A form that asks for a colleague finds names and departments, and nothing else of the directory.', async () => {
  const { nurse } = cast
  const { rows } = must(await nurse.get('/api/catalog/people?q=sam')).body
  assert.deepEqual(rows, [{ id: cast.agent.personId, name: 'Sam Agent', department: null }])
  assert.equal((await nurse.get('/api/catalog/people?q=s')).status, 422)
  assert.equal((await cast.wardline.anonymous.get('/api/catalog/people?q=sam')).status, 401)
})

test('What the demo hospital offers may be published, and is said in English and in Spanish.', async () => {
  const id = '0192f0aa-0000-7000-8000-000000000001'
  const items = demoItems({ team: () => id, category: () => id })
  assert.deepEqual(
    items.map(({ key }) => key),
    ['hardware', 'software', 'access', 'new-starter', 'leaver'],
  )
  for (const { key, content } of items) {
    assert.deepEqual(designFlaws(content), [], key)
    const words = [
      content.name,
      content.summary,
      ...content.fields.flatMap(({ label, options = [] }) => [
        label,
        ...options.map((option) => option.label),
      ]),
    ]
    assert.deepEqual(
      words.filter(({ es }) => !es),
      [],
      key,
    )
  }
})

test('A request waits for its approvals, and what has to be done is there when the last one was given.', async () => {
  const { admin, nurse, agent, otherNurse } = cast
  must(await admin.send('PATCH', `/api/people/${nurse.personId}`, { manager_id: otherNurse.personId }))
  const item = await publish(admin, {
    name: { en: 'Tablet' },
    approvals: {
      steps: [
        { name: 'Manager', who: 'manager', needs: 'any' },
        { name: 'Desk', who: 'people', needs: 'all', person_ids: [agent.personId] },
      ],
    },
    fulfilment: { steps: [{ title: 'Order it', as: 'check' }] },
  })
  const form = must(await nurse.get(`/api/catalog/items/${item}`)).body
  assert.deepEqual(
    form.approvals.map(({ who, names }: { who: string; names: string[] }) => [who, names]),
    [
      ['manager', []],
      ['people', ['Sam Agent']],
    ],
  )
  const made = must(await ask(nurse, item, { model: 'strong', why: 'For maps of the wards' })).body
  assert.equal(made.state, 'waiting_on_approval')
  const correction = await agent.post(`/api/tickets/${made.id}/change-answers`, {
    answers: { model: 'light' },
  })
  assert.deepEqual([correction.status, correction.body.type], [409, 'conflict'])
  const checklists = async () => must(await agent.get(`/api/tickets/${made.id}/checklists`)).body.lists.length
  assert.equal(await checklists(), 0)
  for (const approver of [otherNurse, agent]) {
    const [waiting] = must(await approver.get('/api/approvals')).body.rows
    const shown = must(await approver.get(`/api/approvals/${waiting.id}`)).body
    assert.ok(shown.answers.some(({ value }: { value: string }) => value === 'For maps of the wards'))
    must(await approver.post(`/api/approvals/${waiting.id}/approve`))
  }
  assert.equal(must(await nurse.get(`/api/tickets/${made.id}`)).body.state, 'new')
  assert.equal(await checklists(), 1)
  must(await agent.post(`/api/tickets/${made.id}/change-answers`, { answers: { model: 'light' } }))
})

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pictureOf = async (name: string, content: Buffer, item: string) => {
  const file = must(await uploadWith(cast.wardline, cast.admin)(name, 'image/png', content)).body
  return cast.admin.post(`/api/catalog/manage/${item}/pictures`, { file_id: file.id })
}

test('The picture of an item is shown to who is offered it, and a published version keeps its own.', async () => {
  const { admin, nurse, stranger, wardline } = cast
  const item = await publish(admin, { name: { en: 'Pictured' } })
  const first = must(await pictureOf('first.png', dot, item)).body.id as string
  const content = contentOf({
    name: { en: 'Pictured' },
    picture: { id: first, alt: { en: 'A grey laptop' } },
  })
  await saveDraft(admin, item, content)
  const address = `/api/catalog/pictures/${first}`
  assert.equal((await nurse.get(address)).status, 404, 'a draft is seen by who keeps the catalog')
  must(await admin.get(address))
  must(await publishDraft(admin, item))
  const shown = await nurse.get(address)
  assert.deepEqual([shown.status, shown.headers['content-type']], [200, 'image/png'])
  assert.match(String(shown.headers['content-security-policy']), /sandbox/)
  const rows = must(await nurse.get('/api/catalog')).body.rows as { id: string; picture: unknown }[]
  assert.deepEqual(rows.find(({ id }) => id === item)?.picture, content.picture)
  assert.deepEqual(must(await nurse.get(`/api/catalog/items/${item}`)).body.picture, content.picture)
  assert.equal((await stranger.get(address)).status, 404)
  assert.equal((await wardline.anonymous.get(address)).status, 401)

  // Long after, another picture takes its place: the version before names the first one still.
  wardline.clock.advance(48 * 3_600_000)
  await cast.rows(
    "update core.session set last_active_at = $1, expires_at = $1::timestamptz + interval '1 day'",
    [wardline.clock.now()],
  )
  const unused = must(await pictureOf('unused.png', dot, item)).body.id
  const second = must(await pictureOf('second.png', dot, item)).body.id as string
  await saveDraft(admin, item, { ...content, picture: { id: second, alt: { en: 'A black one' } } })
  must(await publishDraft(admin, item))
  const before = must(await admin.get(`/api/catalog/manage/${item}/versions/2`)).body.content.picture
  assert.deepEqual(before, content.picture)
  must(await admin.get(address))
  assert.equal((await nurse.get(address)).status, 404, 'it is not the picture of what is offered now')
  must(await nurse.get(`/api/catalog/pictures/${second}`))
  await cast.rows("update catalog.picture set added_at = added_at - interval '2 days' where id = $1", [
    unused,
  ])
  must(await pictureOf('third.png', dot, item))
  assert.equal((await admin.get(`/api/catalog/pictures/${unused}`)).status, 404, 'nothing named it')
  must(await admin.get(address))
})

test('A picture is that of its item however its id is written, and is not taken away as unused.', async () => {
  const { admin, nurse } = cast
  const item = await publish(admin, { name: { en: 'Capital' } })
  const id = must(await pictureOf('first.png', dot, item)).body.id as string
  const picture = { id: id.toUpperCase(), alt: { en: 'A grey laptop' } }
  await saveDraft(admin, item, contentOf({ name: { en: 'Capital' }, picture }))
  must(await publishDraft(admin, item))
  must(await nurse.get(`/api/catalog/pictures/${id}`))
  await cast.rows("update catalog.picture set added_at = added_at - interval '2 days' where id = $1", [id])
  must(await pictureOf('another.png', dot, item))
  must(await nurse.get(`/api/catalog/pictures/${id}`))
})

test('What is no picture, too large, of somebody else or without words is refused at its place.', async () => {
  const { admin, nurse } = cast
  const item = await publish(admin, { name: { en: 'Unpictured' } })
  const page = Buffer.from('<html><body onload="alert(1)">hi</body></html>')
  const refusedFor = async (name: string, content: Buffer) => {
    const answer = await pictureOf(name, content, item)
    assert.equal(answer.status, 422, name)
    assert.deepEqual(pointers(answer), ['#/file_id'])
    return answer.body.errors[0].detail as string
  }
  assert.match(await refusedFor('page.png', page), /PNG, JPEG or WebP/)
  assert.match(
    await refusedFor('drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    /PNG/,
  )
  const grown = Buffer.concat([dot.subarray(0, 33), textChunk(600_000), dot.subarray(33)])
  assert.match(await refusedFor('large.png', grown), /512 kB/)
  const hers = must(await uploadWith(cast.wardline, nurse)('hers.png', 'image/png', dot)).body
  const stolen = await admin.post(`/api/catalog/manage/${item}/pictures`, { file_id: hers.id })
  assert.deepEqual([stolen.status, pointers(stolen)], [422, ['#/file_id']])
  assert.equal((await nurse.post(`/api/catalog/manage/${item}/pictures`, { file_id: hers.id })).status, 403)

  const { id } = must(await pictureOf('dot.png', dot, item)).body
  await saveDraft(admin, item, contentOf({ name: { en: 'Unpictured' }, picture: { id, alt: { en: ' ' } } }))
  assert.deepEqual(pointers(await publishDraft(admin, item)), ['#/picture/alt/en'])
  const gone = { id: '00000000-0000-7000-8000-000000000000', alt: { en: 'Nothing' } }
  await saveDraft(admin, item, contentOf({ name: { en: 'Unpictured' }, picture: gone }))
  assert.deepEqual(pointers(await publishDraft(admin, item)), ['#/picture/id'])
})

/** A chunk of a PNG that holds words, of this many bytes. */
function textChunk(size_bytes: number): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(size_bytes)
  head.write('tEXt', 4, 'latin1')
  return Buffer.concat([head, Buffer.alloc(size_bytes, 'a'), Buffer.alloc(4)])
}
