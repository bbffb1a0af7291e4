import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { findDuplicates, findGaps } from './find-gaps.ts'
import { foldMeasures } from './fold.ts'

const day_ms = 86_400_000
let wardline: Wardline
let coach: Client
let agent: Client
let nurses: Client[]
before(async () => {
  wardline = await startWardline()
  const desk = await wardline.team('Service Desk', 1)
  coach = await wardline.person('Bridget Coach', ['knowledge-coach', 'help-desk'], [desk])
  agent = await wardline.person('Sam Okafor', ['help-desk'], [desk])
  nurses = []
  for (const name of ['Nora Nurse', 'Paula Porter', 'Quentin Clerk', 'Rita Ray'])
    nurses.push(await wardline.person(name, []))
})
after(() => wardline?.close())

async function did(client: Client, path: string, body: object = {}) {
  const answer = await client.post(path, body)
  assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

async function article(title: string, body: string): Promise<string> {
  const { id } = await did(coach, '/api/articles', { title, body, audience: 'staff' })
  await did(coach, `/api/articles/${id}/publish`)
  return id
}

const file = (client: Client | undefined, title: string) =>
  did(client as Client, '/api/tickets', { title, body: 'Please help.' })
// The people stay signed in while the job looks back from a later day.
const fold = (days = 0) => {
  const { app } = wardline.composition
  const now = () => new Date(wardline.clock.now().getTime() + days * day_ms)
  return foldMeasures({ ...app, clock: { now } }, wardline.orgId)
}
const measureOf = async (id: string) => (await coach.get(`/api/articles/${id}/measures`)).body

test('An article is judged by the tickets that it solved, once they could have been reopened; before there is no figure.', async () => {
  const id = await article('Free the paper jam', 'Open the tray.')
  const solve = async () => {
    const ticket = await file(nurses[0], 'Paper jam')
    await did(agent, `/api/tickets/${ticket.id}/resolve`, { code: 'fixed', solved_by_id: id })
    return ticket
  }
  const [first, second] = [await solve(), await solve()]
  await fold()
  assert.equal((await measureOf(id)).success, null, 'Seven days are not over.')
  assert.equal((await measureOf(id)).links, 2)
  await did(nurses[0] as Client, `/api/tickets/${second.id}/reopen`)
  assert.ok(first)
  const third = await file(nurses[1], 'A tray is lost')
  await did(coach, `/api/articles/${id}/did-not-help`, { ticket_id: third.id })
  await fold(8)
  const measure = await measureOf(id)
  assert.deepEqual([measure.success.share, measure.success.n], [0.5, 2])
  assert.ok(measure.success.low < 0.2 && measure.success.high > 0.8)
  assert.equal(measure.did_not_help, 1)
  const set = await coach.send('PUT', '/api/article-measures/setting', { reopen_days: 30 })
  assert.equal(set.status, 200)
  assert.equal((await agent.send('PUT', '/api/article-measures/setting', { reopen_days: 30 })).status, 403)
  await fold(8)
  assert.equal((await measureOf(id)).success, null, 'Thirty days are not over.')
  await coach.send('PUT', '/api/article-measures/setting', { reopen_days: 7 })
})

test('A possible deflection is who read at the form and filed nothing for seven days; who filed a ticket is none.', async () => {
  const id = await article('Find the badge office', 'Next to the lobby.')
  const form_id = randomUUID()
  for (const nurse of nurses.slice(0, 2))
    await did(nurse, '/api/article-form-reads', { form_id: randomUUID(), article_id: id })
  await did(nurses[2] as Client, '/api/article-form-reads', { form_id, article_id: id })
  await did(nurses[2] as Client, '/api/article-form-reads', { form_id, article_id: id })
  const draft = (await coach.post('/api/articles', { title: 'Not yet', body: 'x' })).body.id
  assert.equal(
    (await (nurses[0] as Client).post('/api/article-form-reads', { form_id, article_id: draft })).status,
    422,
  )
  wardline.clock.advance(60_000)
  await file(nurses[2], 'Where is the badge office')
  await fold()
  assert.equal((await measureOf(id)).form_reads, 0, 'Seven days are not over.')
  await fold(8)
  const measure = await measureOf(id)
  assert.deepEqual([measure.form_reads, measure.deflections], [3, 2])
})

test('The list is in the order that one asks for, page by page, and tells what is stale; readers do not get it.', async () => {
  const rows: { title: string; links: number }[] = []
  let after = ''
  for (let pages = 0; pages < 10; pages++) {
    const page = (await coach.get(`/api/article-measures?sort=links&limit=1${after}`)).body
    rows.push(...page.rows)
    if (page.next === null) break
    after = `&after=${page.next}`
  }
  assert.equal(rows[0]?.title, 'Free the paper jam')
  assert.equal(new Set(rows.map(({ title }) => title)).size, rows.length)
  assert.ok(rows.length >= 3)
  const overdue = await article('An old one', 'Old words.')
  await did(coach, `/api/articles/${overdue}/edit`, {
    review_at: new Date(wardline.clock.now().getTime() - day_ms).toISOString(),
  })
  const stale = (await coach.get('/api/article-measures?only=stale')).body.rows
  assert.deepEqual(stale.find(({ id }: { id: string }) => id === overdue)?.stale, ['review_overdue'])
  assert.equal((await (nurses[0] as Client).get('/api/article-measures')).status, 403)
  assert.equal((await coach.get('/api/article-measures?after=nonsense')).status, 422)
})

test('Tickets that no article answers come together under a title without names; dismissed with a reason they stay away.', async () => {
  const titles = [
    'Infusion pump alarm keeps beeping',
    'Pump alarm beeping again',
    'Infusion pump alarm beeping Nora',
    'Alarm of infusion pump is beeping 4711',
    'Infusion pump beeping alarm',
    'Infusion pump alarm beeping',
  ]
  for (const [at, title] of titles.entries()) await file(nurses[at % 4], title)
  const look = () => findGaps(wardline.composition.app, wardline.orgId)
  await look()
  const gaps = async (state = 'open') => (await coach.get(`/api/article-gaps?state=${state}`)).body.rows
  const [gap] = await gaps()
  assert.equal(gap.tickets, 6)
  assert.match(gap.title, /^Infusion pump alarm/)
  assert.doesNotMatch(gap.title, /nora|4711/i)
  const shown = (await coach.get(`/api/article-gaps/${gap.id}`)).body
  assert.equal(shown.rows.length, 6)
  assert.equal((await agent.get('/api/article-gaps')).status, 403)
  assert.equal((await coach.post(`/api/article-gaps/${gap.id}/dismiss`, { reason: ' ' })).status, 422)
  await did(coach, `/api/article-gaps/${gap.id}/dismiss`, { reason: 'The vendor replaces them.' })
  await look()
  assert.equal((await gaps()).length, 0)
  assert.equal((await gaps('dismissed'))[0].reason, 'The vendor replaces them.')
  await wardline.owner.query('delete from knowledge.gap_ticket')
  await wardline.owner.query('delete from knowledge.gap')
  const body = 'When the infusion pump shows an alarm and keeps beeping, press mute.'
  await article('Infusion pump alarm is beeping', body)
  await look()
  assert.equal((await gaps()).length, 0, 'An article answers it now.')
})

test('A gap bears no word of tickets that its reader may not see, and a dismissed one goes with its tickets.', async () => {
  for (let i = 0; i < 5; i++) await file(nurses[i % 4], `Zorblax quibblify badge ${'abcdef'[i]}`)
  await findGaps(wardline.composition.app, wardline.orgId)
  const [stored] = (
    await wardline.owner.query("select id, title from knowledge.gap where title ilike '%zorblax%'")
  ).rows
  assert.match(stored.title, /quibblify/i)
  await wardline.owner.query(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'only-coach', 'Coach', '{knowledge.coach,knowledge.write}')",
    [wardline.orgId],
  )
  const outer = await wardline.person('Otto Outer', ['only-coach'])
  const titles = async () =>
    (await outer.get('/api/article-gaps')).body.rows.map(({ title }: { title: string }) => title)
  assert.deepEqual(await titles(), [])
  const [seen] = (
    await wardline.owner.query(
      "update core.record set requester_id = $2, title = 'Mine' where id = (select ticket_id from knowledge.gap_ticket where gap_id = $1 limit 1) returning id",
      [stored.id, outer.personId],
    )
  ).rows
  assert.ok(seen)
  assert.deepEqual(await titles(), ['Mine'])
  assert.equal((await outer.get(`/api/article-gaps/${stored.id}`)).body.title, 'Mine')
  await did(coach, `/api/article-gaps/${stored.id}/dismiss`, { reason: 'The vendor mends them.' })
  const { app } = wardline.composition
  const now = () => new Date(wardline.clock.now().getTime() + 91 * day_ms)
  await findGaps({ ...app, clock: { now } }, wardline.orgId)
  const left = await wardline.owner.query('select 1 from knowledge.gap where id = $1', [stored.id])
  assert.equal(left.rowCount, 0)
})

