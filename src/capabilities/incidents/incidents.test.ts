import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password } from '../../../test/helpers/server.ts'
import { runJobs } from '../../core/people/fixture.ts'
import { must } from '../tickets/fixture.ts'
import { type IncidentCast, startIncidents } from './fixture.ts'

const minute_ms = 60_000
let cast: IncidentCast

before(async () => {
  // The queue compares with the real time too, so the test lies in the future.
  cast = await startIncidents({ now: '2031-04-08T15:00:00Z' })
})
after(() => cast?.wardline.close())

const shown = async (id: string, by: Client = cast.agent) => must(await by.get(`/api/incidents/${id}`)).body
const status = async (by: Client) => must(await by.get('/api/status')).body
const inMinutes = (minutes: number) =>
  new Date(cast.wardline.clock.now().getTime() + minutes * minute_ms).toISOString()
const newsOf = async (who: Client, reason: string) =>
  (
    await cast.rows('select record_id from core.notification where person_id = $1 and reason = $2', [
      who.personId,
      reason,
    ])
  ).map((row) => row.record_id)

test('An agent proposes from a ticket, those who may declare are told, and a nurse cannot propose.', async () => {
  const ticket = await cast.file(cast.nurse)
  assert.equal((await cast.nurse.post('/api/incidents', { title: 'Help', why: 'Slow' })).status, 403)
  const id = await cast.propose({ ticket_id: ticket })
  assert.deepEqual(await newsOf(cast.lead, 'incident_proposed'), [id])
  const page = await shown(id)
  assert.deepEqual([page.state, page.why, page.counts.tickets], ['proposed', 'Nine calls in ten minutes.', 1])
  const of = must(await cast.agent.get(`/api/tickets/${ticket}/incidents`)).body
  assert.deepEqual(
    of.part_of.map((each: { id: string }) => each.id),
    [id],
  )
  assert.equal(of.may_propose, false)
  const unseen = await cast.propose({ ticket_id: await cast.file(cast.nurse) }, cast.agent)
  assert.ok(unseen)
  const foreign = await cast.file(cast.stranger)
  const refused = await cast.agent.post('/api/incidents', { title: 'x', why: 'y', ticket_id: foreign })
  assert.equal(refused.status, 404)
})

test('Declaring is for those who may; of two at once one is told that it was done; the declarer commands.', async () => {
  const id = await cast.propose()
  assert.equal((await cast.act(cast.agent, id, 'declare', { title: 'Slow' })).status, 403)
  const both = await Promise.all(
    [cast.lead, cast.admin].map((who) => cast.act(who, id, 'declare', { title: 'The record is slow' })),
  )
  assert.deepEqual(both.map((answer) => answer.status).sort(), [200, 409])
  const page = await shown(id)
  assert.deepEqual([page.state, page.title, page.duties.length], ['working', 'The record is slow', 1])
  assert.equal(page.duties[0].role, 'commander')
  const declared = page.entries.filter((entry: { action: string }) => entry.action === 'incidents.declare')
  assert.equal(declared.length, 1)
})

test('A proposal is declined with a reason, and then nothing more can be done with it.', async () => {
  const id = await cast.propose()
  assert.equal((await cast.act(cast.lead, id, 'decline')).status, 422)
  assert.equal((await cast.act(cast.agent, id, 'decline', { reason: 'One ward only' })).status, 403)
  must(await cast.act(cast.lead, id, 'decline', { reason: 'One ward only' }))
  assert.equal((await cast.act(cast.lead, id, 'declare', { title: 'Slow' })).status, 409)
  assert.equal((await shown(id)).ended_why, 'One ward only')
  const cancelled = await cast.declared()
  must(await cast.act(cast.lead, cancelled, 'cancel', { reason: 'It was a drill' }))
  const { now, before: past } = await status(cast.nurse)
  assert.ok(![...now, ...past].some((each: { id: string }) => each.id === cancelled))
})

