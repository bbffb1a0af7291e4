import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { type Library, startLibrary } from './fixture.ts'

let library: Library
before(async () => {
  library = await startLibrary()
})
after(() => library?.wardline.close())

const act = (who: Client, id: string, verb: string, body: object = {}) =>
  who.post(`/api/articles/${id}/${verb}`, body)
const show = async (who: Client, id: string) => (await who.get(`/api/articles/${id}`)).body
const statusOf = async (who: Client, id: string) => (await who.get(`/api/articles/${id}`)).status

async function did(who: Client, id: string, verb: string, body: object = {}) {
  const answer = await act(who, id, verb, body)
  assert.equal(answer.status, 200, `${verb} ${JSON.stringify(answer.body)}`)
  return answer.body
}

async function found(who: Client, q: string): Promise<string[]> {
  const { groups } = (await who.get(`/api/search?kind=article&q=${q}`)).body
  return groups.flatMap((group: { rows: { id: string }[] }) => group.rows.map((row) => row.id))
}

test('A text that was handed in is read by the department with a mark, and by staff only once it was validated and published.', async () => {
  const { nurse, agent, candidate, contributor, publisher, write } = library
  const id = await write({ title: 'Thaw the cryobox', body: 'Turn the cryobox off.' })
  assert.equal(await statusOf(agent, id), 404)
  assert.equal((await did(candidate, id, 'submit')).state, 'not_validated')
  assert.deepEqual(
    [(await show(agent, id)).state, (await show(agent, id)).is_validated, (await show(agent, id)).shown_to],
    ['not_validated', false, 'internal'],
  )
  assert.deepEqual(await found(agent, 'cryobox'), [id])
  assert.equal(await statusOf(nurse, id), 404)
  assert.deepEqual(await found(nurse, 'cryobox'), [])
  assert.equal((await did(contributor, id, 'validate')).state, 'validated')
  assert.deepEqual([(await show(agent, id)).is_validated, (await show(agent, id)).audience], [true, 'staff'])
  assert.equal(await statusOf(nurse, id), 404, 'validated, but for the department alone')
  assert.equal((await act(contributor, id, 'publish')).status, 403)
  await did(publisher, id, 'publish')
  assert.equal((await show(nurse, id)).shown_to, 'staff')
  assert.deepEqual(await found(nurse, 'cryobox'), [id])
})

test('Nobody validates a version of their own; a colleague’s change makes it possible, and who may publish may always.', async () => {
  const { candidate, contributor, publisher, write } = library
  const id = await write({}, contributor)
  await did(contributor, id, 'submit')
  const refused = await act(contributor, id, 'validate')
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /Ask a colleague/)
  assert.equal((await act(candidate, id, 'validate')).status, 403, 'a candidate holds no such license')
  await did(candidate, id, 'edit', { body: 'Some better words.' })
  await did(contributor, id, 'validate')
  const own = await write({}, publisher)
  await did(publisher, own, 'submit')
  await did(publisher, own, 'validate')
})

test('Words that a colleague wrote before do not make one’s own latest version one that somebody has seen.', async () => {
  const { candidate, contributor, publisher, write } = library
  const id = await write({ body: 'The first words.' })
  await did(candidate, id, 'submit')
  await did(contributor, id, 'edit', { body: 'Words that nobody has seen.' })
  const refused = await act(contributor, id, 'validate')
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /Ask a colleague/)
  const shown = await show(contributor, id)
  assert.deepEqual([shown.why_not, shown.may.includes('knowledge.validate')], ['own_words', false])
  await did(publisher, id, 'validate')
  await did(publisher, id, 'unpublish')
  const [kept] = await library.rows('select validated_version from knowledge.article where id = $1', [id])
  assert.deepEqual(kept, { validated_version: 2 }, 'hiding does not forget what was looked at')
  const found_by = await library.rows('select is_internal from core.search_entry where record_id = $1', [id])
  assert.deepEqual(found_by, [{ is_internal: true }], 'hidden words are found as a draft’s alone')
  await did(candidate, id, 'submit')
  assert.equal((await act(contributor, id, 'validate')).status, 403)
  await did(publisher, id, 'validate')
})

