import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { must } from '../../tickets/fixture.ts'
import { anyTicket, type ClockCast, startClockCast } from '../clocks/fixture.ts'

let cast: ClockCast
let lead: ClockCast['agent']
before(async () => {
  cast = await startClockCast()
  const { wardline, desk } = cast
  lead = await wardline.person('Lea Lead', ['help-desk'], [desk])
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    lead.personId,
  ])
  await wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02'",
  )
})
beforeEach(async () => {
  cast.backToMonday()
  for (const { id } of must(await cast.admin.get('/api/ladders')).body.rows)
    must(await cast.admin.send('DELETE', `/api/ladders/${id}`, {}))
})
after(() => cast.wardline.close())

const at = (on: string, minutes: number | null = null, more: Record<string, unknown> = {}) => ({
  on,
  minutes,
  is_working_time: false,
  is_untaken_only: false,
  clock: null,
  ...more,
})
type Step = { when: ReturnType<typeof at>; deed: string; to: { kind: string; id: string | null } | null }
const step = (when: Step['when'], deed: string, kind?: string, id: string | null = null): Step => ({
  when,
  deed,
  to: kind === undefined ? null : { kind, id },
})
const ladder = (steps: Step[], when: Record<string, unknown> = {}, name = 'Watch') =>
  cast.admin.post('/api/ladders', { name, when: { ...anyTicket, ...when }, steps })
const file = (fields: Record<string, unknown> = {}) =>
  cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk, ...fields })
const climb = () => cast.job('ladders.climb')
const told = (id: string) =>
  cast.rows(
    "select action, data ->> 'step' as step, data ->> 'deed' as deed, data ->> 'why' as why from core.event where record_id = $1 and action like 'ladders.%' and action <> 'ladders.told' order by at, id",
    [id],
  )
const news = async (client: typeof cast.agent, id: string) =>
  must(await client.get('/api/notifications'))
    .body.rows.filter((row: Record<string, { id: string }>) => row.record?.id === id)
    .map((row: { reason: string }) => row.reason)
const shown = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}`)).body

test('Somebody who may escalate has the next step taken at once; who may not is refused.', async () => {
  must(
    await ladder([
      step(at('after_filed', 500), 'notify', 'person', lead.personId),
      step(at('by_hand'), 'raise'),
    ]),
  )
  const id = await file()
  const start = (client: typeof cast.agent, number: number) =>
    client.post(`/api/tickets/${id}/start-step`, { step: number })
  assert.equal((await start(cast.nurse, 1)).status, 403)
  assert.equal((await start(cast.stranger, 1)).status, 404)
  assert.equal((await start(cast.agent, 2)).status, 409, 'it is not the next one')
  must(await start(cast.agent, 1))
  await climb()
  must(await start(cast.agent, 2))
  await climb()
  assert.deepEqual(
    (await told(id)).map(({ action, deed }) => [action, deed]),
    [
      ['ladders.start_step', null],
      ['ladders.climbed', 'notify'],
      ['ladders.start_step', null],
      ['ladders.climbed', 'raise'],
    ],
  )
  cast.later(600)
  await climb()
  assert.equal((await told(id)).length, 4, 'what was taken early does not come again at its time')
  const refused = await start(cast.agent, 1)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /Every step of the ladder has been taken/)
})

test('Whom a step goes to is found when it is taken: the manager of the owner, and the team with the skill.', async () => {
  const { wardline, admin, network } = cast
  const skill = must(await admin.post('/api/skills', { name: 'Switches' })).body.id
  const noTeam = await ladder([step(at('after_filed', 5), 'pass', 'skill', skill)])
  assert.match(noTeam.body.errors[0].detail, /no team has the skill “Switches”/)
  await wardline.owner.query('insert into core.team_skill (org_id, team_id, skill_id) values ($1,$2,$3)', [
    wardline.orgId,
    network,
    skill,
  ])
  await wardline.owner.query('update core.person set manager_id = $1 where id = $2', [
    lead.personId,
    cast.agent.personId,
  ])
  must(
    await ladder([
      step(at('after_filed', 5), 'notify', 'manager'),
      step(at('after_filed', 6), 'pass', 'skill', skill),
    ]),
  )
  const owned = await file({ owner_id: cast.agent.personId })
  const free = await file()
  cast.later(6)
  await climb()
  assert.deepEqual(await news(lead, owned), ['ladder'])
  assert.equal((await shown(owned)).team.name, 'Network')
  assert.deepEqual(
    (await told(free)).map(({ why }) => why),
    ['no_owner', null],
  )
})

test('A ladder tells somebody who does not work on tickets, but passes no ticket to them.', async () => {
  const looker = await withPermissions('looker', ['tickets.read_all'])
  const to = (deed: string) => ladder([step(at('after_filed', 5), deed, 'person', looker.personId)])
  const refused = await to('pass')
  assert.equal(refused.status, 422)
  assert.match(refused.body.errors[0].detail, /choose a person who works on tickets/)
  must(await to('notify'))
})

test('Who works on tickets no more when a step passes one to them leaves it to the team, with no owner.', async () => {
  const { wardline, network } = cast
  const former = await withPermissions('former', ['tickets.work'])
  await wardline.owner.query('update core.team_member set team_id = $2 where person_id = $1', [
    former.personId,
    network,
  ])
  must(await ladder([step(at('after_filed', 5), 'pass', 'person', former.personId)]))
  await wardline.owner.query("update core.role set permissions = '{}' where key = 'former'")
  const id = await file()
  cast.later(5)
  await climb()
  const { team, owner } = await shown(id)
  assert.deepEqual([team.name, owner], ['Network', null])
})

/** Somebody with the named permissions and no others, but for those that everybody has. */
async function withPermissions(name: string, permissions: string[]) {
  const { wardline, desk } = cast
  await wardline.owner.query(
    'insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), $2, $2, $3)',
    [wardline.orgId, name, permissions],
  )
  const client = await wardline.person(`Person ${name}`, [name], [desk])
  await wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02' where person_id = $1",
    [client.personId],
  )
  return client
}
