import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { asReplayed, hasWords, replay } from '../../core/timeline/event.ts'
import { type Cast, must, startCast } from './fixture.ts'
import { priorityOf } from './priority/level.ts'
import { replayTicket, shadow, type TicketFields } from './ticket.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const recordColumns = [
  'title',
  'state',
  'priority',
  'team_id',
  'owner_id',
  'requester_id',
  'tags',
  'audience',
  'due_at',
] as const

/** Compares what the timeline tells with what is stored, column by column. */
async function assertReplays(id: string): Promise<void> {
  const events = (await cast.rows('select at, data from core.event where record_id = $1 order by at, id', [
    id,
  ])) as {
    at: string
    data: Record<string, unknown>
  }[]
  const [record] = await cast.rows('select * from core.record where id = $1', [id])
  const [ticket] = await cast.rows('select * from tickets.ticket where id = $1', [id])
  const told = {
    ...Object.fromEntries(recordColumns.map((column) => [column, null])),
    tags: false,
    ...replay(events),
  }
  assert.deepEqual(
    plain(told),
    plain(Object.fromEntries(recordColumns.map((column) => [column, asReplayed(column, record?.[column])]))),
  )
  assert.deepEqual(replayTicket(events), shadow(ticket as TicketFields))
  assert.equal(new Set(events.map((event) => event.at)).size, events.length, 'no two events share a moment')
  assert.equal(record?.updated_at, events.at(-1)?.at)
  assert.equal(record?.version, events.length)
  await assertWordsReplay(id, { ...record, ...ticket })
}

/** The words that are kept beside the timeline end with those that are stored; each begins where the last one ended. */
async function assertWordsReplay(id: string, stored: Record<string, unknown>): Promise<void> {
  const kept = await cast.rows(
    'select w.words from core.event_words w join core.event e on e.record_id = w.record_id and e.id = w.event_id where w.record_id = $1 order by e.at',
    [id],
  )
  const last: Record<string, unknown> = {}
  for (const { words } of kept as { words: Record<string, Record<string, [unknown, unknown]>> }[])
    for (const [column, [from, to]] of Object.entries({ ...words.changes, ...words.fields })) {
      if (column in last) assert.deepEqual(from, last[column], column)
      last[column] = to
    }
  for (const [column, value] of Object.entries(last))
    assert.deepEqual(hasWords(value) ? value : null, hasWords(stored[column]) ? stored[column] : null, column)
}

/** The last event that tells of answers and P1 tells what is stored, and the priority is what they allow. */
async function assertWeighed(id: string): Promise<void> {
  const events = await cast.rows(
    "select data -> 'weighing' as weighing from core.event where record_id = $1 and data ? 'weighing' order by at, id",
    [id],
  )
  const [stored] = await cast.rows(
    'select version, set_id as set, answers, criticality, p1 from tickets.weighing where ticket_id = $1',
    [id],
  )
  if (stored) assert.deepEqual(events.at(-1)?.weighing, stored)
  const [ticket] = await cast.rows(
    `select r.priority, t.impact, t.urgency, o.priority as held, o.answered from core.record r join tickets.ticket t on t.id = r.id
     left join tickets.priority_override o on o.ticket_id = r.id and o.ended_at is null where r.id = $1`,
    [id],
  )
  const { priority, impact, urgency, held, answered } = ticket as Record<string, number | null>
  const wanted = priorityOf(impact ?? 3, urgency ?? 3)
  if (held !== null) assert.deepEqual([priority, answered], [held, wanted])
  else assert.equal(priority, wanted === 1 && stored?.p1 ? 2 : wanted)
}

const plain = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      column === 'due_at' && value !== null ? new Date(value as string).getTime() : value,
    ]),
  )

type Step = { who: 'nurse' | 'agent' | 'secondAgent' | 'specialist'; verb: string; body: unknown }