test('A part is handed over with the time, by those who lead, and only to somebody who works on incidents.', async () => {
  const id = await cast.declared()
  const give = (by: Client, role: string, who: Client) =>
    cast.act(by, id, 'give-duty', { role, person_id: who.personId })
  assert.equal((await give(cast.agent, 'communications', cast.agent)).status, 403)
  assert.equal((await give(cast.lead, 'communications', cast.nurse)).status, 422)
  must(await give(cast.lead, 'communications', cast.agent))
  assert.ok((await newsOf(cast.agent, 'incident_duty')).includes(id))
  // Who leads may go on giving: the command moves from the lead to the second agent.
  must(await give(cast.agent, 'commander', cast.secondAgent))
  cast.wardline.clock.advance(minute_ms)
  must(await give(cast.secondAgent, 'communications', cast.lead))
  const { duties } = await shown(id)
  const line = (duty: { role: string; person: { name: string }; ended_at: string | null }) =>
    `${duty.role} ${duty.person.name}${duty.ended_at ? ' before' : ''}`
  assert.deepEqual(duties.map(line).sort(), [
    'commander Kim Agent',
    'commander Lea Lead before',
    'communications Lea Lead',
    'communications Sam Agent before',
  ])
})

test('Notes and decisions stay inside, updates reach staff, and only those who lead publish.', async () => {
  const id = await cast.declared()
  must(await cast.act(cast.agent, id, 'note', { body: 'The vendor restarts node 7.', is_decision: true }))
  assert.equal((await cast.act(cast.nurse, id, 'note', { body: 'Hello' })).status, 403)
  assert.equal((await cast.act(cast.agent, id, 'publish', { body: 'Soon.' })).status, 403)
  must(await cast.act(cast.lead, id, 'publish', { body: 'We restart it at noon.' }))
  const entries = (await shown(id)).entries
  const [update, note] = entries
  assert.deepEqual(
    [note.action, note.body, note.data.is_decision],
    ['incidents.note', 'The vendor restarts node 7.', true],
  )
  assert.deepEqual([update.action, update.reporter_body], ['incidents.publish', 'We restart it at noon.'])
  const own = (await status(cast.nurse)).now.find((each: { id: string }) => each.id === id)
  assert.deepEqual(
    own.updates.map((each: { body: string }) => each.body),
    ['We restart it at noon.'],
  )
  assert.ok(!JSON.stringify(own).includes('vendor'))
})

test('The next word that was promised is reminded of once, of the one in charge; a word in time needs no reminder.', async () => {
  const id = await cast.declared()
  must(await cast.act(cast.lead, id, 'give-duty', { role: 'communications', person_id: cast.agent.personId }))
  assert.equal((await cast.act(cast.lead, id, 'edit', { next_update_at: inMinutes(-1) })).status, 422)
  const due = inMinutes(2)
  must(await cast.act(cast.lead, id, 'edit', { next_update_at: due }))
  cast.wardline.clock.advance(minute_ms)
  await runJobs(cast.wardline)
  assert.deepEqual(await newsOf(cast.agent, 'incident_update_due'), [])
  cast.wardline.clock.advance(2 * minute_ms)
  await runJobs(cast.wardline)
  const again = { org: cast.wardline.orgId, incident: id, at: due }
  const { app } = cast.wardline.composition
  await Promise.all([1, 2].map(() => app.registry.jobs.get('incidents.remind')?.(app, again)))
  assert.deepEqual(await newsOf(cast.agent, 'incident_update_due'), [id])
  assert.deepEqual(await newsOf(cast.lead, 'incident_update_due'), [])
  // The next promise is kept in time.
  must(await cast.act(cast.agent, id, 'publish', { body: 'Still slow.', next_update_at: inMinutes(2) }))
  cast.wardline.clock.advance(1.5 * minute_ms)
  must(await cast.act(cast.agent, id, 'publish', { body: 'Better.', next_update_at: inMinutes(9) }))
  cast.wardline.clock.advance(1.5 * minute_ms)
  await runJobs(cast.wardline)
  assert.deepEqual(await newsOf(cast.agent, 'incident_update_due'), [id])
})

test('An update is a reply in each linked ticket, once, with words of its own for those who reported.', async () => {
  const id = await cast.declared()
  const tickets = [await cast.file(cast.nurse), await cast.file(cast.otherNurse), await cast.file(cast.nurse)]
  const results = must(await cast.link(id, tickets)).body.results
  assert.deepEqual(
    results.map((each: { ok: boolean }) => each.ok),
    [true, true, true],
  )
  must(
    await cast.act(cast.lead, id, 'publish', { body: 'Staff text.', reporter_body: 'We know. Please wait.' }),
  )
  const closed = tickets[2] as string
  must(await cast.agent.post(`/api/tickets/${closed}/cancel`))
  await runJobs(cast.wardline)
  await runJobs(cast.wardline)
  const bodies = async (ticket: string, by: Client) =>
    must(await by.get(`/api/tickets/${ticket}`)).body.messages.map(
      (message: { body: string }) => message.body,
    )
  assert.deepEqual((await bodies(tickets[0] as string, cast.nurse)).slice(1), ['We know. Please wait.'])
  assert.deepEqual((await bodies(tickets[1] as string, cast.otherNurse)).slice(1), ['We know. Please wait.'])
  assert.deepEqual((await bodies(closed, cast.nurse)).slice(1), [])
  const [round] = (await shown(id)).rounds
  assert.deepEqual([round.tickets, round.done, round.refused], [3, 2, 1])
  const told = await cast.rows(
    "select count(*)::int as n from core.notification where record_id = $1 and reason = 'reply' and person_id = $2",
    [tickets[0], cast.nurse.personId],
  )
  assert.deepEqual(told, [{ n: 1 }])
})

