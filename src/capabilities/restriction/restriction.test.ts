/** Levels, grants and teams: who sees what, who may change it, and what is left of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { must } from '../tickets/fixture.ts'
import {
  breaker,
  cast,
  lead,
  linesOf,
  ofDesk,
  openDesk,
  otherOfficer,
  path,
  security,
  sees,
} from './fixture.ts'

openDesk()

test('A ticket for its team is seen by the team and, from outside, by its requester; nobody else learns of it.', async () => {
  const id = await ofDesk()
  for (const who of [cast.agent, cast.nurse, breaker, cast.admin]) assert.ok(await sees(who, id))
  must(await cast.agent.post(`/api/tickets/${id}/add-participant`, { person_id: cast.otherNurse.personId }))
  assert.ok(await sees(cast.otherNurse, id))
  const refused = await cast.agent.post(path(id, 'restrict'), { level: 'team' })
  assert.equal(refused.status, 403, 'who may not restrict')
  must(await lead.post(path(id, 'restrict'), { level: 'team', reason: 'About a colleague' }))
  for (const who of [cast.agent, cast.secondAgent, lead, cast.nurse]) assert.ok(await sees(who, id))
  for (const who of [breaker, cast.admin, cast.specialist, cast.otherNurse, security, cast.stranger])
    assert.equal((await who.get(`/api/tickets/${id}`)).status, 404)
  const page = must(await cast.agent.get(`/api/tickets/${id}`)).body
  assert.equal(page.restriction, 'team')
  assert.equal(must(await cast.nurse.get(`/api/tickets/${id}`)).body.restriction, null)
  assert.equal((await breaker.post(`/api/tickets/${id}/note`, { body: 'x' })).status, 404)
  assert.equal((await cast.nurse.post(`/api/tickets/${id}/reply`, { body: 'Thank you.' })).status, 200)
})

test('A list lets in whom it names, with what they may do otherwise; who would lock themself out is asked first.', async () => {
  const id = await ofDesk()
  const alone = await lead.post(path(id, 'restrict'), { level: 'listed', people: [cast.specialist.personId] })
  assert.deepEqual([alone.status, alone.body.errors[0].pointer], [422, '#/people'])
  assert.equal((await lead.post(path(id, 'restrict'), { level: 'listed' })).status, 422)
  must(
    await lead.post(path(id, 'restrict'), {
      level: 'listed',
      people: [lead.personId, cast.otherNurse.personId],
      teams: [cast.network],
      reason: 'They look into it',
    }),
  )
  assert.ok(await sees(lead, id))
  assert.equal(must(await cast.specialist.get(`/api/tickets/${id}`)).body.is_inside, true)
  assert.equal(must(await cast.otherNurse.get(`/api/tickets/${id}`)).body.is_inside, false)
  for (const who of [cast.agent, cast.nurse, cast.admin]) assert.equal(await sees(who, id), false)
  // The names change, and the level stays.
  must(
    await lead.post(path(id, 'restrict'), {
      level: 'listed',
      people: [lead.personId, cast.agent.personId],
      reason: 'Goes on with it',
    }),
  )
  assert.equal(await sees(cast.specialist, id), false)
  assert.ok(await sees(cast.agent, id))
  must(
    await lead.post(path(id, 'restrict'), {
      level: 'listed',
      people: [cast.agent.personId],
      accepts_losing: true,
    }),
  )
  assert.equal(await sees(lead, id), false)
  assert.equal((await lead.post(path(id, 'restrict'), { level: null, reason: 'x' })).status, 404)
})

test('Only who works on security makes a record one of security, and takes that back; more seeing it wants a reason.', async () => {
  const id = await ofDesk()
  assert.equal((await lead.post(path(id, 'restrict'), { level: 'security' })).status, 403)
  must(await security.post(path(id, 'restrict'), { level: 'security' }))
  assert.ok((await sees(security, id)) && (await sees(otherOfficer, id)))
  for (const who of [lead, cast.agent, cast.nurse, cast.admin]) assert.equal(await sees(who, id), false)
  const silent = await security.post(path(id, 'restrict'), { level: null })
  assert.deepEqual([silent.status, silent.body.errors[0].pointer], [422, '#/reason'])
  must(await security.post(path(id, 'restrict'), { level: null, reason: 'It was a false alarm' }))
  for (const who of [lead, cast.agent, cast.nurse]) assert.ok(await sees(who, id))
  const lines = await linesOf('restriction.restrict', id)
  assert.equal(lines.length, 0, 'the line names the record in its data')
  const told = await cast.rows(
    "select data from core.audit where action = 'restriction.restrict' and data ->> 'record' = $1 order by at",
    [id],
  )
  assert.deepEqual(
    told.map(({ data }) => (data as { to: unknown }).to),
    ['security', null],
  )
})

test('A grant opens a record until its time and not a moment longer, can be taken back, and is told to whom it is for.', async () => {
  const id = await ofDesk()
  assert.equal((await lead.post(path(id, 'grant'), { person_id: breaker.personId, reason: 'x' })).status, 409)
  must(await lead.post(path(id, 'restrict'), { level: 'team' }))
  assert.equal(await sees(cast.specialist, id), false)
  const now = () => cast.wardline.clock.now().getTime()
  const far = new Date(now() + 91 * 86_400_000).toISOString()
  const grant = (fields: object) =>
    lead.post(path(id, 'grant'), { reason: 'Needs to look at the switch', ...fields })
  assert.equal((await grant({ person_id: cast.specialist.personId, until: far })).status, 422)
  assert.equal((await grant({})).status, 422)
  assert.equal((await grant({ person_id: cast.specialist.personId, reason: '  ' })).status, 422)
  const { until } = must(await grant({ person_id: cast.specialist.personId })).body
  assert.equal(Date.parse(until) - now(), 7 * 86_400_000)
  assert.equal(must(await cast.specialist.get(`/api/tickets/${id}`)).body.is_inside, true)
  const { rows } = must(await cast.specialist.get('/api/notifications')).body
  assert.deepEqual([rows[0].reason, rows[0].record.id], ['access_granted', id])
  const listed = must(await lead.get(path(id))).body.admissions
  assert.deepEqual(
    listed.map((each: { way: string; is_open: boolean; reason: string }) => [
      each.way,
      each.is_open,
      each.reason,
    ]),
    [['granted', true, 'Needs to look at the switch']],
  )
  // The session goes on being remembered; the end is asked for each time.
  const short = must(
    await grant({ team_id: cast.network, until: new Date(now() + 2_000).toISOString() }),
  ).body
  must(await lead.post(path(id, 'end-grant'), { admission_id: listed[0].id }))
  assert.ok(await sees(cast.specialist, id))
  cast.wardline.clock.advance(2_001)
  assert.equal(await sees(cast.specialist, id), false)
  assert.equal((await lead.post(path(id, 'end-grant'), { admission_id: short.id })).status, 404)
  assert.equal(must(await cast.specialist.get('/api/notifications')).body.rows[0].record, null)
})

test('Naming somebody who did not see it wants a reason, also from the team to a list, and they are told.', async () => {
  const id = await ofDesk()
  must(await lead.post(path(id, 'restrict'), { level: 'team' }))
  const list = (people: string[], reason?: string) =>
    lead.post(path(id, 'restrict'), { level: 'listed', people: [lead.personId, ...people], reason })
  const silent = await list([cast.specialist.personId])
  assert.deepEqual([silent.status, silent.body.errors[0].pointer], [422, '#/reason'])
  must(await list([cast.agent.personId]))
  assert.equal((await list([cast.agent.personId, cast.specialist.personId])).status, 422)
  must(await list([cast.agent.personId, cast.specialist.personId], 'Knows the switch'))
  const told = await cast.rows(
    "select person_id from core.notification where reason = 'access_granted' and record_id = $1",
    [id],
  )
  assert.deepEqual(told, [{ person_id: cast.specialist.personId }])
  must(await list([cast.specialist.personId]))
})

test('A ticket that is kept for its team is passed on, alone or among many, by those alone who may restrict it.', async () => {
  const id = await ofDesk()
  must(await lead.post(path(id, 'restrict'), { level: 'team' }))
  const assign = (who: Client, fields: object) => who.post(`/api/tickets/${id}/assign`, fields)
  for (const fields of [{ team_id: cast.network }, { owner_id: cast.specialist.personId }])
    assert.ok([403, 422].includes((await assign(cast.agent, fields)).status))
  assert.equal((await assign(cast.agent, { team_id: cast.network })).status, 403)
  assert.equal(await sees(cast.specialist, id), false)
  must(await assign(cast.agent, { owner_id: cast.secondAgent.personId }))
  must(await assign(lead, { team_id: cast.network }))
  assert.ok(await sees(cast.specialist, id))
})

test('A ticket that is kept for its team never loses the team, since nobody would see it any more.', async () => {
  const id = await ofDesk()
  must(await lead.post(path(id, 'restrict'), { level: 'team' }))
  const cleared = await lead.post(`/api/tickets/${id}/assign`, { team_id: null, owner_id: null })
  assert.equal(cleared.status, 409)
  assert.ok(await sees(cast.agent, id))
})

test('A team for which records are kept is not archived, and keeps somebody in it; no record becomes open or lost.', async () => {
  const team = await cast.wardline.team('Quiet team', 2)
  const member = await cast.wardline.person('Mo Member', ['help-desk'], [team])
  const archive = (is_archived = true) => cast.admin.send('PATCH', `/api/teams/${team}`, { is_archived })
  const leave = () => cast.admin.post(`/api/teams/${team}/members/remove`, { person_id: member.personId })
  const id = await ofDesk()
  must(
    await lead.post(path(id, 'restrict'), {
      level: 'listed',
      people: [lead.personId],
      teams: [team],
      reason: 'They know it',
    }),
  )
  const refused = await archive()
  assert.deepEqual(
    [refused.status, refused.body.detail],
    [
      409,
      'Restricted records are kept for this team. Who sees them has to pass them on to others first, or lift the restriction.',
    ],
  )
  assert.equal((await leave()).status, 409)
  assert.ok(await sees(member, id))
  must(await lead.post(path(id, 'restrict'), { level: 'listed', people: [lead.personId] }))
  must(await archive())
  must(await archive(false))
  const own = await ofDesk()
  must(await lead.post(path(own, 'restrict'), { level: 'team' }))
  await cast.rows("update core.record set team_id = $2, category = 'done' where id = $1", [own, team])
  assert.equal((await archive()).status, 409, 'also what is done')
  assert.equal((await leave()).status, 409)
  await cast.rows('update core.record set restriction = null where id = $1', [own])
  must(await archive())
  must(await leave())
})
