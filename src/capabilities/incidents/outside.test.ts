import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { runJobs } from '../../core/people/fixture.ts'
import { must } from '../tickets/fixture.ts'
import { type IncidentCast, startIncidents } from './fixture.ts'

let cast: IncidentCast
let incident: string
let mine: string
let theirs: string

before(async () => {
  cast = await startIncidents({ now: '2031-04-08T15:00:00Z' })
  mine = await cast.file(cast.nurse, { title: 'Slow for me' })
  theirs = await cast.file(cast.otherNurse, { title: 'Gladiolus ward is stuck' })
  incident = await cast.propose({
    title: 'Gladiolus, says the caller',
    why: 'Peony of Otis',
    ticket_id: theirs,
  })
})
after(() => cast?.wardline.close())

const found = async (who: Client, words: string) =>
  must(await who.get(`/api/search?q=${words}`)).body.groups.flatMap(
    (group: { rows: { id: string }[] }) => group.rows,
  )

test('What is only proposed does not exist for anybody but those who work on incidents.', async () => {
  must(await cast.link(incident, [mine]))
  assert.deepEqual(must(await cast.nurse.get('/api/status')).body, { now: [], before: [] })
  assert.equal((await cast.nurse.get(`/api/status/${incident}`)).status, 404)
  assert.equal((await cast.nurse.get(`/api/incidents/${incident}`)).status, 403)
  assert.equal((await cast.act(cast.nurse, incident, 'follow')).status, 404)
  assert.deepEqual(must(await cast.nurse.get(`/api/tickets/${mine}/incidents`)).body.status, [])
  assert.deepEqual(must(await cast.nurse.get(`/api/tickets/${mine}`)).body.links, [])
  const ofIncident = (rows: { id: string }[]) => rows.filter((row) => row.id === incident)
  assert.deepEqual(ofIncident(await found(cast.nurse, 'gladiolus')), [])
  assert.equal(ofIncident(await found(cast.agent, 'gladiolus')).length, 1)
  assert.equal((await cast.stranger.get(`/api/incidents/${incident}`)).status, 404)
  assert.deepEqual(must(await cast.stranger.get('/api/incidents')).body.rows, [])
})

test('Of what is declared a reporter reads the status, her own request in it, and nothing of anybody else.', async () => {
  must(await cast.act(cast.lead, incident, 'declare', { title: 'The record is slow' }))
  must(await cast.act(cast.agent, incident, 'note', { body: 'Hydrangea overheard it.' }))
  must(await cast.act(cast.lead, incident, 'edit', { bridge_url: 'https://call.example/petunia' }))
  must(await cast.act(cast.lead, incident, 'publish', { body: 'We are on it.' }))
  must(await cast.act(cast.otherNurse, incident, 'follow'))
  await runJobs(cast.wardline)
  const pages = await Promise.all(
    [
      '/api/status',
      `/api/status/${incident}`,
      `/api/tickets/${mine}/incidents`,
      `/api/tickets/${mine}`,
      '/api/notifications',
      '/api/portal/home',
      '/api/tickets',
    ].map(async (path) => [path, JSON.stringify(must(await cast.nurse.get(path)).body)] as const),
  )
  for (const [path, body] of pages)
    for (const secret of ['Gladiolus', 'Peony', 'Otis', 'Hydrangea', 'petunia', 'Lea Lead', theirs])
      assert.ok(!body.includes(secret), `${path} tells ${secret}`)
  const shown = must(await cast.nurse.get(`/api/status/${incident}`)).body
  assert.deepEqual(
    shown.own_tickets.map((ticket: { id: string }) => ticket.id),
    [mine],
  )
  assert.deepEqual(Object.keys(shown).sort(), [
    'applications',
    'declared_at',
    'id',
    'is_followed',
    'next_update_at',
    'number',
    'own_tickets',
    'places',
    'resolved_at',
    'state',
    'title',
    'updates',
  ])
  for (const words of ['hydrangea', 'gladiolus', 'peony']) {
    const rows = await found(cast.nurse, words)
    assert.deepEqual(rows, [], words)
  }
  assert.equal((await found(cast.agent, 'hydrangea')).length, 1)
})

test('A reporter reaches nothing of the inner side: not the command view, not its tickets, not its actions.', async () => {
  for (const path of ['', '/tickets', '/alike'])
    assert.equal((await cast.nurse.get(`/api/incidents/${incident}${path}`)).status, 403, path)
  assert.equal((await cast.nurse.get('/api/incidents')).status, 403)
  assert.equal((await cast.link(incident, [mine], cast.nurse)).status, 403)
  assert.equal((await cast.nurse.get(`/api/tickets/${theirs}/incidents`)).status, 404)
  for (const [verb, input] of Object.entries({
    note: { body: 'x' },
    publish: { body: 'x' },
    cancel: { reason: 'x' },
    edit: { title: 'x' },
    resolve: { body: 'x' },
  }))
    assert.equal((await cast.act(cast.nurse, incident, verb, input)).status, 403, verb)
  // What happens inside does not move what she sees of it.
  const before = must(await cast.nurse.get(`/api/search?q=record+slow`)).body.groups[0].rows[0].updated_at
  cast.wardline.clock.advance(60_000)
  must(await cast.act(cast.agent, incident, 'note', { body: 'More.' }))
  const later = must(await cast.nurse.get(`/api/search?q=record+slow`)).body.groups[0].rows[0].updated_at
  assert.equal(later, before)
})

test('Who works on one team’s tickets reads how far it reaches, and lists the tickets of the team alone.', async () => {
  const page = must(await cast.specialist.get(`/api/incidents/${incident}`)).body
  assert.equal(page.counts.tickets, 2)
  assert.deepEqual(must(await cast.specialist.get(`/api/incidents/${incident}/tickets`)).body.rows, [])
  assert.equal(must(await cast.agent.get(`/api/incidents/${incident}/tickets`)).body.rows.length, 2)
})

test('Words are taken out of a note by those who may redact, and out of what is found.', async () => {
  const { message_id } = must(
    await cast.act(cast.agent, incident, 'note', { body: 'Call Mrs. Foxglove.' }),
  ).body
  assert.equal((await found(cast.agent, 'foxglove')).length, 1)
  assert.equal((await cast.act(cast.nurse, incident, 'redact', { message_id })).status, 403)
  must(await cast.act(cast.agent, incident, 'redact', { message_id, text: 'Mrs. Foxglove' }))
  assert.deepEqual(await found(cast.agent, 'foxglove'), [])
  assert.ok(
    !JSON.stringify(must(await cast.agent.get(`/api/incidents/${incident}`)).body).includes('Foxglove'),
  )
})

test('What is cancelled is found by those who work on incidents, and by nobody else any more.', async () => {
  const id = await cast.propose({ title: 'Marigold is down' })
  must(await cast.act(cast.lead, id, 'declare', { title: 'Marigold is down' }))
  const ids = async (who: Client) => (await found(who, 'marigold')).map((row: { id: string }) => row.id)
  assert.deepEqual(await ids(cast.nurse), [id])
  must(await cast.act(cast.nurse, id, 'follow'))
  must(await cast.act(cast.lead, id, 'cancel', { reason: 'It was a drill.' }))
  assert.deepEqual(await ids(cast.nurse), [])
  assert.deepEqual(await ids(cast.agent), [id])
  assert.equal((await cast.nurse.get(`/api/status/${id}`)).status, 404)
  assert.equal((await cast.act(cast.nurse, id, 'unfollow')).status, 404)
})
