import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { publish } from '../catalog/fixture.ts'
import { type ApprovalCast, must, startApprovalCast } from './fixture.ts'

let cast: ApprovalCast
let item: string
before(async () => {
  cast = await startApprovalCast()
  item = await publish(cast.admin, {
    name: { en: 'Access to an application' },
    fields: [{ key: 'level', type: 'text', label: { en: 'Level' } }],
    approvals: { steps: [{ name: 'Manager', who: 'manager', needs: 'any' }] },
    fulfilment: { steps: [{ title: 'Give access', as: 'check' }] },
  })
})
after(() => cast?.wardline.close())

const requested = async (level = 'read only'): Promise<string> =>
  must(await cast.nurse.post(`/api/catalog/items/${item}/requests`, { version: 1, answers: { level } })).body
    .id
const approve = (client: Client, id: string) => client.post(`/api/approvals/${id}/approve`, {})
const state = async (id: string) =>
  String((await cast.rows('select state from core.record where id = $1', [id]))[0]?.state)
const byPeople = (needs: 'any' | 'all', ...people: Client[]) => ({
  name: 'Named',
  who: 'people' as const,
  person_ids: people.map(({ personId }) => personId),
  needs,
})
const ask = (id: string, needs: 'any' | 'all', ...people: Client[]) =>
  cast.agent.post(`/api/tickets/${id}/ask-approval`, {
    person_ids: people.map(({ personId }) => personId),
    needs,
  })

const deputyOf = async (client: Client, deputy: Client) => {
  const now = cast.wardline.clock.now().getTime()
  const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString()
  must(
    await client.post('/api/approvals/deputies', {
      deputy_id: deputy.personId,
      from_at: at(0),
      until_at: at(24),
    }),
  )
}

test('An item is asked for although an approver has left or a team was dissolved, and all its tasks are filed.', async () => {
  const { admin, agent, colleague, desk, network, nurse, owner, rows, wardline } = cast
  const gone = await wardline.person('Gus Gone', [])
  const named = async (...people: Client[]) =>
    publish(admin, {
      name: { en: `Software for ${people.length}` },
      approvals: {
        steps: [
          { name: 'Named', who: 'people', needs: 'any', person_ids: people.map(({ personId }) => personId) },
        ],
      },
      fulfilment: {
        steps: [
          { title: 'Connect it', as: 'task', team_id: network },
          { title: 'Hand it over', as: 'task', team_id: desk },
        ],
      },
    })
  const [two, alone] = [await named(gone, colleague), await named(gone)]
  await rows('update catalog.item set owner_id = $1 where id = $2', [owner.personId, alone])
  await rows('update core.person set is_active = false where id = $1', [gone.personId])
  await rows('update core.team set archived_at = now() where id = $1', [network])
  const of = async (each: string) =>
    must(await nurse.post(`/api/catalog/items/${each}/requests`, { version: 1, answers: { model: 'light' } }))
      .body.id as string
  const id = await of(two)
  must(await approve(colleague, await cast.approvalOf(id, colleague)))
  await cast.runJobs('checklists.advance')
  const { lists } = must(await agent.get(`/api/tickets/${id}/checklists`)).body
  const tasks = lists[0].items.map((task: { task: { id: string } | null }) => task.task?.id)
  const teams = await rows(
    'select team_id from core.record where id = any($1) order by team_id nulls first',
    [tasks],
  )
  assert.deepEqual(
    teams.map(({ team_id }) => team_id),
    [null, desk],
  )
  const left = await of(alone)
  must(await approve(owner, await cast.approvalOf(left, owner)))
  await rows('update core.team set archived_at = null where id = $1', [network])
})

test('Where an approver leaves while a request waits, somebody else is asked, and it is approved by nobody else.', async () => {
  const { director, manager, nurse, owner, rows } = cast
  const { app } = cast.wardline.composition
  const remind = () => app.registry.jobs.get('approvals.remind')?.(app, {})
  const stays = (client: Client, is: boolean) =>
    rows('update core.person set is_active = $2 where id = $1', [client.personId, is])
  const id = await requested()
  const first = await cast.approvalOf(id, manager)
  const all = await cast.file(nurse)
  must(await ask(all, 'all', owner, manager))
  must(await approve(owner, await cast.approvalOf(all, owner)))
  await stays(manager, false)
  await Promise.all([remind(), remind()])
  await remind()
  const asked = await rows("select id from approvals.approval where approver_id = $1 and state = 'open'", [
    director.personId,
  ])
  assert.ok(asked.length >= 2)
  assert.deepEqual([await state(id), await state(all)], ['waiting_on_approval', 'waiting_on_approval'])
  for (const each of [id, all]) must(await approve(director, await cast.approvalOf(each, director)))
  assert.deepEqual([await state(id), await state(all)], ['new', 'new'])
  await stays(manager, true)
  assert.equal((await approve(manager, first)).status, 409)
})

