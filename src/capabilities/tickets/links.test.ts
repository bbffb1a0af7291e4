import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { linkNames } from '../../core/links/types.ts'
import { newId } from '../../platform/id/id.ts'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const link = (client: Cast['nurse'], id: string, type: string, to_id: string, verb = 'link') =>
  client.post(`/api/tickets/${id}/${verb}`, { type, to_id })
const linksOf = async (id: string) =>
  must(await cast.agent.get(`/api/tickets/${id}`)).body.links.map(
    (each: { reads_as: string; id: string }) => [each.reads_as, each.id],
  )

/** An article as it stands in the core, whoever wrote it. */
async function article(audience: string): Promise<string> {
  const id = newId()
  await cast.wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, audience, created_at, updated_at)
     values ($1,$2,'article',nextval('core.record_number'),'How to log in','validated','done',$3,now(),now())`,
    [cast.wardline.orgId, id, audience],
  )
  return id
}

test('Each type of link reads from both ends by its name and its inverse, and goes from either end.', async () => {
  const inverse: Record<string, string> = {
    relates_to: 'relates_to',
    duplicates: 'duplicated_by',
    blocks: 'blocked_by',
    caused_by: 'causes',
    parent: 'child',
    mentions: 'mentioned_by',
  }
  const pairs = [
    ...Object.entries(inverse),
    ...Object.entries(inverse).map(([name, other]) => [other, name] as const),
  ]
  for (const [name, other] of pairs) {
    const [one, two] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
    must(await link(cast.agent, one, name, two))
    must(await link(cast.agent, one, name, two))
    assert.deepEqual(await linksOf(one), [[name, two]])
    assert.deepEqual(await linksOf(two), [[other, one]])
    const events = must(await cast.agent.get(`/api/tickets/${two}`)).body.events
    assert.deepEqual(events.at(-1).data, { type: other, to: one })
    must(await link(cast.agent, two, other, one, 'unlink'))
    assert.deepEqual(await linksOf(one), [])
  }
  assert.ok(linkNames.includes('solved_by'))
})

test('A chain that would come back to its beginning is refused; so are a second parent and a link to itself.', async () => {
  const { agent, nurse } = cast
  const [a, b, c] = [await cast.file(nurse), await cast.file(nurse), await cast.file(nurse)]
  for (const type of ['blocks', 'parent']) {
    must(await link(agent, a, type, b))
    must(await link(agent, b, type, c))
    const circle = await link(agent, c, type, a)
    assert.equal(circle.status, 409)
    assert.match(circle.body.detail, /circle/)
    assert.equal((await link(agent, a, type === 'parent' ? 'child' : 'blocked_by', c)).status, 409)
  }
  assert.match((await link(agent, a, 'parent', c)).body.detail, /already/)
  assert.equal((await link(agent, a, 'relates_to', a)).status, 422)
})

test('Two links made at once do not close a circle together.', async () => {
  const { agent, secondAgent, nurse } = cast
  for (let round = 0; round < 5; round++) {
    const [a, b] = [await cast.file(nurse), await cast.file(nurse)]
    const answers = await Promise.all([link(agent, a, 'blocks', b), link(secondAgent, b, 'blocks', a)])
    const statuses = answers.map((answer) => answer.status)
    assert.equal(statuses.filter((status) => status === 200).length <= 1, true, statuses.join())
    assert.ok(
      statuses.every((status) => [200, 409, 503].includes(status)),
      statuses.join(),
    )
  }
})

test('A link asks for the right to both ends, also while filing.', async () => {
  const { agent, specialist, nurse, network, stranger } = cast
  const hers = await cast.file(agent, { team_id: network })
  const others = await cast.file(nurse)
  const own = await cast.file(specialist, { requester_id: specialist.personId, team_id: network })
  assert.equal((await link(specialist, hers, 'relates_to', others)).status, 404)
  assert.equal((await link(nurse, others, 'relates_to', hers)).status, 403)
  assert.equal((await link(stranger, hers, 'relates_to', others)).status, 404)
  must(await link(specialist, hers, 'relates_to', own))
  // As a participant one sees the other end, but has nothing to say there.
  must(await agent.post(`/api/tickets/${others}/add-participant`, { person_id: specialist.personId }))
  assert.equal((await link(specialist, hers, 'blocks', others)).status, 403)
  const before = await cast.rows('select count(*) from core.record')
  const filing = { title: 'Sneaky', body: 'x' }
  for (const to_id of [others, newId()]) {
    const answer = await specialist.post('/api/tickets', {
      ...filing,
      links: [{ type: 'duplicates', to_id }],
    })
    assert.ok(answer.status === 403 || answer.status === 404)
  }
  assert.equal(
    (await nurse.post('/api/tickets', { ...filing, links: [{ type: 'mentions', to_id: others }] })).status,
    403,
  )
  assert.deepEqual(await cast.rows('select count(*) from core.record'), before)
  const filed = must(
    await agent.post('/api/tickets', { ...filing, links: [{ type: 'duplicates', to_id: others }] }),
  ).body
  assert.deepEqual(await linksOf(filed.id), [['duplicates', others]])
})

test('“Solved by” leads to an article that one may read, and to nothing else.', async () => {
  const { agent, nurse } = cast
  const id = await cast.file(nurse)
  const wrong = await link(agent, id, 'solved_by', await cast.file(nurse))
  assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '#/to_id'])
  assert.equal((await link(agent, id, 'solved_by', newId())).status, 404)
  const staff = await article('staff')
  must(await link(agent, id, 'solved_by', staff))
  must(await link(agent, id, 'solved_by', await article('internal')))
  const seen = must(await nurse.get(`/api/tickets/${id}`)).body.links
  assert.deepEqual(
    seen.map((each: { id: string }) => each.id),
    [staff],
    'an internal article stays unknown to her',
  )
})

test('Whoever resolves names the article that solved it in the same write; a wrong one leaves all as it was.', async () => {
  const { agent, nurse } = cast
  const id = await cast.file(nurse)
  const resolve = (solved_by_id: string) =>
    agent.post(`/api/tickets/${id}/resolve`, { code: 'answered', solved_by_id })
  assert.equal((await resolve(newId())).status, 404)
  assert.equal((await resolve(await cast.file(nurse))).status, 422)
  assert.equal(must(await agent.get(`/api/tickets/${id}`)).body.state, 'new')
  const known = await article('staff')
  must(await resolve(known))
  assert.deepEqual(await linksOf(id), [['solved_by', known]])
  const seen = must(await agent.get(`/api/tickets/${id}`)).body
  assert.deepEqual([seen.state, seen.events.at(-1).data.solved_by], ['resolved', known])
})
