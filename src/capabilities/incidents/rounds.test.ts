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
