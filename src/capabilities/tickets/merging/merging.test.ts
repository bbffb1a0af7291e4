import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { replay } from '../../../core/timeline/event.ts'
import { type Cast, must, startCast } from '../fixture.ts'
import { replayTicket, shadow, type TicketFields } from '../ticket.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const post = (client: Cast['agent'], id: string, verb: string, body: unknown = {}) =>
  client.post(`/api/tickets/${id}/${verb}`, body)
const show = async (client: Cast['agent'], id: string) => must(await client.get(`/api/tickets/${id}`)).body
const fileOf = (client: Cast['agent'], fields: Record<string, unknown> = {}) => cast.file(client, fields)
const reasonsFor = async (client: Cast['agent'], id: string): Promise<string[]> =>
  (
    await cast.rows(
      'select reason from core.notification where person_id = $1 and record_id = $2 order by created_at',
      [client.personId, id],
    )
  ).map((row) => String(row.reason))

/** The rows of everything that the database keeps of one ticket, but for what each write moves. */
async function stored(id: string): Promise<unknown> {
  const tables: Record<string, string> = {
    record:
      "select to_jsonb(r) - 'version' - 'updated_at' - 'outer_version' - 'outer_updated_at' as row from core.record r where id = $1",
    ticket: 'select to_jsonb(t) as row from tickets.ticket t where id = $1',
    messages: 'select to_jsonb(m) as row from core.message m where record_id = $1 order by id',
    files: 'select to_jsonb(a) as row from core.attachment a where record_id = $1 order by id',
    links:
      'select to_jsonb(k) as row from core.link k where $1 in (from_id, to_id) order by from_id, to_id, type',
    watchers: 'select to_jsonb(w) as row from core.watcher w where record_id = $1 order by person_id',
    times: 'select to_jsonb(e) as row from tickets.time_entry e where ticket_id = $1 order by id',
    hands: 'select to_jsonb(h) as row from tickets.hand h where ticket_id = $1 order by id',
    checklists: 'select to_jsonb(c) as row from tickets.checklist c where ticket_id = $1 order by id',
    items: 'select to_jsonb(i) as row from tickets.checklist_item i where ticket_id = $1 order by id',
    search: 'select to_jsonb(s) as row from core.search_entry s where record_id = $1 order by entry_id',
  }
  const rows: Record<string, unknown> = {}
  for (const [name, query] of Object.entries(tables)) rows[name] = await cast.rows(query, [id])
  return rows
}

async function assertReplays(id: string): Promise<void> {
  const events = (await cast.rows('select at, data from core.event where record_id = $1 order by at, id', [
    id,
  ])) as { at: string; data: Record<string, unknown> }[]
  const [record] = await cast.rows('select * from core.record where id = $1', [id])
  const [ticket] = await cast.rows('select * from tickets.ticket where id = $1', [id])
  assert.equal(replay(events).state, record?.state)
  assert.deepEqual(replayTicket(events), shadow(ticket as TicketFields))
  assert.equal(record?.version, events.length)
  assert.equal(record?.updated_at, events.at(-1)?.at)
}

