import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
let wet: string
let dry: string
before(async () => {
  cast = await startCast()
  const { agent, nurse } = cast
  wet = await cast.file(nurse, { title: 'The printer drips', body: 'Toner on the badge reader.' })
  dry = await cast.file(nurse, { title: 'The printer is silent', body: 'No light at all.' })
  must(await agent.post(`/api/tickets/${wet}/note`, { body: 'She spilled lemonade, do not tell her.' }))
  must(await agent.post(`/api/tickets/${dry}/assign`, { owner_id: agent.personId }))
})
after(() => cast.wardline.close())

async function found(client: Cast['nurse'], query: string): Promise<string[]> {
  return must(await client.get(`/api/tickets?${query}`)).body.rows.map((row: { id: string }) => row.id)
}

test('Words in the list’s search box narrow it to the tickets that say them, newest first.', async () => {
  assert.deepEqual(await found(cast.agent, 'q=printer'), [dry, wet])
  assert.deepEqual(await found(cast.agent, 'q=printer&sort=number&reverse=true'), [wet, dry])
  assert.deepEqual(await found(cast.agent, 'q=toner printer'), [wet])
  assert.deepEqual(await found(cast.agent, 'q=printer -toner'), [dry])
  assert.deepEqual(await found(cast.agent, 'q=giraffe'), [])
  assert.deepEqual((await found(cast.agent, 'q=the')).length, 2, 'what says nothing narrows nothing')
  const long = await cast.agent.get(`/api/tickets?q=${'a'.repeat(501)}`)
  assert.deepEqual([long.status, long.body.errors[0].pointer], [422, '#/q'])
})

test('A number in the search box finds its ticket.', async () => {
  const { number } = must(await cast.agent.get(`/api/tickets/${wet}`)).body
  assert.deepEqual(await found(cast.agent, `q=%23${number}`), [wet])
  assert.deepEqual(await found(cast.otherNurse, `q=${number}`), [])
})

test('The words go together with the view and every other filter, and page by page.', async () => {
  const { agent } = cast
  assert.deepEqual(await found(agent, 'view=mine&q=printer'), [dry])
  assert.deepEqual(await found(agent, 'view=unassigned&q=printer'), [wet])
  assert.deepEqual(await found(agent, 'view=resolved&q=printer'), [])
  assert.deepEqual(await found(agent, 'state=open&q=printer'), await found(agent, 'state=open'))
  assert.deepEqual(await found(agent, 'state=closed&q=printer'), [])
  assert.deepEqual(await found(agent, 'kind=question&q=printer'), [])
  const first = must(await agent.get('/api/tickets?q=printer&limit=1')).body
  assert.deepEqual([first.rows.length, first.rows[0].id], [1, dry])
  assert.deepEqual(await found(agent, `q=printer&limit=1&after=${first.next}`), [wet])
})

test('By the words of an internal note those inside find the ticket, and the requester does not.', async () => {
  assert.deepEqual(await found(cast.agent, 'q=lemonade'), [wet])
  assert.deepEqual(await found(cast.nurse, 'q=lemonade'), [])
  assert.deepEqual(await found(cast.nurse, 'q=toner'), [wet])
  assert.deepEqual(await found(cast.otherNurse, 'q=toner'), [])
  assert.deepEqual(await found(cast.stranger, 'q=toner'), [])
  assert.deepEqual(await found(cast.specialist, 'q=toner'), [])
})

test('A word in more entries than are ranked is found by walking the list, with the same rights.', async () => {
  const { agent, nurse, wardline } = cast
  // What was counted says that the word stands everywhere.
  await cast.rows(
    "insert into core.search_word (org_id, word, uses) select $1, word, 1000000 from unnest(array['printer', 'lemonad']) word",
    [wardline.orgId],
  )
  await cast.rows('insert into core.search_total (org_id, entries) values ($1, 1000000)', [wardline.orgId])
  assert.deepEqual(await found(agent, 'q=printer'), [dry, wet])
  assert.deepEqual(await found(agent, 'view=mine&q=printer'), [dry])
  assert.deepEqual(await found(agent, 'q=lemonade'), [wet])
  assert.deepEqual(await found(nurse, 'q=lemonade'), [])
  assert.deepEqual(await found(nurse, 'q=printer'), [dry, wet])
  assert.deepEqual(await found(cast.otherNurse, 'q=printer'), [])
})

test('A search in the list, or for a ticket to merge into, leaves its count and its words as keyed hashes in the audit log, and none in clear.', async () => {
  const { agent } = cast
  const searches: [string, () => Promise<unknown>][] = [
    ['tickets.list', () => found(agent, 'q=lemonade')],
    [
      'tickets.merge_candidates',
      async () => must(await agent.get(`/api/tickets/${dry}/merge-candidates?q=lemonade`)),
    ],
  ]
  const linesOf = (action: string) =>
    cast.rows('select data from core.audit where org_id = $1 and action = $2 order by at', [
      cast.wardline.orgId,
      action,
    ])
  must(await agent.get(`/api/tickets/${dry}/merge-candidates`))
  assert.deepEqual(await linesOf('tickets.merge_candidates'), [], 'nothing was searched for')
  for (const [action, search] of searches) {
    await search()
    const line = (await linesOf(action)).at(-1)
    const {
      found: count,
      terms,
      ...more
    } = (line as { data: unknown }).data as { found: number; terms: string[] }
    assert.deepEqual([action, count, more], [action, 1, {}])
    assert.match(terms.join(), /^[0-9a-f]{16}$/)
  }
})
