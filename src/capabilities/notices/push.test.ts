/** Rings for what was chosen so, before a push service that is really there. */
import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import type { Server } from 'node:https'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { startTls } from '../../../test/helpers/tls.ts'
import { must } from '../tickets/fixture.ts'
import { type Noticed, startNoticed } from './fixture.ts'

let cast: Noticed
let service: Server
let port: number
let rung: string[] = []
let status = 201

before(async () => {
  ;({ server: service, port } = await startTls((request, response) => {
    request.resume().on('end', () => {
      rung.push(request.url ?? '')
      response.writeHead(status).end()
    })
  }))
  cast = await startNoticed(undefined, { WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${port}` })
})
after(async () => {
  await cast?.wardline.close()
  service?.closeAllConnections()
  service?.close()
})
beforeEach(() => {
  rung = []
  status = 201
})

const ways = (push: boolean) => ({ in_app: true, mail: 'off', push })

/** Somebody with a browser that rings for mentions, and for nothing else of what is told here. */
async function ringing(name: string): Promise<Client> {
  const person = await cast.wardline.person(name, ['help-desk'], [cast.desk])
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  must(
    await person.post('/api/on-call/devices', {
      name: 'Firefox',
      endpoint: `https://127.0.0.1:${port}/${person.personId}`,
      p256dh: ecdh.getPublicKey('base64url'),
      auth: randomBytes(16).toString('base64url'),
    }),
  )
  await cast.choose(person, {
    kinds: [{ kind: 'work', ...ways(false), events: [{ reason: 'assigned', ...ways(true) }] }],
  })
  return person
}

async function assign(person: Client): Promise<string> {
  const id = await cast.file(cast.nurse, { title: 'Zeppelin trouble' })
  must(await cast.admin.post(`/api/tickets/${id}/assign`, { team_id: cast.desk, owner_id: person.personId }))
  return id
}

/** What waits to ring, done as the worker does it; answers what travels. */
async function ring(): Promise<unknown[]> {
  const { app } = cast.wardline.composition
  const jobs = await cast.rows(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'notices.ring' returning j.payload`,
  )
  for (const { payload } of jobs)
    await app.registry.jobs.get('notices.ring')?.(app, payload as Record<string, unknown>)
  return jobs.map(({ payload }) => (payload as { ring: unknown }).ring)
}

const devices = async (who: Client) => must(await who.get('/api/on-call/devices')).body.rows.length

test('One event of a kind rings and another does not; several ring once, and say that there is news, in the own language.', async () => {
  const person = await ringing('Rosa Rings')
  await cast.rows("update core.person set language = 'es' where id = $1", [person.personId])
  const id = await assign(person)
  await assign(person)
  await cast.later(1)
  const told = (await ring()) as Record<string, string>[]
  assert.deepEqual(
    told.map(({ tag: _tag, ...words }) => words),
    [{ title: 'Wardline', body: 'Hay novedades en Wardline.', path: '/desk/notices' }],
  )
  assert.deepEqual(rung, [`/${person.personId}`])
  must(await person.post(`/api/tickets/${id}/resolve`, { code: 'fixed', cause: 'Dust' }))
  must(await cast.nurse.post(`/api/tickets/${id}/reopen`, {}))
  await cast.later(1)
  assert.deepEqual(await ring(), [])
})

test('In quiet hours nothing rings, a major incident neither; when they are over it rings.', async () => {
  const person = await ringing('Quin Quiet')
  const { hour } = Temporal.Instant.from(cast.wardline.clock.now().toISOString()).toZonedDateTimeISO('UTC')
  await cast.choose(person, {
    time_zone: 'UTC',
    quiet: { from: hour * 60, to: ((hour + 2) % 24) * 60, days: [1, 2, 3, 4, 5, 6, 7] },
    kinds: [{ kind: 'incidents', ...ways(true) }],
  })
  const id = await assign(person)
  await cast.rows(
    `insert into notices.waiting (org_id, notification_id, channel, person_id, kind, due_at)
     select org_id, id, 'push', person_id, 'incidents', created_at from core.notification where person_id = $1 and record_id = $2
     on conflict (org_id, notification_id, channel) do update set kind = 'incidents'`,
    [person.personId, id],
  )
  await assign(person)
  await cast.later(1)
  assert.deepEqual(await ring(), [])
  await cast.later(120)
  assert.equal((await ring()).length, 1)
  assert.equal(rung.length, 1)
})

test('Who may not see it any more when it would ring is not rung, nor who read it; who still may is.', async () => {
  const [lost, read, still] = [
    await ringing('Lou Lost'),
    await ringing('Rea Read'),
    await ringing('Stu Still'),
  ]
  for (const each of [lost, read, still]) await assign(each)
  await cast.later(1)
  await cast.rows('delete from core.role_assignment where person_id = $1', [lost.personId])
  await cast.rows('delete from core.team_member where person_id = $1', [lost.personId])
  must(await read.post('/api/notifications/read', {}))
  assert.equal((await ring()).length, 3, 'all three waited for the push service')
  assert.deepEqual(rung, [`/${still.personId}`])
})

test('A browser that its push service does not know any more is forgotten; one that it knows is kept.', async () => {
  const [gone, kept] = [await ringing('Gil Gone'), await ringing('Kit Kept')]
  await assign(kept)
  await cast.later(1)
  await ring()
  assert.equal(await devices(kept), 1)
  status = 410
  await assign(gone)
  await cast.later(1)
  await ring()
  assert.equal(await devices(gone), 0)
})
