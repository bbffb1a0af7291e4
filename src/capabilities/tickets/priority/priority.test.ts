import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../fixture.ts'
import { defaultRules } from './defaults.ts'
import type { Question, Rules } from './rules.ts'

let cast: Cast
/** Works on tickets and overrides, but may not call P1. */
let coder: Client
let version = 0
before(async () => {
  cast = await startCast()
  const rights = [
    'tickets.create',
    'tickets.read_all',
    'tickets.work',
    'tickets.edit',
    'tickets.override_priority',
  ]
  await cast.rows(
    `insert into core.role (org_id, id, key, title, permissions, home) select id, gen_random_uuid(), 'coder', 'Coder', $1, 'desk' from core.organization`,
    [rights],
  )
  coder = await cast.wardline.person('Cody Coder', ['coder'], [cast.desk])
})
after(() => cast?.wardline.close())

const show = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}`)).body
const why = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}/weighing`)).body
const act = (client: Client, id: string, verb: string, body: object = {}) =>
  client.post(`/api/tickets/${id}/${verb}`, body)
const levelsOf = async (id: string) => {
  const { impact, urgency, priority } = await show(id)
  return [impact, urgency, priority]
}
const answers = (given: Record<string, string>) => ({ answers: { version, given } })

async function save(change: Partial<Rules>): Promise<void> {
  const { rules } = must(await cast.admin.get('/api/priority-rules')).body
  const saved = await cast.admin.send('PUT', '/api/priority-rules', {
    version,
    rules: { ...rules, ...change },
  })
  version = must(saved).body.version
}

async function category(name: string, parent_id?: string): Promise<string> {
  return must(await cast.admin.post('/api/tickets/categories', { name, ...(parent_id ? { parent_id } : {}) }))
    .body.id
}

const plain = (en: string) => ({ portal: { en, es: '' }, desk: { en: '', es: '' } })
const down: Question = {
  key: 'down',
  ...plain('Is every printer down?'),
  answers: [
    { key: 'all', impact: 2, urgency: 1, ...plain('All') },
    { key: 'one', impact: -1, urgency: 0, ...plain('One') },
  ],
}

test('A ticket has the priority of its answers; who is not asked is in the middle, and answers that nobody offered are refused.', async () => {
  const id = await cast.file(cast.nurse, answers({ care: 'now', people: 'some' }))
  assert.deepEqual(await levelsOf(id), [2, 1, 2])
  assert.deepEqual(await levelsOf(await cast.file(cast.nurse)), [3, 3, 3])
  const told = await why(id)
  assert.deepEqual(
    told.answers.map(({ question, answer }: { question: Question; answer: string }) => [
      question.key,
      answer,
    ]),
    [
      ['care', 'now'],
      ['people', 'some'],
      ['workaround', null],
    ],
  )
  const [event] = (await show(id)).events
  assert.deepEqual(event.data.weighing.answers, { care: 'now', people: 'some' })
  const file = (fields: object) => cast.nurse.post('/api/tickets', { title: 'T', body: 'b', ...fields })
  assert.equal((await file(answers({ care: 'perhaps' }))).status, 422)
  assert.equal((await file(answers({ mood: 'now' }))).status, 422)
  assert.equal((await file({ answers: { version: 77, given: {} } })).status, 422)
  assert.equal((await file({ impact: 1, urgency: 1 })).status, 403)
  const both = await cast.agent.post('/api/tickets', { title: 'T', body: 'b', impact: 1, ...answers({}) })
  assert.equal(both.status, 422)
})

test('Those who ask read the questions without their points; only the organization’s administrator reads the rules.', async () => {
  const asked = must(await cast.nurse.get('/api/tickets/questions')).body
  assert.deepEqual(
    asked.sets.map((set: { questions: Question[] }) => set.questions.map(({ key }) => key)),
    [['care', 'people', 'workaround']],
  )
  assert.equal(JSON.stringify(asked).includes('"urgency"'), false)
  assert.equal((await cast.agent.get('/api/priority-rules')).status, 403)
  assert.equal(
    (await cast.agent.send('PUT', '/api/priority-rules', { version, rules: defaultRules })).status,
    403,
  )
  assert.equal(must(await cast.admin.get('/api/priority-rules')).body.version, version)
})

