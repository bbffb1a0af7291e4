import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { compose } from '../../../app/compose.ts'
import { replay } from '../../../core/timeline/event.ts'
import { type Cast, must, startCast } from '../fixture.ts'
import { replayTicket, shadow, type TicketFields } from '../ticket.ts'
import { hearMerged } from './index.ts'

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

test('Who waits for another ticket hears that it is resolved and opened again, and not of what is between.', async () => {
  const { nurse, otherNurse, agent } = cast
  const [stays, goes] = [await fileOf(nurse), await fileOf(otherNurse)]
  must(await post(agent, goes, 'merge', { into_id: stays }))
  for (const [verb, body] of [
    ['start', {}],
    ['wait-vendor', {}],
    ['resume', {}],
    ['ask', {}],
    ['resolve', { code: 'fixed' }],
    ['reopen', {}],
    ['ask', {}],
  ] as const) {
    cast.wardline.clock.advance(1_000)
    must(await post(agent, stays, verb, body))
  }
  assert.deepEqual(await reasonsFor(otherNurse, goes), ['merged', 'resolved', 'reopened'])
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

test('A requester becomes a participant of the other ticket only when the agent says so, and loses it by unmerging.', async () => {
  const { nurse, otherNurse, agent, secondAgent } = cast
  const stays = await fileOf(nurse)
  const goes = await fileOf(otherNurse)
  must(await post(secondAgent, goes, 'watch'))
  must(await post(agent, goes, 'merge', { into_id: stays, adds_requester: true }))
  assert.equal((await show(otherNurse, stays)).number > 0, true)
  assert.equal((await show(otherNurse, goes)).merged_into.id, stays)
  assert.ok((await show(agent, stays)).watcher_ids.includes(secondAgent.personId))
  must(await post(agent, stays, 'resolve', { code: 'fixed' }))
  assert.deepEqual(
    (await reasonsFor(otherNurse, goes)).filter((each) => each === 'resolved'),
    [],
    'who reads the other one hears of it there',
  )
  must(await post(agent, goes, 'unmerge'))
  assert.equal((await otherNurse.get(`/api/tickets/${stays}`)).status, 404)
  assert.deepEqual((await show(agent, stays)).watcher_ids, [])
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

test('Words on a merged ticket are shown with the other one, wake it, and are told of once.', async () => {
  const { nurse, otherNurse, agent, wardline } = cast
  const stays = await fileOf(nurse)
  const goes = await fileOf(otherNurse)
  must(await post(agent, stays, 'take'))
  must(await post(agent, goes, 'merge', { into_id: stays }))
  must(await post(agent, stays, 'ask'))
  const { message_id } = must(await post(otherNurse, goes, 'reply', { body: 'It smells of smoke now.' })).body
  const job = { org: wardline.orgId, record: goes, message: message_id }
  wardline.clock.advance(1_000)
  await hearMerged(wardline.composition.app, job)
  await hearMerged(wardline.composition.app, job)
  const master = await show(agent, stays)
  assert.equal(master.state, 'open')
  assert.equal(master.messages.at(-1).body, 'It smells of smoke now.')
  assert.equal(
    master.events.filter((each: { action: string }) => each.action === 'tickets.hear_merged').length,
    1,
  )
  assert.deepEqual(
    (await reasonsFor(agent, stays)).filter((each) => each === 'merged_word'),
    ['merged_word'],
  )
  assert.doesNotMatch(JSON.stringify(await show(nurse, stays)), new RegExp(`smoke|${goes}`))
  await assertReplays(stays)

  must(await post(agent, goes, 'reply', { body: 'Thank you, we come.' }))
  assert.equal(
    (await show(nurse, stays)).messages.length,
    1,
    'an answer on the merged one goes to its requester alone',
  )
  must(await post(agent, stays, 'resolve', { code: 'fixed' }))
  must(await post(otherNurse, goes, 'reply', { body: 'It works.' }))
  must(await post(agent, stays, 'close'))
  const late = await post(otherNurse, goes, 'reply', { body: 'Again.' })
  assert.equal(late.status, 409)
  assert.match(late.body.detail, /together with another request/)
})

test('A word on a merged ticket reaches the team where nobody has the other one, and the queue shows that it waits.', async () => {
  const { nurse, otherNurse, agent, secondAgent, wardline } = cast
  const [stays, middle, goes] = [await fileOf(nurse), await fileOf(nurse), await fileOf(otherNurse)]
  must(await post(agent, stays, 'assign', { team_id: cast.desk }))
  wardline.clock.advance(1_000)
  must(await post(agent, stays, 'reply', { body: 'We look at it.' }))
  must(await post(agent, goes, 'merge', { into_id: middle }))
  must(await post(agent, middle, 'merge', { into_id: stays }))
  const wordOf = async (client: Cast['agent']) => {
    const { rows } = must(await client.get('/api/tickets?sort=updated')).body
    const row = rows.find((each: { id: string }) => each.id === stays)
    const page = await show(client, stays)
    const [at, waits] = [page.last_word_at, page.last_word_is_requester]
    assert.deepEqual([row.last_word_at, row.last_word_is_requester], [at, waits])
    return { at, waits }
  }
  const first = await wordOf(agent)
  assert.equal(first.waits, false, 'what was said before the merge was read with it')
  const seen = await wordOf(nurse)
  wardline.clock.advance(1_000)
  const { message_id } = must(await post(otherNurse, goes, 'reply', { body: 'It got worse.' })).body
  await hearMerged(wardline.composition.app, { org: wardline.orgId, record: goes, message: message_id })
  for (const who of [agent, secondAgent])
    assert.equal((await reasonsFor(who, stays)).filter((each) => each === 'merged_word').length, 1)
  const heard = await wordOf(agent)
  assert.equal(heard.waits, true)
  assert.ok(heard.at > first.at)
  assert.deepEqual(await wordOf(nurse), seen, 'who reports the same learns nothing of it')
  wardline.clock.advance(1_000)
  must(await post(agent, stays, 'reply', { body: 'We come.' }))
  assert.equal((await wordOf(agent)).waits, false)
  await assertReplays(stays)
})

test('Unmerging gives back exactly what was merged, whatever happened to either before and to the other one since.', async () => {
  const { agent, secondAgent, nurse, otherNurse, desk, network } = cast
  const steps: [string, unknown][] = [
    ['reply', { body: 'words' }],
    ['note', { body: 'words' }],
    ['start', {}],
    ['ask', {}],
    ['wait-vendor', {}],
    ['schedule', { resume_at: '2100-01-01T08:00:00Z' }],
    ['resume', {}],
    ['take', {}],
    ['assign', { team_id: desk }],
    ['assign', { team_id: network, owner_id: null }],
    ['resolve', { code: 'fixed', cause: 'dust' }],
    ['reopen', {}],
    ['edit', { title: 'Another', device: 'PC-1', impact: 2 }],
    ['tag', { tags: ['a', 'b'] }],
    ['watch', {}],
    ['unwatch', {}],
    ['log-time', { minutes: 12 }],
    ['add-participant', { person_id: secondAgent.personId }],
  ]
  const act = fc.record({
    who: fc.constantFrom('agent', 'nurse', 'otherNurse'),
    step: fc.constantFrom(...steps),
  })
  let merged_count = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 8 }),
      fc.array(act, { maxLength: 8 }),
      fc.array(act, { maxLength: 8 }),
      fc.boolean(),
      async (onFirst, onSecond, meanwhile, addsRequester) => {
        const stays = await fileOf(nurse)
        const goes = await fileOf(otherNurse)
        const run = async (id: string, all: typeof onFirst) => {
          for (const { who, step } of all) await post(cast[who as 'agent'], id, step[0], step[1])
        }
        await run(stays, onFirst)
        await run(goes, onSecond)
        const before = await stored(goes)
        const followers = await cast.rows(
          'select person_id, is_participant from core.watcher where record_id = $1 order by 1',
          [stays],
        )
        const merged = await post(agent, goes, 'merge', { into_id: stays, adds_requester: addsRequester })
        if (merged.status !== 200)
          return assert.ok([409].includes(merged.status), JSON.stringify(merged.body))
        merged_count += 1
        assert.notDeepEqual(await stored(goes), before)
        // Those who follow it meanwhile stay; they are no part of the merge.
        const others = meanwhile.filter(
          ({ step }) => !step[0].includes('watch') && step[0] !== 'add-participant',
        )
        await run(stays, others)
        must(await post(agent, goes, 'unmerge'))
        assert.deepEqual(await stored(goes), before)
        assert.deepEqual(
          await cast.rows(
            'select person_id, is_participant from core.watcher where record_id = $1 order by 1',
            [stays],
          ),
          followers,
        )
        await assertReplays(stays)
        await assertReplays(goes)
      },
    ),
    { numRuns: 25, endOnFailure: true },
  )
  assert.ok(merged_count > 10, `only ${merged_count} were merged`)
})