test('Who changes a validated article leaves its readers the validated text until a colleague has looked.', async () => {
  const { nurse, agent, candidate, contributor, publisher, write } = library
  const id = await write({ body: 'The old way.' })
  await did(publisher, id, 'publish')
  assert.equal((await act(publisher, id, 'validate')).status, 409, 'there is nothing new to validate')
  await did(contributor, id, 'edit', { body: 'The new way.' })
  const waiting = async (who: Client) =>
    (await who.get('/api/articles?is_waiting=true')).body.rows.map((row: { id: string }) => row.id)
  assert.ok((await waiting(candidate)).includes(id))
  assert.deepEqual(await waiting(agent), [], 'that there is an unread text is for writers to know')
  assert.deepEqual(
    [(await show(nurse, id)).body, (await show(nurse, id)).validated_version],
    ['The old way.', 1],
  )
  assert.equal((await act(contributor, id, 'validate')).status, 403, 'his own words')
  await did(candidate, id, 'edit', { body: 'The very new way.' })
  await did(candidate, id, 'edit', { title: 'A title that nobody has seen' })
  const titles = (await nurse.get('/api/articles')).body.rows.map((row: { title: string }) => row.title)
  assert.ok(
    !titles.includes('A title that nobody has seen'),
    'the list says what the readers’ text is called',
  )
  assert.equal((await act(contributor, id, 'validate')).status, 403, 'staff read it')
  assert.equal((await show(contributor, id)).why_not, 'license')
  await did(publisher, id, 'validate')
  assert.equal((await show(nurse, id)).body, 'The very new way.')
  assert.ok(!(await waiting(candidate)).includes(id))
})

test('Readers do not learn from the version, the time or the order of the list that somebody writes a draft.', async () => {
  const { wardline, nurse, agent, candidate, publisher, write } = library
  const first = await write({ title: 'The first of two' })
  const second = await write({ title: 'The second of two' })
  await did(publisher, first, 'publish')
  wardline.clock.advance(60_000)
  await did(publisher, second, 'publish')
  wardline.clock.advance(60_000)
  const listed = async (who: Client) =>
    (await who.get('/api/articles')).body.rows
      .filter((row: { id: string }) => [first, second].includes(row.id))
      .map((row: { id: string; version: number; updated_at: string }) => [
        row.id,
        row.version,
        row.updated_at,
      ])
  const before = await Promise.all([nurse, agent].map(listed))
  const page = await show(nurse, first)
  await did(candidate, first, 'edit', { body: 'A draft.' })
  await did(candidate, first, 'restore-version', { version: 1 })
  assert.deepEqual(await Promise.all([nurse, agent].map(listed)), before)
  const after = await show(nurse, first)
  assert.deepEqual([after.version, after.updated_at], [page.version, page.updated_at])
  assert.equal((await listed(candidate))[0][0], first, 'writers see it on top')
  const [top] = (await nurse.get('/api/articles?limit=1')).body.rows
  const next = (await nurse.get('/api/articles?limit=1')).body.next
  assert.ok(
    !(await nurse.get(`/api/articles?after=${next}`)).body.rows.some(
      (row: { id: string }) => row.id === top.id,
    ),
  )
})

test('A text that nobody has validated grows before its readers’ eyes.', async () => {
  const { agent, candidate, write } = library
  const id = await write({ body: 'The quibblestick.' })
  await did(candidate, id, 'submit')
  await did(candidate, id, 'edit', { title: 'Bumblestick', body: 'The bumblestick.' })
  assert.deepEqual(
    [(await show(agent, id)).title, (await show(agent, id)).body],
    ['Bumblestick', 'The bumblestick.'],
  )
  assert.deepEqual(await found(agent, 'bumblestick'), [id])
  assert.deepEqual(await found(agent, 'quibblestick'), [])
})

test('What is sent back is the author’s again; the author is told, and the reason is in no event.', async () => {
  const { agent, candidate, contributor, write } = library
  const id = await write()
  assert.equal((await act(contributor, id, 'send-back', { reason: 'Too early.' })).status, 409)
  await did(candidate, id, 'submit')
  assert.equal((await act(candidate, id, 'send-back', { reason: 'Mine.' })).status, 403)
  assert.equal(
    (await act(contributor, id, 'send-back', { reason: ' ' })).body.errors?.[0].pointer,
    '#/reason',
  )
  assert.equal(
    (await did(contributor, id, 'send-back', { reason: 'The zugzwang is missing.' })).state,
    'work_in_progress',
  )
  assert.equal(await statusOf(agent, id), 404)
  const told = (await candidate.get('/api/notifications?is_unread=true')).body.rows
  assert.ok(
    told.some(
      (row: { reason: string; record: { id: string } }) =>
        row.reason === 'article_sent_back' && row.record.id === id,
    ),
  )
  const events = await library.rows('select data from core.event where record_id = $1', [id])
  assert.doesNotMatch(JSON.stringify(events), /zugzwang/)
})

test('A text without words is neither handed in nor validated.', async () => {
  const { candidate, publisher, write } = library
  const id = await write({ body: ' ' })
  assert.equal((await act(candidate, id, 'submit')).status, 409)
  assert.equal((await act(publisher, id, 'publish')).status, 409)
})

