import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from '../fixture.ts'
import { ticketLife } from '../lifecycle.ts'
import { fillIn, unknownIn } from './placeholders.ts'

let cast: Cast
let lead: Awaited<ReturnType<Cast['wardline']['person']>>
before(async () => {
  cast = await startCast()
  lead = await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
})
after(() => cast.wardline.close())

type Deed = { do: string } & Record<string, unknown>
const anywhere = { kinds: [], states: [], category_ids: [] }
const macro = (name: string, deeds: Deed[], some: object = {}, offered: object = {}) => ({
  name,
  is_shared: false,
  content: { deeds, offered: { ...anywhere, ...offered } },
  ...some,
})
const offered = async (id: string, client = cast.agent) =>
  must(await client.get(`/api/tickets/${id}/macros`)).body.rows.map((row: { name: string }) => row.name)
const ticketOf = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}`)).body
const make = async (body: object, client = cast.agent): Promise<string> =>
  must(await client.post('/api/macros', body)).body.id

test('A placeholder without a value leaves a readable text, and one that nobody knows is named.', () => {
  const values = { 'requester.first_name': '', promise: '', 'ticket.title': '*Loud* @[x](person:1)' }
  assert.equal(fillIn('Hello {{requester.first_name}},', values), 'Hello,')
  assert.equal(fillIn('Done by {{ promise | tomorrow }}.', values).replaceAll('  ', ' '), 'Done by tomorrow.')
  assert.equal(fillIn('About {{ticket.title}}', values), 'About \\*Loud\\* \\@\\[x\\]\\(person:1\\)')
  assert.match(
    unknownIn('{{nobody}}', ['promise']) ?? '',
    /\{\{nobody\}\} cannot be filled in here.*\{\{promise\}\}/,
  )
  assert.equal(unknownIn('{{promise|soon}}', ['promise']), undefined)
})

test('No text makes the server look for placeholders for long.', () => {
  const values = { promise: '' }
  const started_ms = performance.now()
  for (const part of [' ', '{{', '{{ ', '{{|', ' {{promise |', '{{promise}} '])
    for (const text of [`{{${part.repeat(100_000 / part.length)}`, part.repeat(100_000 / part.length)]) {
      unknownIn(text, ['promise'])
      fillIn(text, values)
    }
  assert.ok(performance.now() - started_ms < 2_000)
})

test('A macro shows what it will do, does all of it in the name of who runs it, and counts its use.', async () => {
  const id = await cast.file(cast.nurse)
  const deeds = [
    { do: 'take' },
    { do: 'add_tags', tags: ['badge'] },
    { do: 'follow_up', days: 2, text: 'Ask again' },
    { do: 'note', text: 'Team {{team.name|none}}' },
    { do: 'reply', text: 'Hello {{requester.first_name}}, {{agent.first_name}} looks at {{ticket.number}}.' },
    { do: 'move', move: 'resolve', code: 'fixed' },
  ]
  const macroId = await make(macro('Badge reader', deeds))
  const preview = must(await cast.agent.get(`/api/tickets/${id}/macros/${macroId}`)).body
  const before = await ticketOf(id)
  assert.deepEqual(
    preview.steps.map((step: { why: string | null }) => step.why),
    deeds.map(() => null),
  )
  assert.equal(preview.steps[4].text, `Hello Nora, Sam looks at \\#${before.number}.`)
  assert.equal(before.messages.length, 1, 'a preview does nothing')
  const run = must(
    await cast.agent.post(`/api/tickets/${id}/macros/${macroId}`, { version: preview.version }),
  ).body
  assert.deepEqual(new Set(run.steps.map((step: { outcome: string }) => step.outcome)), new Set(['done']))
  const now = await ticketOf(id)
  assert.deepEqual([now.state, now.owner.name, now.tags], ['resolved', 'Sam Agent', ['badge']])
  assert.equal(now.messages.at(-1).author_id, cast.agent.personId)
  const [row] = must(await cast.agent.get('/api/macros')).body.rows.filter(
    (each: { id: string }) => each.id === macroId,
  )
  assert.equal(row.uses, 1)
  const again = await cast.agent.post(`/api/tickets/${id}/macros/${macroId}`, { version: preview.version })
  assert.equal(again.status, 409)
})