test('What answers would come to is told before anything is changed, and it is what they come to.', async () => {
  const id = await cast.file(cast.nurse, answers({ care: 'no' }))
  const weigh = (client: Client, more = '') =>
    client.get(`/api/tickets/weigh?version=${version}&answers=care:now,people:unit${more}`)
  const preview = must(await weigh(cast.agent, `&ticket_id=${id}`)).body
  assert.deepEqual([preview.answered, preview.priority, preview.p1], [1, 1, null])
  assert.deepEqual(await levelsOf(id), [3, 3, 3])
  const forNurse = must(await weigh(cast.nurse)).body
  assert.deepEqual([forNurse.answered, forNurse.priority, forNurse.p1], [1, 2, 'proposed'])
  assert.equal((await weigh(cast.nurse, `&ticket_id=${id}`)).status, 404)
  assert.equal((await weigh(cast.otherNurse, `&ticket_id=${id}`)).status, 404)
  assert.equal((await weigh(cast.stranger, `&ticket_id=${id}`)).status, 404)
  assert.equal((await cast.nurse.get(`/api/tickets/${id}/weighing`)).status, 403)
  assert.equal((await cast.otherNurse.get(`/api/tickets/${id}/weighing`)).status, 403)
  assert.equal((await cast.stranger.get(`/api/tickets/${id}/weighing`)).status, 404)
  assert.equal((await cast.specialist.get(`/api/tickets/${id}/weighing`)).status, 404)
  const given = { version, given: { care: 'now', people: 'unit' } }
  const changed = must(await act(cast.agent, id, 'answer', given)).body
  assert.deepEqual([changed.answered, changed.priority], [1, 1])
  assert.deepEqual(await levelsOf(id), [1, 1, 1])
  const { due_at, created_at, events } = await show(id)
  assert.equal(Date.parse(due_at) - Date.parse(created_at), 4 * 3_600_000)
  assert.equal((await act(cast.nurse, id, 'answer', given)).status, 403)
  // The same once more changes nothing, and the timeline stays silent.
  must(await act(cast.agent, id, 'answer', given))
  assert.equal((await show(id)).events.length, events.length)
  const told = must(await cast.nurse.get(`/api/tickets/${id}`)).body.events.at(-1)
  assert.deepEqual([told.action, Object.keys(told.data)], ['tickets.answer', ['changes']])
  assert.equal((await act(cast.agent, id, 'edit', { impact: 4 })).status, 409)
})

test('Who may not call P1 proposes it: the ticket is P2 until somebody with the right accepts or declines.', async () => {
  const worst = answers({ care: 'now', people: 'unit' })
  const id = await cast.file(cast.nurse, worst)
  assert.deepEqual(await levelsOf(id), [1, 1, 2])
  assert.deepEqual([(await why(id)).p1, (await why(id)).p1_by], ['proposed', 'Nora Nurse'])
  const told = async (client: Client) =>
    must(await client.get('/api/notifications')).body.rows.filter(
      (row: { reason: string; record: { id: string } }) =>
        row.reason === 'p1_proposed' && row.record.id === id,
    ).length
  // Told are those who may decide and see it, once, and nobody else.
  must(await act(coder, id, 'answer', answers({ care: 'now', people: 'unit', workaround: 'none' }).answers))
  assert.deepEqual(
    await Promise.all([cast.agent, cast.secondAgent, cast.specialist, coder, cast.nurse].map(told)),
    [1, 1, 0, 0, 0],
  )
  assert.equal((await act(coder, id, 'call-p1')).status, 403)
  assert.equal((await act(coder, id, 'decline-p1')).status, 403)
  assert.equal((await act(cast.nurse, id, 'call-p1')).status, 403)
  assert.equal((await act(cast.stranger, id, 'call-p1')).status, 404)
  must(await act(cast.agent, id, 'call-p1'))
  assert.deepEqual([await levelsOf(id), (await why(id)).p1], [[1, 1, 1], null])
  assert.equal((await act(cast.agent, id, 'call-p1')).status, 409)
  // Whoever answers again does not take away what was called.
  must(
    await act(coder, id, 'answer', { version, given: { care: 'now', people: 'unit', workaround: 'none' } }),
  )
  assert.deepEqual(await levelsOf(id), [1, 1, 1])

  const other = await cast.file(cast.nurse, worst)
  must(await act(cast.agent, other, 'decline-p1'))
  assert.deepEqual([await levelsOf(other), (await why(other)).p1], [[1, 1, 2], 'declined'])
  must(
    await act(coder, other, 'answer', {
      version,
      given: { care: 'now', people: 'unit', workaround: 'none' },
    }),
  )
  assert.deepEqual([await levelsOf(other), (await why(other)).p1], [[1, 1, 2], 'declined'])
  const seen = must(await cast.nurse.get(`/api/tickets/${other}`)).body
  assert.deepEqual(
    seen.events.map((event: { action: string }) => event.action),
    ['tickets.create'],
  )
  assert.deepEqual(await levelsOf(await cast.file(cast.agent, worst)), [1, 1, 1])
  const judged = await cast.file(coder, { impact: 1, urgency: 1 })
  assert.deepEqual([await levelsOf(judged), (await why(judged)).p1], [[1, 1, 2], 'proposed'])
})