test('The first look again is due after the article’s own interval, unless somebody says when.', async () => {
  const { publisher, write, wardline } = library
  const id = await write({ review_interval_days: 30 })
  await did(publisher, id, 'publish')
  const days =
    (Date.parse((await show(publisher, id)).review_at) - wardline.clock.now().getTime()) / 86_400_000
  assert.equal(Math.round(days), 30)
  const other = await write()
  await did(publisher, other, 'publish', { review_at: '2031-01-01T12:00:00Z' })
  assert.equal((await show(publisher, other)).review_at, '2031-01-01T12:00:00.000Z')
})

test('What an article is about and for whom must exist.', async () => {
  const { candidate, write } = library
  const nowhere = '00000000-0000-7000-8000-000000000001'
  for (const field of ['category_id', 'role_ids', 'department_ids']) {
    const value = field === 'category_id' ? nowhere : [nowhere]
    const refused = await candidate.post('/api/articles', { title: 'x', body: 'y', [field]: value })
    assert.deepEqual(
      [refused.status, refused.body.errors?.[0].pointer],
      [422, `#/${field}`],
      JSON.stringify(refused.body),
    )
  }
  const [role] = await library.rows<{ id: string }>('select id from core.role order by id limit 1')
  const id = await write({ role_ids: [role?.id], article_kind: 'known_error' })
  await did(candidate, id, 'edit', { article_kind: 'problem' })
  const shown = await show(candidate, id)
  assert.deepEqual([shown.role_ids, shown.article_kind], [[role?.id], 'problem'])
  assert.equal((await act(candidate, id, 'edit', { article_kind: 'poem' })).status, 422)
})

test('The timeline replays from the first text to the archive.', async () => {
  const { candidate, contributor, publisher, write } = library
  const id = await write()
  await did(candidate, id, 'submit')
  await did(contributor, id, 'send-back', { reason: 'More.' })
  await did(candidate, id, 'submit')
  await did(contributor, id, 'validate')
  await did(publisher, id, 'publish')
  await did(publisher, id, 'unpublish')
  await did(publisher, id, 'archive')
  const events = await library.rows<{ data: { changes?: Record<string, [unknown, unknown]> } }>(
    'select data from core.event where record_id = $1 order by at, id',
    [id],
  )
  const folded: Record<string, unknown> = {}
  for (const { data } of events)
    for (const [field, [from, to]] of Object.entries(data.changes ?? {})) {
      if (field in folded) assert.deepEqual(folded[field], from, field)
      folded[field] = to
    }
  const [record] = await library.rows('select state, audience from core.record where id = $1', [id])
  assert.deepEqual({ state: folded.state, audience: folded.audience }, record)
  assert.deepEqual(record, { state: 'archived', audience: 'parties' })
})

test('Those who write see what happened to an article, with its versions and that somebody said something, and no word of it.', async () => {
  const { wardline, nurse, agent, candidate, contributor, publisher, write } = library
  const id = await write({ title: 'A life' })
  const steps: [Client, string, object?][] = [
    [candidate, 'submit'],
    [contributor, 'send-back', { reason: 'Too short a secret.' }],
    [candidate, 'edit', { body: 'Longer.' }],
    [candidate, 'edit', { topic: 'Lives' }],
    [candidate, 'submit'],
    [contributor, 'validate'],
    [publisher, 'publish'],
    [nurse, 'comment', { body: 'A secret comment.' }],
    [nurse, 'flag', { reason: 'wrong', body: 'A secret flag.' }],
    [candidate, 'restore-version', { version: 1 }],
    [publisher, 'unpublish'],
    [publisher, 'archive'],
    [publisher, 'revive'],
  ]
  for (const [who, verb, body] of steps) {
    wardline.clock.advance(1000)
    await did(who, id, verb, body)
  }
  const path = `/api/articles/${id}/timeline`
  const { rows } = (await candidate.get(path)).body
  assert.doesNotMatch(JSON.stringify(rows), /secret|Longer|Lives/)
  type Row = { action: string; actor: { name: string }; version: number | null; from: number | null }
  assert.deepEqual(
    rows
      .map((row: Row) => [row.action.split('.')[1], row.actor.name.split(' ')[0], row.version, row.from])
      .reverse(),
    [
      ['create', 'Cara', 1, null],
      ['submit', 'Cara', 1, null],
      ['send_back', 'Conny', null, null],
      ['edit', 'Cara', 2, null],
      ['edit', 'Cara', null, null],
      ['submit', 'Cara', 2, null],
      ['validate', 'Conny', 2, null],
      ['publish', 'Paula', 2, null],
      ['comment', 'Nora', null, null],
      ['flag', 'Nora', null, null],
      ['restore_version', 'Cara', 3, 1],
      ['unpublish', 'Paula', null, null],
      ['archive', 'Paula', null, null],
      ['revive', 'Paula', null, null],
    ],
  )
  assert.equal((await agent.get(path)).status, 404, 'who does not write sees no timeline')
  const open = await write()
  await did(publisher, open, 'publish')
  assert.equal((await nurse.get(`/api/articles/${open}/timeline`)).status, 404)
})