test('Words that lead to an article of the department alone go to staff and into tickets only when their writer says so.', async () => {
  const id = await cast.declared()
  must(await cast.link(id, [await cast.file(cast.nurse)]))
  const article = must(
    await cast.lead.post('/api/articles', { title: 'Restart of the core switch', body: 'Pull the plug.' }),
  ).body.id
  const body = `See [here](/answers/${article}).`
  const asked = async (verb: string, input: object) => {
    const refused = await cast.act(cast.lead, id, verb, { ...input, body })
    assert.deepEqual([refused.status, refused.body.errors?.[0].pointer], [422, '#/may_give_away'], verb)
    assert.match(refused.body.errors[0].detail, /“Restart of the core switch”/)
    must(await cast.act(cast.lead, id, verb, { ...input, body, may_give_away: true }))
  }
  await asked('publish', {})
  const other = await cast.act(cast.lead, id, 'publish', { body: 'Fine words.', reporter_body: body })
  assert.deepEqual([other.status, other.body.errors?.[0].pointer], [422, '#/may_give_away'])
  must(await cast.act(cast.lead, id, 'publish', { body: 'Fine words.' }))
  await asked('resolve', {})
  await asked('reopen', {})
  must(await cast.act(cast.lead, id, 'resolve', { body: 'It is over.' }))
  await asked('resolve-tickets', { is_all: true, code: 'fixed' })
})

test('Words of an article of the department alone that a linked ticket is linked with are asked about before they go out.', async () => {
  const id = await cast.declared()
  const [linked, apart] = [await cast.file(cast.nurse), await cast.file(cast.otherNurse)]
  must(await cast.link(id, [linked]))
  const line = 'Switch the second controller off before the first one is started again.'
  const write = async (title: string, body: string, ticket: string, type: string) => {
    const to_id = must(await cast.lead.post('/api/articles', { title, body })).body.id
    must(await cast.agent.post(`/api/tickets/${ticket}/link`, { type, to_id }))
  }
  await write('Starting the controllers', `1. ${line}`, linked, 'relates_to')
  await write('Of another ticket', 'The spare key of the cabinet lies at the gate.', apart, 'relates_to')
  const asked = async (verb: string, input: object) => {
    const refused = await cast.act(cast.lead, id, verb, { ...input, body: `We know: ${line}` })
    assert.deepEqual([refused.status, refused.body.errors?.[0].pointer], [422, '#/may_give_away'], verb)
    assert.match(refused.body.errors[0].detail, /“Starting the controllers”/)
    must(await cast.act(cast.lead, id, verb, { ...input, body: `We know: ${line}`, may_give_away: true }))
  }
  await asked('publish', {})
  must(await cast.act(cast.lead, id, 'publish', { body: 'The spare key of the cabinet lies at the gate.' }))
  await asked('resolve', {})
  await asked('reopen', {})
  must(await cast.act(cast.lead, id, 'resolve', { body: 'It is over.' }))
  await asked('resolve-tickets', { is_all: true, code: 'fixed' })
})

