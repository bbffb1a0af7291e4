import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { type Library, startLibrary } from './fixture.ts'
import { remindReviews } from './reminders.ts'

let library: Library
before(async () => {
  library = await startLibrary()
})
after(() => library?.wardline.close())

const day_ms = 86_400_000
const act = (who: Client, id: string, verb: string, body: object = {}) =>
  who.post(`/api/articles/${id}/${verb}`, body)
const talk = async (who: Client, id: string) => (await who.get(`/api/articles/${id}/talk`)).body
const bodies = async (who: Client, id: string) =>
  (await talk(who, id)).comments.map((each: { body: string }) => each.body)

async function did(who: Client, id: string, verb: string, body: object = {}) {
  const answer = await act(who, id, verb, body)
  assert.equal(answer.status, 200, `${verb} ${JSON.stringify(answer.body)}`)
  return answer.body
}

async function published(fields: object = {}): Promise<string> {
  const id = await library.write({ ...fields })
  await did(library.publisher, id, 'publish')
  return id
}

const told = async (who: Client, id: string, reason: string) =>
  (await who.get('/api/notifications?limit=100')).body.rows.filter(
    (row: { reason: string; record: { id: string } | null }) =>
      row.reason === reason && row.record?.id === id,
  ).length

test('Comments are read by whom they are for: what colleagues said among themselves stays theirs when others read the article.', async () => {
  const { nurse, agent, candidate, contributor, publisher } = library
  const id = await library.write()
  await did(candidate, id, 'submit')
  await did(agent, id, 'comment', { body: 'Is step 2 safe?' })
  await did(contributor, id, 'send-back', { reason: 'See the comment.' })
  await did(publisher, id, 'publish')
  await did(nurse, id, 'comment', { body: 'Thank you!' })
  await did(agent, id, 'comment', { body: 'Mind the vendor.', is_internal: true })
  assert.deepEqual(await bodies(nurse, id), ['Thank you!'])
  assert.deepEqual(await bodies(agent, id), ['Is step 2 safe?', 'Thank you!', 'Mind the vendor.'])
  assert.ok((await bodies(candidate, id)).includes('See the comment.'))
  assert.equal((await act(nurse, id, 'comment', { body: 'x', is_internal: true })).status, 403)
  assert.equal((await act(nurse, id, 'comment', { body: ' ' })).status, 422)
  assert.equal(await told(candidate, id, 'article_comment'), 3)
  const inner = await library.write({ audience: 'internal' })
  await did(publisher, inner, 'publish')
  assert.equal((await act(nurse, inner, 'comment', { body: 'x' })).status, 404)
  assert.equal((await nurse.get(`/api/articles/${inner}/talk`)).status, 404)
})

test('A comment is taken away for good by its author or a coach, by nobody else; it makes nobody’s edit a conflict.', async () => {
  const { nurse, agent, candidate, coach } = library
  const id = await published()
  const seen = (await candidate.get(`/api/articles/${id}`)).body.version
  const one = await did(nurse, id, 'comment', { body: 'The brimborion of bed 4.' })
  const two = await did(agent, id, 'comment', { body: 'The brimborion again.' })
  assert.equal((await act(nurse, id, 'remove-comment', { comment_id: two.comment_id })).status, 403)
  await did(nurse, id, 'remove-comment', { comment_id: one.comment_id })
  await did(coach, id, 'remove-comment', { comment_id: two.comment_id })
  assert.deepEqual(await bodies(agent, id), ['', ''])
  assert.equal((await act(nurse, id, 'remove-comment', { comment_id: one.comment_id })).status, 422)
  const edited = await candidate.post(
    `/api/articles/${id}/edit`,
    { body: 'New.' },
    { 'if-match': `"${seen}"` },
  )
  assert.equal(edited.status, 200)
  const kept = await library.rows("select 1 from knowledge.comment where body like '%brimborion%'")
  assert.deepEqual(kept, [])
})

