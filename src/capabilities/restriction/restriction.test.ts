/** Levels, grants and broken glass: who sees what, who may change it, and what is left of it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password } from '../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

let cast: Cast
let lead: Client
let security: Client
let breaker: Client
let otherOfficer: Client

before(async () => {
  cast = await startCast()
  lead = await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  await cast.rows('update core.team_member set is_lead = true where person_id = $1', [lead.personId])
  security = await cast.wardline.person('Sina Security', ['information-security-officer'])
  otherOfficer = await cast.wardline.person('Petra Privacy', ['privacy-security-specialist'])
  breaker = await cast.wardline.person('Bea Breaker', ['help-desk', 'team-lead'])
})
after(() => cast?.wardline.close())

const path = (id: string, verb = '') => `/api/restricted-records/${id}${verb ? `/${verb}` : ''}`
const sees = async (who: Client, id: string) => (await who.get(`/api/tickets/${id}`)).status === 200

/** A ticket of the nurse that lies with the desk. */
async function ofDesk(title = 'Quiet matter'): Promise<string> {
  const id = await cast.file(cast.nurse, { title })
  must(await cast.agent.post(`/api/tickets/${id}/assign`, { team_id: cast.desk }))
  return id
}

/** Asked through the client, with a proof that is fresh. */
async function breakIt(who: Client, id: string, reason = 'The ward is down') {
  must(await who.post('/api/session/confirm', { password }))
  return who.post(path(id, 'break-glass'), { reason })
}

/** Minutes go by, with everybody at work. */
async function pass(minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 10) {
    cast.wardline.clock.advance(Math.min(10, left) * 60_000)
    for (const who of [lead, security, otherOfficer, breaker, cast.agent, cast.nurse, cast.admin])
      must(await who.get('/api/notifications/count'))
  }
}

const linesOf = async (action: string, id: string) =>
  cast.rows('select actor_id, data from core.audit where action = $1 and record_id = $2 order by at, id', [
    action,
    id,
  ])

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

test('Broken glass opens a record for a while, loudly; each reading is told; it stays open until somebody else judges it.', async () => {
  const id = await ofDesk('Glasswork')
  const [{ number }] = (await cast.rows('select number from core.record where id = $1', [id])) as [
    { number: string },
  ]
  const doorOf = (who: Client, n: string | number = number) =>
    who.get(`/api/restricted-records/door?number=${n}`)
  assert.equal((await doorOf(breaker)).status, 404, 'what is not restricted')
  must(await security.post(path(id, 'restrict'), { level: 'security' }))
  const door = must(await doorOf(breaker)).body
  assert.deepEqual([door.id, door.level, door.sees_it], [id, 'security', false])
  assert.ok(!JSON.stringify(door).includes('Glasswork'))
  assert.equal((await doorOf(breaker, 99_999_999)).status, 404)
  assert.equal((await doorOf(cast.agent)).status, 403)

  assert.equal((await cast.agent.post(path(id, 'break-glass'), { reason: 'x' })).status, 403)
  await pass(11)
  const stale = await breaker.post(path(id, 'break-glass'), { reason: 'x' })
  assert.equal(stale.status, 403, 'without a fresh proof')
  assert.equal(await sees(breaker, id), false)
  assert.equal((await breakIt(breaker, id, ' ')).status, 422)
  const { id: glass, until } = must(await breakIt(breaker, id)).body
  assert.equal(Date.parse(until) - cast.wardline.clock.now().getTime(), 60 * 60_000)
  assert.equal((await breakIt(breaker, id)).status, 409, 'there is nothing to break')
  assert.ok(await sees(breaker, id))
  assert.ok(await sees(breaker, id))
  assert.equal((await linesOf('restriction.break_glass_read', id)).length, 2)
  for (const who of [security, otherOfficer, lead]) {
    const { rows } = must(await who.get('/api/notifications')).body
    assert.ok(
      rows.some(
        ({ reason }: { reason: string }) => reason === (who === lead ? 'glass_broken_team' : 'glass_broken'),
      ),
      who.personId,
    )
  }
  assert.ok(
    !must(await cast.agent.get('/api/notifications')).body.rows.some(
      (each: { reason: string }) => each.reason === 'glass_broken',
    ),
  )

  await pass(59)
  assert.ok(await sees(breaker, id))
  await pass(1)
  assert.equal(await sees(breaker, id), false, 'it ends by itself')
  const list = must(await otherOfficer.get('/api/broken-glass')).body.rows
  const row = list.find((each: { id: string }) => each.id === glass)
  assert.deepEqual(
    [row.reason, row.reads, row.may_review, row.person.name],
    ['The ward is down', 3, true, 'Bea Breaker'],
  )
  assert.equal((await breaker.get('/api/broken-glass')).status, 403)
  assert.equal(
    (await breaker.post(`/api/broken-glass/${glass}/review`, { verdict: 'justified' })).status,
    403,
  )
  assert.equal(
    (await otherOfficer.post(`/api/broken-glass/${glass}/review`, { verdict: 'not_justified' })).status,
    422,
  )
  must(
    await otherOfficer.post(`/api/broken-glass/${glass}/review`, {
      verdict: 'not_justified',
      note: 'Nothing was down',
    }),
  )
  assert.equal(
    (await security.post(`/api/broken-glass/${glass}/review`, { verdict: 'justified' })).status,
    409,
  )
  const past = must(await security.get('/api/broken-glass?state=past')).body.rows
  assert.deepEqual(
    [past[0].id, past[0].verdict, past[0].note, past[0].reviewed_by],
    [glass, 'not_justified', 'Nothing was down', 'Petra Privacy'],
  )
})