test('Who follows hears of each update; who has a ticket in it hears there, and not twice; who stops hears nothing.', async () => {
  const id = await cast.declared()
  const ticket = await cast.file(cast.otherNurse)
  must(await cast.link(id, [ticket]))
  for (const who of [cast.nurse, cast.otherNurse]) must(await cast.act(who, id, 'follow'))
  must(await cast.act(cast.nurse, id, 'follow'))
  assert.equal((await shown(id)).counts.followers, 2)
  must(await cast.act(cast.lead, id, 'publish', { body: 'One secret.' }))
  const mails = () =>
    cast.rows("select subject, body_text from core.outbox where to_person_id = $1 and subject like 'News%'", [
      cast.nurse.personId,
    ])
  await runJobs(cast.wardline)
  const [told] = await cast.rows(
    "select created_at from core.notification where record_id = $1 and reason = 'incident_update'",
    [id],
  )
  const again = { org: cast.wardline.orgId, incident: id, at: told?.created_at, after: null }
  const { app } = cast.wardline.composition
  await app.registry.jobs.get('incidents.mail')?.(app, again)
  const [mail, ...more] = await mails()
  assert.deepEqual(more, [])
  assert.ok(mail && !String(mail.body_text).includes('secret'))
  assert.deepEqual(
    (await newsOf(cast.nurse, 'incident_update')).filter((each) => each === id),
    [id],
  )
  assert.deepEqual(
    (await newsOf(cast.otherNurse, 'incident_update')).filter((each) => each === id),
    [],
  )
  must(await cast.act(cast.nurse, id, 'unfollow'))
  must(await cast.act(cast.lead, id, 'publish', { body: 'Two.' }))
  assert.deepEqual(
    (await newsOf(cast.nurse, 'incident_update')).filter((each) => each === id),
    [id],
  )
  // The end is said in the tickets only when they are resolved, so that who follows hears of it at once.
  must(await cast.act(cast.lead, id, 'resolve', { body: 'Over.' }))
  assert.deepEqual(
    (await newsOf(cast.otherNurse, 'incident_update')).filter((each) => each === id),
    [id],
  )
  must(await cast.act(cast.lead, id, 'reopen', { body: 'Not over.' }))
  await runJobs(cast.wardline)
  const { messages } = must(await cast.otherNurse.get(`/api/tickets/${ticket}`)).body
  assert.equal(messages.at(-1).body, 'Not over.')
})

test('A ticket is part of one incident at most, once, and can be let go; what one does not work on is not linked.', async () => {
  const [one, two] = [await cast.declared(), await cast.declared()]
  const ticket = await cast.file(cast.nurse)
  must(await cast.link(one, [ticket]))
  must(await cast.link(one, [ticket]))
  assert.equal((await shown(one)).counts.tickets, 1)
  const [second] = must(await cast.link(two, [ticket])).body.results
  assert.equal(second.problem.status, 409)
  const [unseen] = must(await cast.link(two, [await cast.file(cast.nurse)], cast.specialist)).body.results
  assert.equal(unseen.problem.status, 404)
  must(await cast.agent.post(`/api/incidents/${one}/unlink-tickets`, { ticket_ids: [ticket] }))
  assert.equal((await shown(one)).counts.tickets, 0)
  must(await cast.act(cast.lead, two, 'resolve', { body: 'Over.' }))
  must(await cast.act(cast.lead, two, 'review'))
  assert.equal((await cast.link(two, [ticket])).status, 409)
})

test('Tickets that look alike are offered on both pages, with the reason; others are not.', async () => {
  const made = await cast.wardline.admin().then((admin) => admin.post('/api/places', { name: 'Ward 4' }))
  const place_id = must(made).body.id
  const id = await cast.declared({ applications: ['Epic'], place_ids: [place_id] })
  const words = await cast.file(cast.nurse, { title: 'Electronic record very slow today' })
  const application = await cast.file(cast.nurse, { title: 'It freezes', application: 'epic' })
  const place = await cast.file(cast.nurse, { title: 'Printer jam', place_id })
  const offers = must(await cast.agent.get(`/api/incidents/${id}/alike`)).body.rows
  const because = new Map(offers.map((row: { id: string; because: string[] }) => [row.id, row.because]))
  assert.deepEqual(because.get(words), ['words'])
  assert.deepEqual(because.get(application), ['application'])
  assert.equal(because.get(place), undefined)
  const of = must(await cast.agent.get(`/api/tickets/${application}/incidents`)).body
  assert.ok(of.alike.some((each: { id: string }) => each.id === id))
  assert.deepEqual(must(await cast.agent.get(`/api/tickets/${place}/incidents`)).body.alike, [])
  must(await cast.link(id, [words]))
  const rest = must(await cast.agent.get(`/api/incidents/${id}/alike`)).body.rows
  assert.ok(!rest.some((row: { id: string }) => row.id === words))
})

