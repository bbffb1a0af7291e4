/** How fast things are found, over HTTP, among a million tickets and 20,000 articles. */
import type pg from 'pg'
import { Pool } from 'undici'
import { newId } from '../src/platform/id/id.ts'
import { commonWord, mulberry32, rareWord, twoWords, vector, vocabulary, type Words } from './fill.ts'
import { learnWords } from './learn.ts'
import { drive, type Figures } from './measure.ts'
import { makeSessions } from './over-http.ts'
import { firstPage, startServer } from './server.ts'

const articles = 20_000
const article_words = 300
const batch = 200
const texts_count = 600
/** Searches for other words before anything is measured: a server that has been in use for some minutes. */
const warm_up_searches = 600

const say = (line: string) => process.stderr.write(`${line}\n`)

/** Adds the articles when they are not there yet, then drives each job, or those with `only` in their name, with 1 and 8 clients. */
export async function measureFinding(
  owner: pg.Client,
  ownerUrl: string,
  dataDir: string,
  seconds: number,
  port: number,
  only = '',
): Promise<string> {
  const { rows } = await owner.query<{ id: string }>("select id from core.organization where slug = 'bench'")
  const orgId = rows[0]?.id
  if (orgId === undefined) throw new Error('Fill the database with bench/run.ts --data first.')
  const words = vocabulary(mulberry32(20_260_101))
  await addArticles(owner, orgId, words)
  await learnWords(owner)
  const agents = await owner.query<{ id: string }>(
    'select person_id as id from core.team_member where org_id = $1 order by 1 limit 8',
    [orgId],
  )
  const sessions = await makeSessions(
    owner,
    orgId,
    agents.rows.map(({ id }) => id),
  )
  const server = startServer(ownerUrl, dataDir, String(port))
  const origin = `http://127.0.0.1:${port}`
  const pool = new Pool(origin, { connections: 8, pipelining: 1 })
  try {
    await firstPage(origin)
    await warmUp(pool, origin, words, sessions[0]?.cookie ?? '')
    const lines = [
      '| Search | clients | p50 ms | p95 ms | a second | failures |',
      '|---|---|---|---|---|---|',
    ]
    for (const clients of [1, 8])
      for (const [name, pathOf] of Object.entries(jobs(words))) {
        if (!name.includes(only)) continue
        say(`${name}, ${clients}`)
        const figures = await drive(clients, seconds, async (client, call) => {
          const headers = { cookie: sessions[client % sessions.length]?.cookie ?? '' }
          const asked = pathOf(call)
          const answer = await pool.request(
            typeof asked === 'string'
              ? { method: 'GET', path: asked, headers }
              : {
                  method: 'POST',
                  path: asked.path,
                  headers: { ...headers, 'content-type': 'application/json' },
                  body: JSON.stringify(asked.body),
                },
          )
          await answer.body.dump()
          return answer.statusCode === 200
        })
        lines.push(line(name, figures))
      }
    return `${lines.join('\n')}\n`
  } finally {
    await pool.close()
    server.kill('SIGTERM')
    await new Promise((done) => server.once('exit', done))
  }
}

function line(name: string, { clients, p50_ms, p95_ms, per_second, failures }: Figures): string {
  return `| ${name} | ${clients} | ${p50_ms.toFixed(1)} | ${p95_ms.toFixed(1)} | ${per_second.toFixed(0)} | ${failures} |`
}

/** What was not asked for lately is in no memory after a start; the words here are drawn as those of the jobs, and are others. */
async function warmUp(pool: Pool, origin: string, words: Words, cookie: string): Promise<void> {
  say(`Asking ${warm_up_searches} other searches first …`)
  for (let i = 0; i < warm_up_searches; i++) {
    const text = draw(words, 50_000 + i, 1 + (i % 4))
    const answer = await pool.request({
      method: 'GET',
      path: `/api/search?q=${encodeURIComponent(`${text} `)}`,
      headers: { cookie },
    })
    if (answer.statusCode !== 200) throw new Error(`A search at ${origin} answered ${answer.statusCode}.`)
    await answer.body.dump()
  }
}

function jobs(words: Words): Record<string, (call: number) => string | { path: string; body: object }> {
  const texts = Array.from({ length: texts_count }, (_, i) => draw(words, 500 + i, 40))
  const pick = (call: number) => (texts[call % texts_count] ?? '').split(' ')
  const search = (q: string, more = '') => `/api/search?q=${encodeURIComponent(q)}${more}`
  return {
    'rare word': () => search(`${rareWord} `),
    'two words, many with both': () => search(`${twoWords.join(' ')} `),
    'common word': () => search(`${commonWord} `),
    'any word': (call) => search(`${pick(call)[0]} `),
    'beginning of a word': (call) => search((pick(call)[0] ?? '').slice(0, 4)),
    'any two words': (call) => search(`${pick(call)[0]} ${pick(call)[1]} `),
    'any four words': (call) => search(`${pick(call).slice(0, 4).join(' ')} `),
    'typing error': (call) => search(`${(pick(call)[0] ?? '').replace(/^(...)(.)/, '$1x')} `),
    'no such word': () => search('wqxjyhfs '),
    'common word and filters': () => search(`${commonWord} kind:ticket state:solved after:2026-01`),
    'a filter alone': () => search('state:new'),
    'articles alone': (call) => search(`${pick(call)[0]} ${pick(call)[1]} `, '&kind=article'),
    'common word in articles': () => search(`${words.list[3]} `, '&kind=article'),
    'suggestions for 40 words': (call) => ({
      path: '/api/search/suggest',
      body: { text: pick(call).join(' ') },
    }),
  }
}

function draw(words: Words, seed: number, length: number): string {
  const random = mulberry32(seed)
  return Array.from({ length }, () => words.pick(random)).join(' ')
}

async function addArticles(owner: pg.Client, orgId: string, words: Words): Promise<void> {
  const { rows } = await owner.query<{ count: number }>(
    "select count(*)::int as count from core.record where org_id = $1 and kind = 'article'",
    [orgId],
  )
  if ((rows[0]?.count ?? 0) >= articles) return
  say(`Adding ${articles} articles …`)
  for (let at = 0; at < articles; at += batch) {
    const some = Array.from({ length: batch }, (_, i) => {
      const body = draw(words, 9_000_000 + at + i, article_words)
      return { id: newId(), number: at + i + 1, title: body.split(' ').slice(0, 8).join(' '), body }
    })
    const columns = [
      some.map(({ id }) => id),
      some.map(({ number }) => number),
      some.map(({ title }) => title),
      some.map(({ body }) => body),
      some.map(({ body }) => vector(body)),
    ]
    await owner.query(
      `with a as (select * from unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[]) a (id, number, title, body, words)),
        r as (insert into core.record (org_id, id, kind, number, title, state, category, audience, created_at, updated_at)
          select $1, id, 'article', number, title, 'published', 'done', 'staff', now() - number * interval '20 minutes', now() - number * interval '20 minutes' from a returning id),
        k as (insert into knowledge.article (org_id, id, audience, body, published_version, latest_version) select $1, id, 'staff', body, 1, 1 from a returning id),
        v as (insert into knowledge.version (org_id, article_id, version, title, body, created_at) select $1, id, 1, title, body, now() from a returning article_id)
      insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
        select $1, id, id, 'article', false, now() - number * interval '20 minutes', words::tsvector from a`,
      [orgId, ...columns],
    )
  }
  await owner.query('vacuum (analyze) core.search_entry')
}
