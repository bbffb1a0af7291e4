import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { replay } from '../../core/timeline/event.ts'
import { replayTicket, shadow, type TicketFields } from '../tickets/index.ts'
import { type ApprovalCast, must, startApprovalCast } from './fixture.ts'
import { askAgain, checkPlan } from './index.ts'
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

test('A deputy decides for somebody in the named time alone, and the decision says for whom.', async () => {
  const { manager, colleague, nurse, wardline } = cast
  const at = (hours: number) => new Date(wardline.clock.now().getTime() + hours * 3_600_000).toISOString()
  const id = await cast.request({ steps: [byManager] })
  const approval = await cast.approvalOf(id, manager)
  const name = (client: Client, deputy: Client, from: number, until: number) =>
    client.post('/api/approvals/deputies', {
      deputy_id: deputy.personId,
      from_at: at(from),
      until_at: at(until),
    })
  assert.equal((await name(manager, manager, 0, 1)).status, 422)
  assert.equal((await name(manager, colleague, 2, 1)).status, 422)
  must(await name(manager, colleague, 1, 48))
  assert.equal((await approve(colleague, approval)).status, 404, 'not yet')
  const circle = await name(colleague, manager, 2, 3)
  assert.equal(circle.status, 422)
  assert.match(circle.body.errors[0].detail, /circle/)
  await cast.later(2)
  const shown = must(await colleague.get(`/api/approvals/${approval}`)).body
  assert.equal(shown.for.name, 'Mara Manager')
  must(await approve(colleague, approval))
  const { asked } = must(await nurse.get(`/api/tickets/${id}/approvals`)).body.rounds[0]
  assert.deepEqual([asked[0].approver.name, asked[0].decided_by.name], ['Mara Manager', 'Cora Colleague'])
  const tab = must(await manager.get('/api/approvals?tab=deputies')).body.rows
  assert.deepEqual([tab[0].ticket_id, tab[0].decided_by], [id, 'Cora Colleague'])
  const { mine } = must(await manager.get('/api/approvals/deputies')).body
  assert.equal((await colleague.send('DELETE', `/api/approvals/deputies/${mine[0].id}`, {})).status, 404)
  must(await manager.send('DELETE', `/api/approvals/deputies/${mine[0].id}`, {}))
  // A deputy who asked for it does not decide about it.
  const own = await cast.request({ steps: [byManager] })
  must(await name(manager, nurse, 0, 1))
  assert.equal((await nurse.get(`/api/approvals/${await cast.approvalOf(own, manager)}`)).status, 404)
  assert.equal((await approve(nurse, await cast.approvalOf(own, manager))).status, 403)
  await cast.rows('delete from approvals.deputy')
})