test('Where nobody can decide any more, the owner of the item is told once and has somebody else asked, who is nobody of theirs.', async () => {
  const { agent, admin, colleague, director, manager, nurse, otherNurse, owner, rows, stranger } = cast
  const { app } = cast.wardline.composition
  const remind = () => app.registry.jobs.get('approvals.remind')?.(app, {})
  const leaves = (client: Client, is_active: boolean) =>
    rows('update core.person set is_active = $2 where id = $1', [client.personId, is_active])
  const told = async (client: Client) =>
    (must(await client.get('/api/notifications')).body.rows as { reason: string }[]).filter(
      ({ reason }) => reason === 'approval_stuck',
    ).length
  const stuckFor = async (client: Client) =>
    (must(await client.get('/api/approvals/stuck')).body.rows as { id: string }[]).map(({ id }) => id)
  const again = (client: Client, id: string, body: object = {}) =>
    client.post(`/api/approvals/${id}/ask-again`, body)
  // All have to say yes, and the owner has done so already: nobody could take the place of the other.
  const id = await cast.request({ steps: [byPeople('all', owner, colleague)] }, { ownerId: owner.personId })
  const gone = await cast.approvalOf(id, colleague)
  must(await approve(owner, await cast.approvalOf(id, owner)))
  const away = await again(owner, gone, { person_id: director.personId })
  assert.match(away.body.detail, /still there and decides/, 'nobody is led around who is there')
  const others = [manager, director]
  for (const client of [colleague, ...others]) await leaves(client, false)
  await rows('update core.person set manager_id = null where id = $1', [nurse.personId])
  await remind()
  await remind()
  assert.equal(await told(owner), 1, 'once')
  await rows('delete from core.outbox')
  await cast.runJobs('approvals.mail_stuck')
  const [{ number } = {}] = await rows('select number from core.record where id = $1', [id])
  const mails = await rows(
    'select to_person_id, subject, body_text, body_html from core.outbox where position($1 in subject) > 0',
    [`#${number} `],
  )
  assert.deepEqual(
    mails.map((mail) => mail.to_person_id),
    [owner.personId],
    'who answers for the item is mailed, once',
  )
  assert.match(String(mails[0]?.body_text), /\/approvals\b/)
  const [{ title } = {}] = await rows('select title from core.record where id = $1', [id])
  for (const word of [String(title), 'Colleague', 'Nurse'])
    assert.ok(!JSON.stringify(mails).includes(word), `${word}: no names of others and no words`)
  assert.deepEqual(await stuckFor(owner), [gone])
  assert.ok((await stuckFor(admin)).includes(gone), 'who keeps the catalog sees it too')
  for (const client of [nurse, otherNurse, agent, stranger]) {
    assert.deepEqual(await stuckFor(client), [])
    assert.equal((await again(client, gone, { person_id: otherNurse.personId })).status, 404)
  }
  for (const client of [director, manager]) await leaves(client, true)

  assert.equal(
    (await again(owner, gone)).body.errors[0].pointer,
    '#/person_id',
    'who has left is not reminded',
  )
  for (const person of [nurse, owner, colleague]) {
    const refused = await again(owner, gone, { person_id: person.personId })
    assert.equal(refused.status, 422)
    assert.equal(refused.body.errors[0].pointer, '#/person_id')
  }
  // Whoever names an approver does not decide for them as a deputy.
  await deputyOf(director, admin)
  must(await again(admin, gone, { person_id: director.personId }))
  assert.equal((await approve(colleague, gone)).status, 409)
  const named = await cast.approvalOf(id, director)
  assert.equal((await approve(admin, named)).status, 403)
  assert.equal((await again(admin, gone)).status, 409, 'it is asked of another one now')
  assert.deepEqual(await stuckFor(owner), [])
  must(await approve(director, named))
  assert.equal(await state(id), 'new')
  await rows('update core.person set manager_id = $2 where id = $1', [nurse.personId, manager.personId])
  await leaves(colleague, true)
})

test('Nobody is led around a deputy who can decide; what nobody can decide once more is told once more.', async () => {
  const { colleague, director, manager, nurse, owner, rows, otherNurse } = cast
  const { app } = cast.wardline.composition
  const remind = () => app.registry.jobs.get('approvals.remind')?.(app, {})
  const leaves = (client: Client, is_active: boolean) =>
    rows('update core.person set is_active = $2 where id = $1', [client.personId, is_active])
  const plan = { steps: [byPeople('all', owner, colleague)] }
  const id = await cast.request(plan, { ownerId: owner.personId })
  const gone = await cast.approvalOf(id, colleague)
  must(await approve(owner, await cast.approvalOf(id, owner)))
  const told = async () =>
    (await rows("select id from core.notification where record_id = $1 and reason = 'approval_stuck'", [id]))
      .length
  const isListed = async () =>
    (must(await owner.get('/api/approvals/stuck')).body.rows as { id: string }[]).some(
      (row) => row.id === gone,
    )
  const again = (client: Client, approval: string, person: Client) =>
    client.post(`/api/approvals/${approval}/ask-again`, { person_id: person.personId })
  await rows('update core.person set manager_id = null where id = $1', [nurse.personId])
  for (const client of [manager, director]) await leaves(client, false)
  await deputyOf(colleague, otherNurse)
  const deputy = (is: boolean) => leaves(otherNurse, is)
  await leaves(colleague, false)
  await remind()
  assert.deepEqual([await told(), await isListed()], [0, false])
  await leaves(manager, true)
  assert.match(
    (await again(owner, gone, manager)).body.detail,
    /a deputy or who was called in is still there/,
  )
  await leaves(manager, false)
  await deputy(false)
  await remind()
  assert.deepEqual([await told(), await isListed()], [1, true])
  await deputy(true)
  assert.equal(await isListed(), false)
  await remind()
  await rows('delete from core.outbox')
  await cast.runJobs('approvals.mail_stuck')
  assert.deepEqual(await rows('select id from core.outbox'), [], 'no mail when somebody can decide meanwhile')
  await deputy(false)
  await remind()
  assert.deepEqual([await told(), await isListed()], [2, true])
  // An owner who filed it for somebody chooses nobody.
  await rows('update approvals.round set asked_by_id = $2 where ticket_id = $1', [id, owner.personId])
  await leaves(manager, true)
  assert.equal(await isListed(), false)
  assert.equal((await again(owner, gone, manager)).status, 403)
  await deputy(true)
  for (const client of [director, colleague]) await leaves(client, true)
  await rows('update core.person set manager_id = $2 where id = $1', [nurse.personId, manager.personId])
})