test('An override needs the right and a reason, holds against new answers, and is lifted again.', async () => {
  const id = await cast.file(cast.nurse, answers({ care: 'no' }))
  assert.equal((await act(cast.agent, id, 'override-priority', { priority: 2 })).status, 422)
  assert.equal((await act(cast.agent, id, 'override-priority', { priority: 2, reason: '  ' })).status, 422)
  assert.equal((await act(cast.nurse, id, 'override-priority', { priority: 2, reason: 'r' })).status, 403)
  assert.equal((await act(cast.agent, id, 'override-priority', { priority: 3, reason: 'r' })).status, 409)
  assert.equal((await act(cast.agent, id, 'lift-override')).status, 409)
  must(await act(cast.agent, id, 'override-priority', { priority: 2, reason: 'The chief waits.' }))
  assert.deepEqual(await levelsOf(id), [3, 3, 2])
  const { override } = await why(id)
  assert.deepEqual(
    [override.by, override.reason, override.answered, override.priority],
    ['Sam Agent', 'The chief waits.', 3, 2],
  )
  const all = JSON.stringify((await show(id)).events)
  assert.equal(all.includes('chief'), false)
  assert.equal(JSON.stringify(must(await cast.nurse.get(`/api/tickets/${id}`)).body).includes('chief'), false)
  const answered = must(
    await act(coder, id, 'answer', { version, given: { care: 'now', people: 'unit' } }),
  ).body
  assert.deepEqual([answered.answered, answered.priority], [1, 2])
  assert.deepEqual(await levelsOf(id), [1, 1, 2])
  assert.equal((await act(cast.nurse, id, 'lift-override')).status, 403)
  must(await act(cast.agent, id, 'lift-override'))
  assert.deepEqual([await levelsOf(id), (await why(id)).override], [[1, 1, 1], null])
})

test('An override of a ticket that waits for P1 says what the answers gave, and P1 is back when it ends.', async () => {
  const id = await cast.file(cast.nurse, answers({ care: 'now', people: 'unit' }))
  must(
    await act(coder, id, 'override-priority', { priority: 3, reason: 'One patient, in the waiting room.' }),
  )
  assert.deepEqual([(await why(id)).override.answered, (await why(id)).p1], [1, null])
  must(await act(coder, id, 'lift-override'))
  assert.deepEqual([await levelsOf(id), (await why(id)).p1], [[1, 1, 2], 'proposed'])
})

