import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { ensureAutomation } from '../../core/people/automation.ts'
import { runJobs, withQueue } from '../../core/people/fixture.ts'
import { write } from '../../platform/db/transaction.ts'
import { signToken } from '../../platform/secrets/signing.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

const hour_ms = 3_600_000
const usual = {
  is_on: true,
  delay_hours: 2,
  share_percent: 100,
  shares: [] as object[],
  person_days: 0,
  link_days: 14,
  low_score: 0,
  low_deed: 'tell',
}

let cast: Cast
let lead: Client

before(async () => {
  cast = await startCast()
  await withQueue(cast.wardline)
  lead = await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  await cast.rows('update core.team_member set is_lead = true where person_id = $1', [lead.personId])
  await write(cast.wardline.composition.app.pool, cast.wardline.orgId, (tx) =>
    ensureAutomation(tx, cast.admin.personId, cast.wardline.clock.now().toISOString()),
  )
})
after(() => cast?.wardline.close())
beforeEach(async () => {
  await stay()
  await set({})
})

/** The clock runs for days in this file, in which nobody is to be logged off. */
async function stay(): Promise<void> {
  const now = cast.wardline.clock.now()
  await cast.rows(
    "update core.session set idle_minutes = 1440, last_active_at = $1, expires_at = $1::timestamptz + interval '1 day'",
    [now],
  )
}

async function set(changes: Partial<Record<keyof typeof usual, unknown>>): Promise<void> {
  const { version } = must(await lead.get('/api/surveys/settings')).body
  must(await lead.send('PUT', '/api/surveys/settings', { version, ...usual, ...changes }))
}

const act = (who: Client, id: string, verb: string, body: object = {}) =>
  who.post(`/api/tickets/${id}/${verb}`, body)

async function solved(fields: object = {}, who = cast.nurse): Promise<string> {
  const id = await cast.file(who, { title: 'Unspeakable words' })
  must(await act(cast.agent, id, 'assign', { team_id: cast.desk }))
  must(await act(cast.agent, id, 'resolve', { code: 'fixed', ...fields }))
  return id
}