test('A flag waits with the owner until it is answered, and the answer reaches who raised it.', async () => {
  const { nurse, agent, candidate, coach } = library
  const id = await published()
  const { flag_id } = await did(nurse, id, 'flag', { reason: 'wrong', body: 'There is no grey lid.' })
  assert.equal((await act(nurse, id, 'flag', { reason: 'unclear' })).status, 409, 'one at a time')
  assert.equal((await act(nurse, id, 'flag', { reason: 'ugly' })).status, 422)
  assert.equal(await told(candidate, id, 'article_flagged'), 1)
  const waits = async (who: Client) =>
    (await who.get('/api/articles/work')).body.flags.some((row: { id: string }) => row.id === id)
  assert.deepEqual(
    [await waits(candidate), await waits(coach), await waits(library.contributor)],
    [true, true, false],
  )
  assert.equal((await nurse.get('/api/articles/work')).status, 403)
  assert.equal((await talk(nurse, id)).flags.length, 1)
  assert.deepEqual((await talk(agent, id)).flags, [], 'what a reader says is for writers')
  assert.equal((await act(nurse, id, 'answer-flag', { flag_id, answer: 'Mine.' })).status, 403)
  await did(candidate, id, 'answer-flag', { flag_id, answer: 'Changed, thank you.' })
  assert.equal((await act(candidate, id, 'answer-flag', { flag_id, answer: 'Twice.' })).status, 409)
  assert.equal(await waits(candidate), false)
  assert.equal(await told(nurse, id, 'flag_answered'), 1)
  assert.deepEqual(
    (await talk(nurse, id)).flags.map((flag: { answer: string; answered_by: { name: string } }) => [
      flag.answer,
      flag.answered_by.name,
    ]),
    [['Changed, thank you.', 'Cara Candidate']],
  )
  await did(nurse, id, 'flag', { reason: 'unclear' })
})

test('Of an article whose owner has left, the coaches hear.', async () => {
  const { nurse, coach, wardline } = library
  const gone = await wardline.person('Gonzo Gone', ['cara-candidate'])
  const id = await library.write({}, gone)
  await did(library.publisher, id, 'publish')
  await library.rows('update core.person set is_active = false where id = $1', [gone.personId])
  await did(nurse, id, 'flag', { reason: 'outdated' })
  assert.equal(await told(coach, id, 'article_flagged'), 1)
})

test('The owner is reminded before and on the day of a review, the coaches a month later, each once; “still right” moves the day.', async () => {
  const { candidate, coach, agent, wardline } = library
  const id = await published({ review_interval_days: 60 })
  const remind = async (days: number) => {
    const review_at = new Date(wardline.clock.now().getTime() + days * day_ms).toISOString()
    await library.rows('update knowledge.article set review_at = $2 where id = $1', [id, review_at])
    await remindReviews(wardline.composition.app, {})
    await remindReviews(wardline.composition.app, {})
    return [await told(candidate, id, 'article_review'), await told(coach, id, 'article_review')]
  }
  assert.deepEqual(await remind(15), [0, 0])
  assert.deepEqual(await remind(13), [1, 0])
  assert.deepEqual(await remind(-1), [2, 0])
  const due = (await candidate.get('/api/articles/work')).body.reviews
  assert.ok(due.some((row: { id: string }) => row.id === id))
  assert.deepEqual(await remind(-31), [2, 1])
  assert.equal((await act(agent, id, 'review')).status, 403)
  const { review_at } = await did(candidate, id, 'review')
  assert.equal(Math.round((Date.parse(review_at) - wardline.clock.now().getTime()) / day_ms), 60)
  assert.deepEqual(await remind(61), [2, 1])
  assert.deepEqual(await remind(13), [3, 1], 'and it begins anew')
  const draft = await library.write()
  assert.equal((await act(candidate, draft, 'review')).status, 409)
})

test('Two hundred articles that are long overdue and were told already leave room for the next one.', async () => {
  const { candidate, wardline } = library
  const late = await published()
  const next = await published()
  const at = (days: number) => new Date(wardline.clock.now().getTime() + days * day_ms).toISOString()
  await library.rows('update knowledge.article set review_at = $2, reminded = 3 where id = $1', [
    late,
    at(-40),
  ])
  await library.rows(
    `with copy as (
       insert into core.record select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', 900000 + n))).*
       from core.record r, generate_series(1, 200) n where r.id = $1 returning id)
     insert into knowledge.article
       select (jsonb_populate_record(a, jsonb_build_object('id', c.id, 'draft_entry_id', gen_random_uuid(), 'imported_key', null))).*
       from knowledge.article a, copy c where a.id = $1`,
    [late],
  )
  await library.rows('update knowledge.article set review_at = $2 where id = $1', [next, at(5)])
  await remindReviews(wardline.composition.app, {})
  assert.equal(await told(candidate, next, 'article_review'), 1)
})