test('P1 by override is proposed by who may not call it, and the override follows what is decided.', async () => {
  const id = await cast.file(cast.nurse)
  const asked = must(await act(coder, id, 'override-priority', { priority: 1, reason: 'All is dark.' })).body
  assert.deepEqual([asked.priority, asked.p1], [2, 'proposed'])
  assert.equal((await act(coder, id, 'override-priority', { priority: 1, reason: 'Still.' })).status, 409)
  must(await act(cast.agent, id, 'call-p1'))
  assert.deepEqual([(await show(id)).priority, (await why(id)).override.priority], [1, 1])
  must(await act(coder, id, 'lift-override'))
  assert.deepEqual(await levelsOf(id), [3, 3, 3])
})

test('P1 that was declined is not proposed again by override, and who may call it still sets it.', async () => {
  const asks = (client: Client, id: string) =>
    act(client, id, 'override-priority', { priority: 1, reason: 'Still.' })
  const ids = [
    await cast.file(cast.nurse, answers({ care: 'now', people: 'unit' })),
    await cast.file(cast.nurse),
  ]
  must(await asks(coder, ids[1] as string))
  for (const id of ids) {
    must(await act(cast.agent, id, 'decline-p1'))
    const { status, body } = await asks(coder, id)
    assert.equal(status, 409)
    assert.match(body.detail, /P1 was declined/)
    assert.deepEqual([(await show(id)).priority, (await why(id)).p1], [2, 'declined'])
    must(await asks(cast.agent, id))
    assert.deepEqual([(await show(id)).priority, (await why(id)).p1], [1, null])
  }
  // Writes to one ticket lie a thousandth of a second apart each, and what follows comes after all of them.
  cast.wardline.clock.advance(1000)
})

test('Proposed P1 is listed for those who work on tickets, each only what they see, until it is decided.', async () => {
  const id = await cast.file(cast.nurse, answers({ care: 'now', people: 'unit' }))
  const listed = async (client: Client) =>
    must(await client.get('/api/tickets/proposed-p1')).body.rows.map((row: { id: string }) => row.id)
  assert.ok((await listed(cast.agent)).includes(id))
  // Who takes part from outside sees the ticket, and nothing of what is proposed for it.
  must(await act(cast.agent, id, 'add-participant', { person_id: cast.specialist.personId }))
  assert.deepEqual(await listed(cast.specialist), [])
  assert.deepEqual(await listed(cast.stranger), [])
  assert.equal((await cast.nurse.get('/api/tickets/proposed-p1')).status, 403)
  must(await act(cast.agent, id, 'decline-p1'))
  assert.equal((await listed(cast.agent)).includes(id), false)
  const solved = await cast.file(cast.nurse, answers({ care: 'now', people: 'unit' }))
  must(await act(cast.agent, solved, 'resolve', { code: 'fixed' }))
  assert.equal((await listed(cast.agent)).includes(solved), false)
})

test('The report counts overrides and leads to their tickets, page by page, for who reads reports and as far as they see.', async () => {
  const path = '/api/reports/priority-overrides'
  const before_count = must(await cast.admin.get(path)).body.count
  const [one, other] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
  must(await act(cast.agent, one, 'override-priority', { priority: 1, reason: 'Up.' }))
  cast.wardline.clock.advance(1000)
  must(await act(cast.agent, other, 'override-priority', { priority: 4, reason: 'Down.' }))
  const { body } = must(await cast.admin.get(`${path}?limit=1`))
  assert.equal(body.count, before_count + 2)
  assert.deepEqual(
    body.rows.map((row: { ticket_id: string; answered: number; priority: number; by: string }) => [
      row.ticket_id,
      row.answered,
      row.priority,
      row.by,
    ]),
    [[other, 3, 4, 'Sam Agent']],
  )
  const next = must(await cast.admin.get(`${path}?limit=1&after=${body.next}`)).body
  assert.deepEqual([next.rows[0].ticket_id, next.rows[0].priority], [one, 1])
  assert.equal(must(await cast.admin.get(`${path}?from=2020-01-01&to=2020-01-02`)).body.count, 0)
  assert.equal((await cast.admin.get(`${path}?after=nonsense`)).status, 422)
  assert.equal((await cast.admin.get('/api/priority-rules/newest')).status, 404)
  assert.equal((await cast.agent.get(path)).status, 403)
  const lead = await cast.wardline.person('Lena Lead', ['trainer'], [cast.network])
  must(await act(cast.agent, one, 'add-participant', { person_id: lead.personId }))
  assert.equal(must(await lead.get(path)).body.count, 0)
})

