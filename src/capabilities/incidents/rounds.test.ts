import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { runJobs } from '../../core/people/fixture.ts'
import { must } from '../tickets/fixture.ts'
import { type IncidentCast, startIncidents } from './fixture.ts'

let cast: IncidentCast

before(async () => {
  cast = await startIncidents({ now: '2031-04-08T15:00:00Z' })
})
after(() => cast?.wardline.close())

/** A declared incident with tickets of the two nurses. */
async function reported(): Promise<{ id: string; tickets: string[] }> {
  const id = await cast.declared()
  const tickets = [await cast.file(cast.nurse), await cast.file(cast.otherNurse)]
  must(await cast.link(id, tickets))
  return { id, tickets }
}

const roundOf = async (id: string) => {
  const [round] = must(await cast.agent.get(`/api/incidents/${id}`)).body.rounds
  return [round.tickets, round.done, round.refused]
}
const wordsIn = async (ticket: string, by: Client) =>
  must(await by.get(`/api/tickets/${ticket}`)).body.messages.map((message: { body: string }) => message.body)
const job = (name: string, payload: Record<string, unknown> = {}) => {
  const { app } = cast.wardline.composition
  return app.registry.jobs.get(name)?.(app, { org: cast.wardline.orgId, ...payload })
}
const run = (sql: string, values: unknown[] = []) => cast.wardline.owner.query(sql, values)
const forgetJobs = () => run('delete from graphile_worker._private_jobs')

test('A ticket in which the automation may not answer is counted as refused, and holds up no other round.', async () => {
  const { id } = await reported()
  must(await cast.act(cast.lead, id, 'publish', { body: 'We know.' }))
  await runJobs(cast.wardline)
  assert.deepEqual(await roundOf(id), [2, 2, 0])
  await run(
    "update core.role set permissions = array_remove(permissions, 'tickets.reply') where key = 'automation'",
  )
  try {
    must(await cast.act(cast.lead, id, 'publish', { body: 'Still slow.' }))
    await runJobs(cast.wardline)
    assert.deepEqual(await roundOf(id), [2, 0, 2])
  } finally {
    await run("update core.role set permissions = permissions || '{tickets.reply}' where key = 'automation'")
  }
})

test('A round whose job is lost is woken again, by one job, and every reporter has its words once.', async () => {
  const { id, tickets } = await reported()
  must(await cast.act(cast.lead, id, 'publish', { body: 'Lost once.' }))
  await forgetJobs()
  await job('incidents.arm_rounds')
  await job('incidents.arm_rounds')
  const waiting = await run(
    "select count(*)::int as n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'incidents.round'",
  )
  assert.equal(waiting.rows[0].n, 1)
  await runJobs(cast.wardline)
  assert.deepEqual(await roundOf(id), [2, 2, 0])
  const words = await wordsIn(tickets[0] as string, cast.nurse)
  assert.equal(words.filter((body: string) => body === 'Lost once.').length, 1)
  await job('incidents.arm_rounds')
  assert.deepEqual(await runJobs(cast.wardline), [])
})

test('A round of an incident that is cancelled goes out to nobody any more, and comes to its end.', async () => {
  const { id, tickets } = await reported()
  must(await cast.act(cast.lead, id, 'publish', { body: 'Too late.' }))
  must(await cast.act(cast.lead, id, 'cancel', { reason: 'A drill.' }))
  await runJobs(cast.wardline)
  assert.ok(!(await wordsIn(tickets[0] as string, cast.nurse)).includes('Too late.'))
  assert.deepEqual(await roundOf(id), [2, 0, 2])
})

test('A round that ended holds no words, and those of one under way can be redacted before they go out.', async () => {
  const { id, tickets } = await reported()
  const bodies = async () =>
    (
      await cast.rows('select body from incidents.round where incident_id = $1 order by created_at', [id])
    ).map(({ body }) => body)
  must(await cast.act(cast.lead, id, 'resolve', { body: 'Over.' }))
  const words = { body: 'Mrs. Larkspur may try again.', code: 'fixed' }
  must(await cast.act(cast.lead, id, 'resolve-tickets', { is_all: true, ...words }))
  const [round] = must(await cast.agent.get(`/api/incidents/${id}`)).body.rounds
  const redact = () => cast.act(cast.agent, id, 'redact', { round_id: round.id, text: 'Mrs. Larkspur' })
  assert.equal((await cast.act(cast.nurse, id, 'redact', { round_id: round.id })).status, 403)
  must(await redact())
  assert.deepEqual(await bodies(), ['▇ may try again.'])
  await runJobs(cast.wardline)
  assert.equal((await wordsIn(tickets[0] as string, cast.nurse)).at(-1), '▇ may try again.')
  assert.deepEqual(await bodies(), [''])
  assert.equal((await redact()).status, 422)
})