test('A merged ticket is shown in the other one for agents, and its requester learns only that it goes on elsewhere.', async () => {
  const { nurse, otherNurse, agent } = cast
  const stays = await fileOf(nurse, { title: 'Scanner is dead', body: 'The one beside bed 4.' })
  const goes = await fileOf(otherNurse, { title: 'No scanner', body: 'Mine too, on ward 7.' })
  await post(agent, goes, 'note', { body: 'Same switch.' })
  must(await post(agent, goes, 'merge', { into_id: stays }))

  const master = await show(agent, stays)
  assert.deepEqual(
    master.messages.map((each: { body: string; origin_id: string | null }) => [each.body, each.origin_id]),
    [
      ['The one beside bed 4.', null],
      ['Mine too, on ward 7.', goes],
      ['Same switch.', goes],
    ],
  )
  assert.deepEqual(
    master.merged.map((each: Record<string, unknown>) => [each.id, each.into_id, each.may_unmerge]),
    [[goes, stays, true]],
  )
  const seen = await show(nurse, stays)
  assert.deepEqual(
    [seen.messages.length, seen.merged],
    [1, []],
    'the requester of the other one sees no more than before',
  )

  const theirs = await show(otherNurse, goes)
  assert.equal(theirs.state, 'merged')
  assert.deepEqual(theirs.merged_into, {
    id: null,
    number: null,
    title: null,
    state: 'new',
    resolution_code: null,
    resolved_at: null,
  })
  assert.doesNotMatch(JSON.stringify(theirs), new RegExp(`${stays}|Scanner is dead|bed 4|Same switch`))
  assert.equal((await otherNurse.get(`/api/tickets/${stays}`)).status, 404)
  assert.ok((await reasonsFor(otherNurse, goes)).includes('merged'))

  must(await post(agent, stays, 'assign', { team_id: cast.network }))
  const elsewhere = await show(cast.specialist, stays)
  assert.deepEqual(
    [elsewhere.is_inside, elsewhere.messages.length, elsewhere.merged],
    [true, 1, []],
    'who works on the one alone is shown nothing of the other',
  )
  must(await post(agent, stays, 'resolve', { code: 'fixed' }))
  assert.equal((await show(otherNurse, goes)).merged_into.state, 'resolved')
  assert.equal((await reasonsFor(otherNurse, goes)).filter((each) => each === 'resolved').length, 1)
  must(await post(nurse, stays, 'reopen'))
  assert.equal((await reasonsFor(otherNurse, goes)).at(-1), 'reopened')
  await assertReplays(stays)
  await assertReplays(goes)
})

test('A requester cannot cancel what others wait for; who works on it can, and they are told.', async () => {
  const { nurse, otherNurse, agent } = cast
  const [stays, own, goes] = [await fileOf(nurse), await fileOf(nurse), await fileOf(otherNurse)]
  must(await post(agent, own, 'merge', { into_id: stays }))
  assert.ok((await show(nurse, stays)).may.includes('tickets.cancel'), 'nobody else waits for it')
  must(await post(agent, goes, 'merge', { into_id: stays }))
  const refused = await post(nurse, stays, 'cancel')
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /together with another request/)
  assert.ok(!(await show(nurse, stays)).may.includes('tickets.cancel'))
  assert.ok((await show(otherNurse, goes)).may.includes('tickets.reply'))
  cast.wardline.clock.advance(1_000)
  must(await post(agent, stays, 'cancel'))
  assert.deepEqual(await reasonsFor(otherNurse, goes), ['merged', 'merged_cancelled'])
  assert.equal((await post(otherNurse, goes, 'reply', { body: 'Still broken.' })).status, 409)
  assert.ok(!(await show(otherNurse, goes)).may.includes('tickets.reply'))
  must(await post(agent, goes, 'unmerge'))
  must(await post(otherNurse, goes, 'reply', { body: 'Still broken.' }))
})