test('The words of a reason are redacted like every note.', async () => {
  const id = await cast.file(cast.nurse)
  must(await act(cast.agent, id, 'override-priority', { priority: 2, reason: 'Mr. Miller waits.' }))
  const { message_id } = (await why(id)).override
  must(await act(cast.agent, id, 'redact', { message_id, is_whole: true }))
  assert.equal(JSON.stringify([await why(id), await show(id)]).includes('Miller'), false)
})

test('Saved rules hold from then on, as a new version; what was asked before stays with its version.', async () => {
  const printing = await category('Printing')
  const labels = await category('Labels', printing)
  const old = await cast.file(cast.nurse, { category_id: labels, ...answers({ care: 'slow' }) })
  const before_version = version
  const own = { category_id: printing, questions: [down] }
  await save({ sets: [...defaultRules.sets, own] })
  assert.equal(version, before_version + 1)
  const file = (category_id: string, given: Record<string, string>) =>
    cast.file(cast.nurse, { category_id, ...answers(given) })
  assert.deepEqual(await levelsOf(await file(printing, { down: 'all' })), [1, 2, 2])
  assert.deepEqual(await levelsOf(await file(labels, { down: 'one' })), [4, 3, 4])
  const { sets } = must(await cast.nurse.get('/api/tickets/questions')).body
  const asked = sets.find((set: { is_general: boolean }) => !set.is_general)
  assert.deepEqual(asked.category_ids.toSorted(), [printing, labels].toSorted())
  // A category that is younger than what the server remembers, made on another one, is asked like the one above it.
  const [rolls] = await cast.rows(
    "insert into tickets.category (org_id, id, parent_id, name) select org_id, gen_random_uuid(), id, 'Rolls' from tickets.category where id = $1 returning id",
    [labels],
  )
  assert.deepEqual(await levelsOf(await file(rolls?.id as string, { down: 'one' })), [4, 3, 4])
  const present = await why(old)
  assert.deepEqual([present.outdated_by, present.now.questions[0].key], [['questions'], 'down'])
  assert.deepEqual(await levelsOf(old), [3, 2, 3])
  // Who has the former questions on the screen is not held up by the new ones, until they are a day old.
  const late = { category_id: printing, answers: { version: before_version, given: { care: 'now' } } }
  assert.deepEqual(await levelsOf(await cast.file(cast.nurse, late)), [3, 1, 2])
  await cast.rows("update tickets.priority_rules set created_at = created_at - interval '25 hours'")
  assert.equal((await cast.nurse.post('/api/tickets', { title: 'T', body: 'b', ...late })).status, 422)
  must(await act(cast.agent, old, 'edit', { category_id: null }))
  assert.deepEqual((await why(old)).outdated_by, [])
})

test('What happens at a critical place or with a critical application weighs more; moving the ticket says that its answers are old.', async () => {
  const icu = must(await cast.admin.post('/api/places', { name: 'ICU' })).body.id
  const archive = must(await cast.admin.post('/api/places', { name: 'Archive' })).body.id
  const workstation = must(await cast.admin.post('/api/workstations', { name: 'ICU-1', place_id: icu })).body
    .id
  await save({
    places: [{ place_id: icu, points: 2 }],
    applications: [{ name: 'Health Record', points: 1 }],
  })
  const file = (fields: object, given = {}) => cast.file(cast.nurse, { ...fields, ...answers(given) })
  const at_icu = await file({ place_id: icu }, { care: 'now' })
  assert.deepEqual([await levelsOf(at_icu), (await why(at_icu)).p1], [[1, 1, 2], 'proposed'])
  assert.deepEqual(await levelsOf(await file({ workstation_id: workstation })), [1, 3, 2])
  assert.deepEqual(await levelsOf(await file({ application: 'health record' })), [2, 3, 3])
  assert.deepEqual(await levelsOf(await file({ place_id: archive })), [3, 3, 3])
  // Nobody asked about a request for something new, so that its place does not make it urgent.
  assert.deepEqual(await levelsOf(await cast.file(cast.nurse, { place_id: icu })), [3, 3, 3])
  must(await act(cast.agent, at_icu, 'edit', { place_id: archive }))
  assert.deepEqual((await why(at_icu)).outdated_by, ['criticality'])
  must(await act(cast.agent, at_icu, 'answer', { version, given: { care: 'now' } }))
  assert.deepEqual([await levelsOf(at_icu), (await why(at_icu)).outdated_by], [[3, 1, 2], []])
})

