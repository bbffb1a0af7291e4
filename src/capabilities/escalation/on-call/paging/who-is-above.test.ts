import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { runJobs, withQueue } from '../../../../core/people/fixture.ts'
import { type Cast, must, startCast } from '../../../tickets/fixture.ts'

const minute_ms = 60_000
let cast: Cast
const ids: Record<string, string> = {}

before(async () => {
  cast = await startCast({ now: '2031-04-08T07:00:00Z' })
  const { wardline, network } = cast
  await withQueue(wardline)
  const make = async (name: string, roles: string[], teams: string[] = []) => {
    const { personId } = await wardline.person(name, roles, teams)
    ids[name] = personId
  }
  await make('Lea', ['network-administrator'], [network])
  await make('Gone', ['team-lead'])
  await make('Blind', [])
  await make('Chief', ['cio'])
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [ids.Lea])
  // Lea is managed by one who left, that one by one who sees no ticket, then comes the chief; and a circle at the top.
  for (const [person, manager] of [
    ['Lea', 'Gone'],
    ['Gone', 'Blind'],
    ['Blind', 'Chief'],
    ['Chief', 'Lea'],
  ] as const)
    await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
      ids[person],
      ids[manager],
    ])
  await wardline.owner.query('update core.person set is_active = false where id = $1', [ids.Gone])
})
after(() => cast.wardline.close())

/** Who was called by the page, in order, and why. */
async function calls(pageId: string): Promise<unknown[]> {
  const rows = await cast.rows(
    'select person_id, because from escalation.page_call where page_id = $1 order by step, person_id',
    [pageId],
  )
  return rows.map(({ person_id, because }) => [
    Object.entries(ids).find(([, id]) => id === person_id)?.[0] ?? person_id,
    because,
  ])
}

test('When the lead does not answer, the nearest manager who is there and sees the ticket is called, and then nobody more than once.', async () => {
  const id = await cast.file(cast.agent, { team_id: cast.network })
  const { page_id } = must(await cast.agent.post(`/api/tickets/${id}/page`, { reason: 'Now' })).body
  assert.deepEqual(await calls(page_id), [['Lea', 'lead']])
  const next = async () => {
    cast.wardline.clock.advance(10 * minute_ms + 1000)
    await runJobs(cast.wardline)
  }
  await next()
  assert.deepEqual(await calls(page_id), [
    ['Lea', 'lead'],
    ['Chief', 'manager'],
  ])
  await next()
  await next()
  const [page] = await cast.rows('select state from escalation.page where id = $1', [page_id])
  assert.equal(page?.state, 'unanswered')
  assert.equal((await calls(page_id)).length, 2)
})
