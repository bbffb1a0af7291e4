import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { startWardline, type Wardline } from '../../test/helpers/server.ts'
import { replayTicket, shadow, type TicketFields } from '../capabilities/tickets/index.ts'
import { chainOf } from '../capabilities/trail/fixture.ts'
import { verifyTrail } from '../capabilities/trail/index.ts'
import { asReplayed, replay } from '../core/timeline/event.ts'
import { demoPassword, type SeededDemo, seedDemo } from './seed-demo.ts'

let wardline: Wardline
let demo: SeededDemo
before(async () => {
  wardline = await startWardline()
  demo = await seedDemo(wardline.composition.app)
})
after(() => wardline.close())

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever is stored.
type Row = any
const rows = async (sql: string, values: unknown[] = [demo.orgId]): Promise<Row[]> =>
  (await wardline.owner.query(sql, values)).rows

test('The demo hospital has its people, articles and five hundred tickets in every state and of every kind.', async () => {
  assert.deepEqual([demo.counts.tickets, demo.counts.articles, demo.slug], [500, 60, 'willow-fork'])
  assert.ok(demo.counts.people > 150 && demo.counts.events > 3000)
  const states = await rows(
    "select distinct state from core.record where org_id = $1 and kind = 'ticket' order by 1",
  )
  assert.deepEqual(
    states.map((row) => row.state),
    [
      'cancelled',
      'closed',
      'merged',
      'new',
      'open',
      'resolved',
      'scheduled',
      'waiting_on_approval',
      'waiting_on_requester',
      'waiting_on_vendor',
    ],
  )
  const kinds = await rows('select distinct ticket_kind from tickets.ticket where org_id = $1 order by 1')
  assert.deepEqual(
    kinds.map((row) => row.ticket_kind),
    ['incident', 'question', 'service_request'],
  )
  const articles = await rows(
    "select distinct state from core.record where org_id = $1 and kind = 'article' order by 1",
  )
  assert.deepEqual(
    articles.map((row) => row.state),
    ['not_validated', 'validated', 'work_in_progress'],
  )
})

test('The timeline of each record gives exactly its present rows, and never goes back in time.', async () => {
  const records = await rows(
    `select r.*, row_to_json(t) as ticket, e.events from core.record r left join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
     join lateral (select json_agg(json_build_object('at', e.at, 'data', e.data) order by e.at, e.id) as events from core.event e where e.org_id = r.org_id and e.record_id = r.id) e on true
     where r.org_id = $1`,
  )
  const countOf = (kind: string) => records.filter((record) => record.kind === kind).length
  assert.deepEqual(
    ['ticket', 'article', 'major_incident', 'safety_event', 'hazard'].map(countOf),
    [501, 60, 2, 2, 1],
  )
  for (const record of records) {
    const told = replay(record.events)
    for (const column of ['title', 'state', 'priority', 'team_id', 'owner_id', 'requester_id', 'audience'])
      assert.deepEqual(told[column] ?? null, asReplayed(column, record[column]), `${record.title}: ${column}`)
    assert.deepEqual(told.tags ?? false, asReplayed('tags', record.tags))
    assert.equal(record.version, record.events.length)
    assert.equal(Date.parse(record.events.at(-1).at), Date.parse(record.updated_at))
    assert.equal(Date.parse(record.events[0].at), Date.parse(record.created_at))
    if (record.ticket)
      assert.deepEqual(replayTicket(record.events), shadow(record.ticket as TicketFields), record.title)
  }
})

test('The coach of the demo hospital finds figures: readings, verdicts, what spared a request, and what was missed.', async () => {
  const [sums] = await rows(
    `select sum(views_90_days)::int as views, sum(deflections)::int as deflections, sum(links)::int as links, sum(judged)::int as judged,
       sum(kept)::int as kept, sum(did_not_help)::int as did_not_help from knowledge.measure where org_id = $1`,
  )
  for (const [name, sum] of Object.entries(sums)) assert.ok(Number(sum) > 5, `${name}: ${sum}`)
  assert.deepEqual(
    (await rows('select distinct state from privacy.finding where org_id = $1 order by 1')).map(
      ({ state }) => state,
    ),
    ['confirmed', 'false_positive', 'suspected'],
  )
  assert.ok((await rows('select words from core.search_miss where org_id = $1')).length > 3)
})

