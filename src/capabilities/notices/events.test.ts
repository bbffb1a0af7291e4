/** What is chosen event by event: over HTTP, with the minutes of the worker run by hand. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { must } from '../tickets/fixture.ts'
import { type Noticed, startNoticed } from './fixture.ts'
import { linksFor } from './link.ts'

let cast: Noticed
before(async () => {
  cast = await startNoticed()
})
after(() => cast.wardline.close())

const off = { in_app: true, mail: 'off', push: false }
const now = { in_app: true, mail: 'now', push: false }
type Kind = { kind: string; mail: string; events: { reason: string; mail: string; in_app: boolean }[] }

async function kindOf(client: Client, kind: string): Promise<Kind> {
  const { kinds } = must(await client.get('/api/notices/settings')).body
  return kinds.find((each: Kind) => each.kind === kind)
}

async function mailOf(client: Client, kind: string, reason: string): Promise<string | undefined> {
  return (await kindOf(client, kind)).events.find((each) => each.reason === reason)?.mail
}

async function worker(name: string): Promise<Client> {
  return cast.wardline.person(name, ['help-desk'], [cast.desk])
}

/** Gives a ticket to the person, and then opens it again: two events of one kind. */
async function giveAndReopen(to: Client): Promise<void> {
  const id = await cast.file(cast.nurse)
  must(await cast.admin.post(`/api/tickets/${id}/assign`, { team_id: cast.desk, owner_id: to.personId }))
  must(await to.post(`/api/tickets/${id}/resolve`, { code: 'fixed', cause: 'Dust' }))
  must(await cast.nurse.post(`/api/tickets/${id}/reopen`, {}))
}

const reasonsMailed = async (to: Client) =>
  (
    await cast.rows(
      `select n.reason from notices.waiting w join core.notification n on n.id = w.notification_id
       where w.person_id = $1 and w.channel = 'mail' and w.outcome = 'sent' order by n.reason`,
      [to.personId],
    )
  ).map(({ reason }) => reason)

test('Of one kind, one event is mailed at once and another not at all, as each was chosen.', async () => {
  const person = await worker('Eve Events')
  await cast.choose(person, { kinds: [{ kind: 'work', ...now, events: [{ reason: 'assigned', ...off }] }] })
  await giveAndReopen(person)
  await cast.later(1)
  assert.deepEqual(await reasonsMailed(person), ['reopened'])
  assert.equal(await cast.unread(person), 2, 'both stand in the product')
})

test('An event that is not wanted in the product comes read and is not counted; the others of its kind are.', async () => {
  const person = await worker('Ina App')
  const silent = { in_app: false, mail: 'off', push: false }
  await cast.choose(person, {
    kinds: [{ kind: 'work', ...off, events: [{ reason: 'assigned', ...silent }] }],
  })
  await giveAndReopen(person)
  assert.equal(await cast.unread(person), 1)
})

test('A choice that changed while a notice waited holds when it is sent.', async () => {
  const person = await worker('Cora Changes')
  await cast.choose(person, { kinds: [{ kind: 'work', ...now }] })
  await giveAndReopen(person)
  await cast.choose(person, { kinds: [{ kind: 'work', ...now, events: [{ reason: 'reopened', ...off }] }] })
  await cast.later(1)
  assert.deepEqual(await reasonsMailed(person), ['assigned'])
})

