import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { replay } from '../../core/timeline/event.ts'
import { replayTicket, shadow, type TicketFields } from '../tickets/index.ts'
import { type ApprovalCast, must, startApprovalCast } from './fixture.ts'
import { checkPlan } from './index.ts'
import { type ApprovalStep, flawsOf } from './plan.ts'

let cast: ApprovalCast
before(async () => {
  cast = await startApprovalCast({ env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' } })
})
after(() => cast?.wardline.close())

const byManager: ApprovalStep = { name: 'Manager', who: 'manager', needs: 'any' }
const byPeople = (needs: 'any' | 'all', ...people: Client[]): ApprovalStep => ({
  name: 'Named',
  who: 'people',
  person_ids: people.map(({ personId }) => personId),
  needs,
})
const approve = (client: Client, id: string) => client.post(`/api/approvals/${id}/approve`, {})
const state = async (id: string) =>
  String((await cast.rows('select state from core.record where id = $1', [id]))[0]?.state)
const waiting = async (client: Client) =>
  (must(await client.get('/api/approvals')).body.rows as { number: number; ticket_id: string }[]).map(
    ({ ticket_id }) => ticket_id,
  )

test('A plan that is empty, incomplete or circular is refused with a sentence at its place.', async () => {
  assert.deepEqual(flawsOf({ steps: [byManager] }), [])
  assert.match(flawsOf({ steps: [] })[0]?.detail ?? '', /Add a step/)
  assert.equal(flawsOf({ steps: [{ ...byManager, who: 'people' }] })[0]?.pointer, '/steps/0/person_ids')
  assert.equal(flawsOf({ steps: [{ ...byManager, who: 'team' }] })[0]?.pointer, '/steps/0/team_id')
  assert.match(
    flawsOf({ steps: [byManager, { ...byManager, name: 'Again' }] })[0]?.detail ?? '',
    /goes back to/,
  )
  const gone = { ...byPeople('any', cast.manager), person_ids: ['00000000-0000-7000-8000-000000000000'] }
  const checked = (steps: ApprovalStep[]) => cast.inWrite(cast.nurse, ({ tx }) => checkPlan(tx, { steps }))
  await assert.rejects(checked([gone]), /does not exist or has left/)
  const team = await cast.wardline.team('Empty Team', 1)
  await assert.rejects(
    checked([{ name: 'Team', who: 'team', team_id: team, needs: 'any' }]),
    /has nobody in it/,
  )
})

test('A request waits while its steps are approved one after the other, and is new again afterwards.', async () => {
  const { manager, owner, nurse, agent } = cast
  const id = await cast.request(
    { steps: [byManager, { name: 'Owner', who: 'owner', needs: 'any' }] },
    { ownerId: owner.personId },
  )
  assert.equal(await state(id), 'waiting_on_approval')
  assert.ok((await waiting(manager)).includes(id))
  assert.ok(!(await waiting(owner)).includes(id), 'the second step begins after the first')
  must(await approve(manager, await cast.approvalOf(id, manager)))
  assert.equal(await state(id), 'waiting_on_approval')
  must(await approve(owner, await cast.approvalOf(id, owner)))
  assert.equal(await state(id), 'new')
  const { rounds } = must(await nurse.get(`/api/tickets/${id}/approvals`)).body
  assert.deepEqual(
    rounds[0].asked.map((each: { approver: { name: string }; state: string }) => [
      each.approver.name,
      each.state,
    ]),
    [
      ['Mara Manager', 'approved'],
      ['Olga Owner', 'approved'],
    ],
  )
  await replays(id)
  const actions = must(await nurse.get(`/api/tickets/${id}`)).body.events.map(
    (event: { action: string }) => event.action,
  )
  assert.deepEqual(actions, ['tickets.create', 'approvals.begin', 'approvals.approve', 'approvals.approve'])
  must(await agent.post(`/api/tickets/${id}/start`, {}))
})

async function replays(id: string) {
  const [record] = await cast.rows('select state, owner_id, title from core.record where id = $1', [id])
  const [ticket] = await cast.rows('select * from tickets.ticket where id = $1', [id])
  const events = (await cast.rows('select data from core.event where record_id = $1 order by at, id', [
    id,
  ])) as { data: Record<string, unknown> }[]
  const told = replay(events)
  assert.equal(told.state, record?.state)
  const times = ['resume_at', 'first_response_at', 'resolved_at', 'closed_at', 'last_word_at']
  const stored = Object.fromEntries(
    Object.entries(ticket ?? {}).map(([key, value]) => [
      key,
      times.includes(key) && value instanceof Date ? value.toISOString() : value,
    ]),
  )
  assert.deepEqual(replayTicket(events), shadow(stored as TicketFields))
}

test('An approver sees the request and nothing else of the ticket, and only while asked.', async () => {
  const { manager, otherNurse, agent, nurse, stranger } = cast
  const id = await cast.request({ steps: [byManager] })
  must(await agent.post(`/api/tickets/${id}/note`, { body: 'Zeppelin inside' }))
  must(await nurse.post(`/api/tickets/${id}/reply`, { body: 'Zeppelin later' }))
  const approval = await cast.approvalOf(id, manager)
  const shown = must(await manager.get(`/api/approvals/${approval}`)).body
  assert.deepEqual(
    [shown.title, shown.body, shown.requester.name],
    ['A new laptop', 'Mine is slow.', 'Nora Nurse'],
  )
  assert.doesNotMatch(JSON.stringify(shown), /Zeppelin/)
  for (const client of [otherNurse, stranger, nurse, agent]) {
    assert.equal((await client.get(`/api/approvals/${approval}`)).status, 404)
    assert.equal((await approve(client, approval)).status, client === nurse ? 404 : 404)
  }
  for (const path of [`/api/tickets/${id}`, `/api/tickets/${id}/approvals`, `/api/tickets/${id}/checklists`])
    assert.equal((await manager.get(path)).status, 404, path)
  assert.equal((await manager.post(`/api/tickets/${id}/reply`, { body: 'Hello' })).status, 404)
  must(await approve(manager, approval))
  assert.equal((await manager.get(`/api/tickets/${id}`)).status, 404)
})

test('Of any one is enough, of all each has to, and nobody is asked any more when it is enough.', async () => {
  const { manager, colleague } = cast
  const any = await cast.request({ steps: [byPeople('any', manager, colleague)] })
  const late = await cast.approvalOf(any, colleague)
  must(await approve(manager, await cast.approvalOf(any, manager)))
  assert.equal(await state(any), 'new')
  assert.equal((await approve(colleague, late)).status, 409)
  const all = await cast.request({ steps: [byPeople('all', manager, colleague)] })
  must(await approve(manager, await cast.approvalOf(all, manager)))
  assert.equal(await state(all), 'waiting_on_approval')
  must(await approve(colleague, await cast.approvalOf(all, colleague)))
  assert.equal(await state(all), 'new')
})

test('Nobody approves what they requested: it goes to the manager, else to the head, else to the owner.', async () => {
  const { nurse, manager, director, owner, otherNurse, colleague, rows } = cast
  const own = await cast.request({ steps: [byPeople('any', nurse)] })
  assert.ok((await waiting(manager)).includes(own))
  const both = await cast.request({ steps: [byPeople('all', nurse, colleague)] })
  assert.ok((await waiting(manager)).includes(both) && (await waiting(colleague)).includes(both))
  // Without a manager, whoever leads the department.
  const department = '01900000-0000-7000-8000-0000000000d1'
  await rows('insert into core.department (org_id, id, name) values ($1, $2, $3)', [
    cast.wardline.orgId,
    department,
    'Ward 5',
  ])
  await rows('update core.person set department_id = $1 where id = any($2)', [
    department,
    [otherNurse.personId, director.personId],
  ])
  const headed = await cast.request({ steps: [byManager] }, { by: otherNurse, ownerId: owner.personId })
  assert.ok((await waiting(director)).includes(headed))
  await rows('update core.person set department_id = null where id = $1', [director.personId])
  const owned = await cast.request({ steps: [byManager] }, { by: otherNurse, ownerId: owner.personId })
  const { asked } = must(await otherNurse.get(`/api/tickets/${owned}/approvals`)).body.rounds[0]
  assert.deepEqual(
    [asked[0].approver.name, asked[0].because, asked[0].instead_of],
    ['Olga Owner', 'owner', 'manager'],
  )
  await assert.rejects(cast.request({ steps: [byManager] }, { by: otherNurse }), /nobody who could approve/)
})

test('Two decisions at once on one approval: one counts, and the other is told so.', async () => {
  const { manager, director, colleague } = cast
  must(
    await manager.post('/api/approvals/deputies', {
      deputy_id: director.personId,
      from_at: cast.wardline.clock.now().toISOString(),
      until_at: new Date(cast.wardline.clock.now().getTime() + 3_600_000).toISOString(),
    }),
  )
  for (let round = 0; round < 5; round++) {
    const id = await cast.request({ steps: [byManager] })
    const approval = await cast.approvalOf(id, manager)
    const answers = await Promise.all([
      approve(manager, approval),
      director.post(`/api/approvals/${approval}/decline`, { reason: 'Too dear.' }),
      approve(director, approval),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409])
    assert.match(
      answers.find(({ status }) => status === 409)?.body.detail,
      /^(Mara Manager|Dan Director) has decided this already\.$/,
    )
    await replays(id)
  }
  // Both of two who must approve do so at the same moment: the work begins once.
  const id = await cast.request({ steps: [byPeople('all', manager, colleague)] })
  const [one, two] = [await cast.approvalOf(id, manager), await cast.approvalOf(id, colleague)]
  for (const answer of await Promise.all([approve(manager, one), approve(colleague, two)])) must(answer)
  assert.equal(await state(id), 'new')
  await cast.rows('delete from approvals.deputy')
})

test('Declining needs a reason, ends the request, and the requester reads why.', async () => {
  const { manager, nurse } = cast
  const id = await cast.request({ steps: [byManager] })
  const approval = await cast.approvalOf(id, manager)
  assert.equal((await manager.post(`/api/approvals/${approval}/decline`, { reason: '  ' })).status, 422)
  must(await manager.post(`/api/approvals/${approval}/decline`, { reason: 'Yours is one year old.' }))
  const ticket = must(await nurse.get(`/api/tickets/${id}`)).body
  assert.deepEqual([ticket.state, ticket.resolution_code], ['resolved', 'declined'])
  assert.equal(ticket.messages.at(-1).body, 'Yours is one year old.')
  const [event] = await cast.rows(
    "select data from core.event where record_id = $1 and action = 'approvals.decline'",
    [id],
  )
  assert.doesNotMatch(JSON.stringify(event), /year old/)
  const news = must(await nurse.get('/api/notifications')).body.rows
  const ofIt = news.filter(({ record }: { record: { id: string } | null }) => record?.id === id)
  assert.deepEqual([...new Set(ofIt.map(({ reason }: { reason: string }) => reason))], ['approval_declined'])
  await replays(id)
})