/** Lets the time pass and answers the links of the mail about the ticket, by the answer that each proposes. */
async function asked(id: string, hours = 2): Promise<string[]> {
  // Times of one record never repeat, so that some lie a few milliseconds ahead of the clock.
  cast.wardline.clock.advance(hours * hour_ms + 1_000)
  await stay()
  await runJobs(cast.wardline)
  const mails = await cast.rows(
    'select o.* from core.outbox o join surveys.invitation i on i.org_id = o.org_id and i.id = o.id where i.ticket_id = $1',
    [id],
  )
  assert.ok(mails.length < 2)
  const links = String(mails[0]?.body_text ?? '').match(/\/survey#\S+/g) ?? []
  return links.map((link) => link.slice('/survey#'.length)).toReversed()
}

const open = (link: string) => cast.wardline.anonymous.post('/api/surveys/open', { link })
const answer = (link: string, rating: number, more: object = {}) =>
  cast.wardline.anonymous.post('/api/surveys/answer', { link, rating, ...more })
const ratingOf = async (id: string) =>
  (await cast.rows('select rating, rating_comment from tickets.ticket where id = $1', [id]))[0]
const ratedEvents = async (id: string) =>
  (await cast.rows("select data from core.event where record_id = $1 and action = 'tickets.rate'", [id]))
    .length

test('After a solution the requester is asked by mail, with five links and none of the words of the ticket.', async () => {
  const id = await solved()
  assert.deepEqual(await asked(id, 1), [])
  const links = await asked(id, 1)
  assert.equal(links.length, 5)
  const [mail] = await cast.rows(
    'select subject, body_text, body_html from core.outbox order by created_at desc limit 1',
  )
  const [record] = await cast.rows('select number from core.record where id = $1', [id])
  assert.match(String(mail?.subject), new RegExp(`#${record?.number}`))
  assert.match(String(mail?.body_html), /Service Desk/)
  assert.ok(!JSON.stringify(mail).includes('Unspeakable'))
  const shown = must(await open(links[3] ?? '')).body
  assert.deepEqual(
    [shown.number, shown.team, shown.proposed, shown.given, shown.may_change],
    [Number(record?.number), 'Service Desk', 4, null, true],
  )
  assert.ok(!JSON.stringify(shown).includes('Unspeakable'))
})

test('Who turned these mails off is asked in the product alone; whoever did not is mailed why, and how to end it.', async () => {
  const { nurse, otherNurse } = cast
  const choose = async (mail: string) =>
    must(
      await otherNurse.send('PUT', '/api/notices/settings', {
        ...{ time_zone: null, quiet: null, digest: 'daily', digest_at: 420 },
        kinds: [{ kind: 'surveys', in_app: true, mail, push: false }],
      }),
    )
  await choose('off')
  const [mailed, silent] = [await solved({}, nurse), await solved({}, otherNurse)]
  assert.equal((await asked(mailed)).length, 5)
  assert.deepEqual(await asked(silent, 0), [])
  const { rows } = must(await otherNurse.get('/api/notices?kind=surveys')).body
  assert.deepEqual([rows[0].reason, rows[0].record.id], ['rating_asked', silent])
  const [mail] = await cast.rows(
    'select o.body_text, o.unsubscribe_url from core.outbox o join surveys.invitation i on i.id = o.id where i.ticket_id = $1',
    [mailed],
  )
  assert.match(String(mail?.body_text), /You get this mail because .*“Questions how well it went”/)
  assert.match(String(mail?.unsubscribe_url), /unsubscribe/)
  await choose('now')
  assert.equal((await asked(await solved({}, otherNurse))).length, 5)
})

test('What only follows the links of a mail gives no answer; the button does, and may change it until it is closed.', async () => {
  const id = await solved()
  const [worst = '', , , , best = ''] = await asked(id)
  for (const path of [
    '/survey',
    `/survey?link=${best}`,
    `/api/surveys/answer?link=${best}`,
    '/api/surveys/open',
  ])
    for (const method of ['GET', 'HEAD']) await cast.wardline.anonymous.send(method, path)
  must(await open(best))
  assert.deepEqual(await ratingOf(id), { rating: null, rating_comment: null })
  assert.equal(await ratedEvents(id), 0)

  must(await answer(best, 5))
  must(await answer(best, 5))
  assert.equal(await ratedEvents(id), 1)
  must(await answer(worst, 2, { comment: ' Slow. ' }))
  assert.equal(must(await answer(worst, 3)).body.given, 3)
  assert.deepEqual(await ratingOf(id), { rating: 3, rating_comment: 'Slow.' })
  const [event] = await cast.rows(
    "select actor_id from core.event where record_id = $1 and action = 'tickets.rate'",
    [id],
  )
  assert.equal(event?.actor_id, cast.nurse.personId)

  must(await act(cast.agent, id, 'close'))
  assert.equal((await answer(best, 5)).status, 409)
  assert.equal(must(await open(best)).body.may_change, false)
  assert.deepEqual(await ratingOf(id), { rating: 3, rating_comment: 'Slow.' })
  assert.equal((await act(cast.nurse, id, 'rate', { rating: 1 })).status, 409)
})

test('A link works for its own ticket alone, until it expires, and not while the ticket is open again.', async () => {
  const id = await solved()
  const [link = ''] = await asked(id)
  const { app } = cast.wardline.composition
  const [invitation] = await cast.rows('select id from surveys.invitation where ticket_id = $1', [id])
  const later = new Date(app.clock.now().getTime() + hour_ms)
  const forged = signToken('x'.repeat(32), 'survey', [cast.wardline.orgId, invitation?.id, 5], later)
  const ofOthers = signToken(app.config.secret, 'reset', [cast.wardline.orgId, invitation?.id, 5], later)
  for (const dead of [forged, ofOthers, `${link}x`, 'nonsense', '.'])
    assert.equal((await answer(dead, 5)).status, 410, dead)
  assert.equal((await answer(link, 6)).status, 422)
  assert.equal((await answer(link, 5, { state: 'closed' })).status, 422)

  must(await act(cast.nurse, id, 'reopen'))
  assert.equal((await answer(link, 5)).status, 410)
  const other = await solved()
  const [expiring = ''] = await asked(other)
  must(await answer(expiring, 5))
  cast.wardline.clock.advance(15 * 24 * hour_ms)
  assert.equal((await answer(expiring, 1)).status, 410)
  assert.equal((await ratingOf(other))?.rating, 5)
})

test('A link about the first solution does not rate the second one, which has a question of its own.', async () => {
  const id = await solved()
  const [first = ''] = await asked(id)
  must(await act(cast.nurse, id, 'reopen'))
  must(await act(cast.agent, id, 'resolve', { code: 'fixed' }))
  for (const answered of [await answer(first, 1), await open(first)]) assert.equal(answered.status, 410)
  cast.wardline.clock.advance(2 * hour_ms + 1_000)
  await stay()
  await runJobs(cast.wardline)
  must(await act(cast.nurse, id, 'rate', { rating: 4 }))
  const rows = await cast.rows(
    'select sent_at is not null as sent, answered_at is not null as answered, dropped from surveys.invitation where ticket_id = $1 order by reopened_count',
    [id],
  )
  assert.deepEqual(rows, [
    { sent: true, answered: false, dropped: null },
    { sent: true, answered: true, dropped: null },
  ])
})

test('A question that waits is given up when the ticket was reopened and solved again before its time.', async () => {
  const id = await solved()
  cast.wardline.clock.advance(hour_ms)
  await stay()
  must(await act(cast.nurse, id, 'reopen'))
  must(await act(cast.agent, id, 'resolve', { code: 'fixed' }))
  assert.deepEqual(await asked(id, 1), [])
  assert.equal((await asked(id, 1)).length, 5)
})

test('Nobody is asked about what was not solved, what is open again, what was rated already, or when it is switched off.', async () => {
  const declined = await solved({ code: 'declined' })
  const cancelled = await cast.file(cast.nurse)
  must(await act(cast.nurse, cancelled, 'cancel'))
  const own = await solved({}, cast.agent)
  const reopened = await solved()
  must(await act(cast.nurse, reopened, 'reopen'))
  const rated = await solved()
  must(await act(cast.nurse, rated, 'rate', { rating: 4 }))
  for (const id of [declined, cancelled, own, reopened, rated]) assert.deepEqual(await asked(id), [])
  const why = must(await lead.get(`/api/tickets/${reopened}/surveys`)).body.rows
  assert.deepEqual(
    why.map((row: { dropped: string }) => row.dropped),
    ['reopened'],
  )
  assert.equal((await cast.nurse.get(`/api/tickets/${reopened}/surveys`)).status, 403)

  const off = await solved()
  await set({ is_on: false })
  assert.deepEqual(await asked(off), [])
  await set({ share_percent: 0 })
  assert.deepEqual(await asked(await solved()), [])
  await set({ share_percent: 0, shares: [{ team_id: cast.desk, percent: 100 }] })
  assert.equal((await asked(await solved())).length, 5)
})

test('Of two solutions for one person at once one is asked about, and the next after the days of the setting.', async () => {
  await set({ person_days: 7 })
  const person = await cast.wardline.person('Petra Patient', [])
  const both = [await solved({}, person), await solved({}, person)]
  cast.wardline.clock.advance(3 * hour_ms)
  const { app } = cast.wardline.composition
  const waiting = await cast.rows('select id from surveys.invitation where ticket_id = any($1)', [both])
  const ask = app.registry.jobs.get('surveys.ask')
  await Promise.all(
    waiting.flatMap(({ id }) => [1, 2].map(() => ask?.(app, { org: cast.wardline.orgId, invitation: id }))),
  )
  const rows = await cast.rows(
    'select dropped from surveys.invitation where ticket_id = any($1) order by dropped nulls first',
    [both],
  )
  assert.deepEqual(
    rows.map(({ dropped }) => dropped),
    [null, 'asked_lately'],
  )
  const mails = await cast.rows('select 1 from core.outbox where to_person_id = $1 and subject like $2', [
    person.personId,
    'How well%',
  ])
  assert.equal(mails.length, 1)
  await runJobs(cast.wardline)
  cast.wardline.clock.advance(8 * 24 * hour_ms)
  await stay()
  assert.equal((await asked(await solved({}, person))).length, 5)
})

test('Settings that contradict themselves are refused with what to change.', async () => {
  const { version } = must(await lead.get('/api/surveys/settings')).body
  const save = (changes: object) =>
    lead.send('PUT', '/api/surveys/settings', { version, ...usual, ...changes })
  for (const shares of [
    [{ percent: 10 }],
    [{ percent: 10, team_id: cast.desk, category_id: cast.desk }],
    [{ percent: 10, team_id: cast.nurse.personId }],
  ])
    assert.equal((await save({ shares })).body.errors[0].pointer, '#/shares/0')
  assert.equal((await save({ low_score: 5 })).status, 422)
  assert.equal((await save({ version: version - 1 })).status, 409)
  assert.equal((await cast.agent.get('/api/surveys/settings')).status, 403)
  must(await save({}))
})