test('The own mail to a requester asks for its event: a reply is mailed, the end is not.', async () => {
  const { nurse, agent } = cast
  await cast.choose(nurse, {
    kinds: [{ kind: 'requests', ...now, events: [{ reason: 'resolved', ...off }] }],
  })
  const id = await cast.file(nurse)
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Hello' }))
  must(await agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed', cause: 'Dust' }))
  const { app } = cast.wardline.composition
  const jobs = await cast.rows(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'notifications.mail_requester' and j.payload ->> 'record' = $1 returning j.payload`,
    [id],
  )
  for (const { payload } of jobs)
    await app.registry.jobs.get('notifications.mail_requester')?.(app, payload as Record<string, unknown>)
  assert.equal(jobs.length, 2)
  assert.equal((await cast.mails(nurse)).length, 1)
})

test('What was chosen for a kind holds for all of its events, and choosing a kind again sets all of them.', async () => {
  const person = await worker('Kim Kinds')
  const { mail, events } = await kindOf(person, 'work')
  assert.deepEqual([mail, [...new Set(events.map((each) => each.mail))]], ['digest', ['digest']])
  await cast.choose(person, { kinds: [{ kind: 'work', ...now }] })
  assert.equal(await mailOf(person, 'work', 'handed_back'), 'now')
  await cast.choose(person, { kinds: [{ kind: 'work', ...now, events: [{ reason: 'assigned', ...off }] }] })
  assert.deepEqual(
    [await mailOf(person, 'work', 'assigned'), await mailOf(person, 'work', 'handed_back')],
    ['off', 'now'],
  )
  await cast.choose(person, { kinds: [{ kind: 'work', ...now }] })
  assert.equal(await mailOf(person, 'work', 'assigned'), 'now')
})

test('The same event is chosen by itself for the own requests and for those of others.', async () => {
  const person = await worker('Mia Mention')
  await cast.choose(person, {
    kinds: [{ kind: 'requests', ...now, events: [{ reason: 'mention', ...off }] }],
  })
  assert.equal(await mailOf(person, 'requests', 'mention'), 'off')
  assert.equal(await mailOf(person, 'mentions', 'mention'), 'digest')
})

test('An event of another kind is refused at its field, and what is always told cannot be chosen.', async () => {
  const person = await worker('Rita Refused')
  const put = (kinds: unknown[]) =>
    person.send('PUT', '/api/notices/settings', {
      time_zone: null,
      quiet: null,
      digest: 'daily',
      digest_at: 420,
      kinds,
    })
  const strange = await put([{ kind: 'work', ...now, events: [{ reason: 'paged', ...off }] }])
  assert.deepEqual([strange.status, strange.body.errors[0].pointer], [422, '#/kinds/0/events/0/reason'])
  assert.equal((await put([{ kind: 'on_call', ...off, events: [] }])).status, 422)
  assert.equal((await put([{ kind: 'work', ...now, events: [{ reason: 'assigned', ...off }] }])).status, 200)
})

test('By the link of a mail a kind of mixed events says so, stays so unless chosen, and one click ends its digest.', async () => {
  const person = await worker('Lin Link')
  const digest = { in_app: true, mail: 'digest', push: false }
  await cast.choose(person, {
    kinds: [{ kind: 'work', ...now, events: [{ reason: 'assigned', ...digest }] }],
  })
  const { app } = cast.wardline.composition
  const { anonymous, orgId } = cast.wardline
  const links = (of: 'digest' | 'work') =>
    linksFor(app, { orgId, personId: person.personId, of }, app.clock.now().toISOString())
  const link = links('digest').settings.split('#')[1]
  const way = (answer: { body: { kinds: Kind[] } }) =>
    answer.body.kinds.find(({ kind }) => kind === 'work')?.mail
  assert.equal(way(must(await anonymous.post('/api/notices/mail-settings', { link }))), 'mixed')
  const save = async (mail: string) =>
    way(
      must(
        await anonymous.post('/api/notices/mail-settings/save', { link, kinds: [{ kind: 'work', mail }] }),
      ),
    )
  assert.equal(await save('mixed'), 'mixed')
  const { http } = cast.wardline.composition
  const click = async (of: 'digest' | 'work') =>
    http.inject({ method: 'POST', url: new URL(links(of).unsubscribe).pathname })
  assert.equal((await click('digest')).statusCode, 200)
  assert.deepEqual(
    [await mailOf(person, 'work', 'assigned'), await mailOf(person, 'work', 'reopened')],
    ['off', 'now'],
  )
  assert.equal((await click('work')).statusCode, 200)
  assert.equal(await mailOf(person, 'work', 'reopened'), 'off')
  assert.equal(await save('now'), 'now')
})
