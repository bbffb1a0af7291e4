import { sql } from 'kysely'
import type { TextsOf } from '../../../core/search/texts.ts'

/** The words behind an article's entries: the published text under its own id, the latest under its draft's. */
export const textsOfArticles: TextsOf = (orgId, entryIds) => sql`
  select w.id as entry_id, coalesce(p.body, d.body, '') as text
  from unnest(${entryIds}::uuid[]) w(id)
  left join knowledge.article a on a.org_id = ${orgId} and a.id = w.id
  left join knowledge.version p on p.org_id = ${orgId} and p.article_id = a.id and p.version = a.published_version
  left join knowledge.article d on d.org_id = ${orgId} and d.draft_entry_id = w.id`