test('Of several merges into one ticket, taking one back leaves each person what he was and what the others make of him.', async () => {
  const { agent, secondAgent, nurse, otherNurse } = cast
  const people = { agent, secondAgent, nurse, otherNurse }
  type Who = keyof typeof people
  const merging = fc.record({
    requester: fc.constantFrom<Who>('nurse', 'otherNurse', 'secondAgent'),
    watchers: fc.uniqueArray(fc.constantFrom<Who>('agent', 'secondAgent', 'nurse', 'otherNurse'), {
      maxLength: 3,
    }),
    adds: fc.boolean(),
  })
  const history = fc.record({
    watches: fc.uniqueArray(fc.constantFrom<Who>('agent', 'secondAgent'), { maxLength: 2 }),
    takesPart: fc.uniqueArray(fc.constantFrom<Who>('secondAgent', 'nurse'), { maxLength: 1 }),
    merges: fc.array(merging, { minLength: 2, maxLength: 3 }),
    order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
  })
  const rank = { watcher: 1, participant: 2 }
  await fc.assert(
    fc.asyncProperty(history, async ({ watches, takesPart, merges, order }) => {
      const stays = await fileOf(cast.admin)
      for (const who of watches) must(await post(people[who], stays, 'watch'))
      for (const who of takesPart)
        must(await post(agent, stays, 'add-participant', { person_id: people[who].personId }))
      const followers = async () =>
        new Map(
          (
            await cast.rows('select person_id, is_participant from core.watcher where record_id = $1', [
              stays,
            ])
          ).map((row) => [String(row.person_id), row.is_participant ? 2 : 1]),
        )
      const own = await followers()
      const tickets: string[] = []
      const expected = (merged: readonly number[]) => {
        const all = new Map(own)
        const bring = (who: Who, kind: keyof typeof rank) =>
          all.set(people[who].personId, Math.max(all.get(people[who].personId) ?? 0, rank[kind]))
        for (const { requester, watchers, adds } of merged.map((at) => merges[at] as (typeof merges)[0])) {
          if (adds) bring(requester, 'participant')
          for (const who of watchers) if (who === 'agent' || who === 'secondAgent') bring(who, 'watcher')
        }
        return [...all].sort()
      }
      for (const { requester, watchers, adds } of merges) {
        const id = await fileOf(people[requester])
        for (const who of watchers) await post(people[who], id, 'watch')
        must(await post(agent, id, 'merge', { into_id: stays, adds_requester: adds }))
        tickets.push(id)
      }
      let left = merges.map((_, at) => at)
      assert.deepEqual([...(await followers())].sort(), expected(left))
      for (const at of order.filter((each) => each < merges.length)) {
        must(await post(agent, tickets[at] as string, 'unmerge'))
        left = left.filter((each) => each !== at)
        assert.deepEqual([...(await followers())].sort(), expected(left))
      }
    }),
    { numRuns: 20, endOnFailure: true },
  )
})

