/** What waits in a digest is asked for its right again when the digest is written. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { must } from '../tickets/fixture.ts'
import { type Noticed, startNoticed } from './fixture.ts'

let cast: Noticed
before(async () => {
  cast = await startNoticed()
})
after(() => cast.wardline.close())

async function given(to: Client): Promise<{ id: string; called: string }> {
  const id = await cast.file(cast.nurse)
  must(await cast.admin.post(`/api/tickets/${id}/assign`, { team_id: cast.desk, owner_id: to.personId }))
  const [row] = await cast.rows('select number from core.record where id = $1', [id])
  return { id, called: `#${row?.number}` }
}
const restrict = (id: string) =>
  cast.rows("update core.record set restriction = 'listed', owner_id = null where id = $1", [id])
const outcomes = async (to: Client) =>
  Object.fromEntries(
    (
      await cast.rows(
        `select n.record_id, w.outcome from notices.waiting w join core.notification n on n.id = w.notification_id
         where w.person_id = $1 and w.channel = 'mail'`,
        [to.personId],
      )
    ).map(({ record_id, outcome }) => [record_id, outcome]),
  )
const day = 24 * 60

test('Of three that wait, the one that was restricted and the one that was muted meanwhile are left out, and the third goes.', async () => {
  const person = await cast.wardline.person('Dina Digest', ['help-desk'], [cast.desk])
  const [open, kept, muted] = [await given(person), await given(person), await given(person)]
  await cast.later(1)
  assert.deepEqual(await cast.mails(person), [], 'all three wait')
  await restrict(kept.id)
  must(await person.post('/api/notices/mute-record', { record_id: muted.id, is_muted: true }))
  await cast.later(day)
  const [mail, ...more] = await cast.mails(person)
  assert.equal(more.length, 0)
  const text = `${mail?.subject} ${mail?.body_text} ${mail?.body_html}`
  assert.ok(text.includes(open.called))
  for (const each of [kept, muted]) assert.ok(!text.includes(each.called), `${each.called} is left out`)
  assert.ok(!text.includes('restricted'), 'nor is it told that there is one')
  const ends = await outcomes(person)
  assert.deepEqual([ends[open.id], ends[kept.id]], ['sent', 'unseen'])
  assert.notEqual(ends[muted.id], 'sent')
})

test('A digest of which nothing is left is no mail at all; one that is allowed again is not sent later.', async () => {
  const person = await cast.wardline.person('Nils Nothing', ['help-desk'], [cast.desk])
  const only = await given(person)
  await restrict(only.id)
  await cast.later(day)
  assert.deepEqual(await cast.mails(person), [])
  await cast.rows('update core.record set restriction = null where id = $1', [only.id])
  await cast.later(day)
  assert.deepEqual(await cast.mails(person), [])
})

test('What a requester gets in a digest in place of its own mail is asked for again too.', async () => {
  const { otherNurse, nurse, agent, wardline } = cast
  await cast.choose(otherNurse, { kinds: [{ kind: 'requests', in_app: true, mail: 'digest', push: false }] })
  const ids = [await cast.file(otherNurse), await cast.file(otherNurse)]
  const [stays, passed] = ids as [string, string]
  for (const id of ids) must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Hello' }))
  const jobs = await cast.rows(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'notifications.mail_requester' returning j.payload`,
  )
  const { app } = wardline.composition
  for (const { payload } of jobs)
    await app.registry.jobs.get('notifications.mail_requester')?.(app, payload as Record<string, unknown>)
  assert.deepEqual(await cast.mails(otherNurse), [])
  must(await agent.post(`/api/tickets/${passed}/edit`, { requester_id: nurse.personId }))
  await cast.later(day)
  const [mail, ...more] = await cast.mails(otherNurse)
  assert.equal(more.length, 0)
  const rows = await cast.rows('select id, number from core.record where id = any($1::uuid[])', [ids])
  const called = (id: string) => `#${rows.find((row) => row.id === id)?.number}`
  assert.ok(String(mail?.body_text).includes(called(stays)))
  assert.ok(!String(mail?.body_text).includes(called(passed)))
})
