import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { waitsFor } from '../../../test/helpers/held-lock.ts'
import { execute } from '../../core/execute.ts'
import { automationActor, ensureAutomation } from '../../core/people/automation.ts'
import { runJobs, withQueue } from '../../core/people/fixture.ts'
import { read, write } from '../../platform/db/transaction.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

const usual = {
  is_on: true,
  delay_hours: 2,
  share_percent: 100,
  shares: [],
  person_days: 0,
  link_days: 14,
  low_score: 2,
  low_deed: 'file',
}

let cast: Cast
before(async () => {
  cast = await startCast()
  await withQueue(cast.wardline)
  const { app } = cast.wardline.composition
  const now = cast.wardline.clock.now().toISOString()
  await write(app.pool, cast.wardline.orgId, (tx) => ensureAutomation(tx, cast.admin.personId, now))
  const { version } = must(await cast.admin.get('/api/surveys/settings')).body
  must(await cast.admin.send('PUT', '/api/surveys/settings', { version, ...usual }))
})
after(() => cast?.wardline.close())

const act = (who: Cast['nurse'], id: string, verb: string, body: object = {}) =>
  who.post(`/api/tickets/${id}/${verb}`, body)
const file = async () => {
  const id = await cast.file(cast.nurse)
  must(await act(cast.agent, id, 'assign', { team_id: cast.desk }))
  return id
}
const resolve = async (id: string) => must(await act(cast.agent, id, 'resolve', { code: 'fixed' }))
const invitations = (id: string) =>
  cast.rows('select id, sent_at from surveys.invitation where ticket_id = $1', [id])

test('Nobody is asked about what the automation resolved.', async () => {
  const { app } = cast.wardline.composition
  const now = cast.wardline.clock.now().toISOString()
  const automation = await read(app.pool, cast.wardline.orgId, (tx) => automationActor(tx, now))
  assert.ok(automation)
  const permissions = new Set([
    ...automation.permissions,
    'tickets.read_all',
    'tickets.work',
    'tickets.resolve',
  ])
  const action = app.registry.recordActions.get('tickets.resolve')
  assert.ok(action)
  const id = await file()
  await execute(app, { ...automation, permissions }, action, { code: 'fixed' }, id)
  assert.deepEqual(await invitations(id), [])
  const other = await file()
  await resolve(other)
  assert.equal((await invitations(other)).length, 1)
})

test('Nobody is asked about a ticket that is kept from most, and as usual about one of a team.', async () => {
  const { app } = cast.wardline.composition
  for (const [restriction, sent] of [
    ['listed', false],
    ['security', false],
    ['team', true],
  ] as const) {
    const id = await file()
    await resolve(id)
    await cast.rows('update core.record set restriction = $2 where id = $1', [id, restriction])
    const [invitation] = await invitations(id)
    await app.registry.jobs.get('surveys.ask')?.(app, {
      org: cast.wardline.orgId,
      invitation: invitation?.id,
    })
    assert.equal((await invitations(id))[0]?.sent_at !== null, sent, restriction)
  }
})

test('Of two questions to one person whose time comes at once the second waits for the first.', async () => {
  const { nurse, wardline } = cast
  const { app } = wardline.composition
  const id = await file()
  await resolve(id)
  const [invitation] = await invitations(id)
  const key = `survey ${wardline.orgId} ${nurse.personId}`
  await waitsFor(wardline.owner, 'hashtextextended($1, 0)', [key], async () =>
    app.registry.jobs.get('surveys.ask')?.(app, { org: wardline.orgId, invitation: invitation?.id }),
  )
  assert.notEqual((await invitations(id))[0]?.sent_at, null)
})

test('What a low answer about an earlier solution would have set off is left out when the ticket was solved anew.', async () => {
  const id = await file()
  await resolve(id)
  must(await act(cast.nurse, id, 'rate', { rating: 1 }))
  must(await act(cast.nurse, id, 'reopen'))
  await resolve(id)
  must(await act(cast.nurse, id, 'rate', { rating: 1 }))
  await runJobs(cast.wardline)
  const children = await cast.rows("select from_id from core.link where to_id = $1 and type = 'parent'", [id])
  assert.equal(children.length, 1)
})