test('There are a merged pair, a whole with its parts, a gap with a proposed title and an article that a reader flagged.', async () => {
  const merged = await rows(
    `select i.state, m.state_before, (select count(*) from core.event e where e.record_id = i.id and e.action = 'tickets.merged_in')::int as told
     from tickets.ticket t join core.record i on i.org_id = t.org_id and i.id = t.merged_into_id
     join tickets.merging m on m.org_id = t.org_id and m.ticket_id = t.id where t.org_id = $1`,
  )
  assert.deepEqual(merged, [{ state: 'open', state_before: 'open', told: 1 }])
  const parts = await rows(
    "select to_id, count(*)::int as parts from core.link where org_id = $1 and type = 'parent' group by 1",
  )
  assert.deepEqual(
    parts.map((row) => row.parts),
    [3],
  )
  const gaps = await rows(
    "select title, tickets from knowledge.gap where org_id = $1 and state = 'open' and title ilike '%foot pedal%'",
  )
  assert.equal(gaps.length, 1, 'the gap has a title')
  assert.ok(gaps[0].tickets >= 5)
  const flags = await rows(
    'select a.published_version = f.version as is_present, f.answered_at from knowledge.flag f join knowledge.article a on a.org_id = f.org_id and a.id = f.article_id where f.org_id = $1',
  )
  assert.deepEqual(flags, [{ is_present: true, answered_at: null }])
})

test('Whoever keeps an article of the demo hospital may write it.', async () => {
  const powerless = await rows(
    `select r.title from core.record r where r.org_id = $1 and r.kind = 'article' and not exists (
       select from core.role_assignment h join core.role o on o.org_id = h.org_id and o.id = h.role_id
       where h.org_id = r.org_id and h.person_id = r.owner_id and 'knowledge.write' = any(o.permissions))`,
  )
  assert.deepEqual(powerless, [])
})

test('Every specialist team takes turns on call, and one of them will have a gap.', async () => {
  const [found] = await rows(
    `select (select count(*) from escalation.rota where org_id = $1)::int as rotas,
       (select count(*) from escalation.rotation where org_id = $1)::int as rotations,
       (select count(*) from escalation.rotation where org_id = $1 and to_date is not null)::int as ending,
       (select count(*) from escalation.rotation_person where org_id = $1)::int as turns`,
  )
  assert.ok(found.rotas > 3 && found.turns > found.rotations)
  assert.deepEqual([found.rotations, found.ending], [found.rotas * 2, 1])
})

test('One major incident is being worked on and one was looked back at, each with tickets that report it.', async () => {
  const found = await rows(
    `select r.state, r.audience, (select count(*) from core.link k where k.to_id = r.id and k.type = 'part_of')::int as tickets,
       (select count(*) from incidents.update u where u.incident_id = r.id)::int as updates
     from core.record r where r.org_id = $1 and r.kind = 'major_incident' order by r.created_at`,
  )
  assert.deepEqual(
    found.map(({ state, audience, updates }) => [state, audience, updates]),
    [
      ['review', 'staff', 2],
      ['working', 'staff', 2],
    ],
  )
  assert.ok(found.every(({ tickets }) => tickets > 1))
})

test('There are views that people saved and shared, and tickets that they follow.', async () => {
  const [found] = await rows(
    `select (select count(*) from core.saved_view where org_id = $1 and is_shared)::int as shared,
       (select count(*) from core.saved_view where org_id = $1 and not is_shared)::int as own,
       (select count(*) from core.watcher where org_id = $1 and is_participant)::int > 0 as has_participants,
       (select count(*) from core.watcher where org_id = $1 and not is_participant)::int > 0 as has_watchers`,
  )
  assert.deepEqual(found, { shared: 2, own: 4, has_participants: true, has_watchers: true })
})

