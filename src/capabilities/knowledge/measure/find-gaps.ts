/** The nightly look for what no article answers, and for articles that say the same. */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { clusters, type Doc, pairs, proposedTitle, type TitledTicket, weighed, wordsOf } from './cluster.ts'
import { window_days } from './fold.ts'
import { inTurns, mapInTurns } from './turns.ts'

const tickets_max = 5_000
const articles_max = 3_000
const gaps_max = 100
const duplicates_max = 200
const tickets_per_gap_min = 5
const alike_min = 0.4
const duplicate_alike_min = 0.6
const same_gap_min = 0.5

export async function findAll(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows) {
    await findGaps(app, id)
    await findDuplicates(app, id)
  }
}

type TicketRow = TitledTicket & { created_at: string; stems: string[] }
type Found = { title: string; terms: string[]; tickets: TicketRow[] }

/** Finds groups of recent tickets that no article answered. A gap that was dismissed stays so while it is the same. */
export async function findGaps(app: App, orgId: string): Promise<void> {
  const now = app.clock.now().toISOString()
  const found = await read(app.pool, orgId, (tx) => gapsIn(tx, now))
  await write(app.pool, orgId, (tx) => storeGaps(tx, found, now))
}

async function gapsIn(tx: Tx, now: string): Promise<Found[]> {
  const tickets = await tx.all(
    raw<TicketRow>(
      `select r.id, r.title, r.requester_id, r.created_at, tsvector_to_array(ts_filter(e.words, '{a}')) as stems
       from core.record r join core.search_entry e on e.org_id = r.org_id and e.entry_id = r.id
       where r.org_id = $1 and r.kind = 'ticket' and r.restriction is null and r.created_at > $2::timestamptz - make_interval(days => $3)
         and r.state not in ('cancelled', 'merged')
         and not exists (select from core.link k where k.org_id = $1 and k.from_id = r.id and k.type = 'solved_by')
       order by r.created_at desc limit ${tickets_max}`,
      [tx.orgId, now, window_days],
    ),
  )
  const stemOf = await stemsOf(tx, tickets)
  const names = await namesOf(tx)
  const isName = (word: string) => names.has(word)
  const rarity = await rarityOf(
    tx,
    tickets.map(({ stems }) => stems),
  )
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const isTold = (stem: string) => /^\p{L}{2,40}$/u.test(stem) && !isName(stem)
  const docs = await docsOf(tickets, (stems) => weighed(stems.filter(isTold), rarity))
  const found: Found[] = []
  const groups = (await clusters(docs, alike_min))
    .filter((group) => group.length >= tickets_per_gap_min)
    .sort((a, b) => b.length - a.length)
  for (const group of groups.slice(0, gaps_max * 2)) {
    const own = group.flatMap(({ id }) => byId.get(id) ?? [])
    const proposed = proposedTitle(own, stemOf, isName)
    if (!proposed || found.length >= gaps_max || (await isAnswered(tx, proposed.terms))) continue
    found.push({ ...proposed, tickets: own })
  }
  return found
}

type Stemmed = { id: string; stems: string[] }

/** The telling words of each text. To weigh a word is to look it up and to sort it. */
function docsOf(texts: readonly Stemmed[], termsOf: (stems: readonly string[]) => Doc['terms']) {
  return mapInTurns<Stemmed, Doc>(
    texts,
    ({ stems }) => stems.length * 8,
    ({ id, stems }) => ({ id, terms: termsOf(stems) }),
  )
}

/** True when an article that readers see holds the most telling words together. */
async function isAnswered(tx: Tx, terms: readonly string[]): Promise<boolean> {
  // Terms are letters alone, so that they need no escape.
  const condition = terms
    .slice(0, 3)
    .map((term) => `'${term}'`)
    .join(' & ')
  const rows = await tx.all(
    sql<{ id: string }>`select f.record_id as id from core.search_alike(${condition}::tsquery, 'article', 5) f
      join core.record r on r.org_id = ${tx.orgId} and r.id = f.record_id where f.entry_id = f.record_id and r.state <> 'archived' limit 1`,
  )
  return rows.length > 0
}

async function stemsOf(tx: Tx, tickets: readonly TicketRow[]): Promise<Map<string, string>> {
  const words = [...new Set(tickets.flatMap(({ title }) => wordsOf(title)))].slice(0, 50_000)
  const rows = await tx.all(
    sql<{ word: string; stem: string | null }>`
      select w as word, (tsvector_to_array(to_tsvector('core.english', w)))[1] as stem from unnest(${words}::text[]) w`,
  )
  return new Map(rows.flatMap(({ word, stem }) => (stem === null ? [] : [[word, stem] as const])))
}

async function namesOf(tx: Tx): Promise<Set<string>> {
  const rows = await tx.all(
    raw<{ name: string }>('select name from core.person where org_id = $1 limit 100000', [tx.orgId]),
  )
  const names = new Set<string>()
  const turn = inTurns()
  for (const { name } of rows) {
    for (const word of name.toLowerCase().match(/\p{L}{2,}/gu) ?? []) names.add(word)
    await turn(10)
  }
  return names
}

