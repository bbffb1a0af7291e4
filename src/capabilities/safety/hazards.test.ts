import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { missingId } from '../../../test/helpers/openapi.ts'
import type { Client } from '../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { isRising, levelOf, usualMatrix } from './risk.ts'

let cast: Cast
let officer: Client
let ticket: string
let events: string[]

before(async () => {
  cast = await startCast()
  officer = await cast.wardline.person('Olga Officer', ['clinical-safety-officer'])
  ticket = await cast.file(cast.nurse)
  for (const outcome of ['harm', 'near_miss'])
    must(
      await cast.nurse.post(`/api/tickets/${ticket}/safety-reports`, { outcome, description: 'The pump.' }),
    )
  events = must(await officer.get('/api/safety-events')).body.rows.map(({ id }: { id: string }) => id)
})
after(() => cast?.wardline.close())

const words = { title: 'Wrong unit', cause: 'The update', effect: 'A wrong dose', severity: 5, likelihood: 3 }
const create = async (fields: Record<string, unknown> = {}): Promise<string> =>
  must(await officer.post('/api/hazards', { ...words, ...fields })).body.id
const act = (id: string, verb: string, body: unknown = {}) => officer.post(`/api/hazards/${id}/${verb}`, body)
const show = async (id: string) => must(await officer.get(`/api/hazards/${id}`)).body

test('A hazard gathers several safety events and tickets, and what is linked learns nothing of it.', async () => {
  const id = await create({ record_ids: [events[0], ticket] })
  must(await act(id, 'link', { record_id: events[1] }))
  must(await act(id, 'link', { record_id: events[1] }))
  const hazard = await show(id)
  assert.deepEqual(
    hazard.records.map(({ kind }: { kind: string }) => kind),
    ['safety_event', 'safety_event', 'ticket'],
  )
  assert.equal(hazard.events.length, 2, 'linking twice is told once')
  const event = must(await officer.get(`/api/safety-events/${events[1]}`)).body
  assert.deepEqual(
    event.hazards.map((each: { id: string }) => each.id),
    [id],
  )
  const { body } = await officer.get(`/api/tickets/${ticket}`)
  assert.deepEqual([body.links, body.events.length], [[], 1])
  must(await act(id, 'unlink', { record_id: ticket }))
  assert.equal((await show(id)).records.length, 2)
  for (const record_id of [missingId, id])
    assert.equal((await act(id, 'link', { record_id })).status, 422, 'what is not there, and itself')
})

test('Controls are in place or planned, with an owner and a day, and say what is missing for “controlled”.', async () => {
  const id = await create()
  const planned = {
    body: 'Show the unit',
    state: 'planned',
    owner_id: cast.agent.personId,
    due_on: '2026-03-01',
  }
  const { control_id } = must(await act(id, 'add-control', planned)).body
  must(await act(id, 'add-control', { body: 'Two people check', state: 'existing' }))
  const refused = await act(id, 'control')
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /only planned/)
  must(await act(id, 'edit-control', { control_id, state: 'existing' }))
  const { controls } = await show(id)
  assert.deepEqual(
    controls.map((each: { body: string; state: string; due_on: string; owner: { name: string } | null }) => [
      each.body,
      each.state,
      each.due_on,
      each.owner?.name ?? null,
    ]),
    [
      ['Show the unit', 'existing', '2026-03-01', 'Sam Agent'],
      ['Two people check', 'existing', null, null],
    ],
  )
  assert.equal(must(await act(id, 'control')).body.state, 'controlled')
  must(await act(id, 'remove-control', { control_id }))
  assert.equal((await show(id)).controls.length, 1)
  assert.equal((await act(id, 'remove-control', { control_id })).status, 404)
  assert.equal((await act(id, 'edit-control', { control_id: missingId, body: 'x' })).status, 404)
  assert.equal((await act(id, 'add-control', { ...planned, owner_id: missingId })).status, 422)
  assert.equal((await act(id, 'add-control', { ...planned, due_on: '2026-02-30' })).status, 422)
})

test('A control of one hazard cannot be changed through another.', async () => {
  const [one, other] = [await create(), await create()]
  const { control_id } = must(await act(one, 'add-control', { body: 'Check', state: 'planned' })).body
  assert.equal((await act(other, 'edit-control', { control_id, body: 'Gone' })).status, 404)
  assert.equal((await act(other, 'remove-control', { control_id })).status, 404)
  assert.equal((await show(one)).controls[0].body, 'Check')
})