test('What cannot be merged is refused with a sentence, and beside it what can be is merged.', async () => {
  const { nurse, agent, specialist, stranger, admin } = cast
  const [stays, goes, gone, closed, joined] = (await Promise.all(
    Array.from({ length: 5 }, () => fileOf(nurse)),
  )) as [string, string, string, string, string]
  must(await post(agent, gone, 'cancel'))
  must(await post(agent, closed, 'resolve', { code: 'fixed' }))
  must(await post(agent, closed, 'close'))
  must(await post(agent, joined, 'merge', { into_id: stays }))
  const refused = async (
    client: Cast['agent'],
    id: string,
    into_id: string,
    status: number,
    words: RegExp,
  ) => {
    const answer = await post(client, id, 'merge', { into_id })
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.match(answer.body.detail, words)
  }
  await refused(agent, goes, goes, 422, /itself/)
  await refused(agent, goes, gone, 409, /was cancelled/)
  await refused(agent, goes, closed, 409, /is closed/)
  await refused(agent, goes, joined, 409, /was merged into another/)
  await refused(agent, stays, joined, 409, /was merged into another/)
  await refused(agent, joined, goes, 409, /merged/)
  await refused(agent, gone, goes, 409, /cancelled/)
  await refused(agent, goes, '018f0000-0000-7000-8000-000000000000', 404, /ticket to merge into/)
  assert.equal((await post(nurse, goes, 'merge', { into_id: stays })).status, 403)
  assert.equal((await post(stranger, goes, 'merge', { into_id: stays })).status, 404)
  assert.equal((await post(agent, goes, 'merge', { into_id: goes.toUpperCase() })).status, 422)
  const theirs = await fileOf(nurse)
  must(await post(agent, theirs, 'assign', { team_id: cast.network }))
  await refused(specialist, theirs, goes, 404, /ticket to merge into/)
  assert.equal((await post(agent, goes, 'unmerge')).status, 409, 'nothing to take back')
  must(await post(agent, goes, 'merge', { into_id: stays }))
  must(await post(admin, stays, 'reply', { body: 'Both of you.' }))
})

test('A merged ticket can go on into a third one: each shows its way to the end, and unmerging gives back the branch.', async () => {
  const { nurse, otherNurse, agent } = cast
  const [a, b, c] = [await fileOf(nurse), await fileOf(otherNurse, { body: 'of b' }), await fileOf(nurse)]
  must(await post(agent, b, 'merge', { into_id: a }))
  must(await post(agent, a, 'merge', { into_id: c }))
  assert.equal((await show(agent, b)).merged_into.id, c)
  assert.deepEqual((await show(agent, c)).merged.map((each: { id: string }) => each.id).sort(), [a, b].sort())
  assert.ok((await show(agent, c)).messages.some((each: { body: string }) => each.body === 'of b'))
  must(await post(agent, c, 'resolve', { code: 'fixed' }))
  assert.ok((await reasonsFor(otherNurse, b)).includes('resolved'))
  must(await post(agent, a, 'unmerge'))
  assert.deepEqual((await show(agent, c)).merged, [])
  assert.equal((await show(agent, b)).merged_into.id, a)
  for (const id of [a, b, c]) await assertReplays(id)
})

test('Links and checklists of a merged ticket are read on the other one as its own, and unmerging gives them back.', async () => {
  const { agent, specialist, nurse, stranger } = cast
  const [into, from, near] = [
    await fileOf(nurse),
    await fileOf(nurse),
    await fileOf(nurse, { title: 'Near' }),
  ]
  must(await post(agent, from, 'link', { type: 'blocks', to_id: near }))
  const steps = [{ title: 'Look at it', as: 'check' }]
  must(await post(agent, from, 'add-checklist', { title: 'Steps', steps }))
  const before = await stored(from)
  const brought = async (client = agent) => client.get(`/api/tickets/${into}/merged-parts`)
  assert.deepEqual(must(await brought()).body.rows, [])
  must(await post(agent, from, 'merge', { into_id: into }))
  const [row] = must(await brought()).body.rows
  assert.equal(row.id, from)
  assert.deepEqual(
    row.links.map((link: { reads_as: string; id: string }) => [link.reads_as, link.id]),
    [['blocks', near]],
  )
  assert.deepEqual(
    row.checklists.map((list: { title: string; items: { title: string }[] }) => [
      list.title,
      list.items[0]?.title,
    ]),
    [['Steps', 'Look at it']],
  )
  for (const client of [specialist, stranger]) assert.equal((await brought(client)).status, 404)
  assert.equal((await brought(nurse)).status, 403)

  // Who works on the other one alone is not told of what may not be seen.
  await cast.rows('update core.record set team_id = $2 where id = $1', [into, cast.network])
  assert.deepEqual(must(await brought(specialist)).body.rows, [])
  await cast.rows('update core.record set team_id = null where id = $1', [into])
  must(await post(agent, from, 'unmerge'))
  assert.deepEqual(await stored(from), before)
  assert.deepEqual(must(await brought()).body.rows, [])
})
