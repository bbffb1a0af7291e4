import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { write } from '../../platform/db/transaction.ts'
import { automationActor, ensureAutomation } from './automation.ts'

let wardline: Wardline
before(async () => {
  wardline = await startWardline()
})
after(() => wardline?.close())

test('The automation is one service identity with a custodian, made once, and may do what its role says.', async () => {
  const admin = await wardline.admin()
  const now = () => wardline.clock.now().toISOString()
  const within = <T>(work: Parameters<typeof write<T>>[2]) =>
    write(wardline.composition.app.pool, wardline.orgId, work)

  assert.equal(await within((tx) => automationActor(tx, now())), undefined)
  const ids = await Promise.all(
    [1, 2, 3].map(() => within((tx) => ensureAutomation(tx, admin.personId, now()))),
  )
  assert.equal(new Set(ids).size, 1)

  const actor = await within((tx) => automationActor(tx, now()))
  assert.equal(actor?.personId, ids[0])
  assert.equal(actor?.isService, true)
  assert.ok(actor?.permissions.has('tickets.assign'))
  assert.equal(actor?.permissions.has('people.manage'), false)

  const person = await admin.get(`/api/people/${ids[0]}`)
  assert.equal(person.body.custodian.id, admin.personId)
  await admin.post(`/api/people/${ids[0]}/deactivate`, {})
  assert.equal(await within((tx) => automationActor(tx, now())), undefined)
})

test('Making it holds up nobody who files a ticket, and no key of a person stands in its place.', async () => {
  const { orgId } = await wardline.organization('busy')
  const nurse = await wardline.person('Nora Nurse', [], [], orgId)
  const filed = write(wardline.composition.app.pool, orgId, async (tx) => {
    await ensureAutomation(tx, nurse.personId, wardline.clock.now().toISOString())
    // While this write is under way, a ticket refers to the same organization.
    const answer = await nurse.post('/api/tickets', { title: 'Printer', body: 'It is jammed.' })
    assert.equal(answer.status, 200)
  })
  await filed
  const admin = await wardline.admin()
  const made = await admin.post('/api/people', { name: 'Auto Mation', external_key: 'automation' })
  assert.equal(made.status, 200)
  const now = wardline.clock.now().toISOString()
  const id = await write(wardline.composition.app.pool, wardline.orgId, (tx) =>
    ensureAutomation(tx, admin.personId, now),
  )
  assert.notEqual(id, made.body.id)
})