test('Articles with the same words are shown side by side; merged, the old address leads to the other one.', async () => {
  const words =
    'Plug the charger into the wall, wait for the green light, and hold the power button for ten seconds until it restarts.'
  const [one, two] = [
    await article('Charge a dead cart', words),
    await article('Charge a cart that is dead', words),
  ]
  await findDuplicates(wardline.composition.app, wardline.orgId)
  const { rows } = (await coach.get('/api/article-duplicates')).body
  const pair = rows.find(({ article: a, other: b }: { article: { id: string }; other: { id: string } }) =>
    [a.id, b.id].includes(one),
  )
  assert.deepEqual([pair.article.id, pair.other.id].sort(), [one, two].sort())
  const nurse = nurses[0] as Client
  const slug = (await nurse.get(`/api/articles/${one}`)).body.slug
  assert.equal((await coach.post(`/api/articles/${one}/merge-into`, { into_id: one })).status, 422)
  assert.equal((await agent.post(`/api/articles/${one}/merge-into`, { into_id: two })).status, 403)
  await did(coach, `/api/articles/${one}/merge-into`, { into_id: two })
  assert.equal((await nurse.get(`/api/articles/by-slug/${slug}`)).body.id, two)
  assert.equal((await nurse.get(`/api/articles/${one}`)).body.id, two)
  assert.equal((await coach.get(`/api/articles/${one}`)).body.state, 'archived')
  assert.ok(
    !(await coach.get('/api/article-duplicates')).body.rows.some(
      (row: { article: { id: string } }) => row.article.id === one,
    ),
  )
  const third = await article('Charge the cart', 'Other words altogether.')
  await did(coach, `/api/articles/${two}/merge-into`, { into_id: third })
  assert.equal((await nurse.get(`/api/articles/${one}`)).body.id, third, 'Nobody is led twice.')
})

test('The coach’s numbers say what their lists hold.', async () => {
  const { body } = await coach.get('/api/article-coach')
  assert.equal(body.stale, (await coach.get('/api/article-measures?only=stale&limit=100')).body.rows.length)
  assert.equal(
    body.unjudged,
    (await coach.get('/api/article-measures?only=unjudged&limit=100')).body.rows.length,
  )
  assert.equal(body.duplicates, (await coach.get('/api/article-duplicates')).body.rows.length)
  assert.equal(body.authors[0].person.name, 'Bridget Coach')
  assert.equal((await agent.get('/api/article-coach')).status, 403)
})