test('What the demo tells of the past is taken for what it is when the record of what happened is verified.', async () => {
  await chainOf(wardline.composition.app, wardline.owner, [demo.orgId])
  const client = new pg.Client({ connectionString: wardline.ownerUrl })
  await client.connect()
  try {
    const { findings, lines, waiting } = await verifyTrail(client, demo.orgId)
    assert.deepEqual([findings, waiting], [[], 0])
    assert.ok(lines > 3000)
  } finally {
    await client.end()
  }
})

test('What was redacted stands nowhere.', async () => {
  const redacted = await rows('select id from core.message where org_id = $1 and redacted_at is not null')
  assert.equal(redacted.length, 2)
  const kept = await rows(
    `select 'message' as place from core.message where org_id = $1 and body like '%marble-otter%'
     union all select 'search' from core.search_entry where org_id = $1 and words @@ to_tsquery('core.english', 'marble & otter')
     union all select 'event' from core.event where org_id = $1 and data::text like '%marble-otter%'`,
  )
  assert.deepEqual(kept, [])
})

test('Everybody signs in with the one password and sees what is theirs; nobody of another organization can.', async () => {
  for (const { email } of demo.logins) {
    const answer = await wardline.anonymous.post('/api/session', {
      email,
      password: demoPassword,
      organization: demo.slug,
    })
    assert.equal(answer.status, 200, email)
  }
  const elsewhere = { email: 'admin@main.example', password: demoPassword, organization: 'main' }
  assert.equal((await wardline.anonymous.post('/api/session', elsewhere)).status, 401)
})

test('The administrator finds mail that came and waits, a mailbox that fails, and mail that did not arrive.', async () => {
  const signedIn = await wardline.composition.http.inject({
    method: 'POST',
    url: '/api/session',
    payload: {
      email: demo.logins.find(({ label }) => label === 'Administrator')?.email,
      password: demoPassword,
      organization: demo.slug,
    },
  })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
  const get = async (path: string): Promise<Row> => {
    const answer = await wardline.anonymous.get(path, { cookie })
    assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const channels: Row[] = (await get('/api/channels')).rows
  const boxes = channels.filter(({ kind }) => kind === 'mailbox')
  assert.deepEqual(
    boxes.map(({ name, state, stuck }) => ({ name, state, stuck })),
    [
      { name: 'Clinical engineering', state: 'fails', stuck: 0 },
      { name: 'Help desk', state: 'well', stuck: 3 },
    ],
  )
  assert.ok(channels.some(({ kind, stuck }) => kind === 'mail_out' && stuck > 0))
  assert.ok(channels.some(({ kind }) => kind === 'webhook'))
  assert.ok(channels.some(({ kind, stuck }) => kind === 'alerts' && stuck > 0))
  assert.equal((await get('/api/mail/failing')).rows.length, 2)
  const { rows: waiting } = await get('/api/mail')
  assert.equal(waiting.length, 3)
  const stranger = waiting.find(({ reason }: Row) => reason === 'stranger')
  assert.match(JSON.stringify(await get(`/api/mail/${stranger.id}`)), /CT scanner/)
  const taken = await rows(
    "select count(*)::int as count from channels.mail_in where org_id = $1 and state = 'taken_in'",
  )
  assert.equal(taken[0].count, 12)
})

test('The demo is made anew by its owner; one that is there, or another organization of its name, is not touched.', async () => {
  const { app } = wardline.composition
  await assert.rejects(seedDemo(app), /There is an organization called willow-fork already/)
  const others = await rows('select count(*) from core.person where org_id = $1', [wardline.orgId])
  const again = await seedDemo(app, wardline.ownerUrl)
  assert.notEqual(again.orgId, demo.orgId)
  assert.deepEqual(again.counts, demo.counts)
  assert.deepEqual(await rows('select id from core.record where org_id = $1'), [])
  assert.deepEqual(await rows('select count(*) from core.person where org_id = $1', [wardline.orgId]), others)
  await wardline.owner.query("update core.organization set settings = '{}' where id = $1", [again.orgId])
  await assert.rejects(seedDemo(app, wardline.ownerUrl), /is not a demo/)
  demo = again
})
