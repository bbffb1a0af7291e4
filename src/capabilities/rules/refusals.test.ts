import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { must } from '../tickets/fixture.ts'
import { all, everyTicket, type RuleCast, startRuleCast, statementOf } from './fixture.ts'
import { rules_max, type Statement } from './statement.ts'

let cast: RuleCast
before(async () => {
  cast = await startRuleCast()
})
after(() => cast.wardline.close())

const nowhere = '00000000-0000-4000-8000-000000000000'
const make = (parts: Partial<Statement> | Record<string, unknown>) =>
  cast.admin.post('/api/rules', { ...statementOf(), ...parts })
const refused = async (parts: Record<string, unknown>, pointer: string, words: RegExp) => {
  const { status, body } = await make(parts)
  assert.equal(status, 422, JSON.stringify(body))
  const error = body.errors.find((each: { pointer: string }) => each.pointer === pointer)
  assert.ok(error, JSON.stringify(body.errors))
  assert.match(error.detail, words)
}

test('A rule without conditions is refused until somebody says that it is for every ticket.', async () => {
  await refused({ if: everyTicket, is_for_all: false }, '#/is_for_all', /for every ticket/)
  must(await make({ if: everyTicket, is_for_all: true }))
  await refused(
    { if: all({ field: 'kind', is: 'is', values: ['incident'] }), is_for_all: true },
    '#/is_for_all',
    /not for every ticket/,
  )
})

test('What does not go together is refused with a sentence at its field.', async () => {
  const asks = (condition: Record<string, unknown>) => ({ if: all(condition as never), is_for_all: false })
  await refused({ when: { on: 'changed' } }, '#/when/field', /which field/)
  await refused({ when: { on: 'moved' } }, '#/when/state', /Choose the state/)
  await refused({ when: { on: 'after', minutes: 5 } }, '#/when/since', /from when/)
  await refused({ when: { on: 'after', since: 'created' } }, '#/when/minutes', /how much time/)
  await refused({ when: { on: 'daily' } }, '#/when/time', /time of day/)
  await refused({ when: { on: 'created', time: '08:00' } }, '#/when/time', /Leave it out/)
  const first = '#/if/conditions/0'
  await refused(asks({ field: 'words', is: 'at_least', values: ['1'] }), `${first}/is`, /does not go with/)
  await refused(asks({ field: 'words', is: 'empty', values: [] }), `${first}/is`, /does not go with/)
  await refused(asks({ field: 'owner', is: 'empty', values: ['x'] }), `${first}/values`, /Leave the values/)
  await refused(asks({ field: 'age_hours', is: 'at_least', values: ['soon'] }), `${first}/values`, /number/)
  await refused(asks({ field: 'tag', is: 'is', values: [] }), `${first}/values`, /at least one/)
  await refused(asks({ field: 'kind', is: 'is', values: ['wish'] }), `${first}/values`, /does not exist/)
  await refused(asks({ field: 'team', is: 'is', values: ['Desk'] }), `${first}/values`, /does not exist/)
  await refused(asks({ field: 'team', is: 'is', values: [nowhere] }), `${first}/values`, /This team/)
  const does = (deed: Record<string, unknown>) => ({ actions: [deed] })
  await refused(does({ do: 'assign' }), '#/actions/0/team_id', /Choose a team/)
  await refused(does({ do: 'assign', team_id: nowhere }), '#/actions/0/team_id', /This team/)
  await refused(
    does({ do: 'set_category', category_id: nowhere }),
    '#/actions/0/category_id',
    /This category/,
  )
  await refused(does({ do: 'note', text: '  ' }), '#/actions/0/text', /Write what/)
  await refused(does({ do: 'note', text: '{{password}}' }), '#/actions/0/text', /\{\{password\}\} cannot/)
  await refused(does({ do: 'reply', text: '{{team}}' }), '#/actions/0/text', /\{\{team\}\} cannot/)
  await refused(does({ do: 'move', move: 'resolve' }), '#/actions/0/code', /how it was resolved/)
  await refused(does({ do: 'notify', to: 'person' }), '#/actions/0/person_id', /Choose the person/)
  await refused(does({ do: 'note', text: 'Hi', priority: 1 }), '#/actions/0/priority', /Leave it out/)
  const { status } = await make({ actions: Array.from({ length: 6 }, () => ({ do: 'note', text: 'x' })) })
  assert.ok(status === 400 || status === 422, `${status}`)
  must(await make({ actions: [{ do: 'note', text: '{{team}}' }] }))
})

test('Who manages rules can have a rule do only what is permitted to her, and is told what is missing.', async () => {
  await cast.rows(
    `insert into core.role (org_id, id, key, title, permissions)
     select org_id, gen_random_uuid(), 'keeper', 'Keeper', '{rules.manage,tickets.read_all,tickets.tag}' from core.role where org_id = $1 and key = 'help-desk'`,
    [cast.wardline.orgId],
  )
  const keeper = await cast.wardline.person('Kay Keeper', ['keeper'])
  must(await keeper.post('/api/rules', statementOf()))
  const reply = statementOf({ actions: [{ do: 'reply', text: 'Hello' }] })
  const answer = await keeper.post('/api/rules', reply)
  assert.equal(answer.status, 403)
  assert.match(answer.body.detail, /You lack tickets\.work for what this rule does/)
  const { id } = must(await cast.admin.post('/api/rules', reply)).body
  assert.equal((await keeper.post(`/api/rules/${id}/switch`, { is_on: true })).status, 403)
  must(await keeper.post(`/api/rules/${id}/switch`, { is_on: false }))
  assert.equal((await cast.agent.post('/api/rules', statementOf())).status, 403)
  assert.equal((await cast.agent.get('/api/rules')).status, 403)
})