test('The reasons, the review and its actions can be redacted, also when the incident is closed.', async () => {
  const secret = 'Mr. Foxtail'
  const id = await cast.propose({ why: `${secret} called.` })
  must(await cast.act(cast.lead, id, 'declare', { title: 'The record is slow' }))
  must(await cast.act(cast.lead, id, 'resolve', { body: 'Over.' }))
  must(await cast.act(cast.lead, id, 'review'))
  must(await cast.act(cast.lead, id, 'write-review', { what_happened: `${secret} fell; ${secret} waited.` }))
  const action = { title: `Ask ${secret}`, owner_id: cast.agent.personId }
  const { action_id } = must(await cast.act(cast.agent, id, 'add-action', action)).body
  must(await cast.act(cast.lead, id, 'decline-action', { action_id, reason: `${secret} left.` }))
  must(await cast.act(cast.lead, id, 'close'))
  const redact = (place: object, text?: string) => cast.act(cast.agent, id, 'redact', { ...place, text })
  for (const place of [{}, { field: 'why', action_id }, { action_id }, { action_field: 'title' }])
    assert.equal((await redact(place)).status, 422)
  assert.equal((await redact({ field: 'why' }, 'Nobody')).status, 422)
  assert.equal((await redact({ field: 'ended_why' })).status, 422)
  for (const place of [
    { field: 'why' },
    { field: 'what_happened' },
    { action_id, action_field: 'title' },
    { action_id, action_field: 'declined_why' },
  ])
    must(await redact(place, secret))
  const page = must(await cast.agent.get(`/api/incidents/${id}`)).body
  assert.deepEqual(
    [page.why, page.what_happened, page.actions[0].title, page.actions[0].declined_why],
    ['▇ called.', '▇ fell; ▇ waited.', 'Ask ▇', '▇ left.'],
  )
  const cancelled = await cast.declared()
  must(await cast.act(cast.lead, cancelled, 'cancel', { reason: secret }))
  must(await cast.act(cast.agent, cancelled, 'redact', { field: 'ended_why' }))
  assert.equal(must(await cast.agent.get(`/api/incidents/${cancelled}`)).body.ended_why, '▇')
  const other = await cast.act(cast.agent, cancelled, 'redact', { action_id, action_field: 'title' })
  assert.equal(other.status, 404)
})

test('Words are taken out of all that is kept of an incident: what is affected, the bridge, why it is restricted; the log says so.', async () => {
  const secret = 'Foxhound'
  const id = await cast.propose({ why: 'Slow.', applications: [`${secret} Chart`, 'Viewer'] })
  must(await cast.act(cast.lead, id, 'declare', { title: 'The record is slow' }))
  must(await cast.act(cast.lead, id, 'edit', { bridge_url: `https://calls.example/${secret}` }))
  await run(
    `insert into restriction.reason (org_id, id, record_id, level, by_id, at, body) select org_id, gen_random_uuid(), id, 'team', $2, now(), 'For ' || $3 from core.record where id = $1`,
    [id, cast.lead.personId, secret],
  )
  const redact = (text: string) => cast.act(cast.agent, id, 'redact', { text, is_everywhere: true })
  must(await redact(secret))
  assert.equal((await redact(secret)).status, 422, 'it stands nowhere any more')
  const page = must(await cast.agent.get(`/api/incidents/${id}`)).body
  assert.deepEqual([page.applications.sort(), page.bridge_url], [['Viewer', '▇ Chart'], null])
  const { rows } = await run(
    `select (select body from restriction.reason where record_id = $1) as reason,
       (select data ->> 'isInternal' from core.event where record_id = $1 and action = 'incidents.redact') as is_internal,
       (select data from core.audit where record_id = $1 and action = 'incidents.redact') as told`,
    [id],
  )
  assert.equal(rows[0].reason, 'For ▇')
  assert.equal(rows[0].is_internal, null, 'those outside saw what was affected')
  assert.deepEqual(rows[0].told, { what: 'everywhere' })
})

test('A patient’s name that was masked in an incident is taken out as it reads, and nothing stays behind its masks.', async () => {
  const patient = 'Konrad Foxglove'
  const id = await cast.propose({ why: `The ward of pt ${patient} called.` })
  must(await cast.act(cast.lead, id, 'declare', { title: 'The record is slow' }))
  const { message_id } = must(await cast.act(cast.agent, id, 'note', { body: `Ask pt ${patient}.` })).body
  const behind = async () =>
    (await run('select 1 from privacy.covered where words = $1', [patient])).rows.length
  assert.equal(await behind(), 2)
  must(await cast.act(cast.agent, id, 'redact', { message_id, text: patient }))
  assert.equal(await behind(), 1)
  must(await cast.act(cast.agent, id, 'redact', { field: 'why', text: patient }))
  assert.equal(await behind(), 0)
  const page = must(await cast.agent.get(`/api/incidents/${id}`)).body
  assert.equal(page.why, 'The ward of pt ▇ called.')
})

test('A round begins while somebody else works on one of its tickets, and waits for no lock of a ticket.', async () => {
  const { id, tickets } = await reported()
  const other = await cast.wardline.owner.connect()
  try {
    await other.query('begin')
    await other.query('select 1 from core.record where id = $1 for update', [tickets[0]])
    must(await cast.act(cast.lead, id, 'publish', { body: 'Not held up.' }))
    await other.query('select 1 from core.record where id = $1 for update nowait', [id])
  } finally {
    await other.query('rollback')
    other.release()
  }
  await runJobs(cast.wardline)
  assert.deepEqual(await roundOf(id), [2, 2, 0])
})