test('The risk follows the matrix, before and with controls, and is accepted only when it was rated.', async () => {
  const id = await create()
  assert.deepEqual([(await show(id)).level, (await show(id)).level_after], ['extreme', null])
  assert.equal((await act(id, 'accept', { reason: 'It is rare.' })).status, 409)
  const half = await act(id, 'edit', { severity_after: 2 })
  assert.deepEqual([half.status, half.body.errors[0].pointer], [422, '#/likelihood_after'])
  must(await act(id, 'edit', { severity_after: 2, likelihood_after: 2, cause: 'Another cause' }))
  const hazard = await show(id)
  assert.deepEqual([hazard.level_after, hazard.cause, hazard.effect], ['low', 'Another cause', words.effect])
  assert.deepEqual(hazard.events.at(-1).data, {
    ratings: { severity_after: [null, 2], likelihood_after: [null, 2] },
    described: ['cause'],
  })
  must(await act(id, 'accept', { reason: 'It is rare.' }))
  assert.deepEqual([(await show(id)).state, (await show(id)).reason], ['accepted', 'It is rare.'])
  must(await act(id, 'reopen'))
  assert.equal((await act(id, 'close', {})).status, 422, 'a reason is needed')
  must(await act(id, 'close', { reason: 'The device is gone.' }))
})

test('Of two who edit a hazard at once, the second is told.', async () => {
  const id = await create()
  const seen = { 'if-match': '"1"' }
  must(await officer.post(`/api/hazards/${id}/edit`, { effect: 'One' }, seen))
  assert.equal((await officer.post(`/api/hazards/${id}/edit`, { effect: 'Two' }, seen)).status, 409)
})

test('The log shows the highest risk of today first and is filtered by state and words.', async () => {
  const id = await create({ title: 'Zebra', severity: 5, likelihood: 5 })
  must(await act(id, 'add-control', { body: 'A giraffe watches', state: 'existing' }))
  const rows = must(await officer.get('/api/hazards')).body.rows
  const ranks = rows.map((row: { level: string; level_after: string | null }) =>
    ['low', 'medium', 'high', 'extreme'].indexOf(row.level_after ?? row.level),
  )
  assert.deepEqual(
    ranks,
    ranks.toSorted((a: number, b: number) => b - a),
  )
  const found = async (query: string) =>
    must(await officer.get(`/api/hazards?${query}`)).body.rows.map((row: { title: string }) => row.title)
  assert.deepEqual(await found('words=zebra'), ['Zebra'])
  assert.deepEqual(await found('words=giraffe'), ['Zebra'])
  assert.deepEqual(await found('words=gir_ffe'), [])
  assert.ok((await found('state=closed')).length > 0 && !(await found('state=current')).includes('nothing'))
})

test('The export holds the log of the filter, computes nothing in a spreadsheet, and is written down before it leaves.', async () => {
  const title = '=cmd|calc'
  const id = await create({ title, cause: '+1', effect: 'quote " and\nline' })
  must(await act(id, 'add-control', { body: '@sum', state: 'planned', due_on: '2026-03-01' }))
  const { headers, body } = must(await officer.get('/api/hazards/export.csv?words=calc'))
  assert.match(String(headers['content-type']), /^text\/csv/)
  assert.match(String(headers['content-disposition']), /hazard-log-.*\.csv/)
  const lines = String(body).split('\r\n')
  assert.equal(lines.length, 3, 'a head, a hazard, an end')
  assert.ok(lines[0]?.startsWith('\uFEFFHazard,Title,Status'))
  assert.ok(
    lines[1]?.includes(`"'${title}"`) &&
      lines[1].includes(`"'+1"`) &&
      lines[1].includes(`"'@sum (2026-03-01)"`),
  )
  assert.ok(lines[1]?.includes('"quote "" and\nline"'))
  const [line] = await cast.rows("select data, actor_id from core.audit where action = 'hazards.export'")
  assert.deepEqual(line, { data: { lines: 1 }, actor_id: officer.personId })
  for (const who of [cast.admin, cast.agent, cast.nurse])
    assert.equal((await who.get('/api/hazards/export.csv')).status, 403)
})

test('A matrix rates each pair, and one in which the worse is lower is none.', () => {
  assert.equal(levelOf(usualMatrix, 1, 1), 'low')
  assert.equal(levelOf(usualMatrix, 5, 5), 'extreme')
  assert.equal(levelOf(usualMatrix, null, 5), null)
  assert.ok(isRising(usualMatrix))
  assert.ok(!isRising(usualMatrix.with(0, ['low', 'high', 'medium', 'high', 'high'])))
})