test('A macro with a step that is not possible does nothing and says which, and one on a changed ticket neither.', async () => {
  const id = await cast.file(cast.nurse)
  const macroId = await make(
    macro('Close it', [
      { do: 'add_tags', tags: ['late'] },
      { do: 'move', move: 'close' },
    ]),
  )
  const preview = must(await cast.agent.get(`/api/tickets/${id}/macros/${macroId}`)).body
  assert.equal(preview.steps[0].why, null)
  assert.match(preview.steps[1].why, /cannot be done while the state is “new”/)
  const refused = await cast.agent.post(`/api/tickets/${id}/macros/${macroId}`, { version: preview.version })
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, / Nothing was done\.$/)
  assert.deepEqual((await ticketOf(id)).tags, [])
  const tagId = await make(macro('Tag it', [{ do: 'add_tags', tags: ['late'] }]))
  const { version } = must(await cast.agent.get(`/api/tickets/${id}/macros/${tagId}`)).body
  must(await cast.secondAgent.post(`/api/tickets/${id}/tag`, { tags: ['first'] }))
  assert.equal((await cast.agent.post(`/api/tickets/${id}/macros/${tagId}`, { version })).status, 409)
  assert.deepEqual((await ticketOf(id)).tags, ['first'])
  assert.equal((await cast.nurse.get(`/api/tickets/${id}/macros/${tagId}`)).status, 403)
  assert.equal((await cast.specialist.get(`/api/tickets/${id}/macros/${tagId}`)).status, 404)
})

