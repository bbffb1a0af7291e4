import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { publish } from './fixture.ts'

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

test('A form that asks for a colleague finds names and departments, and nothing else of the directory.', async () => {
  const { nurse } = cast
  const { rows } = must(await nurse.get('/api/catalog/people?q=sam')).body
  assert.deepEqual(rows, [{ id: cast.agent.personId, name: 'Sam Agent', department: null }])
  assert.equal((await nurse.get('/api/catalog/people?q=s')).status, 422)
  assert.equal((await cast.wardline.anonymous.get('/api/catalog/people?q=sam')).status, 401)
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
