import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { ensureAutomation } from '../../core/people/automation.ts'
import { runJobs, withQueue } from '../../core/people/fixture.ts'
import { write } from '../../platform/db/transaction.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { replayTicket } from '../tickets/index.ts'

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
const answer = (link: string, rating: number, more: object = {}) =>
  cast.wardline.anonymous.post('/api/surveys/answer', { link, rating, ...more })
const ratingOf = async (id: string) =>
  (await cast.rows('select rating, rating_comment from tickets.ticket where id = $1', [id]))[0]

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
