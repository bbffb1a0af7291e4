import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
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
