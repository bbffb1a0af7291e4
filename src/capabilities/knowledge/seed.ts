/** Writes the demo hospital's articles with their versions, as if they had been written and published one by one. */

import { idOf } from '../../core/people/seed.ts'
import {
  type EntryRow,
  type EventRow,
  insertEntries,
  insertEvents,
  insertRecords,
  insertRows,
  takeNumbers,
} from '../../core/records/insert-rows.ts'
import { newRecord, type RecordRow } from '../../core/records/record.ts'
import { beginning, difference } from '../../core/timeline/event.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { idAt, newId } from '../../platform/id/id.ts'
import { insertArticles, insertVersions } from './bulk/store-articles.ts'
import type { DemoArticle } from './demo/types.ts'
import { articleLife } from './lifecycle.ts'

const day_ms = 86_400_000
const publish_after_ms = 90_000

/** What the names in articles stand for. */
export type ArticleNames = {
  person: ReadonlyMap<string, string>
  /** Names of applications and categories by key. */
  application: ReadonlyMap<string, string>
  category: ReadonlyMap<string, string>
}
export type SeededArticle = { id: string; number: number; created_at: string; isPublished: boolean }
type Written = { record: RecordRow; article: object; versions: object[]; events: EventRow[]; entry: EntryRow }

/** Sends the statements that write the articles; answers them by key. */
export async function seedArticles(
  tx: Tx,
  articles: readonly DemoArticle[],
  names: ArticleNames,
  now: Date,
): Promise<Map<string, SeededArticle>> {
  const numbers = await takeNumbers(tx, articles.length)
  const written = articles.map((article, index) => write(tx.orgId, article, names, now, numbers[index] ?? 0))
  tx.send(
    insertRecords(
      tx.orgId,
      written.map((each) => each.record),
    ),
  )
  tx.send(
    insertArticles(
      tx.orgId,
      written.map((each) => each.article),
    ),
  )
  tx.send(
    insertVersions(
      tx.orgId,
      written.flatMap((each) => each.versions),
    ),
  )
  tx.send(
    insertEvents(
      tx.orgId,
      written.flatMap((each) => each.events),
    ),
  )
  tx.send(
    insertEntries(
      tx.orgId,
      written.map((each) => each.entry),
    ),
  )
  return new Map(
    articles.map((article, index) => {
      // Both lists have the same length.
      const { id, number, created_at, state } = (written[index] as Written).record
      return [article.key, { id, number, created_at, isPublished: state === 'validated' }]
    }),
  )
}

function write(orgId: string, article: DemoArticle, names: ArticleNames, now: Date, number: number): Written {
  const isPublished = article.state === 'validated'
  const isShown = isPublished || article.state === 'not_validated'
  const timeOf = (daysAgo: number) => new Date(now.getTime() - daysAgo * day_ms).toISOString()
  const versions = article.versions.map((version) => ({
    version: version.number,
    title: article.title,
    body: version.body,
    author_id: idOf(names.person, version.authorKey),
    note: version.note,
    created_at: timeOf(version.daysAgo),
  }))
  const first = newRecord(articleLife, {
    orgId,
    number,
    title: article.title,
    now: timeOf(article.createdDaysAgo),
    owner_id: idOf(names.person, article.ownerKey),
    tags: article.tags,
  })
  const { record, events } = history(first, versions, article)
  const draftEntryId = newId()
  const published_at = isPublished ? record.updated_at : null
  return {
    record,
    events,
    versions: versions.map((version) => ({ article_id: record.id, ...version })),
    article: {
      id: record.id,
      audience: article.audience,
      application: article.application === undefined ? null : idOf(names.application, article.application),
      category: idOf(names.category, article.category),
      body: article.body,
      article_kind: article.kind,
      role_ids: [],
      department_ids: [],
      published_version: isShown ? versions.length : null,
      validated_version: isPublished ? versions.length : null,
      latest_version: versions.length,
      review_at: timeOf(-article.reviewInDays),
      draft_entry_id: draftEntryId,
      published_at,
    },
    entry: {
      entry_id: isShown ? record.id : draftEntryId,
      record_id: record.id,
      kind: 'article',
      is_internal: !isShown,
      at: record.updated_at,
      title: article.title,
      body: article.body,
    },
  }
}

/** Each version is a save and, unless it is work in progress to this day, handed in or published a little later. */
function history(
  first: RecordRow,
  versions: readonly { version: number; author_id: string; created_at: string }[],
  article: DemoArticle,
): { record: RecordRow; events: EventRow[] } {
  let record: RecordRow = { ...first, id: idAt(new Date(first.created_at)) }
  const events: EventRow[] = []
  const add = (
    action: string,
    at: string,
    actor_id: string,
    changes: Partial<Pick<RecordRow, 'state' | 'audience'>>,
    facts: object,
  ): void => {
    const changed = events.length === 0 ? beginning(record) : difference(record, changes)
    record = { ...record, ...changes, version: events.length + 1, updated_at: at }
    record.category = articleLife.states[record.state as keyof typeof articleLife.states]
    const data = { ...(Object.keys(changed).length > 0 ? { changes: changed } : {}), ...facts }
    events.push({ record_id: record.id, at, id: idAt(new Date(at)), actor_id, action, data })
  }
  for (const { version, author_id, created_at } of versions) {
    add(version === 1 ? 'knowledge.create' : 'knowledge.edit', created_at, author_id, {}, { version })
    if (article.state === 'work_in_progress') continue
    const at = new Date(Date.parse(created_at) + publish_after_ms).toISOString()
    if (article.state === 'not_validated') {
      add('knowledge.submit', at, author_id, { state: 'not_validated', audience: 'internal' }, { version })
      continue
    }
    const changes = { state: 'validated', audience: article.audience }
    add('knowledge.publish', at, author_id, changes, { version, audience: article.audience })
  }
  return { record, events }
}

/** That an article helped with a ticket, and what the person whom it helped said of it afterwards. */
export type ArticleUse = { articleId: string; personId: string; at: string; stars: number | null }

const good_stars = 4

/** Sends the statements that tell who read the articles and what they said of them. */
export function seedReaders(tx: Tx, uses: readonly ArticleUse[]): void {
  const feedback = new Map<string, object>()
  const views = new Map<string, { article_id: string; day: string; views: number }>()
  for (const { articleId, personId, at, stars } of uses) {
    const day = at.slice(0, 10)
    const seen = views.get(`${articleId} ${day}`) ?? { article_id: articleId, day, views: 0 }
    // Who looked the answer up, and who was sent it.
    views.set(`${articleId} ${day}`, { ...seen, views: seen.views + 2 })
    if (stars === null) continue
    feedback.set(`${articleId} ${personId}`, {
      article_id: articleId,
      person_id: personId,
      is_helpful: stars >= good_stars,
      comment: '',
      created_at: at,
    })
  }
  tx.send(
    insertRows(tx.orgId, 'knowledge.view', { article_id: 'uuid', day: 'date', views: 'int' }, [
      ...views.values(),
    ]),
  )
  const columns = {
    article_id: 'uuid',
    person_id: 'uuid',
    is_helpful: 'boolean',
    comment: 'text',
    created_at: 'timestamptz',
  }
  tx.send(insertRows(tx.orgId, 'knowledge.feedback', columns, [...feedback.values()]))
}
