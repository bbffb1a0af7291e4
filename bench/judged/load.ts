/** Fills an organization with the judged texts, as the product would have stored them. */
import type pg from 'pg'
import { indexWords } from '../../src/core/search/entry.ts'
import { raw } from '../../src/platform/db/transaction.ts'
import { newId } from '../../src/platform/id/id.ts'
import type { Text } from './corpus.ts'

/** Stores each text as a solved ticket or a published article. Answers the record's id by the text's name. */
export async function loadTexts(
  owner: pg.Client,
  orgId: string,
  texts: ReadonlyMap<string, Text>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const stored = await owner.query<{ id: string }>(
    'select id from core.record where org_id = $1 and number > 100000 order by number',
    [orgId],
  )
  if (stored.rowCount === texts.size)
    return new Map([...texts.keys()].map((name, at) => [name, stored.rows[at]?.id ?? '']))
  await owner.query('begin')
  let number = 0
  for (const [name, { title, body }] of texts) {
    const id = newId()
    ids.set(name, id)
    number += 1
    const isArticle = name.startsWith('article:')
    const at = new Date(Date.now() - 400 * 86_400_000 + number * 60_000).toISOString()
    const say = async (text: string, values: unknown[]) => void (await owner.query(text, values))
    await say(
      `insert into core.record (org_id, id, kind, number, title, state, category, audience, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, 'done', $7, $8, $8)`,
      [
        orgId,
        id,
        isArticle ? 'article' : 'ticket',
        100_000 + number,
        title.slice(0, 500),
        isArticle ? 'published' : 'closed',
        isArticle ? 'staff' : 'parties',
        at,
      ],
    )
    if (isArticle) await storeArticle(say, orgId, id, title, body, at)
    else
      await say(
        'insert into core.message (org_id, id, record_id, is_internal, body, created_at) values ($1, $2, $3, false, $4, $5)',
        [orgId, newId(), id, body, at],
      )
    const entry = indexWords({
      orgId,
      entryId: id,
      recordId: id,
      kind: isArticle ? 'article' : 'ticket',
      isInternal: false,
      at,
      title,
      body,
    })
    await owner.query(entry.text, [...entry.values])
  }
  await owner.query('commit')
  return ids
}

type Say = (text: string, values: unknown[]) => Promise<void>

async function storeArticle(
  say: Say,
  orgId: string,
  id: string,
  title: string,
  body: string,
  at: string,
): Promise<void> {
  await say(
    "insert into knowledge.article (org_id, id, audience, body, published_version, latest_version) values ($1, $2, 'staff', $3, 1, 1)",
    [orgId, id, body],
  )
  await say(
    'insert into knowledge.version (org_id, article_id, version, title, body, created_at) values ($1, $2, 1, $3, $4, $5)',
    [orgId, id, title, body, at],
  )
}

/** PostgreSQL's own ranking over the same entries: all words, and below those any of them. */
export async function plainRanking(
  owner: pg.Client,
  orgId: string,
  kind: string,
  text: string,
  limit: number,
): Promise<string[]> {
  const { text: sql, values } = raw(
    `with q as (
       select websearch_to_tsquery('core.english', $3) as every, replace(websearch_to_tsquery('core.english', $3)::text, '&', '|')::tsquery as any
     )
     select e.record_id as id from core.search_entry e, q where e.org_id = $1 and e.kind = $2 and e.words @@ q.any
     order by e.words @@ q.every desc, ts_rank_cd(e.words, q.any) desc, e.record_id limit $4`,
    // Signs that websearch_to_tsquery reads as operators are no part of what was said.
    [orgId, kind, text.replaceAll(/["\-:<>&|!()]+/g, ' '), limit],
  )
  return (await owner.query<{ id: string }>(sql, [...values])).rows.map(({ id }) => id)
}
