import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { must } from '../tickets/fixture.ts'
import { all, type RuleCast, startRuleCast } from './fixture.ts'
import type { Deed } from './statement.ts'

let cast: RuleCast
let category: string
before(async () => {
  cast = await startRuleCast({ now: '2026-07-06T14:00:00.000Z' })
  category = must(await cast.admin.post('/api/tickets/categories', { name: 'Printing' })).body.id
})
beforeEach(() => cast.off())
after(() => cast.wardline.close())

/** A ticket on which a rule has just done this. */
async function ruled(actions: Deed[], fields: Record<string, unknown> = {}) {
  await cast.rule({ actions })
  const id = await cast.file(cast.agent, { requester_id: cast.nurse.personId, ...fields })
  await cast.work()
  const [firing] = await cast.firings(id)
  assert.ok(firing, 'the rule fired')
  return { id, ticket: await cast.ticket(id), ...firing }
}
const notified = async (client: RuleCast['agent'], id: string) =>
  must(await client.get('/api/notifications'))
    .body.rows.filter((row: { record: { id: string } | null }) => row.record?.id === id)
    .map((row: { reason: string }) => row.reason)

test('A rule assigns to a team and a person, and is refused a person who does not work on tickets.', async () => {
  const done = await ruled([{ do: 'assign', team_id: cast.network, person_id: cast.specialist.personId }])
  assert.deepEqual(done.outcomes, ['done'])
  const { team, owner, events } = done.ticket as never as Record<string, { id: string }> & {
    events: { action: string; actor_id: string }[]
  }
  assert.deepEqual([team?.id, owner?.id], [cast.network, cast.specialist.personId])
  const [identity] = await cast.rows('select person_id as id from core.automation')
  assert.equal(events.at(-1)?.actor_id, identity?.id, 'the automation did it')
  await cast.off()
  const refused = await ruled([{ do: 'assign', person_id: cast.otherNurse.personId }])
  assert.deepEqual(refused.outcomes, ['refused'])
  assert.match(refused.whys[0] ?? '', /does not work on tickets/)
})

test('A rule sets priority, category and kind.', async () => {
  const { ticket, outcomes } = await ruled([
    { do: 'set_priority', priority: 2 },
    { do: 'set_category', category_id: category },
    { do: 'set_kind', kind: 'question' },
  ])
  assert.deepEqual(outcomes, ['done', 'done', 'done'])
  assert.deepEqual([ticket.priority, ticket.category_id, ticket.kind], [2, category, 'question'])
})

test('A rule adds and removes tags; what is there already is no failure.', async () => {
  const { ticket, outcomes } = await ruled(
    [
      { do: 'add_tags', tags: ['new', 'old'] },
      { do: 'remove_tags', tags: ['old', 'never'] },
      { do: 'add_tags', tags: ['new'] },
    ],
    { tags: ['old'] },
  )
  assert.deepEqual(outcomes, ['done', 'done', 'done'])
  assert.deepEqual(ticket.tags, ['new'])
})

