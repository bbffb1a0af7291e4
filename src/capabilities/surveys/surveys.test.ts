import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { ensureAutomation } from '../../core/people/automation.ts'
import { runJobs, withQueue } from '../../core/people/fixture.ts'
import { write } from '../../platform/db/transaction.ts'
import { signToken } from '../../platform/secrets/signing.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { replayTicket } from '../tickets/index.ts'
import { averageOf } from './average.ts'
import { isDrawn } from './follower.ts'

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

test('What was rated, reopened and solved again is asked about again, and counts as two solutions.', async () => {
  await set({ person_days: 30 })
  const count = async () => must(await lead.get('/api/surveys/results?days=300')).body
  const before = await count()
  const id = await solved({}, cast.otherNurse)
  const [first = ''] = await asked(id)
  must(await answer(first, 2))
  must(await act(cast.otherNurse, id, 'reopen'))
  assert.equal((await ratingOf(id))?.rating, null, 'nothing is said of the next solution yet')
  must(await act(cast.agent, id, 'resolve', { code: 'fixed' }))
  const of = async () => must(await lead.get(`/api/tickets/${id}/surveys`)).body
  assert.deepEqual(
    (await of()).earlier.map(({ rating }: { rating: number }) => rating),
    [2],
  )
  cast.wardline.clock.advance(2 * hour_ms + 1_000)
  await stay()
  await runJobs(cast.wardline)
  const { rows } = await of()
  assert.deepEqual([rows.length, rows[0].dropped, rows[0].sent_at !== null], [2, null, true])
  must(await act(cast.agent, id, 'close'))
  must(await act(cast.otherNurse, id, 'rate', { rating: 5 }))
  const after = await count()
  assert.deepEqual(
    [1, 4].map((place) => after.ratings[place] - before.ratings[place]),
    [1, 1],
    'the earlier rating and the present one',
  )
  assert.equal(after.all.answered - before.all.answered, 2)
  const rated = after.weeks.reduce((sum: number, week: { rated: number }) => sum + week.rated, 0)
  assert.equal(rated, after.all.rated, 'the weeks are the whole')
  const data = (await cast.rows('select data from core.event where record_id = $1 order by at, id', [
    id,
  ])) as {
    data: Record<string, unknown>
  }[]
  assert.equal(replayTicket(data).rating, 5)
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

test('A low answer is told to the lead once, and sets off once what the setting says.', async () => {
  const told = async (id: string) =>
    (
      await cast.rows(
        "select 1 from core.notification where record_id = $1 and reason = 'low_rating' and person_id = $2",
        [id, lead.personId],
      )
    ).length
  await set({ low_score: 2, low_deed: 'tell' })
  const good = await solved()
  must(await act(cast.nurse, good, 'rate', { rating: 3 }))
  const bad = await solved()
  must(await act(cast.nurse, bad, 'rate', { rating: 2 }))
  must(await act(cast.nurse, bad, 'rate', { rating: 1 }))
  assert.deepEqual([await told(good), await told(bad)], [0, 1])

  await set({ low_score: 2, low_deed: 'file' })
  const filed = await solved()
  must(await act(cast.nurse, filed, 'rate', { rating: 1 }))
  const { app } = cast.wardline.composition
  const job = { org: cast.wardline.orgId, ticket: filed, turn: 0 }
  await Promise.all([1, 2, 3].map(() => app.registry.jobs.get('surveys.follow_up')?.(app, job)))
  await runJobs(cast.wardline)
  const children = await cast.rows(
    "select r.title, r.team_id from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id where k.to_id = $1 and k.type = 'parent'",
    [filed],
  )
  assert.equal(children.length, 1)
  assert.equal(children[0]?.team_id, cast.desk)

  await set({ low_score: 2, low_deed: 'reopen' })
  const again = await solved()
  must(await act(cast.nurse, again, 'rate', { rating: 1 }))
  await runJobs(cast.wardline)
  await app.registry.jobs.get('surveys.follow_up')?.(app, { ...job, ticket: again })
  const reopened = await cast.rows(
    "select 1 from core.event where record_id = $1 and action = 'tickets.reopen'",
    [again],
  )
  assert.equal(reopened.length, 1)
  assert.equal(must(await cast.agent.get(`/api/tickets/${again}`)).body.state, 'open')
})

test('A low answer that was taken back neither reopens nor files, and one that is low again does so once.', async () => {
  const children = async (id: string) =>
    cast.rows(
      "select r.team_id from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id where k.to_id = $1 and k.type = 'parent'",
      [id],
    )
  const stateOf = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}`)).body.state
  await set({ low_score: 2, low_deed: 'reopen' })
  const better = await solved()
  must(await act(cast.nurse, better, 'rate', { rating: 1 }))
  must(await act(cast.nurse, better, 'rate', { rating: 5 }))
  await runJobs(cast.wardline)
  assert.equal(await stateOf(better), 'resolved')
  must(await act(cast.nurse, better, 'rate', { rating: 2 }))
  await runJobs(cast.wardline)
  assert.equal(await stateOf(better), 'open')

  await set({ low_score: 2, low_deed: 'file' })
  const again = await solved()
  must(await act(cast.nurse, again, 'rate', { rating: 1 }))
  must(await act(cast.nurse, again, 'rate', { rating: 4 }))
  const reopened = await solved()
  must(await act(cast.nurse, reopened, 'rate', { rating: 1 }))
  must(await act(cast.nurse, reopened, 'reopen'))
  const archived = await solved()
  const former = await cast.wardline.team('Former desk', 1)
  await cast.rows('update core.record set team_id = $2 where id = $1', [archived, former])
  await cast.rows('update core.team set archived_at = now() where id = $1', [former])
  must(await act(cast.nurse, archived, 'rate', { rating: 1 }))
  await runJobs(cast.wardline)
  assert.deepEqual(
    [await children(again), await children(reopened), await children(archived)],
    [[], [], [{ team_id: null }]],
  )
})

test('Results count what their reader sees, and the words are for those who may read them.', async () => {
  const count = async (who: Client) => must(await who.get('/api/surveys/results?days=300')).body
  const earlier = await count(lead)
  const id = await solved()
  const [link = ''] = await asked(id)
  must(await answer(link, 2, { comment: 'Nobody called Mrs. Doe back.' }))
  const later = await count(lead)
  assert.deepEqual(
    [
      later.all.asked - earlier.all.asked,
      later.all.answered - earlier.all.answered,
      later.ratings[1] - earlier.ratings[1],
    ],
    [1, 1, 1],
  )
  assert.ok(later.all.low <= later.all.average && later.all.average <= later.all.high)
  const team = later.teams.find((row: { id: string }) => row.id === cast.desk)
  assert.ok(team.rated > 0)

  // Who sees the network's tickets alone learns nothing of the desk's, not even how many there are.
  await cast.rows(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'team-figures', 'Figures', '{tickets.read_team,reports.read}')",
    [cast.wardline.orgId],
  )
  const ned = await cast.wardline.person('Nat Network', ['team-figures'], [cast.network])
  const seen = await count(ned)
  assert.deepEqual([seen.all.asked, seen.all.rated, seen.teams, seen.articles], [0, 0, [], []])
  const words = must(await lead.get('/api/surveys/words?days=300&rating_max=2')).body.rows
  const said = words.filter((row: { comment: string }) => row.comment === 'Nobody called Mrs. Doe back.')
  assert.deepEqual(
    said.map((row: { id: string; team: string }) => [row.id, row.team]),
    [[id, team.name]],
    'once, with the team that has it',
  )
  must(await lead.get(`/api/tickets/${id}/surveys`))
  assert.equal((await ned.get(`/api/tickets/${id}/surveys`)).status, 404, 'who does not see the ticket')
  const article = must(await cast.agent.post('/api/articles', { title: 'No ticket', body: 'At all.' })).body
    .id
  assert.equal((await cast.agent.get(`/api/tickets/${article}/surveys`)).status, 404, 'what is no ticket')
  assert.equal((await cast.agent.get('/api/surveys/words')).status, 403)
  assert.equal((await cast.agent.get('/api/surveys/results')).status, 403)
  assert.equal((await lead.get('/api/surveys/words?after=nonsense')).status, 422)

  must(
    await act(await cast.wardline.admin(), id, 'redact', {
      text: 'Mrs. Doe',
      is_everywhere: true,
    }),
  )
  const left = must(await lead.get('/api/surveys/words?days=300')).body
  assert.ok(!JSON.stringify(left).includes('Mrs. Doe'))
})

test('A rating stays with the team and the article of the solution that it rates, whoever solves it afterwards.', async () => {
  const write = async (title: string) =>
    must(await cast.agent.post('/api/articles', { title, body: 'So.', audience: 'internal' })).body
      .id as string
  const [first, second] = [await write('Blamed'), await write('Praised')]
  type Part = { id: string | null; asked: number; rated: number; average: number | null }
  const none: Part = { id: null, asked: 0, rated: 0, average: null }
  const results = async () => must(await lead.get('/api/surveys/results?days=300')).body
  const of = (parts: Part[], id: string) => parts.find((part) => part.id === id) ?? none
  const before = await results()
  const grown = async (of_: 'teams' | 'articles', id: string) => {
    const [was, is] = [of(before[of_], id), of((await results())[of_], id)]
    return [is.asked - was.asked, is.rated - was.rated]
  }
  const rated = async (id: string, rating: number) => must(await answer((await asked(id))[0] ?? '', rating))

  // The desk solves it by the first article, badly; the network by the second one, well.
  const id = await solved({ solved_by_id: first })
  await rated(id, 1)
  must(await act(cast.nurse, id, 'reopen'))
  must(await act(cast.agent, id, 'assign', { team_id: cast.network }))
  cast.wardline.clock.advance(60_000)
  must(await act(cast.agent, id, 'resolve', { code: 'fixed', solved_by_id: second }))
  must(await act(cast.agent, id, 'assign', { team_id: cast.desk }))
  must(await act(cast.nurse, id, 'rate', { rating: 5, comment: 'At last' }))
  assert.deepEqual(await grown('teams', cast.desk), [1, 1])
  assert.deepEqual(await grown('teams', cast.network), [0, 1])
  assert.deepEqual(await grown('articles', first), [1, 1])
  assert.deepEqual(await grown('articles', second), [0, 1])
  const { articles } = await results()
  assert.deepEqual([of(articles, first).average, of(articles, second).average], [1, 5])
  const { rows } = must(await cast.admin.get('/api/surveys/words?days=300')).body
  assert.equal(rows.find((row: { id: string }) => row.id === id).team, 'Network')
  const listed = async (query: string) =>
    must(await lead.get(`/api/tickets?view=all&limit=100&${query}`)).body.rows.some(
      (row: { id: string }) => row.id === id,
    )
  assert.deepEqual(
    await Promise.all(
      [
        `survey_rating=1&survey_team=${cast.desk}`,
        `survey_rating=5&survey_team=${cast.desk}`,
        `survey_rating=5&survey_team=${cast.network}`,
        `survey_rating=1&solved_by=${first}`,
        `survey_rating=1&solved_by=${second}`,
        `survey_rating=5&solved_by=${second}`,
      ].map(listed),
    ),
    [true, false, true, true, false, true],
  )

  // A solution that nobody rated was asked about all the same; the same article counts again when it is named again.
  const quiet = await solved({ solved_by_id: first }, cast.otherNurse)
  await asked(quiet)
  must(await act(cast.otherNurse, quiet, 'reopen'))
  assert.deepEqual(await grown('teams', cast.desk), [2, 1])
  assert.deepEqual(await grown('articles', first), [2, 1])
  cast.wardline.clock.advance(60_000)
  must(await act(cast.agent, quiet, 'resolve', { code: 'fixed' }))
  must(await act(cast.otherNurse, quiet, 'rate', { rating: 3 }))
  assert.deepEqual(await grown('articles', first), [2, 1], 'it had no part in the second solution')
  must(await act(cast.otherNurse, quiet, 'reopen'))
  cast.wardline.clock.advance(60_000)
  must(await act(cast.agent, quiet, 'resolve', { code: 'fixed', solved_by_id: first }))
  must(await act(cast.otherNurse, quiet, 'rate', { rating: 4 }))
  assert.deepEqual(await grown('articles', first), [2, 2])
  must(await act(cast.otherNurse, quiet, 'reopen'))
  assert.deepEqual(await grown('articles', first), [2, 2], 'nor less when that solution did not last either')
  assert.deepEqual(await grown('teams', cast.desk), [2, 3])
})

test('Each figure of the results opens exactly the tickets that it counts.', async () => {
  const article = must(
    await cast.agent.post('/api/articles', { title: 'Unlock it', body: 'So.', audience: 'internal' }),
  ).body.id
  const solvedBy = await solved({ solved_by_id: article }, cast.otherNurse)
  const [link = ''] = await asked(solvedBy)
  must(await answer(link, 4))
  await solved()
  const old = await solved({}, cast.otherNurse)
  await cast.rows("update tickets.ticket set resolved_at = resolved_at - interval '400 days' where id = $1", [
    old,
  ])
  const results = must(await lead.get('/api/surveys/results?days=300')).body
  type Told = {
    id: string
    team_id: string | null
    resolved_at: string
    rating: number | null
    asked: boolean
    answered: boolean
  }
  const told = (await cast.rows(
    `select s.id, s.team_id, s.resolved_at, s.rating, i.id is not null as asked, i.answered_at is not null as answered
     from (select n.ticket_id as id, case when t.reopened_count = n.reopened_count then t.resolved_at else n.resolved_at end as resolved_at,
             case when t.reopened_count = n.reopened_count then t.rating else n.rating end as rating, n.reopened_count, n.team_id
           from surveys.solution n join tickets.ticket t on t.id = n.ticket_id and (t.resolved_at is not null or t.reopened_count > n.reopened_count)) s
     left join surveys.invitation i on i.ticket_id = s.id and i.reopened_count = s.reopened_count and i.sent_at is not null`,
  )) as Told[]
  const within = (from: string, to: string) => (each: Told) =>
    Date.parse(each.resolved_at) >= Date.parse(from) && Date.parse(each.resolved_at) < Date.parse(to)
  const inPeriod = told.filter(within(results.from, results.to))
  assert.ok(!inPeriod.some((each) => each.id === old))
  const opens = async (
    filter: Record<string, string | number | boolean>,
    figure: number,
    counted: readonly Told[],
  ) => {
    const query = new URLSearchParams(
      Object.entries({
        view: 'all',
        limit: 100,
        survey_from: results.from,
        survey_to: results.to,
        ...filter,
      }).map(([key, value]) => [key, String(value)]),
    )
    const listed = must(await lead.get(`/api/tickets?${query}`)).body.rows.map(
      (row: { id: string }) => row.id,
    )
    assert.equal(figure, counted.length, JSON.stringify(filter))
    assert.deepEqual(listed.sort(), [...new Set(counted.map(({ id }) => id))].sort(), JSON.stringify(filter))
  }
  const ways = {
    asked: (e: Told) => e.asked,
    answered: (e: Told) => e.answered,
    rated: (e: Told) => e.rating !== null,
  }
  for (const [survey, is] of Object.entries(ways)) {
    await opens({ survey }, results.all[survey], inPeriod.filter(is))
    for (const team of results.teams) {
      const own = inPeriod.filter((each) => each.team_id === team.id && is(each))
      await opens(
        { survey, ...(team.id === null ? { no_team: true } : { survey_team: team.id }) },
        team[survey],
        own,
      )
    }
    const [part] = results.articles.filter((row: { id: string }) => row.id === article)
    await opens(
      { survey, solved_by: article },
      part[survey],
      inPeriod.filter((each) => each.id === solvedBy && is(each)),
    )
    for (const week of results.weeks) {
      const own = told.filter(within(week.from, week.to)).filter(is)
      await opens({ survey, survey_from: week.from, survey_to: week.to }, week[survey], own)
    }
  }
  for (const rating of [1, 2, 3, 4, 5])
    await opens(
      { survey_rating: rating },
      results.ratings[rating - 1],
      inPeriod.filter((each) => each.rating === rating),
    )
  assert.ok(results.ratings[3] > 0 && results.all.asked > results.all.answered)

  // Who sees a ticket from outside, or not the article, cannot find out by asking.
  const outside = async (who: Client, query: string) =>
    must(await who.get(`/api/tickets?view=all&${query}`)).body.rows.length
  for (const query of ['survey=rated', 'survey_rating=4', `solved_by=${article}`, 'no_team=true'])
    assert.equal(await outside(cast.nurse, query), 0, query)
  assert.equal((await outside(cast.nurse, 'state=resolved')) > 0, true)
  await cast.rows(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'tickets-alone', 'Tickets', '{tickets.read_all}')",
    [cast.wardline.orgId],
  )
  const blind = await cast.wardline.person('Bo Blind', ['tickets-alone'], [])
  assert.ok((await outside(blind, 'survey_rating=4')) > 0, 'the tickets are seen')
  assert.equal(await outside(blind, `solved_by=${article}`), 0, 'the article is not')
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

test('The draw takes about the share that was set, and an average says how sure it is.', () => {
  const drawn = Array.from({ length: 2000 }, (_, n) => isDrawn(`ticket ${n}`, 30)).filter(Boolean).length
  assert.ok(drawn > 500 && drawn < 700, `${drawn}`)
  assert.deepEqual(averageOf(0, null, null), { average: null, low: null, high: null })
  assert.deepEqual(averageOf(2, 4.5, 0.7), { average: 4.5, low: null, high: null })
  // By the table of Student's t: 2.262 at nine degrees of freedom.
  assert.deepEqual(averageOf(10, 3, 1), { average: 3, low: 2.28, high: 3.72 })
  assert.deepEqual(averageOf(3, 5, 0), { average: 5, low: 5, high: 5 })
})
