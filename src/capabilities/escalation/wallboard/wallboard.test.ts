import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { must } from '../../tickets/fixture.ts'
import { type ClockCast, standard, startClockCast } from '../clocks/fixture.ts'

let cast: ClockCast
before(async () => {
  cast = await startClockCast()
  await cast.policy(standard)
})
after(() => cast?.wardline.close())

const file = (team_id: string, title: string) =>
  cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id, title })
const board = async (client: Client) => must(await client.get('/api/wallboard')).body
const listed = async (query: string) =>
  must(await cast.agent.get(`/api/tickets?limit=100&${query}`)).body.rows.length

test('The board counts what the lists hold, and names tickets by number alone.', async () => {
  const late = await file(cast.desk, 'Zebra printer is dead')
  cast.later(90)
  const mine = await file(cast.desk, 'Zebra scanner is dead')
  must(await cast.agent.post(`/api/tickets/${mine}/take`))
  const done = await file(cast.network, 'Zebra network is dead')
  must(await cast.agent.post(`/api/tickets/${done}/resolve`, { code: 'fixed' }))
  const paused = await file(cast.network, 'Zebra tablet is dead')
  must(await cast.agent.post(`/api/tickets/${paused}/take`))
  must(await cast.agent.post(`/api/tickets/${paused}/ask`))
  const answer = await board(cast.agent)
  for (const view of ['open', 'unassigned', 'overdue', 'due_soon'])
    assert.equal(answer[view], await listed(`view=${view}`), view)
  assert.deepEqual([answer.open, answer.overdue, answer.came_in, answer.went_out], [3, 1, 4, 1])
  for (const rows of [answer.priorities, answer.teams])
    assert.equal(
      rows.reduce((sum: number, row: { open: number }) => sum + row.open, 0),
      3,
    )
  const numberOf = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}`)).body.number
  const numbers = (rows: { number: number }[]) => rows.map(({ number }) => number)
  assert.deepEqual(numbers(answer.overdue_longest), [await numberOf(late)])
  assert.deepEqual(numbers(answer.unassigned_longest), [await numberOf(late)])
  assert.deepEqual(numbers(answer.due_next), [await numberOf(mine)], 'of what is paused no time runs')
  assert.equal(answer.due_next[0].target, 'first_response')
  assert.doesNotMatch(JSON.stringify(answer), /Zebra|Nora|Nurse/)
})

test('A screen shows what its account sees from the inside, and a requester has none.', async () => {
  const answer = await board(cast.specialist)
  assert.deepEqual(
    answer.teams.map(({ team }: { team: string }) => team),
    ['Network'],
  )
  assert.equal(answer.open, 1)
  assert.equal((await board(cast.stranger)).open, 0)
  assert.equal((await cast.nurse.get('/api/wallboard')).status, 403)
  assert.equal((await cast.wardline.anonymous.get('/api/wallboard')).status, 401)
})

test('A list by promise has the overdue first and the paused last, page by page.', async () => {
  for (let n = 0; n < 3; n++) {
    const id = await file(cast.desk, 'Paused')
    must(await cast.agent.post(`/api/tickets/${id}/take`))
    must(await cast.agent.post(`/api/tickets/${id}/ask`))
  }
  const order: { category: string; due_at: string; due_target: string }[] = []
  let after = ''
  do {
    const page = must(await cast.agent.get(`/api/tickets?view=open&sort=due&limit=2${after}`)).body
    order.push(...page.rows)
    after = page.next ? `&after=${page.next}` : ''
  } while (after !== '')
  assert.equal(order.length, 6)
  assert.deepEqual(
    order.map(({ category }) => category === 'paused'),
    [false, false, true, true, true, true],
  )
  assert.ok(Date.parse(order[0]?.due_at ?? '') < Date.parse(order[1]?.due_at ?? ''))
  assert.deepEqual([order[0]?.due_target, order[5]?.due_target], ['first_response', null])
  const [own] = must(await cast.nurse.get('/api/tickets?view=open&sort=due&limit=1')).body.rows
  assert.equal(own.due_target, null, 'a requester reads when, not which clock')
})
