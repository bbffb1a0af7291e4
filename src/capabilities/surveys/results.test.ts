import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { ensureAutomation } from '../../core/people/automation.ts'
import { runJobs, withQueue } from '../../core/people/fixture.ts'
import { write } from '../../platform/db/transaction.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
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
  // An average has an interval once there are some.
  for (const rating of [5, 4, 2]) must(await act(cast.nurse, await solved(), 'rate', { rating }))
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
const answer = (link: string, rating: number, more: object = {}) =>
  cast.wardline.anonymous.post('/api/surveys/answer', { link, rating, ...more })

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

test('Each figure of the results opens exactly the tickets that it counts.', async () => {
  // One that was rated well, and one about which nobody answered.
  must(await act(cast.nurse, await solved(), 'rate', { rating: 4 }))
  assert.equal((await asked(await solved())).length, 5)
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

test('The draw takes about the share that was set, and an average says how sure it is.', () => {
  const drawn = Array.from({ length: 2000 }, (_, n) => isDrawn(`ticket ${n}`, 30)).filter(Boolean).length
  assert.ok(drawn > 500 && drawn < 700, `${drawn}`)
  assert.deepEqual(averageOf(0, null, null), { average: null, low: null, high: null })
  assert.deepEqual(averageOf(2, 4.5, 0.7), { average: 4.5, low: null, high: null })
  // By the table of Student's t: 2.262 at nine degrees of freedom.
  assert.deepEqual(averageOf(10, 3, 1), { average: 3, low: 2.28, high: 3.72 })
  assert.deepEqual(averageOf(3, 5, 0), { average: 5, low: 5, high: 5 })
})
