import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { ensureAutomation } from '../../core/people/automation.ts'
import { runJobs, withQueue } from '../../core/people/fixture.ts'
import { write } from '../../platform/db/transaction.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

const usual = {
  is_on: true,
  delay_hours: 2,
  share_percent: 100,
  shares: [] as object[],
  person_days: 0,
  link_days: 14,
  low_score: 0,
  low_deed: 'tell',
}

let cast: Cast
let lead: Client

before(async () => {
  cast = await startCast()
  await withQueue(cast.wardline)
  lead = await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  await cast.rows('update core.team_member set is_lead = true where person_id = $1', [lead.personId])
  await write(cast.wardline.composition.app.pool, cast.wardline.orgId, (tx) =>
    ensureAutomation(tx, cast.admin.personId, cast.wardline.clock.now().toISOString()),
  )
})
after(() => cast?.wardline.close())
beforeEach(async () => {
  await stay()
  await set({})
})

/** The clock runs for days in this file, in which nobody is to be logged off. */
async function stay(): Promise<void> {
  const now = cast.wardline.clock.now()
  await cast.rows(
    "update core.session set idle_minutes = 1440, last_active_at = $1, expires_at = $1::timestamptz + interval '1 day'",
    [now],
  )
}

async function set(changes: Partial<Record<keyof typeof usual, unknown>>): Promise<void> {
  const { version } = must(await lead.get('/api/surveys/settings')).body
  must(await lead.send('PUT', '/api/surveys/settings', { version, ...usual, ...changes }))
}

const act = (who: Client, id: string, verb: string, body: object = {}) =>
  who.post(`/api/tickets/${id}/${verb}`, body)

async function solved(fields: object = {}, who = cast.nurse): Promise<string> {
  const id = await cast.file(who, { title: 'Unspeakable words' })
  must(await act(cast.agent, id, 'assign', { team_id: cast.desk }))
  must(await act(cast.agent, id, 'resolve', { code: 'fixed', ...fields }))
  return id
}

test('A low answer is told to the lead once, and sets off once what the setting says.', async () => {
  const told = async (id: string) =>
    (
      await cast.rows(
        "select 1 from core.notification where record_id = $1 and reason = 'low_rating' and person_id = $2",
        [id, lead.personId],
      )
    ).length
  await set({ low_score: 2, low_deed: 'tell' })
  const good = await solved()
  must(await act(cast.nurse, good, 'rate', { rating: 3 }))
  const bad = await solved()
  must(await act(cast.nurse, bad, 'rate', { rating: 2 }))
  must(await act(cast.nurse, bad, 'rate', { rating: 1 }))
  assert.deepEqual([await told(good), await told(bad)], [0, 1])

  await set({ low_score: 2, low_deed: 'file' })
  const filed = await solved()
  must(await act(cast.nurse, filed, 'rate', { rating: 1 }))
  const { app } = cast.wardline.composition
  const job = { org: cast.wardline.orgId, ticket: filed, turn: 0 }
  await Promise.all([1, 2, 3].map(() => app.registry.jobs.get('surveys.follow_up')?.(app, job)))
  await runJobs(cast.wardline)
  const children = await cast.rows(
    "select r.title, r.team_id from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id where k.to_id = $1 and k.type = 'parent'",
    [filed],
  )
  assert.equal(children.length, 1)
  assert.equal(children[0]?.team_id, cast.desk)

  await set({ low_score: 2, low_deed: 'reopen' })
  const again = await solved()
  must(await act(cast.nurse, again, 'rate', { rating: 1 }))
  await runJobs(cast.wardline)
  await app.registry.jobs.get('surveys.follow_up')?.(app, { ...job, ticket: again })
  const reopened = await cast.rows(
    "select 1 from core.event where record_id = $1 and action = 'tickets.reopen'",
    [again],
  )
  assert.equal(reopened.length, 1)
  assert.equal(must(await cast.agent.get(`/api/tickets/${again}`)).body.state, 'open')
})

test('A low answer that was taken back neither reopens nor files, and one that is low again does so once.', async () => {
  const children = async (id: string) =>
    cast.rows(
      "select r.team_id from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id where k.to_id = $1 and k.type = 'parent'",
      [id],
    )
  const stateOf = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}`)).body.state
  await set({ low_score: 2, low_deed: 'reopen' })
  const better = await solved()
  must(await act(cast.nurse, better, 'rate', { rating: 1 }))
  must(await act(cast.nurse, better, 'rate', { rating: 5 }))
  await runJobs(cast.wardline)
  assert.equal(await stateOf(better), 'resolved')
  must(await act(cast.nurse, better, 'rate', { rating: 2 }))
  await runJobs(cast.wardline)
  assert.equal(await stateOf(better), 'open')

  await set({ low_score: 2, low_deed: 'file' })
  const again = await solved()
  must(await act(cast.nurse, again, 'rate', { rating: 1 }))
  must(await act(cast.nurse, again, 'rate', { rating: 4 }))
  const reopened = await solved()
  must(await act(cast.nurse, reopened, 'rate', { rating: 1 }))
  must(await act(cast.nurse, reopened, 'reopen'))
  const archived = await solved()
  const former = await cast.wardline.team('Former desk', 1)
  await cast.rows('update core.record set team_id = $2 where id = $1', [archived, former])
  await cast.rows('update core.team set archived_at = now() where id = $1', [former])
  must(await act(cast.nurse, archived, 'rate', { rating: 1 }))
  await runJobs(cast.wardline)
  assert.deepEqual(
    [await children(again), await children(reopened), await children(archived)],
    [[], [], [{ team_id: null }]],
  )
})
