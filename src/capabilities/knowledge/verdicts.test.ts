import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../platform/id/id.ts'
import { type Library, startLibrary } from './fixture.ts'

let library: Library
before(async () => {
  library = await startLibrary()
})
after(() => library?.wardline.close())

test('Who only asked says nothing of articles for the colleagues who work on it.', async () => {
  const { agent, publisher, wardline } = library
  const id = await library.write()
  assert.equal((await publisher.post(`/api/articles/${id}/publish`)).status, 200)
  await library.rows(
    'insert into core.role (org_id, id, key, title, permissions) values ($1, $2, $3, $3, $4)',
    [wardline.orgId, newId(), 'links-alone', ['tickets.link']],
  )
  const asker = await wardline.person('Ada Asker', ['links-alone'])
  const ticket_id = (await asker.post('/api/tickets', { title: 'Mine', body: 'Please help.' })).body.id
  const refused = await asker.post(`/api/articles/${id}/did-not-help`, { ticket_id })
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /Only who works on the ticket/)
  assert.equal((await agent.post(`/api/articles/${id}/did-not-help`, { ticket_id })).status, 200)
})

test('A short line of an article for the department is kept as well as a long one.', async () => {
  const { agent, nurse, publisher } = library
  const line = 'Pull the blue lever at noon.'
  const inner = await library.write({ title: 'The blue lever', body: `${line}\n\nOk.`, audience: 'internal' })
  assert.equal((await publisher.post(`/api/articles/${inner}/publish`)).status, 200)
  const { id } = (await nurse.post('/api/tickets', { title: 'A lever', body: 'Please help.' })).body
  await agent.post(`/api/tickets/${id}/link`, { type: 'relates_to', to_id: inner })
  const reply = (body: string) => agent.post(`/api/tickets/${id}/reply`, { body })
  const refused = await reply(`Please: ${line}`)
  assert.deepEqual([refused.status, refused.body.errors?.[0].pointer], [422, '#/may_give_away'])
  assert.equal((await reply('Ok.')).status, 200)
})

test('That an article is still right is said by its owner or by who validates, and by no other writer.', async () => {
  const { candidate, contributor, publisher } = library
  const id = await library.write({}, publisher)
  assert.equal((await publisher.post(`/api/articles/${id}/publish`)).status, 200)
  const review = (who: Library['agent']) => who.post(`/api/articles/${id}/review`, {})
  await library.rows('update core.record set owner_id = null where id = $1', [id])
  assert.equal((await review(candidate)).status, 403)
  assert.equal((await review(contributor)).status, 200)
  await library.rows('update core.record set owner_id = $2 where id = $1', [id, candidate.personId])
  assert.equal((await review(candidate)).status, 200)
})