test('A requester who follows a ticket of his own does not read on in the other one when the merge that showed it is taken back.', async () => {
  const { nurse, otherNurse, agent } = cast
  const stays = await fileOf(otherNurse)
  const [watched, shown, kept] = [await fileOf(nurse), await fileOf(nurse), await fileOf(nurse)]
  must(await post(nurse, watched, 'watch'))
  must(await post(agent, watched, 'merge', { into_id: stays }))
  must(await post(agent, shown, 'merge', { into_id: stays, adds_requester: true }))
  must(await post(agent, kept, 'merge', { into_id: stays, adds_requester: true }))
  must(await post(agent, shown, 'unmerge'))
  assert.equal((await nurse.get(`/api/tickets/${stays}`)).status, 200, 'the other merge shows it still')
  must(await post(agent, kept, 'unmerge'))
  assert.equal((await nurse.get(`/api/tickets/${stays}`)).status, 404)
})

test('Who may not merge, or does not see the other ticket, waits for no lock on it.', async () => {
  const { nurse, otherNurse, agent, specialist, network } = cast
  const [theirs, mine, worked] = [await fileOf(nurse), await fileOf(otherNurse), await fileOf(otherNurse)]
  must(await post(agent, worked, 'assign', { team_id: network }))
  const holder = await cast.wardline.owner.connect()
  try {
    await holder.query('begin')
    await holder.query('select from core.record where id = $1 for update', [theirs])
    const refused = (client: Cast['agent'], id: string, verb: string, body: unknown) =>
      Promise.race([
        post(client, id, verb, body).then((answer) => answer.status),
        new Promise<string>((resolve) => setTimeout(() => resolve('waits'), 3_000).unref()),
      ])
    assert.equal(await refused(otherNurse, mine, 'merge', { into_id: theirs }), 403)
    assert.equal(await refused(otherNurse, mine, 'link', { type: 'relates_to', to_id: theirs }), 403)
    assert.equal(await refused(specialist, mine, 'merge', { into_id: theirs }), 404)
    assert.equal(await refused(specialist, worked, 'merge', { into_id: theirs }), 404)
  } finally {
    await holder.query('rollback')
    holder.release()
  }
})