/** How much a word tells: by the organization's own count of words, and by these texts where it was not counted yet. */
async function rarityOf(tx: Tx, texts: readonly (readonly string[])[]): Promise<(word: string) => number> {
  const here = new Map<string, number>()
  const turn = inTurns()
  for (const text of texts) {
    for (const word of new Set(text)) here.set(word, (here.get(word) ?? 0) + 1)
    await turn(text.length)
  }
  const [counted, totals] = await tx.many(
    sql<{ word: string; uses: number }>`
      select word, uses from core.search_word where org_id = ${tx.orgId} and word = any(${[...here.keys()]}::text[])`,
    raw<{ entries: number }>('select entries from core.search_total where org_id = $1', [tx.orgId]),
  )
  const uses = new Map(counted.map((row) => [row.word, row.uses]))
  const entries = Math.max(texts.length, totals[0]?.entries ?? 0)
  return (word) => {
    const known = uses.get(word)
    const share = known === undefined ? (here.get(word) ?? 1) / Math.max(1, texts.length) : known / entries
    return Math.log(1 + 1 / Math.max(share, 1e-6))
  }
}

async function storeGaps(tx: Tx, found: readonly Found[], now: string): Promise<void> {
  const known = await tx.all(
    raw<{ id: string; terms: string[]; state: string }>(
      'select id, terms, state from knowledge.gap where org_id = $1',
      [tx.orgId],
    ),
  )
  const kept = new Set<string>()
  for (const { title, terms, tickets } of found) {
    const same = known.find(
      ({ id, terms: before }) => !kept.has(id) && overlap(before, terms) >= same_gap_min,
    )
    const id = same?.id ?? newId()
    kept.add(id)
    const times = tickets.map(({ created_at }) => created_at).sort()
    tx.send(
      raw(
        `insert into knowledge.gap (org_id, id, title, terms, tickets, first_at, last_at, state, found_at) values ($1,$2,$3,$4,$5,$6,$7,'open',$8)
         on conflict (org_id, id) do update set title = excluded.title, terms = excluded.terms, tickets = excluded.tickets, first_at = excluded.first_at,
           last_at = excluded.last_at, found_at = excluded.found_at`,
        [tx.orgId, id, title.slice(0, 200), terms, tickets.length, times[0], times.at(-1), now],
      ),
    )
    tx.send(raw('delete from knowledge.gap_ticket where org_id = $1 and gap_id = $2', [tx.orgId, id]))
    tx.send(
      raw('insert into knowledge.gap_ticket (org_id, gap_id, ticket_id) select $1, $2, unnest($3::uuid[])', [
        tx.orgId,
        id,
        tickets.map((ticket) => ticket.id),
      ]),
    )
  }
  const old = await tx.all(
    sql<{ id: string }>`
      select g.id from knowledge.gap g where g.org_id = ${tx.orgId} and g.state = 'dismissed' and not exists (
        select from knowledge.gap_ticket k join core.record r on r.org_id = k.org_id and r.id = k.ticket_id
        where k.org_id = g.org_id and k.gap_id = g.id and r.state not in ('cancelled', 'merged')
          and r.created_at > ${now}::timestamptz - make_interval(days => ${window_days}))`,
  )
  // What was dismissed is remembered while there are tickets of it; the words of its title go with them.
  const past = new Set(old.map(({ id }) => id))
  const gone = known
    .filter(({ id, state }) => !kept.has(id) && (state === 'open' || past.has(id)))
    .map(({ id }) => id)
  tx.send(
    raw('delete from knowledge.gap_ticket where org_id = $1 and gap_id = any($2::uuid[])', [tx.orgId, gone]),
  )
  tx.send(raw('delete from knowledge.gap where org_id = $1 and id = any($2::uuid[])', [tx.orgId, gone]))
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const both = a.filter((word) => b.includes(word)).length
  return both / (new Set([...a, ...b]).size || 1)
}

/** Finds pairs of articles whose words are much the same. A pair that was let be stays so. */
export async function findDuplicates(app: App, orgId: string): Promise<void> {
  const now = app.clock.now().toISOString()
  const found = await read(app.pool, orgId, async (tx) => {
    const rows = await tx.all(
      raw<{ id: string; stems: string[] }>(
        `select r.id, tsvector_to_array(e.words) as stems from core.record r
         join knowledge.article a on a.org_id = r.org_id and a.id = r.id and a.published_version is not null
         join core.search_entry e on e.org_id = r.org_id and e.entry_id = r.id
         where r.org_id = $1 and r.kind = 'article' and r.state <> 'archived' order by r.created_at desc limit ${articles_max}`,
        [orgId],
      ),
    )
    const rarity = await rarityOf(
      tx,
      rows.map(({ stems }) => stems),
    )
    const docs = await docsOf(rows, (stems) => weighed(stems, rarity))
    return pairs(docs, duplicate_alike_min, duplicates_max)
  })
  await write(app.pool, orgId, async (tx) => {
    tx.send(raw('delete from knowledge.duplicate where org_id = $1 and dismissed_at is null', [orgId]))
    for (const { a, b, likeness } of found)
      tx.send(
        raw(
          `insert into knowledge.duplicate (org_id, article_id, other_id, likeness, found_at) values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), $4, $5)
           on conflict (org_id, article_id, other_id) do update set likeness = excluded.likeness`,
          [orgId, a, b, likeness, now],
        ),
      )
  })
}