const steps = (): fc.Arbitrary<Step> => {
  const { agent, secondAgent, otherNurse, nurse, desk, network } = cast
  const level = fc.integer({ min: 1, max: 4 })
  const tags = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 })
  const inputs: Record<string, fc.Arbitrary<unknown>> = {
    reply: fc.constant({ body: 'words' }),
    note: fc.constant({ body: 'words' }),
    start: fc.constant({}),
    ask: fc.constant({}),
    'wait-vendor': fc.constant({}),
    schedule: fc.constantFrom(
      { resume_at: '2100-01-01T08:00:00+02:00' },
      { resume_at: '2100-02-01T08:00:00Z' },
    ),
    resume: fc.constant({}),
    take: fc.constant({}),
    assign: fc.record(
      {
        team_id: fc.constantFrom(desk, network, null),
        owner_id: fc.constantFrom(agent.personId, secondAgent.personId, null),
      },
      { requiredKeys: [] },
    ),
    resolve: fc.record(
      { code: fc.constantFrom('fixed', 'taught'), cause: fc.constantFrom('dust', 'age') },
      { requiredKeys: ['code'] },
    ),
    close: fc.constant({}),
    reopen: fc.constant({}),
    cancel: fc.constant({}),
    edit: fc.record(
      {
        title: fc.constantFrom('One', 'Two'),
        kind: fc.constantFrom('incident', 'question'),
        impact: level,
        urgency: level,
        device: fc.constantFrom('PC-1', null),
        application: fc.constantFrom('EHR', null),
        shared_login: fc.constantFrom('ward7', null),
        requester_id: fc.constantFrom(nurse.personId, otherNurse.personId),
      },
      { requiredKeys: [] },
    ),
    answer: fc
      .record(
        { care: fc.constantFrom('now', 'no'), people: fc.constantFrom('unit', 'me') },
        { requiredKeys: [] },
      )
      .map((given) => ({ version: 0, given })),
    'override-priority': fc.record({ priority: level, reason: fc.constant('because') }),
    'lift-override': fc.constant({}),
    'call-p1': fc.constant({}),
    'decline-p1': fc.constant({}),
    tag: tags.map((each) => ({ tags: each })),
    untag: tags.map((each) => ({ tags: each })),
    watch: fc.constant({}),
    unwatch: fc.constant({}),
    'log-time': fc.integer({ min: 1, max: 90 }).map((minutes) => ({ minutes })),
    rate: fc.integer({ min: 1, max: 5 }).map((rating) => ({ rating, comment: 'words' })),
    escalate: fc.record({
      team_id: fc.constantFrom(desk, network),
      reason: fc.constant('because'),
      tried: fc.constant('this'),
    }),
    'hand-back': fc.constant({ reason: 'because' }),
    'add-participant': fc.constant({ person_id: otherNurse.personId }),
    'remove-participant': fc.constant({ person_id: otherNurse.personId }),
  }
  const who = fc.constantFrom<Step['who'][]>(
    'nurse',
    'nurse',
    'agent',
    'agent',
    'agent',
    'secondAgent',
    'specialist',
  )
  return fc.oneof(
    ...Object.entries(inputs).map(
      ([verb, body]) => fc.record({ who, verb: fc.constant(verb), body }) as fc.Arbitrary<Step>,
    ),
  )
}

test('Whatever people do to a ticket in whatever order, its timeline replays to what is stored.', async () => {
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps(), { minLength: 5, maxLength: 30 }),
      fc.boolean(),
      async (actions, isByAgent) => {
        const { nurse, agent, desk } = cast
        const id = isByAgent
          ? await cast.file(agent, { requester_id: nurse.personId, team_id: desk, impact: 1, device: 'PC-9' })
          : await cast.file(nurse, { answers: { version: 0, given: { care: 'now', people: 'unit' } } })
        for (const { who, verb, body } of actions) {
          const { status } = await cast[who].post(`/api/tickets/${id}/${verb}`, body)
          assert.ok([200, 403, 404, 409, 422].includes(status), `${verb} answered ${status}`)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
        }
        await assertReplays(id)
        await assertWeighed(id)
      },
    ),
    { numRuns: 40, endOnFailure: true },
  )
  assert.ok((statuses.get(200) ?? 0) > 100, `only ${statuses.get(200)} actions were taken`)
})

test('What two agents do at once is either both kept or a conflict, and the timeline still replays.', async () => {
  const { agent, secondAgent, nurse } = cast
  for (let round = 0; round < 8; round++) {
    const id = await cast.file(nurse)
    const post = (client: Cast['nurse'], verb: string, body: unknown = {}) =>
      client.post(`/api/tickets/${id}/${verb}`, body)
    const replies = await Promise.all([
      post(agent, 'reply', { body: 'mine' }),
      post(secondAgent, 'reply', { body: 'mine too' }),
      post(nurse, 'reply', { body: 'and me' }),
    ])
    assert.deepEqual(
      replies.map((answer) => answer.status),
      [200, 200, 200],
    )
    assert.equal(must(await agent.get(`/api/tickets/${id}`)).body.messages.length, 4)
    const resolved = await Promise.all([
      post(agent, 'resolve', { code: 'fixed' }),
      post(secondAgent, 'resolve', { code: 'taught' }),
      post(nurse, 'reply', { body: 'while you resolve' }),
    ])
    assert.deepEqual(
      resolved
        .slice(0, 2)
        .map((answer) => answer.status)
        .sort(),
      [200, 409],
    )
    assert.equal(resolved[2]?.status, 200)
    await Promise.all([post(agent, 'close'), post(nurse, 'reopen'), post(nurse, 'reply', { body: 'thanks' })])
    await assertReplays(id)
  }
})
