/** What somebody tries who has a key of an agent, or who knows where a rule stops. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { at, type Desk, said, startDesk } from './fixture.ts'
import { vouch } from './vouch.ts'

let desk: Desk
before(async () => {
  desk = await startDesk()
})
after(() => desk?.wardline.close())

const help = (of: Client) => ({ reason: `Forgot it: ${of.personId.slice(0, 4)}` })

/** Who came upon a key of the agent sends with it whatever the interface takes. */
async function stolenKey(scopes: string[]) {
  await desk.confirm(desk.admin)
  const made = await desk.admin.post('/api/keys', { name: 'Script', scopes, days: 1 })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return (method: string, path: string, body: unknown = {}) =>
    desk.wardline.anonymous.send(method, path, body, { authorization: `Bearer ${made.body.secret}` })
}

test('A key of an agent verifies nobody, has no caller of the agent pass, and uses none that the agent verified.', async () => {
  const kay = await desk.nurse('Kay Keyed')
  const { rows } = await desk.wardline.owner.query<{ permissions: string[] }>(
    "select permissions from core.role where org_id = $1 and key = 'requester'",
    [desk.wardline.orgId],
  )
  const send = await stolenKey(['callers.verify', 'people.manage', ...(rows[0]?.permissions ?? [])])
  assert.equal((await send('POST', '/api/callers', { person_id: kay.personId, act: 'contact' })).status, 403)
  const id = await desk.begin(kay, 'contact')
  assert.equal((await send('POST', `${at(id)}/called-back`, said)).status, 403)
  const badge = { badge: 'B 100', has_seen_photo: true, site_id: desk.siteId }
  assert.equal((await send('POST', `${at(id)}/badge`, badge)).status, 403)
  assert.equal((await send('POST', `${at(id)}/code`, { code: '000000' })).status, 403)
  assert.equal((await desk.admin.get(at(id))).body.state, 'started')
  assert.equal((await desk.admin.post(`${at(id)}/called-back`, said)).status, 200)
  const change = { phone: '+1 900 555 0666' }
  const taken = await send('PATCH', `/api/people/${kay.personId}`, change)
  assert.equal(taken.body.type, 'verification-needed')
  assert.equal((await desk.admin.send('PATCH', `/api/people/${kay.personId}`, change)).status, 200)
})

test('What the server vouched for counts once, also for somebody for whom one person is enough.', async () => {
  const una = await desk.nurse('Una Once')
  const { composition, orgId } = desk.wardline
  await vouch(composition.app, orgId, {
    person: 'una.once@main.example',
    agent: 'admin@main.example',
    act: 'factor',
  })
  await desk.confirm(desk.admin)
  const take = () => desk.admin.post(`/api/people/${una.personId}/reset-factor`, help(una))
  assert.equal((await take()).status, 200)
  assert.equal((await take()).body.current.why, 'used')
})

test('What was verified of a double is not verified of who it is merged into.', async () => {
  const mia = await desk.nurse('Mia Merged')
  const made = await desk.admin.post('/api/people', {
    name: 'Mia Double',
    phone: '+1 900 555 0777',
    email: 'mia.double@main.example',
  })
  const double = { personId: made.body.id } as Client
  await desk.callBack(double, 'password')
  await desk.callBack(mia, 'merge')
  await desk.confirm(desk.admin)
  const merged = await desk.admin.post(`/api/people/${double.personId}/merge`, { into_id: mia.personId })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.equal((await desk.reset(mia)).body.current.why, 'none')
  await desk.callBack(mia, 'password')
  assert.equal((await desk.reset(mia)).status, 200)
})

test('That a role is not high-risk holds for what it could do then: what it may do since makes it high-risk again.', async () => {
  await desk.confirm(desk.admin)
  const made = await desk.admin.post('/api/roles', { title: 'Clerk', permissions: ['people.manage'] })
  const { roles: _roles, ...setting } = (await desk.admin.get('/api/callers/settings')).body
  const judge = async (version: number) => {
    const roles = [{ id: made.body.id, is_high: false }]
    const saved = await desk.admin.send('PUT', '/api/callers/settings', { ...setting, version, roles })
    assert.equal(saved.status, 200, JSON.stringify(saved.body))
  }
  const isHigh = async () =>
    (await desk.admin.get('/api/callers/settings')).body.roles.find(
      ({ id }: { id: string }) => id === made.body.id,
    ).is_high
  const edit = async (permissions: string[]) => {
    const edited = await desk.admin.send('PATCH', `/api/roles/${made.body.id}`, { permissions })
    assert.equal(edited.status, 200, JSON.stringify(edited.body))
  }
  assert.equal(await isHigh(), true)
  await judge(setting.version)
  assert.equal(await isHigh(), false)
  await edit(['people.manage', 'tickets.create'])
  assert.equal(await isHigh(), false, 'what hands over no account changes nothing')
  await edit(['people.manage', 'tickets.create', 'roles.manage'])
  assert.equal(await isHigh(), true)
  await judge(setting.version + 1)
  assert.equal(await isHigh(), false, 'and it can be judged anew')
})