test('An article belongs to somebody who writes articles, and its review date goes away only by who may validate.', async () => {
  const { nurse, candidate, contributor, publisher, write } = library
  const id = await write({ review_at: '2030-01-01T12:00:00.000Z' })
  const wrong = await act(candidate, id, 'edit', { owner_id: nurse.personId })
  assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '#/owner_id'])
  assert.match(wrong.body.errors[0].detail, /may write articles/)
  const nobody = { owner_id: '00000000-0000-7000-8000-000000000001' }
  assert.equal((await act(candidate, id, 'edit', nobody)).status, 422)
  const made = await candidate.post('/api/articles', { title: 'x', body: 'y', owner_id: nurse.personId })
  assert.equal(made.status, 422)
  await did(candidate, id, 'edit', { owner_id: publisher.personId })
  assert.equal((await show(candidate, id)).owner.id, publisher.personId)
  const refused = await act(candidate, id, 'edit', { review_at: null })
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /Choose another day/)
  await did(candidate, id, 'edit', { review_at: '2031-01-01T12:00:00.000Z' })
  await did(contributor, id, 'edit', { review_at: null })
  await did(candidate, id, 'edit', { review_at: null, body: 'There is none to take away.' })
  // An owner who left may stay until somebody takes the article over.
  await library.rows('update core.person set is_active = false where id = $1', [publisher.personId])
  await did(candidate, id, 'edit', { owner_id: publisher.personId, body: 'Other words.' })
  await library.rows('update core.person set is_active = true where id = $1', [publisher.personId])
})

test('What is archived comes back as work in progress alone, and by no other way.', async () => {
  const { publisher, write } = library
  const id = await write()
  await did(publisher, id, 'archive')
  for (const verb of ['submit', 'validate', 'publish', 'unpublish', 'archive'])
    assert.equal((await act(publisher, id, verb)).status, 409, verb)
  assert.equal((await did(publisher, id, 'revive')).state, 'work_in_progress')
})

test('Applications are chosen from the names that articles and several solved tickets hold.', async () => {
  const { nurse, agent, candidate, write } = library
  const names = async (who: Client) => (await who.get('/api/articles/applications')).body.rows as string[]
  await write({ application: 'Meridian EHR' })
  for (const application of ['Bedline', 'Bedline', 'Bedline', 'meridian ehr', 'Only once', 'Bedline Zwei']) {
    const made = await agent.post('/api/tickets', { title: 'Help', body: 'x', application })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    const solved = await agent.post(`/api/tickets/${made.body.id}/resolve`, { code: 'fixed', cause: 'x' })
    assert.equal(solved.status, 200, JSON.stringify(solved.body))
  }
  assert.deepEqual(await names(candidate), ['Bedline', 'Meridian EHR'])
  assert.equal((await nurse.get('/api/articles/applications')).status, 403)
})

test('Who writes is told of links that lead to nothing, to the archive, or to what the readers may not see; a reader is not.', async () => {
  const { nurse, agent, publisher, write } = library
  const [open, inner, old] = [
    await write({ title: 'Open', audience: 'staff' }, publisher),
    await write({ title: 'Inner', audience: 'internal' }, publisher),
    await write({ title: 'Old', audience: 'staff' }, publisher),
  ]
  for (const id of [open, inner, old]) await did(publisher, id, 'publish')
  await did(publisher, old, 'archive')
  const { number } = await show(agent, open)
  const nobody = '00000000-0000-7000-8000-000000000000'
  const body = `[a](/answers/${open}) [b](/answers/${number}-open) [c](/answers/${inner}) [d](/desk/knowledge/${old})
    [e](/answers/${nobody}) [f](/answers/999999999) [g](https://elsewhere.example/page) [e](/answers/${nobody})`
  const id = await write({ title: 'Many links', body, audience: 'staff' }, publisher)
  await did(publisher, id, 'publish')
  assert.deepEqual((await show(publisher, id)).dead_links, [
    { address: `/answers/${inner}`, why: 'not_for_readers' },
    { address: `/desk/knowledge/${old}`, why: 'archived' },
    { address: `/answers/${nobody}`, why: 'gone' },
    { address: '/answers/999999999', why: 'gone' },
  ])
  assert.deepEqual((await show(nurse, id)).dead_links, [])
  const among = await write({ title: 'Links inside', body, audience: 'internal' }, publisher)
  assert.ok(
    (await show(publisher, among)).dead_links.every(({ why }: { why: string }) => why !== 'not_for_readers'),
    'the department reads what the department reads',
  )
})
