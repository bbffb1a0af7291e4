import { sql } from 'kysely'
import { Type } from 'typebox'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { bestSentence, Marked, markedOf, readMarks } from '../../../core/search/marks.ts'
import { parseText } from '../../../core/search/parse.ts'
import { tellingTerms } from '../../../core/search/plan.ts'
import { allSynonyms, ownSynonyms } from '../../../core/search/synonyms.ts'
import { Id } from '../../../platform/http/schema.ts'
import { slugOf } from './rows.ts'

const Suggestion = Type.Object({
  id: Id,
  number: Type.Integer(),
  slug: Type.String(),
  title: Type.String(),
  audience: Type.String(),
  sentence: Marked,
})

const candidates_max = 500
const suggestions_max = 5

type Row = { id: string; number: number; title: string; audience: string; marked: string }

/** Published articles that may answer what somebody is writing, for the request form and for the agent. */
export const suggest = reader({
  name: 'knowledge.suggest',
  summary: 'The published articles that best match a longer text, each with the sentence that matched.',
  path: '/api/search/suggest',
  query: Type.Object({ text: Type.String({ maxLength: 5000 }) }, { additionalProperties: false }),
  output: Type.Object({ rows: Type.Array(Suggestion) }),
  permits: () => true,
  run: async ({ tx, actor, query }) => {
    const terms = parseText(query.text, allSynonyms(await tx.all(ownSynonyms(actor.orgId))))
    const condition = await tellingTerms(tx, terms)
    if (condition === '') return { rows: [] }
    const wanted = sql`${condition}::tsquery`
    const rows = await tx.all(sql<Row>`
      with best as (
        select r.id, r.number, r.title, r.audience, f.entry_id, f.rank
        from core.search_alike(${wanted}, 'article', ${candidates_max}) f
        join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id
        where r.kind = 'article' and r.state = 'validated' and f.entry_id = r.id and ${visible(actor, 'article')}
        order by f.rank desc, r.number limit ${suggestions_max}
      )
      select b.id, b.number, b.title, b.audience, ${markedOf(sql`v.body`, wanted)} as marked
      from best b
      join knowledge.article a on a.org_id = ${actor.orgId} and a.id = b.id
      join knowledge.version v on v.org_id = ${actor.orgId} and v.article_id = b.id and v.version = a.published_version
      order by b.rank desc, b.number`)
    return {
      rows: rows.map(({ marked, ...row }) => ({
        ...row,
        slug: slugOf(row),
        sentence: bestSentence(readMarks(marked)),
      })),
    }
  },
})