test('What is handed on is decided by the other, and cannot be handed round in a circle.', async () => {
  const { manager, colleague, director, nurse } = cast
  const id = await cast.request({ steps: [byManager] })
  const first = await cast.approvalOf(id, manager)
  const hand = (client: Client, approval: string, to: Client) =>
    client.post(`/api/approvals/${approval}/delegate`, { person_id: to.personId })
  assert.match((await hand(manager, first, nurse)).body.errors[0].detail, /asked for themselves/)
  assert.equal((await hand(manager, first, manager)).status, 422)
  must(await hand(manager, first, colleague))
  assert.equal((await approve(manager, first)).status, 409)
  const second = await cast.approvalOf(id, colleague)
  assert.match((await hand(colleague, second, manager)).body.errors[0].detail, /circle/)
  must(await hand(colleague, second, director))
  must(await approve(director, await cast.approvalOf(id, director)))
  assert.equal(await state(id), 'new')
  await replays(id)
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

test('A question goes to the requester, stops the reminders, and its answer comes back to the approver.', async () => {
  const { manager, nurse } = cast
  const id = await cast.request({ steps: [{ ...byManager, remind_hours: 1 }] })
  const approval = await cast.approvalOf(id, manager)
  assert.equal((await manager.post(`/api/approvals/${approval}/ask-back`, { question: ' ' })).status, 422)
  must(await manager.post(`/api/approvals/${approval}/ask-back`, { question: 'Which model?' }))
  assert.equal((await manager.post(`/api/approvals/${approval}/ask-back`, { question: 'And?' })).status, 409)
  await cast.later(3)
  await remind()
  const told = () => reminders(approval)
  assert.deepEqual(await told(), [false, false])
  must(await nurse.post(`/api/tickets/${id}/reply`, { body: 'The small one.' }))
  const shown = must(await manager.get(`/api/approvals/${approval}`)).body
  assert.deepEqual([shown.state, shown.question, shown.answer], ['open', 'Which model?', 'The small one.'])
  await cast.later(2)
  await remind()
  assert.deepEqual(await told(), [true, false])
  must(await approve(manager, approval))
})

test('A patient in a question or in the reason of a refusal is masked on the ticket, opens to who works on it, and is redacted with it.', async () => {
  const { agent, manager, nurse, otherNurse } = cast
  const id = await cast.request({ steps: [byManager] })
  const approval = await cast.approvalOf(id, manager)
  must(
    await manager.post(`/api/approvals/${approval}/ask-back`, { question: 'Is it for pt Wanda Sommerwind?' }),
  )
  must(
    await manager.post(`/api/approvals/${approval}/decline`, { reason: 'It was for pt Wanda Sommerwind.' }),
  )
  const messages = must(await nurse.get(`/api/tickets/${id}`)).body.messages as { body: string }[]
  const masks = messages.flatMap(({ body }) => /⟦name (\w{10})⟧/.exec(body)?.[1] ?? [])
  assert.equal(masks.length, 2)
  const wordsFor = async (client: Client) =>
    (must(await client.post('/api/privacy/words', { masks })).body.words as { words: string | null }[]).map(
      ({ words }) => words,
    )
  assert.deepEqual(await wordsFor(nurse), [null, null])
  assert.deepEqual(await wordsFor(otherNurse), [])
  const opened = must(await agent.post('/api/privacy/reveal', { masks, reason: 'To understand.' })).body
  assert.equal(opened.words.length, 2)
  must(await agent.post(`/api/tickets/${id}/redact`, { text: 'Sommerwind', is_everywhere: true }))
  assert.deepEqual(await cast.rows("select 1 from privacy.covered where words like '%Sommerwind%'"), [])
})

const remind = () =>
  cast.wardline.composition.app.registry.jobs.get('approvals.remind')?.(cast.wardline.composition.app, {})
const reminders = async (approval: string) => {
  const [row] = await cast.rows('select reminded_at, escalated_to_id from approvals.approval where id = $1', [
    approval,
  ])
  return [row?.reminded_at !== null, row?.escalated_to_id !== null]
}

test('A reminder is sent once however often the job runs, then who manages the approver may decide.', async () => {
  const { manager, director } = cast
  const id = await cast.request({ steps: [{ ...byManager, remind_hours: 4 }] })
  const approval = await cast.approvalOf(id, manager)
  await remind()
  assert.deepEqual(await reminders(approval), [false, false])
  await cast.later(5)
  await Promise.all([remind(), remind(), remind()])
  const news = async (client: Client, reason: string) =>
    Number(
      (
        await cast.rows(
          'select count(*)::int as n from core.notification where record_id = $1 and person_id = $2 and reason = $3',
          [id, client.personId, reason],
        )
      )[0]?.n,
    )
  assert.equal(await news(manager, 'approval_reminder'), 1)
  assert.equal((await approve(director, approval)).status, 404)
  await cast.later(5)
  await Promise.all([remind(), remind()])
  await remind()
  assert.deepEqual(
    [await news(manager, 'approval_reminder'), await news(director, 'approval_overdue')],
    [1, 1],
  )
  must(await approve(director, approval))
  assert.equal(await state(id), 'new')
})

test('A reminder job that is killed in the middle, and runs again, reminds once.', async () => {
  const { manager, wardline } = cast
  const id = await cast.request({ steps: [{ ...byManager, remind_hours: 1 }] })
  await cast.later(2)
  const holder = await wardline.owner.connect()
  await holder.query('begin')
  await holder.query('lock table core.notification in share row exclusive mode')
  const killed = assert.rejects(async () => remind())
  try {
    for (let tries = 0; tries < 500; tries++) {
      const { rowCount } = await holder.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()",
      )
      if (rowCount) break
      await new Promise((done) => setTimeout(done, 10))
    }
    await killed
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  await remind()
  await remind()
  const told = await cast.rows(
    "select id from core.notification where record_id = $1 and person_id = $2 and reason = 'approval_reminder'",
    [id, manager.personId],
  )
  assert.equal(told.length, 1)
})

test('A request that is cancelled, or resolved otherwise, asks nobody any more.', async () => {
  const { manager, nurse, agent } = cast
  const cancelled = await cast.request({ steps: [byManager] })
  must(await nurse.post(`/api/tickets/${cancelled}/cancel`, {}))
  assert.equal((await approve(manager, await cast.approvalOf(cancelled, manager))).status, 409)
  const resolved = await cast.request({ steps: [byManager] })
  must(await agent.post(`/api/tickets/${resolved}/resolve`, { code: 'answered' }))
  assert.ok(!(await waiting(manager)).includes(resolved))
})

test('A request that is merged asks nobody any more, and taken apart again it asks anew.', async () => {
  const { manager, nurse, agent } = cast
  const id = await cast.request({ steps: [byManager] })
  const into_id = await cast.file(nurse)
  must(await agent.post(`/api/tickets/${id}/merge`, { into_id }))
  const before = await cast.approvalOf(id, manager)
  assert.equal((await approve(manager, before)).status, 409)
  must(await agent.post(`/api/tickets/${id}/unmerge`, {}))
  assert.equal(await state(id), 'waiting_on_approval')
  assert.equal((await approve(manager, before)).status, 409)
  must(await approve(manager, await cast.approvalOf(id, manager)))
  assert.equal(await state(id), 'new')
  await replays(id)
})

test('A changed request is asked again from the beginning, and what was approved before counts no more.', async () => {
  const { manager, owner, nurse } = cast
  const id = await cast.request({ steps: [byManager] })
  must(await approve(manager, await cast.approvalOf(id, manager)))
  await cast.inWrite(nurse, (writing) => askAgain(writing, { id }))
  assert.equal(await state(id), 'waiting_on_approval')
  await cast.inWrite(nurse, (writing) =>
    askAgain(writing, { id }, { plan: { steps: [byPeople('any', owner)] } }),
  )
  assert.equal((await approve(manager, await cast.approvalOf(id, manager))).status, 409)
  must(await approve(owner, await cast.approvalOf(id, owner)))
  assert.equal(await state(id), 'new')
  await replays(id)
  const never = await cast.file(nurse)
  await assert.rejects(
    cast.inWrite(nurse, (writing) => askAgain(writing, { id: never })),
    /Nobody was asked/,
  )
})

test('Who works on a ticket asks for an approval by hand, and takes it back; others may not.', async () => {
  const { agent, nurse, manager } = cast
  const id = await cast.file(nurse)
  const ask = (client: Client, ...people: Client[]) =>
    client.post(`/api/tickets/${id}/ask-approval`, {
      person_ids: people.map((each) => each.personId),
      needs: 'any',
    })
  assert.equal((await ask(nurse, manager)).status, 403)
  assert.equal((await ask(agent, agent)).status, 422)
  assert.equal((await ask(agent, nurse)).status, 422)
  must(await ask(agent, manager))
  assert.equal((await ask(agent, manager)).status, 409)
  must(await agent.post(`/api/tickets/${id}/withdraw-approval`, {}))
  assert.equal(await state(id), 'new')
  assert.equal((await approve(manager, await cast.approvalOf(id, manager))).status, 409)
  const demanded = await cast.request({ steps: [byManager] })
  assert.equal((await agent.post(`/api/tickets/${demanded}/withdraw-approval`, {})).status, 409)
  await replays(id)
})

test('The link of the mail opens the page for whom it was sent to, once and in time, and decides nothing.', async () => {
  const { manager, colleague, wardline } = cast
  await cast.runJobs('approvals.mail')
  await cast.rows('delete from core.outbox')
  const id = await cast.request({ steps: [byManager] })
  assert.equal(await cast.runJobs('approvals.mail'), 1)
  const mails = await cast.rows('select subject, body_text, body_html from core.outbox')
  assert.equal(mails.length, 1, 'once, however often the job runs')
  assert.doesNotMatch(JSON.stringify(mails), /laptop|slow|Nora/)
  const tokenOf = (text: unknown) =>
    decodeURIComponent(/approvals\/open\?o=main&t=([^\s"]+)/.exec(String(text))?.[1] ?? '')
  const token = tokenOf(mails[0]?.body_text)
  const open = (client: Client, given = token) => client.post('/api/approvals/open-link', { token: given })
  assert.equal((await wardline.anonymous.post('/api/approvals/open-link', { token })).status, 401)
  assert.equal((await open(colleague)).status, 403)
  assert.match((await open(manager, `${token}x`)).body.detail, /not complete/)
  const approval = await cast.approvalOf(id, manager)
  assert.equal(must(await open(manager)).body.id, approval)
  assert.equal(await state(id), 'waiting_on_approval', 'opening decides nothing')
  assert.match((await open(manager)).body.detail, /used already/)
  const [stored] = await cast.rows('select token_hash from approvals.link where approval_id = $1', [approval])
  assert.notEqual(stored?.token_hash, token)
  await cast.rows('delete from core.outbox')
  await cast.request({ steps: [byManager] })
  await cast.runJobs('approvals.mail')
  const [late] = await cast.rows('select body_text from core.outbox')
  await cast.later(15 * 24)
  assert.match((await open(manager, tokenOf(late?.body_text))).body.detail, /expired/)
})
