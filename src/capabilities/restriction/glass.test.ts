/** Broken glass: what it opens, who hears of it, and who judges it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { must } from '../tickets/fixture.ts'
import {
  breaker,
  breakIt,
  cast,
  lead,
  linesOf,
  ofDesk,
  openDesk,
  otherOfficer,
  pass,
  path,
  security,
  sees,
} from './fixture.ts'

openDesk()

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