test('Whoever broke the glass, or was granted it for a while, cannot keep the record, lift it or list it to themself.', async () => {
  const id = await ofDesk()
  must(await lead.post(path(id, 'restrict'), { level: 'listed', people: [lead.personId] }))
  const granted = await cast.wardline.person('Gus Granted', ['help-desk', 'team-lead'])
  must(await breakIt(breaker, id))
  must(await lead.post(path(id, 'grant'), { person_id: granted.personId, reason: 'To look once' }))
  for (const who of [breaker, granted]) {
    assert.equal(must(await who.get(path(id))).body.may_set, false)
    const tries = [
      ['grant', { person_id: cast.agent.personId, reason: 'more' }],
      ['restrict', { level: 'listed', people: [who.personId] }],
      ['restrict', { level: null, reason: 'x' }],
    ] as const
    for (const [verb, body] of tries) assert.equal((await who.post(path(id, verb), body)).status, 403, verb)
  }
  const own = await lead.post(path(id, 'grant'), { person_id: lead.personId, reason: 'x' })
  assert.deepEqual([own.status, own.body.errors[0].pointer], [422, '#/person_id'])
  await pass(60)
  assert.equal(await sees(breaker, id), false)
  assert.ok(await sees(lead, id))
})

test('An officer who broke the glass is not the one who judges it.', async () => {
  const both = await cast.wardline.person('Bo Both', ['team-lead', 'privacy-security-specialist'])
  const id = await ofDesk()
  must(await lead.post(path(id, 'restrict'), { level: 'team' }))
  const { id: glass } = must(await breakIt(both, id)).body
  const refused = await both.post(`/api/broken-glass/${glass}/review`, { verdict: 'justified' })
  assert.deepEqual(
    [refused.status, refused.body.detail],
    [403, 'Who broke the glass does not judge it. Somebody else has to.'],
  )
  const own = must(await both.get('/api/broken-glass')).body.rows.find(
    (each: { id: string }) => each.id === glass,
  )
  assert.equal(own.may_review, false)
  must(await security.post(`/api/broken-glass/${glass}/review`, { verdict: 'justified' }))
})