test('A note fills its placeholders in as plain words that mention nobody, and stays inside; a reply is seen.', async () => {
  const title = `Help @[Sam](person:${cast.secondAgent.personId}) *now*`
  const { id, ticket } = await ruled(
    [
      { do: 'note', text: '#{{number}} of {{requester}}, {{ team }}: {{title}}' },
      { do: 'reply', text: 'We have your request {{number}}.' },
    ],
    { title },
  )
  const [, note, reply] = ticket.messages as { body: string; is_internal: boolean }[]
  assert.ok(note?.is_internal)
  assert.match(note?.body ?? '', /^#\d+ of Nora Nurse, –: Help \\@\\\[Sam\\\]/)
  assert.deepEqual(await notified(cast.secondAgent, id), [])
  const outside = must(await cast.nurse.get(`/api/tickets/${id}`)).body
  assert.deepEqual(
    outside.messages.map(({ body }: { body: string }) => body),
    ['The badge reader blinks red.', reply?.body],
  )
  assert.match(reply?.body ?? '', /We have your request \d+\./)
})

test('A text names the ticket as the deeds before it have left it.', async () => {
  const { ticket } = await ruled([
    { do: 'assign', team_id: cast.network, person_id: cast.specialist.personId },
    { do: 'note', text: '{{owner}} of {{team}} looks at it.' },
  ])
  const [, note] = ticket.messages as { body: string }[]
  const { owner, team } = ticket as Record<'owner' | 'team', { name: string }>
  assert.equal(note?.body, `${owner.name} of ${team.name} looks at it.`)
})

test('A rule escalates to a team of a higher tier, and is refused where the team has the ticket already.', async () => {
  const actions: Deed[] = [{ do: 'escalate', team_id: cast.network, text: 'Network questions go there.' }]
  const done = await ruled(actions, { team_id: cast.desk })
  assert.deepEqual(done.outcomes, ['done'])
  assert.equal((done.ticket.team as { id: string }).id, cast.network)
  await cast.off()
  const refused = await ruled(actions, { team_id: cast.network })
  assert.deepEqual([refused.outcomes, refused.whys], [['refused'], ['Network has it already.']])
})

test('A rule has somebody watch who may see the ticket, and is refused who may not.', async () => {
  const { ticket } = await ruled([{ do: 'watch', person_id: cast.secondAgent.personId }])
  assert.deepEqual(ticket.watcher_ids, [cast.secondAgent.personId])
  await cast.off()
  const refused = await ruled([{ do: 'watch', person_id: cast.otherNurse.personId }])
  assert.deepEqual(refused.outcomes, ['refused'])
})

test('A rule tells the owner, the team, its lead or a person, on the inner side alone.', async () => {
  await cast.rows('update core.team_member set is_lead = (person_id = $1) where team_id = $2', [
    cast.secondAgent.personId,
    cast.desk,
  ])
  const fields = { team_id: cast.desk, owner_id: cast.agent.personId }
  const owner = await ruled([{ do: 'notify', to: 'owner' }], fields)
  assert.ok((await notified(cast.agent, owner.id)).includes('rule'))
  assert.ok(!(await notified(cast.secondAgent, owner.id)).includes('rule'))
  await cast.off()
  const lead = await ruled([{ do: 'notify', to: 'lead' }], fields)
  assert.ok(!(await notified(cast.agent, lead.id)).includes('rule'))
  assert.deepEqual(await notified(cast.secondAgent, lead.id), ['rule'])
  await cast.off()
  const team = await ruled([{ do: 'notify', to: 'team' }], fields)
  assert.deepEqual(await notified(cast.secondAgent, team.id), ['rule'])
  await cast.off()
  const person = await ruled([{ do: 'notify', to: 'person', person_id: cast.secondAgent.personId }])
  assert.deepEqual(await notified(cast.secondAgent, person.id), ['rule'])
  await cast.off()
  const nobody = await ruled([{ do: 'notify', to: 'team' }])
  assert.deepEqual(nobody.outcomes, ['refused'])
  const seen = must(await cast.nurse.get(`/api/tickets/${owner.id}`)).body
  assert.ok(!JSON.stringify(seen.events).includes('rules.tell'))
})

test('A rule makes the moves that the life cycle has open; another is refused, and what follows is still done.', async () => {
  const { ticket, outcomes, whys } = await ruled([
    { do: 'move', move: 'close' },
    { do: 'move', move: 'ask' },
    { do: 'move', move: 'resolve', code: 'answered' },
    { do: 'move', move: 'close' },
  ])
  assert.deepEqual(outcomes, ['refused', 'done', 'done', 'done'])
  assert.deepEqual(whys, ['This cannot be done now, because the state is “new”.'])
  assert.deepEqual([ticket.state, ticket.resolution_code], ['closed', 'answered'])
})

test('What a rule resolved is nobody’s when it comes back, and the team is told; so it is when the owner has left.', async () => {
  const { agent, secondAgent, nurse, desk, admin } = cast
  const { id, ticket } = await ruled([{ do: 'move', move: 'resolve', code: 'answered' }], { team_id: desk })
  assert.deepEqual([ticket.state, ticket.owner], ['resolved', null])
  must(await nurse.post(`/api/tickets/${id}/reopen`, { body: 'It is back.' }))
  assert.deepEqual(await notified(agent, id), ['reopened'])
  assert.deepEqual(await notified(secondAgent, id), ['reopened'])
  assert.equal((await cast.ticket(id)).owner, null)

  await cast.off()
  const leaver = await cast.wardline.person('Gil Gone', ['help-desk'], [desk])
  const left = await cast.file(agent, {
    requester_id: nurse.personId,
    team_id: desk,
    owner_id: leaver.personId,
  })
  must(await agent.post(`/api/tickets/${left}/resolve`, { code: 'fixed' }))
  must(await admin.post(`/api/people/${leaver.personId}/deactivate`, {}))
  must(await nurse.post(`/api/tickets/${left}/reopen`))
  assert.equal((await cast.ticket(left)).owner, null)
  assert.deepEqual(await notified(secondAgent, left), ['reopened'])
})

test('A reopened ticket goes back to the person who has it, and the rest of the team is left in peace.', async () => {
  const { agent, secondAgent, nurse, desk } = cast
  const id = await cast.file(agent, {
    requester_id: nurse.personId,
    team_id: desk,
    owner_id: secondAgent.personId,
  })
  must(await agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  must(await nurse.post(`/api/tickets/${id}/reopen`))
  assert.equal(((await cast.ticket(id)).owner as { id: string }).id, secondAgent.personId)
  assert.ok((await notified(secondAgent, id)).includes('reopened'))
  assert.deepEqual(await notified(agent, id), [])
})

test('Rules are asked in their order, and a later one sees what an earlier one did.', async () => {
  const second = await cast.rule({
    name: 'Second',
    if: all({ field: 'tag', is: 'is', values: ['first'] }),
    actions: [{ do: 'add_tags', tags: ['second'] }],
  })
  const first = await cast.rule({ name: 'First', actions: [{ do: 'add_tags', tags: ['first'] }] })
  const earlier = await cast.file(cast.nurse)
  await cast.work()
  assert.deepEqual((await cast.ticket(earlier)).tags, ['first'])
  must(await cast.admin.send('PUT', '/api/rules/order', { ids: [first, second] }))
  const id = await cast.file(cast.nurse)
  await cast.work()
  assert.deepEqual((await cast.ticket(id)).tags, ['first', 'second'])
})

test('A text that grows too long by its placeholders is cut, and the deeds after it are done.', async () => {
  const title = `${'é😀'.repeat(60)}!`
  const { ticket, outcomes } = await ruled(
    [
      { do: 'note', text: '{{title}}'.repeat(1111) },
      { do: 'add_tags', tags: ['went-on'] },
    ],
    { title },
  )
  assert.deepEqual(outcomes, ['done', 'done'])
  const note = (ticket.messages as { body: string }[])[1]?.body ?? ''
  assert.ok(note.length > 99_990 && note.length <= 100_000, `${note.length}`)
  assert.ok(note.isWellFormed() && !note.includes('\uFFFD'))
  assert.deepEqual(ticket.tags, ['went-on'])
})

test('What the database cannot take is refused once, and the deeds and rules after it go on.', async () => {
  await cast.rows(
    "alter table core.message add constraint no_such_words check (body not like '%unfit%') not valid",
  )
  await cast.rule({ name: 'Unfit', actions: [{ do: 'note', text: 'An unfit note.' }] })
  await cast.rule({ name: 'Next', actions: [{ do: 'add_tags', tags: ['next'] }] })
  const id = await cast.file(cast.nurse)
  await cast.work()
  await cast.rows('alter table core.message drop constraint no_such_words')
  const [unfit, next] = await cast.firings(id)
  assert.deepEqual([unfit?.outcomes, next?.outcomes], [['refused'], ['done']])
  assert.match(unfit?.whys[0] ?? '', /does not fit/)
})

test('Without the automation identity nothing is done, and the history says why.', async () => {
  await cast.rule({})
  await cast.rows(
    'update core.person set is_active = false where id in (select person_id from core.automation)',
  )
  const id = await cast.file(cast.nurse)
  await cast.work()
  await cast.rows(
    'update core.person set is_active = true where id in (select person_id from core.automation)',
  )
  const [firing] = await cast.firings(id)
  assert.deepEqual(firing?.outcomes, ['refused'])
  assert.match(firing?.whys[0] ?? '', /switched off/)
})

test('What the automation may not do, no rule does: the refusal is kept.', async () => {
  const take = (on: boolean) =>
    cast.rows(
      `update core.role set permissions = array_${on ? 'append' : 'remove'}(permissions, 'tickets.tag') where key = 'automation' and org_id = $1`,
      [cast.wardline.orgId],
    )
  await cast.rule({})
  await take(false)
  const id = await cast.file(cast.nurse)
  await cast.work()
  await take(true)
  assert.deepEqual((await cast.firings(id))[0]?.outcomes, ['refused'])
})
