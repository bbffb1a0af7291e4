import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { loadMapping } from './import/mapping/mapping.ts'
import { readArticles } from './import/markdown/import-articles.ts'
import { publicData, readyMapping } from './import/test-data.ts'
import { reconcileTickets, runTickets } from './runs/run-tickets.ts'
import { importArticles } from './store/import-articles.ts'
import { checkTimelines } from './test-timelines.ts'

let wardline: Wardline
before(async () => {
  wardline = await startWardline()
})
after(() => wardline.close())

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever is stored.
type Row = any
const rows = async (sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await wardline.owner.query(sql, values)).rows
const app = () => wardline.composition.app

/** An organization of its own, so that no test sees another's tickets. */
const organization = async (slug: string) => (await wardline.organization(slug)).orgId

const incidents = publicData('incident-log/incident_event_log.csv.gz')
test('The real incident log of 119,998 events agrees with its file in every count.', {
  skip: incidents.skip,
}, async () => {
  const orgId = await organization('incidents')
  const mapping = await loadMapping(readyMapping('servicenow-incident-log'))
  const report = await runTickets(app(), orgId, { path: incidents.path, mapping })
  assert.deepEqual([report.stored, report.rows_rejected], [20_769, 0])
  const { database, differences } = await reconcileTickets(app(), orgId, { path: incidents.path, mapping })
  assert.deepEqual(differences, [])
  assert.deepEqual(
    [
      database.tickets,
      database.events,
      database.reopened,
      database.reassigned,
      database.byState,
      database.byPriority,
    ],
    [20_769, 119_998, 234, 9_843, { closed: 20_768, new: 1 }, { 1: 220, 2: 337, 3: 19_554, 4: 658 }],
  )
})

const problems = publicData('problem-log')
test('The real problem log gives the same tickets from CSV and from XES, and both replay.', {
  skip: problems.skip,
}, async () => {
  const essence = async (slug: string, file: string, mappingName: string) => {
    const orgId = await organization(slug)
    const mapping = await loadMapping(readyMapping(mappingName))
    const run = { path: join(problems.path, file), mapping }
    await runTickets(app(), orgId, run)
    assert.deepEqual((await reconcileTickets(app(), orgId, run)).differences, [])
    assert.equal(await checkTimelines(wardline, orgId), 1487)
    return rows(
      `select t.imported_key, t.ticket_kind, r.state, m.name as team, o.name as owner, r.created_at, t.resolved_at, t.closed_at, t.reopened_count, t.reassigned_count
       from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id left join core.team m on m.org_id = r.org_id and m.id = r.team_id
       left join core.person o on o.org_id = r.org_id and o.id = r.owner_id where t.org_id = $1 order by 1`,
      [orgId],
    )
  }
  const csv = await essence('problems-csv', 'BPI13C.csv', 'problem-log-csv')
  const xes = await essence('problems-xes', 'BPI_Challenge_2013_closed_problems.xes.gz', 'problem-log-xes')
  assert.deepEqual(xes, csv)
})

const talks = publicData('ticket-conversations/utterances.csv')
test('Of the real conversations no private sentence reaches a requester through the interface.', {
  skip: talks.skip,
}, async () => {
  const orgId = await organization('talks')
  const mapping = await loadMapping(readyMapping('ticket-conversations'))
  await runTickets(app(), orgId, { path: talks.path, mapping })
  assert.deepEqual((await reconcileTickets(app(), orgId, { path: talks.path, mapping })).differences, [])
  await checkTimelines(wardline, orgId)
  const reader = await wardline.person('Rhea Requester', [], [], orgId)
  // Every ticket becomes hers, so that she sees all that any requester could.
  await rows('update core.record set requester_id = $2 where org_id = $1', [orgId, reader.personId])
  const threads = await rows(
    `select record_id, array_agg(body) filter (where is_internal) as private, array_agg(body) filter (where not is_internal) as public
     from core.message where org_id = $1 group by record_id`,
    [orgId],
  )
  assert.equal(threads.length, 240)
  for (const thread of threads.filter((_, index) => index % 6 === 0)) {
    const { status, body } = await reader.get(`/api/tickets/${thread.record_id}`)
    assert.equal(status, 200)
    assert.deepEqual(
      body.messages.map((message: Row) => message.body).sort(),
      [...(thread.public ?? [])].sort().slice(0, body.messages.length),
    )
    assert.ok(body.messages.every((message: Row) => !message.is_internal))
    const shown = JSON.stringify(body)
    for (const words of (thread.private ?? []) as string[])
      if (words.length > 30 && !(thread.public ?? []).some((open: string) => open.includes(words)))
        assert.ok(!shown.includes(JSON.stringify(words).slice(1, -1)), 'a private message was shown')
  }
})

const wiki = publicData('knowledge-base-markdown')
test('The real knowledge base becomes articles whose links and images work, once.', {
  skip: wiki.skip,
}, async () => {
  const orgId = await organization('wiki')
  const reader = await wardline.person('Wanda Wiki', [], [], orgId)
  const { articles } = await readArticles(wiki.path, {
    siteUrl: 'https://sciwiki.fredhutch.org',
    notArticles: /LICENSE\.md$/,
  })
  const options = { origin: 'wiki', audience: 'staff' as const, actorId: reader.personId }
  const stored = await importArticles(app(), orgId, articles, options)
  assert.deepEqual([stored.articles, stored.known], [196, 0])
  const again = await importArticles(app(), orgId, articles, options)
  assert.deepEqual([again.articles, again.known], [0, 196])
  const bodies: { id: string; body: string }[] = await rows(
    'select id, body from knowledge.article where org_id = $1',
    [orgId],
  )
  const ids = new Set(bodies.map((row) => row.id))
  const targets = bodies.flatMap(({ body }) =>
    [...body.matchAll(/\]\(\/answers\/([0-9a-f-]{36})/g)].map((match) => match[1] ?? ''),
  )
  assert.ok(targets.length > 400, String(targets.length))
  assert.deepEqual(
    targets.filter((id) => !ids.has(id)),
    [],
  )
  assert.ok(bodies.every(({ body }) => !/\]\((article|asset):/.test(body)))
  const image =
    bodies.flatMap(({ body }) => body.match(/\/api\/attachments\/[0-9a-f-]{36}\/image/) ?? [])[0] ?? ''
  const shown = await reader.get(image)
  assert.equal(shown.status, 200)
  assert.match(String(shown.headers['content-type']), /^image\//)
  const article = await reader.get(`/api/articles/${targets[0]}`)
  assert.equal(article.status, 200)
  const stranger = await wardline.person('Stan Stranger', [])
  assert.equal((await stranger.get(image)).status, 404)
})