test('Who does not see every ticket can neither have a rule nor switch one on, since rules reach every ticket.', async () => {
  await cast.rows(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'blind', 'Blind', '{rules.manage,tickets.read_team,tickets.tag,tickets.assign,tickets.work}')",
    [cast.wardline.orgId],
  )
  const blind = await cast.wardline.person('Bo Blind', ['blind'])
  const mine = statementOf({ actions: [{ do: 'assign', team_id: cast.desk }] })
  const answer = await blind.post('/api/rules', mine)
  assert.equal(answer.status, 403)
  assert.match(answer.body.detail, /You lack tickets\.read_all/)
  const { id } = must(await cast.admin.post('/api/rules', mine)).body
  assert.equal((await blind.send('PUT', `/api/rules/${id}`, mine)).status, 403)
  assert.equal((await blind.post(`/api/rules/${id}/switch`, { is_on: true })).status, 403)
  must(await blind.post(`/api/rules/${id}/switch`, { is_on: false }))
  must(await blind.get('/api/rules'))
})

test('Two rules of one name, an order that leaves one out, and a rule that is gone are refused.', async () => {
  const name = 'Only one'
  const { id } = must(await make({ name })).body
  await refused({ name }, '#/name', /of this name/)
  assert.equal((await cast.admin.send('PUT', '/api/rules/order', { ids: [id] })).status, 422)
  must(await cast.admin.send('DELETE', `/api/rules/${id}`, {}))
  assert.equal((await cast.admin.post(`/api/rules/${id}/switch`, { is_on: true })).status, 404)
  assert.equal((await cast.admin.send('PUT', `/api/rules/${nowhere}`, statementOf())).status, 404)
  must(await make({ name }))
})

test('A rule whose team is gone shows that it is broken, does nothing, and says so on the ticket.', async () => {
  const team = await cast.wardline.team('Short-lived')
  const broken = await cast.rule({ name: 'To the short-lived', actions: [{ do: 'assign', team_id: team }] })
  await cast.rows('update core.team set archived_at = now() where id = $1', [team])
  const { rows } = must(await cast.admin.get('/api/rules')).body
  const shown = rows.find(({ id }: { id: string }) => id === broken)
  assert.deepEqual(shown.breaks, ['This team does not exist, or is not used any more.'])
  const id = await cast.file(cast.nurse)
  await cast.work()
  assert.equal((await cast.ticket(id)).team, null)
  const [firing] = await cast.firings(id)
  assert.deepEqual(firing?.outcomes, ['refused'])
  assert.match(firing?.whys[0] ?? '', /^This rule is broken\./)
  must(await cast.admin.post(`/api/rules/${broken}/switch`, { is_on: false }))
  assert.equal((await cast.admin.post(`/api/rules/${broken}/switch`, { is_on: true })).status, 422)
})

test('What a rule did before it was changed names the version of then.', async () => {
  await cast.off()
  const id = await cast.rule({ name: 'First name' })
  const ticket = await cast.file(cast.nurse)
  await cast.work()
  must(await cast.admin.send('PUT', `/api/rules/${id}`, statementOf({ name: 'Second name' })))
  const second = await cast.file(cast.nurse)
  await cast.work()
  const { rows } = must(await cast.admin.get(`/api/rules/${id}/firings`)).body
  assert.deepEqual(
    rows.map(({ rule, ticket }: Record<'rule' | 'ticket', Record<string, unknown>>) => [
      rule.name,
      rule.version,
      ticket.id,
    ]),
    [
      ['Second name', 2, second],
      ['First name', 1, ticket],
    ],
  )
  const [first] = must(await cast.admin.get(`/api/rules/${id}/firings?limit=1`)).body.rows
  assert.equal(first.ticket.id, second)
  const next = must(await cast.admin.get(`/api/rules/${id}/firings?limit=1`)).body.next
  const more = must(await cast.admin.get(`/api/rules/${id}/firings?after=${encodeURIComponent(next)}`)).body
  assert.deepEqual([more.rows.length, more.next], [1, null])
  assert.equal((await cast.admin.get(`/api/rules/${id}/firings?after=soon`)).status, 422)
})

test('The history of a ticket is for those inside.', async () => {
  await cast.off()
  await cast.rule({})
  const id = await cast.file(cast.nurse)
  await cast.work()
  assert.equal((await cast.firings(id)).length, 1)
  assert.equal(must(await cast.agent.get(`/api/tickets/${id}/rule-firings`)).body.rows.length, 1)
  for (const client of [cast.nurse, cast.specialist, cast.stranger])
    assert.ok([403, 404].includes((await client.get(`/api/tickets/${id}/rule-firings`)).status))
})

test(`There are ${rules_max} rules at most.`, async () => {
  const { rows } = must(await cast.admin.get('/api/rules')).body
  for (let count = rows.length; count < rules_max; count++) must(await make({}))
  const { status, body } = await make({})
  assert.equal(status, 409)
  assert.match(body.detail, /There are 100 rules already/)
})
