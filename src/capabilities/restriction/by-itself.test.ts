/** What is done to many tickets at once, later, or by the product itself, where one of them is restricted. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { anyTicket } from '../escalation/clocks/fixture.ts'
import { type RuleCast, startRuleCast } from '../rules/fixture.ts'
import { must } from '../tickets/fixture.ts'

let cast: RuleCast
let setter: Client
let lead: Client

before(async () => {
  cast = await startRuleCast({ now: '2026-07-06T14:00:00.000Z' })
  const { person, owner } = cast.wardline
  setter = await person('Sina Setter', ['information-security-officer', 'team-lead'], [cast.desk])
  // Reads all tickets and acts on many of them, and belongs to another team.
  lead = await person('Lou Lead', ['help-desk', 'team-lead'], [cast.network])
  await owner.query("update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02'")
})
beforeEach(() => cast.off())
after(() => cast?.wardline.close())

const restrict = (id: string, level: string | null) =>
  setter.post(`/api/restricted-records/${id}/restrict`, { level, reason: 'It is looked into' })
async function ofDesk(): Promise<string> {
  const id = await cast.file(cast.nurse)
  must(await setter.post(`/api/tickets/${id}/assign`, { team_id: cast.desk }))
  return id
}
const stored = async (id: string) =>
  (await cast.rows('select team_id, tags, version from core.record where id = $1', [id]))[0]

test('Of many tickets at once a restricted one answers as one that is not there, and the others are done.', async () => {
  const [open, kept] = [await ofDesk(), await ofDesk()]
  must(await restrict(kept, 'security'))
  const before = await stored(kept)
  const nowhere = crypto.randomUUID()
  const bulk = async (action: string, input: object) => {
    const ids = [open, kept, nowhere]
    const { results } = must(await lead.post('/api/tickets/bulk', { ids, action, input })).body
    return results.map((each: { id: string; ok: boolean; problem?: { status: number; detail: string } }) => [
      each.ok,
      each.problem?.status,
      each.problem?.detail,
    ])
  }
  for (const [action, input] of [
    ['tag', { tags: ['many'] }],
    ['assign', { team_id: cast.network }],
  ] as const) {
    const [first, second, third] = await bulk(action, input)
    assert.deepEqual(first, [true, undefined, undefined])
    assert.equal(second[1], 404)
    assert.deepEqual(second, third)
  }
  assert.deepEqual(await stored(kept), before)
})

test('A rule goes on on a restricted ticket and tells of it to nobody from whom it is kept; it gives none of a team away.', async () => {
  const rule = await cast.rule({
    actions: [
      { do: 'add_tags', tags: ['ruled'] },
      { do: 'assign', team_id: cast.network },
    ],
  })
  const kept = await ofDesk()
  must(await restrict(kept, 'team'))
  await cast.work()
  assert.deepEqual(await stored(kept), { ...(await stored(kept)), team_id: cast.desk, tags: ['ruled'] })
  const firings = async (who: Client) => must(await who.get(`/api/rules/${rule}/firings`)).body.rows
  const fired = async () =>
    must(await cast.admin.get('/api/rules')).body.rows.find((each: { id: string }) => each.id === rule)
      .fired_at
  assert.deepEqual(await firings(cast.admin), [])
  assert.equal(await fired(), null, 'nor when it fired')
  assert.equal((await lead.get(`/api/tickets/${kept}/rule-firings`)).status, 404)
  const [own] = must(await setter.get(`/api/tickets/${kept}/rule-firings`)).body.rows
  assert.deepEqual(
    own.deeds.map(({ outcome }: { outcome: string }) => outcome),
    ['done', 'refused'],
  )
  must(await restrict(kept, null))
  assert.equal((await firings(cast.admin)).length, 1)
  assert.notEqual(await fired(), null)
})

test('A ladder climbs on a restricted ticket, gives none of a team away, and tells those alone who see it.', async () => {
  const when = { minutes: 20, is_working_time: false, is_untaken_only: false, clock: null }
  const steps = [
    { when: { ...when, on: 'after_team' }, deed: 'pass', to: { kind: 'next_tier', id: null } },
    { when: { ...when, on: 'after_filed' }, deed: 'notify', to: { kind: 'person', id: lead.personId } },
  ]
  const ladder = { name: 'Watch', when: { ...anyTicket, team_ids: [cast.desk] }, steps }
  must(await cast.admin.post('/api/ladders', ladder))
  const [open, kept] = [await ofDesk(), await ofDesk()]
  must(await restrict(kept, 'team'))
  cast.later(21)
  await cast.job('ladders.climb')
  assert.equal((await stored(open))?.team_id, cast.network)
  assert.equal((await stored(kept))?.team_id, cast.desk)
  const told = await cast.rows('select distinct record_id from core.notification where person_id = $1', [
    lead.personId,
  ])
  const ids = told.map(({ record_id }) => record_id)
  assert.deepEqual([ids.includes(open), ids.includes(kept)], [true, false])
  assert.equal((await lead.get(`/api/tickets/${kept}/ladder`)).status, 404)
})

test('A reply that was left to be sent is held when its author does not see the ticket any more, and told to who does.', async () => {
  const [open, kept] = [await ofDesk(), await ofDesk()]
  const local = Temporal.Instant.from(cast.wardline.clock.now().toISOString())
    .add({ minutes: 5 })
    .toZonedDateTimeISO('America/Chicago')
  const at = local.toPlainDateTime().toString({ smallestUnit: 'minute' })
  const replies: string[] = []
  for (const id of [open, kept])
    replies.push(
      must(await lead.post(`/api/tickets/${id}/schedule-reply`, { body: 'Is it well?', at })).body.reply_id,
    )
  must(await restrict(kept, 'team'))
  cast.later(10)
  for (const reply of replies) await cast.job('scheduled_replies.send', { reply })
  const sent = async (id: string) =>
    (await cast.rows("select 1 from core.message where record_id = $1 and body = 'Is it well?'", [id])).length
  assert.deepEqual([await sent(open), await sent(kept)], [1, 0])
  const held = await cast.rows('select state, why from tickets.scheduled_reply where id = $1', [replies[1]])
  assert.deepEqual(held, [{ state: 'held', why: 'refused' }])
  assert.equal((await lead.get(`/api/tickets/${kept}/later`)).status, 404)
  assert.equal(must(await setter.get(`/api/tickets/${kept}/later`)).body.replies.length, 1)
  const news = must(await lead.get('/api/notifications')).body.rows
  assert.ok(!news.some(({ record }: { record: { id: string } | null }) => record?.id === kept))
})

test('The preview of a merge, and the merge, know no restricted ticket of others.', async () => {
  const [open, kept] = [await ofDesk(), await ofDesk()]
  must(await restrict(kept, 'security'))
  const nowhere = crypto.randomUUID()
  const preview = async (into: string, id: string) => {
    const { status, body } = await lead.get(`/api/tickets/merge-preview?into=${into}&id=${id}`)
    return JSON.stringify([status, body.detail, body.errors, body.rows])
      .replaceAll(id, '')
      .replaceAll(into, '')
  }
  assert.equal(await preview(open, kept), await preview(open, nowhere))
  assert.equal(await preview(kept, open), await preview(nowhere, open))
  const version = (await stored(open))?.version
  const merge = async (into: string) => {
    const answer = await lead.post(
      `/api/tickets/${open}/merge`,
      { into_id: into },
      { 'if-match': `"${version}"` },
    )
    return [answer.status, answer.body.detail]
  }
  const refused = await merge(nowhere)
  assert.ok([404, 422].includes(refused[0]))
  assert.deepEqual(await merge(kept), refused)
})
