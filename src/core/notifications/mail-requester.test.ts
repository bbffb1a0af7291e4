import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from '../../capabilities/tickets/fixture.ts'
import { writeMail } from './mail-requester.ts'

let cast: Cast
before(async () => {
  cast = await startCast({ env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' } })
})
after(() => cast.wardline.close())

type Job = { payload: Record<string, unknown> }

/** Takes the mail jobs that wait and runs each twice, as a worker that was killed would. */
async function runMailJobs(): Promise<number> {
  const jobs = (await cast.rows(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'notifications.mail_requester' returning j.payload`,
  )) as Job[]
  for (const { payload } of [...jobs, ...jobs]) await writeMail(cast.wardline.composition.app, payload)
  return jobs.length
}

test('The requester is mailed once for a reply and for the end, with number and link and none of the words.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse, { title: 'Zeppelin trouble', body: 'Zeppelin body' })
  must(await agent.post(`/api/tickets/${id}/note`, { body: 'Zeppelin note' }))
  must(await nurse.post(`/api/tickets/${id}/reply`, { body: 'Zeppelin again' }))
  assert.equal(await runMailJobs(), 0, 'nobody is mailed of what she did herself, nor of a note')
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Zeppelin answer' }))
  must(await agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed', cause: 'Zeppelin' }))
  assert.equal(await runMailJobs(), 2)
  const mails = await cast.rows(
    'select subject, body_text, body_html, to_address from core.outbox order by id',
  )
  assert.equal(mails.length, 2)
  for (const mail of mails) {
    assert.equal(mail.to_address, 'nora.nurse@main.example')
    assert.doesNotMatch(JSON.stringify(mail), /zeppelin/i)
    assert.ok(String(mail.body_text).includes(`https://help.example.org/requests/${id}`))
  }
})

test('Who is not the requester any more by the time of sending is not mailed.', async () => {
  const { nurse, otherNurse, agent } = cast
  const before = await cast.rows('select count(*) from core.outbox')
  const id = await cast.file(nurse)
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Hello' }))
  must(await agent.post(`/api/tickets/${id}/edit`, { requester_id: otherNurse.personId }))
  assert.equal(await runMailJobs(), 1)
  assert.deepEqual(await cast.rows('select count(*) from core.outbox'), before)
})
