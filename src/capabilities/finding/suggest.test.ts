import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { indexWords } from '../../core/search/entry.ts'
import { newId } from '../../platform/id/id.ts'
import { file, marked, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

/** A published article, as its own capability stores it. */
async function article(title: string, body: string, audience = 'staff', isPublished = true): Promise<string> {
  const { owner, orgId } = searchers.wardline
  const id = newId()
  const at = new Date().toISOString()
  await owner.query(
    "insert into core.record (org_id, id, kind, number, title, state, category, audience, created_at, updated_at) values ($1, $2, 'article', nextval('core.record_number'), $3, $4, $5, $6, $7, $7)",
    [
      orgId,
      id,
      title,
      isPublished ? 'published' : 'draft',
      isPublished ? 'done' : 'active',
      isPublished ? audience : 'parties',
      at,
    ],
  )
  await owner.query(
    'insert into knowledge.article (org_id, id, audience, body, published_version, latest_version) values ($1, $2, $3, $4, $5, 1)',
    [orgId, id, audience, body, isPublished ? 1 : null],
  )
  await owner.query(
    'insert into knowledge.version (org_id, article_id, version, title, body, created_at) values ($1, $2, 1, $3, $4, $5)',
    [orgId, id, title, body, at],
  )
  const entry = indexWords({
    orgId,
    entryId: id,
    recordId: id,
    kind: 'article',
    isInternal: false,
    at,
    title,
    body,
  })
  await owner.query(entry.text, [...entry.values])
  return id
}

const suggested = async (who: { post: Searchers['nurse']['post'] }, text: string) => {
  const answer = await who.post('/api/search/suggest', { text })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as Record<
    'rows' | 'solved' | 'own',
    { id: string; sentence: { text: string; marks: [number, number][] } }[]
  >
}
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)

test('An article is suggested with the sentence that matched, not with its first words.', async () => {
  const { nurse } = searchers
  const id = await article(
    'Chrysolite reader',
    'This page is long.\n\nCall the help desk first. When the chrysolite reader blinks amber, hold its button for ten seconds. Then sign in again.',
  )
  const { rows } = await suggested(nurse, 'Hello, my chrysolite reader blinks amber since this morning')
  assert.deepEqual(idsOf(rows), [id])
  assert.equal(
    rows[0]?.sentence.text,
    'When the chrysolite reader blinks amber, hold its button for ten seconds.',
  )
  assert.deepEqual(marked(rows[0].sentence), ['chrysolite', 'reader', 'blinks', 'amber'])
})

test('Internal articles and drafts are suggested to those who may read them and to nobody else.', async () => {
  const { nurse, agent, wardline } = searchers
  const internal = await article('Peridot switch', 'The peridot switch password is in the safe.', 'internal')
  const draft = await article('Peridot draft', 'An unfinished peridot text.', 'staff', false)
  const staff = await article('Peridot for all', 'How the peridot works.')
  assert.deepEqual(idsOf((await suggested(nurse, 'peridot is broken')).rows), [staff])
  const seen = idsOf((await suggested(agent, 'peridot is broken')).rows)
  assert.ok(seen.includes(internal) && seen.includes(staff) && !seen.includes(draft))
  const { orgId } = await wardline.organization('suggest-elsewhere')
  const stranger = await wardline.person('Stella Stranger', ['administrator'], [], orgId)
  assert.deepEqual((await suggested(stranger, 'peridot is broken')).rows, [])
})

test('An agent is shown solved tickets like it by their public words; a requester only her own open ones.', async () => {
  const { nurse, otherNurse, agent, specialist } = searchers
  const solved = await file(otherNurse, 'Tanzanite gateway down', 'The tanzanite gateway drops my session.')
  await agent.post(`/api/tickets/${solved}/note`, { body: 'The labradorite certificate had expired.' })
  assert.equal((await agent.post(`/api/tickets/${solved}/resolve`, { code: 'fixed' })).status, 200)
  const open = await file(nurse, 'Tanzanite again', 'My tanzanite gateway drops the session again.')
  const text = 'The tanzanite gateway drops my session'
  const forAgent = await suggested(agent, text)
  assert.deepEqual(idsOf(forAgent.solved), [solved])
  assert.match(forAgent.solved[0]?.sentence.text ?? '', /tanzanite gateway drops/)
  const forNurse = await suggested(nurse, text)
  assert.deepEqual(forNurse.solved, [])
  assert.deepEqual(idsOf(forNurse.own), [open])
  const forOther = await suggested(otherNurse, text)
  assert.deepEqual([forOther.solved, forOther.own], [[], []], 'what is solved is not open')
  assert.deepEqual((await suggested(specialist, text)).solved, [], 'another team’s')
  assert.deepEqual((await suggested(agent, 'labradorite certificate')).solved, [], 'a note suggests nothing')
})

test('A text that says nothing suggests nothing, and one that is too long is refused.', async () => {
  const { agent } = searchers
  assert.deepEqual(await suggested(agent, ''), { rows: [], solved: [], own: [] })
  assert.deepEqual(await suggested(agent, 'the and of'), { rows: [], solved: [], own: [] })
  assert.equal((await agent.post('/api/search/suggest', { text: 'x'.repeat(5001) })).status, 422)
})

test('Words that were not sent yet are asked with in a body, and never stand in an address.', async () => {
  const { agent } = searchers
  assert.equal((await agent.get('/api/search/suggest?text=quiet')).status, 404)
  assert.equal((await agent.post('/api/search/suggest?text=quiet', {})).status, 422)
})
