import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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