test('Who answers for the emergency account that broke the glass, or was one with who broke it, does not judge it.', async () => {
  const judge = await cast.wardline.person('Ana Answers', ['privacy-security-specialist'])
  const verdictOf = async (glass: string) =>
    (await judge.post(`/api/broken-glass/${glass}/review`, { verdict: 'justified' })).status
  const mayReview = async (glass: string) =>
    must(await judge.get('/api/broken-glass')).body.rows.find((each: { id: string }) => each.id === glass)
      .may_review
  const id = await ofDesk()
  must(await lead.post(path(id, 'restrict'), { level: 'team' }))
  const account = await cast.wardline.person('Emergency 1', ['team-lead'])
  const { id: byAccount } = must(await breakIt(account, id)).body
  assert.equal(await mayReview(byAccount), true)
  await cast.rows(
    `insert into core.emergency_account (org_id, person_id, owner_id, role_ids, hours_max, created_at)
     select org_id, $1, $2, array[gen_random_uuid()], 4, now() from core.person where id = $1`,
    [account.personId, judge.personId],
  )
  assert.deepEqual([await mayReview(byAccount), await verdictOf(byAccount)], [false, 403])
  const double = await cast.wardline.person('Ana A.', ['team-lead'])
  const { id: byDouble } = must(await breakIt(double, id)).body
  assert.equal(await mayReview(byDouble), true)
  // As a merge leaves it that did not carry the glass over, and as one that did.
  await cast.rows('update core.person set is_active = false, merged_into_id = $2 where id = $1', [
    double.personId,
    judge.personId,
  ])
  assert.deepEqual([await mayReview(byDouble), await verdictOf(byDouble)], [false, 403])
  await cast.rows('update core.person set is_active = true, merged_into_id = null where id = $1', [
    double.personId,
  ])
  must(await security.post(`/api/broken-glass/${byAccount}/review`, { verdict: 'justified' }))
  must(await judge.post(`/api/broken-glass/${byDouble}/review`, { verdict: 'justified' }))
})

test('Glass opens what a question names, each time with a line; no list, search or count knows the record by it.', async () => {
  const id = await ofDesk('Wolframite')
  must(await security.post(path(id, 'restrict'), { level: 'security' }))
  const [{ number }] = (await cast.rows('select number from core.record where id = $1', [id])) as [
    { number: string },
  ]
  must(await breakIt(breaker, id))
  const other = await ofDesk()
  const lists = [
    '/api/search?q=wolframite',
    `/api/search?q=%23${number}`,
    '/api/tickets?q=wolframite',
    '/api/tickets?view=all',
    '/api/notifications',
    `/api/tickets/${other}/alike`,
    '/api/merge-candidates',
  ]
  for (const list of lists)
    assert.ok(!JSON.stringify((await breaker.get(list)).body).includes('Wolframite'), list)
  assert.equal((await linesOf('restriction.break_glass_read', id)).length, 0)
  assert.ok(JSON.stringify(must(await security.get('/api/search?q=wolframite')).body).includes('Wolframite'))
  assert.ok(await sees(breaker, id))
  must(await breaker.get(path(id)))
  assert.equal(must(await breaker.get(`/api/restricted-records/door?number=${number}`)).body.sees_it, true)
  assert.deepEqual(
    (await linesOf('restriction.break_glass_read', id)).map(({ data }) => [
      (data as { of: string }).of,
      (data as { asked?: string }).asked,
    ]),
    [
      ['page', undefined],
      ['part', 'restriction.show'],
    ],
  )
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

test('Officers are reminded of a review that is late, once a day, and who broke the glass is not.', async () => {
  const id = await ofDesk()
  must(await lead.post(path(id, 'restrict'), { level: 'team' }))
  must(await breakIt(breaker, id))
  const remind = async () =>
    cast.wardline.composition.app.registry.jobs.get('restriction.remind')?.(cast.wardline.composition.app, {})
  const late = async () =>
    (
      await cast.rows(
        "select person_id from core.notification where reason = 'glass_review_late' and record_id = $1",
        [id],
      )
    ).map(({ person_id }) => person_id)
  await remind()
  assert.deepEqual(await late(), [])
  cast.wardline.clock.advance(72 * 3_600_000)
  await remind()
  await remind()
  const told = await late()
  assert.ok(told.includes(security.personId) && !told.includes(breaker.personId))
  assert.equal(new Set(told).size, told.length)
  cast.wardline.clock.advance(24 * 3_600_000)
  await remind()
  assert.equal((await late()).length, 2 * told.length)
})