test('Of merges, replies and endings that cross each other, on two servers, one wins and nothing is stuck.', async () => {
  const { nurse, otherNurse, agent, wardline } = cast
  const other = await compose({
    config: wardline.composition.app.config,
    appUrl: wardline.appUrl,
    log: wardline.composition.app.log,
    clock: wardline.clock,
  })
  await other.http.ready()
  const there = async (client: Cast['agent'], id: string, verb: string, body: unknown) => {
    const answer = await other.http.inject({
      method: 'POST',
      url: `/api/tickets/${id}/${verb}`,
      headers: { cookie: client.cookie, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  try {
    for (let round = 0; round < 6; round++) {
      const [a, b, c] = [await fileOf(nurse), await fileOf(otherNurse), await fileOf(nurse)]
      const crossing = await Promise.all([
        post(agent, a, 'merge', { into_id: b }),
        there(agent, b, 'merge', { into_id: a }),
      ])
      assert.deepEqual(crossing.map((each) => each.status).sort(), [200, 409])
      const [from, into] = crossing[0]?.status === 200 ? [a, b] : [b, a]
      await Promise.all([
        there(agent, into, 'merge', { into_id: c }),
        post(agent, from, 'unmerge'),
        post(from === a ? nurse : otherNurse, from, 'reply', { body: 'while you merge' }),
      ]).then((all) => {
        for (const { status, body } of all) assert.ok([200, 409].includes(status), JSON.stringify(body))
      })
      const [d, e] = [await fileOf(nurse), await fileOf(otherNurse)]
      const ending = await Promise.all([
        post(agent, d, 'merge', { into_id: e }),
        there(agent, e, 'resolve', { code: 'fixed' }),
        there(agent, d, 'resolve', { code: 'fixed' }),
        post(agent, d, 'link', { type: 'relates_to', to_id: e }),
        there(agent, e, 'link', { type: 'blocks', to_id: d }),
      ])
      for (const { status, body } of ending) assert.ok([200, 409].includes(status), JSON.stringify(body))
      for (const answer of [...crossing, ...ending])
        assert.doesNotMatch(String(answer.body.type), /busy|unavailable/)
      for (const id of [a, b, c, d, e]) await assertReplays(id)
    }
  } finally {
    await other.close()
  }
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