test('Resolving leaves the tickets as they are; chosen ones are resolved with the chosen words; one that comes back is told.', async () => {
  const id = await cast.declared()
  const [first, second] = [await cast.file(cast.nurse), await cast.file(cast.otherNurse)]
  must(await cast.link(id, [first, second]))
  const words = { body: 'It works again. Please try.', code: 'fixed' }
  assert.equal((await cast.act(cast.lead, id, 'resolve-tickets', { is_all: true, ...words })).status, 409)
  must(await cast.act(cast.lead, id, 'resolve', { body: 'The record is fast again.' }))
  await runJobs(cast.wardline)
  const state = async (ticket: string) => must(await cast.agent.get(`/api/tickets/${ticket}`)).body
  assert.equal((await state(first)).state, 'new')
  assert.equal((await cast.act(cast.lead, id, 'resolve-tickets', words)).status, 422)
  assert.equal((await cast.act(cast.agent, id, 'resolve-tickets', { is_all: true, ...words })).status, 403)
  must(await cast.act(cast.lead, id, 'resolve-tickets', { ticket_ids: [first], ...words }))
  await runJobs(cast.wardline)
  const resolved = await state(first)
  assert.deepEqual(
    [resolved.state, resolved.resolution_code, resolved.messages.at(-1).body],
    ['resolved', 'fixed', 'It works again. Please try.'],
  )
  assert.notEqual((await state(second)).state, 'resolved')
  must(await cast.nurse.post(`/api/tickets/${first}/reopen`, { body: 'It is slow again.' }))
  assert.ok((await newsOf(cast.lead, 'incident_recurs')).includes(id))
  const page = await shown(id, cast.lead)
  assert.deepEqual([page.state, page.counts.recurring], ['resolved', 1])
  must(await cast.act(cast.lead, id, 'reopen', { body: 'It still happens.' }))
  const own = (await status(cast.nurse)).now.find((each: { id: string }) => each.id === id)
  assert.equal(own.updates[0].body, 'It still happens.')
})

test('A review closes only when what happened is written and each action is a ticket or declined.', async () => {
  const id = await cast.declared()
  assert.equal((await cast.act(cast.lead, id, 'write-review', { impact: 'Delays' })).status, 409)
  must(await cast.act(cast.lead, id, 'resolve', { body: 'Over.' }))
  must(await cast.act(cast.lead, id, 'review'))
  const add = async (title: string) =>
    must(
      await cast.act(cast.agent, id, 'add-action', {
        title,
        owner_id: cast.agent.personId,
        due_on: '2031-05-01',
      }),
    ).body.action_id
  const [monitor, blame] = [await add('Watch the queue length'), await add('Blame somebody')]
  assert.equal((await cast.act(cast.lead, id, 'close')).status, 409)
  must(await cast.act(cast.lead, id, 'write-review', { what_happened: 'A disk filled up.' }))
  assert.match((await cast.act(cast.lead, id, 'close')).body.detail, /^2 actions/)
  const filed = must(
    await cast.act(cast.lead, id, 'file-action', { action_id: monitor, body: 'From the review.' }),
  ).body
  const again = await cast.act(cast.lead, id, 'file-action', { action_id: monitor, body: 'From the review.' })
  assert.equal(again.status, 409)
  const ticket = must(await cast.agent.get(`/api/tickets/${filed.ticket_id}`)).body
  assert.deepEqual(
    [ticket.title, ticket.owner.id, ticket.links[0].id],
    ['Watch the queue length', cast.agent.personId, id],
  )
  must(await cast.act(cast.lead, id, 'decline-action', { action_id: blame, reason: 'Nobody is to blame.' }))
  must(await cast.act(cast.lead, id, 'close'))
  const page = await shown(id)
  assert.deepEqual(
    page.actions.map((each: { ticket: object | null; declined_why: string | null }) => [
      each.ticket !== null,
      each.declined_why,
    ]),
    [
      [true, null],
      [false, 'Nobody is to blame.'],
    ],
  )
  assert.equal((await cast.act(cast.lead, id, 'publish', { body: 'More.' })).status, 409)
})

test('Two entries of a person who lead and follow become one, and nobody leads or follows twice.', async () => {
  const id = await cast.declared()
  const double = await cast.wardline.person('Sam Agent Twice', ['help-desk'])
  must(await cast.act(cast.lead, id, 'give-duty', { role: 'technical', person_id: double.personId }))
  for (const who of [double, cast.agent]) must(await cast.act(who, id, 'follow'))
  must(await cast.admin.post('/api/session/confirm', { password }))
  must(await cast.admin.post(`/api/people/${double.personId}/merge`, { into_id: cast.agent.personId }))
  const page = await shown(id)
  assert.equal(page.counts.followers, 1)
  const technical = page.duties.filter((duty: { role: string }) => duty.role === 'technical')
  assert.deepEqual(
    technical.map((duty: { person: { id: string } }) => duty.person.id),
    [cast.agent.personId],
  )
})