test('The matrix is the organization’s own.', async () => {
  await save({
    matrix: [
      [1, 1, 2, 3],
      [1, 2, 3, 4],
      [2, 3, 4, 4],
      [3, 4, 4, 4],
    ],
  })
  assert.deepEqual(await levelsOf(await cast.file(cast.nurse, answers({ care: 'no' }))), [3, 3, 4])
  assert.deepEqual(await levelsOf(await cast.file(cast.agent, { impact: 1, urgency: 3 })), [1, 3, 2])
})

test('Rules that cannot be asked or that contradict themselves are refused, and so is saving over those of somebody else.', async () => {
  const { rules } = must(await cast.admin.get('/api/priority-rules')).body as { rules: Rules }
  const put = (change: object, at = version) =>
    cast.admin.send('PUT', '/api/priority-rules', { version: at, rules: { ...rules, ...change } })
  const [general] = defaultRules.sets
  const silent = { ...down, portal: { en: ' ', es: '' } }
  const refusals: [object, string][] = [
    [{ sets: [{ category_id: rules.sets[1]?.category_id, questions: [] }] }, 'questions of its own'],
    [{ sets: [general, general] }, 'only once'],
    [{ sets: [{ category_id: null, questions: [down, down] }] }, 'only once'],
    [{ sets: [{ category_id: null, questions: [silent] }] }, 'Write words'],
    [{ sets: [general, { category_id: cast.desk, questions: [] }] }, 'category does not exist'],
    [{ places: [{ place_id: cast.desk, points: 1 }] }, 'place does not exist'],
    [
      {
        applications: [
          { name: 'A', points: 1 },
          { name: 'a', points: 2 },
        ],
      },
      'only once',
    ],
    [{ matrix: rules.matrix.toReversed() }, 'Correct the matrix'],
  ]
  for (const [change, sentence] of refusals) {
    const refused = await put(change)
    assert.equal(refused.status, 422, sentence)
    assert.match(JSON.stringify(refused.body), new RegExp(sentence))
  }
  assert.equal(
    (await put({ sets: [{ category_id: null, questions: [{ ...down, answers: [] }] }] })).status,
    422,
  )
  for (const other of [version - 1, version + 1]) assert.equal((await put({}, other)).status, 409)
  await save({})
  const { versions } = must(await cast.admin.get('/api/priority-rules')).body
  assert.deepEqual([versions[0].version, versions.length], [version, version])
})

test('An earlier version of the rules is read again and saved as the newest; others may not read it.', async () => {
  const [earlier, path] = [version, `/api/priority-rules/${version}`]
  const { rules } = must(await cast.admin.get('/api/priority-rules')).body
  await save({ matrix: defaultRules.matrix.map((row) => row.map(() => 4 as const)), sets: defaultRules.sets })
  const before = must(await cast.admin.get(path)).body
  assert.deepEqual(before, { version: earlier, rules })
  must(await cast.admin.send('PUT', '/api/priority-rules', { version, rules: before.rules }))
  version++
  const present = must(await cast.admin.get('/api/priority-rules')).body
  assert.deepEqual([present.version, present.rules], [version, rules])
  assert.deepEqual(must(await cast.admin.get('/api/priority-rules/0')).body.rules, defaultRules)
  assert.equal((await cast.admin.get(`/api/priority-rules/${version + 1}`)).status, 404)
  assert.equal((await cast.admin.get('/api/priority-rules/newest')).status, 404)
  assert.equal((await cast.agent.get(path)).status, 403)
})