test('A macro that is run twice at once replies once, also when its first step changes nothing.', async () => {
  const id = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${id}/tag`, { tags: ['known'] }))
  const deeds = [
    { do: 'add_tags', tags: ['known'] },
    { do: 'reply', text: 'Hello' },
    { do: 'note', text: 'Said hello' },
  ]
  const macroId = await make(macro('Say hello', deeds))
  const path = `/api/tickets/${id}/macros/${macroId}`
  const { version } = must(await cast.agent.get(path)).body
  const runs = await Promise.all([1, 2].map(() => cast.agent.post(path, { version })))
  const outcomes = runs.map(({ body }) => body.steps?.map((step: { outcome: string }) => step.outcome) ?? [])
  assert.equal(outcomes.filter((each) => each.join() === 'done,done,done').length, 1)
  const now = await ticketOf(id)
  assert.deepEqual(
    now.messages.slice(1).map((message: { is_internal: boolean }) => message.is_internal),
    [false, true],
  )
})

test('A macro that names a missing state, team, person or placeholder is refused, and shown as broken when it goes later.', async () => {
  const missing = '00000000-0000-4000-8000-000000000000'
  const refusals: [Deed, string][] = [
    [{ do: 'move', move: 'explode' }, 'move'],
    [{ do: 'move', move: 'resolve' }, 'code'],
    [{ do: 'assign', team_id: missing }, 'team_id'],
    [{ do: 'watch', person_id: missing }, 'person_id'],
    [{ do: 'set_category', category_id: missing }, 'category_id'],
    [{ do: 'reply', text: '{{team.name}}' }, 'text'],
    [{ do: 'add_tags' }, 'tags'],
    [{ do: 'take', tags: ['x'] }, 'tags'],
  ]
  for (const [deed, field] of refusals) {
    const answer = await cast.agent.post('/api/macros', macro('Wrong', [deed]))
    assert.equal(answer.status, 422, JSON.stringify(deed))
    assert.ok(
      answer.body.errors.some(({ pointer }: { pointer: string }) => pointer.includes(field)),
      `${field}: ${JSON.stringify(answer.body.errors)}`,
    )
  }
  const details = async (deed: Deed, offered: object) => {
    const answer = await cast.agent.post('/api/macros', macro('Wrong', [deed], {}, offered))
    return answer.body.errors.map(({ detail }: { detail: string }) => detail)
  }
  assert.deepEqual(await details({ do: 'move', move: 'explode' }, {}), [
    '“explode” is not one of the possible values: start, ask, wait_vendor, resume, resolve, close, cancel.',
  ])
  assert.deepEqual(await details({ do: 'take' }, { states: ['exploded'] }), [
    `“exploded” is not one of the possible values: ${Object.keys(ticketLife.states).join(', ')}.`,
  ])
  assert.deepEqual(await details({ do: 'move', move: '<b>' }, {}), [
    'This is not one of the possible values: start, ask, wait_vendor, resume, resolve, close, cancel.',
  ])
  const gone = await cast.wardline.team('Short lived')
  const id = await make(macro('To them', [{ do: 'assign', team_id: gone }]))
  await cast.wardline.owner.query('update core.team set archived_at = now() where id = $1', [gone])
  const rows = must(await cast.agent.get('/api/macros')).body.rows
  const broken = rows.find((row: { id: string }) => row.id === id)
  assert.deepEqual(broken.breaks, ['This team does not exist, or is not used any more.'])
  const ticket = await cast.file(cast.nurse)
  const { version } = must(await cast.agent.get(`/api/tickets/${ticket}/macros/${id}`)).body
  assert.equal((await cast.agent.post(`/api/tickets/${ticket}/macros/${id}`, { version })).status, 409)
})

test('One’s own macros are one’s own; shared ones need the permission, and are offered by team, kind and state.', async () => {
  const { agent, secondAgent, nurse, desk, network } = cast
  const own = await make(macro('Only mine', [{ do: 'take' }]))
  const shared = { is_shared: true }
  assert.equal((await agent.post('/api/macros', macro('For all', [{ do: 'take' }], shared))).status, 403)
  const forAll = await make(macro('For all', [{ do: 'take' }], shared), lead)
  assert.equal((await lead.post('/api/macros', macro('for ALL', [{ do: 'take' }], shared))).status, 422)
  await make(macro('For the desk', [{ do: 'take' }], { ...shared, team_id: desk }), lead)
  await make(macro('For the network', [{ do: 'take' }], { ...shared, team_id: network }), lead)
  await make(macro('For questions', [{ do: 'take' }], shared, { kinds: ['question'] }), lead)
  await make(macro('When open', [{ do: 'take' }], shared, { states: ['open'] }), lead)
  const id = await cast.file(nurse)
  const names = await offered(id, secondAgent)
  assert.deepEqual(
    ['Only mine', 'For all', 'For the desk', 'For the network', 'For questions', 'When open'].map((name) =>
      names.includes(name),
    ),
    [false, true, true, false, false, false],
  )
  must(await agent.post(`/api/tickets/${id}/start`, {}))
  assert.ok((await offered(id, secondAgent)).includes('When open'))
  const change = macro('Taken over', [{ do: 'take' }])
  assert.equal((await secondAgent.send('PUT', `/api/macros/${own}`, change)).status, 404)
  assert.equal((await secondAgent.send('PUT', `/api/macros/${forAll}`, change)).status, 403)
  assert.equal((await secondAgent.send('DELETE', `/api/macros/${own}`, {})).status, 404)
  must(await agent.send('DELETE', `/api/macros/${own}`, {}))
  assert.equal((await nurse.get('/api/macros')).status, 403)
})

test('A canned reply comes filled in and in the language of the requester; an unknown placeholder is refused.', async () => {
  const { agent, nurse, wardline } = cast
  const reply = (content: object) => ({ name: 'Restart', is_shared: false, content })
  assert.equal((await agent.post('/api/canned-replies', reply({ en: 'Hi {{nobody}}', es: '' }))).status, 422)
  assert.equal((await agent.post('/api/canned-replies', reply({ en: '', es: ' ' }))).status, 422)
  const texts = { en: 'Hi {{requester.first_name}}', es: 'Hola {{requester.first_name}}' }
  const { id } = must(await agent.post('/api/canned-replies', reply(texts))).body
  const ticket = await cast.file(nurse)
  const shown = async () => must(await agent.get(`/api/tickets/${ticket}/canned-replies`)).body
  assert.deepEqual(
    (await shown()).rows.map((row: { text: string; language: string }) => [row.text, row.language]),
    [['Hi Nora', 'en']],
  )
  await wardline.owner.query("update core.person set language = 'es' where id = $1", [nurse.personId])
  assert.equal((await shown()).rows[0].text, 'Hola Nora')
  must(await agent.post(`/api/canned-replies/${id}/use`))
  assert.equal((await shown()).rows[0].uses, 1)
  assert.equal((await cast.secondAgent.post(`/api/canned-replies/${id}/use`)).status, 404)
  await wardline.owner.query('update core.person set language = null where id = $1', [nurse.personId])
})

test('A reply is signed by the team and with one’s own line in the requester’s language; a note and a requester’s are not.', async () => {
  const { agent, nurse, wardline, desk } = cast
  assert.equal((await agent.send('PUT', `/api/signatures/teams/${desk}`, { en: 'x', es: '' })).status, 403)
  assert.equal(
    (await lead.send('PUT', `/api/signatures/teams/${desk}`, { en: '{{promise}}', es: '' })).status,
    422,
  )
  const mention = `@[Nora](person:${nurse.personId})`
  assert.equal((await lead.send('PUT', `/api/signatures/teams/${desk}`, { en: mention, es: '' })).status, 422)
  must(
    await lead.send('PUT', `/api/signatures/teams/${desk}`, {
      en: 'Service Desk, 4-4357',
      es: 'Mesa de ayuda, 4-4357',
    }),
  )
  must(await agent.send('PUT', '/api/signatures/own', { en: '{{agent.name}}', es: '' }))
  const id = await cast.file(nurse)
  const last = async () => (await ticketOf(id)).messages.at(-1).body
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Try again.' }))
  assert.equal(await last(), 'Try again.\n\nSam Agent  \nService Desk, 4-4357')
  must(await agent.post(`/api/tickets/${id}/note`, { body: 'No signature.' }))
  assert.equal(await last(), 'No signature.')
  must(await nurse.post(`/api/tickets/${id}/reply`, { body: 'Thanks.' }))
  assert.equal(await last(), 'Thanks.')
  await wardline.owner.query("update core.person set language = 'es' where id = $1", [nurse.personId])
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'De nada.' }))
  assert.match(await last(), /Mesa de ayuda/)
})

test('A template with nothing in it is refused, and one that names a missing category too.', async () => {
  const template = (content: object) => ({ name: 'New phone', is_shared: false, content })
  assert.equal((await cast.agent.post('/api/ticket-templates', template({}))).status, 422)
  const missing = { category_id: '00000000-0000-4000-8000-000000000000' }
  assert.equal((await cast.agent.post('/api/ticket-templates', template(missing))).status, 422)
  must(
    await cast.agent.post('/api/ticket-templates', template({ title: 'Phone for {{x}}', tags: ['phone'] })),
  )
  const { rows } = must(await cast.agent.get('/api/ticket-templates')).body
  assert.deepEqual(rows[0].content.tags, ['phone'])
})

test('A macro puts a checklist onto the ticket, tells every warning of its steps, and is broken when the list goes.', async () => {
  const { admin, agent, nurse } = cast
  const list = { name: 'New badge', steps: [{ title: 'Take a picture', as: 'check' }], is_shown: false }
  const { id: template_id } = must(await admin.post('/api/checklist-templates', list)).body
  const ticketId = await cast.file(cast.otherNurse)
  const mention = `@[${'Nora Nurse'}](person:${nurse.personId})`
  const deeds = [
    { do: 'note', text: `For ${mention}` },
    { do: 'checklist', template_id },
    { do: 'reply', text: `Ask ${mention}` },
  ]
  const macroId = await make(macro('Badge', deeds))
  const path = `/api/tickets/${ticketId}/macros/${macroId}`
  const { version } = must(await agent.get(path)).body
  const { steps } = must(await agent.post(path, { version })).body
  const told = steps.map((step: { outcome: string; warnings: string[] }) => [
    step.outcome,
    step.warnings.length,
  ])
  assert.deepEqual(told, [
    ['done', 1],
    ['done', 0],
    ['done', 1],
  ])
  assert.match(steps[0].warnings[0], /Nora Nurse was not told, because they may not see internal notes/)
  const { lists } = must(await agent.get(`/api/tickets/${ticketId}/checklists`)).body
  assert.deepEqual(
    lists.map((each: { title: string; items: { title: string }[] }) => [each.title, each.items[0]?.title]),
    [['New badge', 'Take a picture']],
  )

  const refused = await agent.post('/api/macros', macro('Nothing', [{ do: 'checklist' }]))
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '#/content/deeds/0/template_id'])
  must(await admin.post(`/api/checklist-templates/${template_id}/archive`, {}))
  const broken = must(await agent.get(path)).body
  assert.equal(broken.steps[1].why, 'This checklist does not exist, or is not used any more.')
  assert.equal((await agent.post(path, { version: broken.version })).status, 409)
})
