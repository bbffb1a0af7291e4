/** The names of applications that are known here: of articles, and of what other capabilities tell. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { type Actor, may } from '../../core/actor.ts'
import { visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import type { Query } from '../../platform/db/transaction.ts'

const names_max = 500

/** A query for names of applications, those alone that the actor may read; undefined when there are none. */
export type KnownApplications = (actor: Actor) => Query<{ name: string }> | undefined

const sources: KnownApplications[] = []

/** Told once by a capability whose records have an application: their table is its own. */
export function declareApplications(source: KnownApplications): void {
  sources.push(source)
}

export const applications = reader({
  name: 'knowledge.applications',
  summary: 'The names of applications that are known here, to choose from.',
  path: '/api/articles/applications',
  output: Type.Object({ rows: Type.Array(Type.String()) }),
  permits: (actor) => may(actor, 'knowledge.read_internal') || may(actor, 'knowledge.write'),
  run: async ({ tx, actor }) => {
    const ofArticles = sql<{ name: string }>`
      select a.application as name from knowledge.article a join core.record r on r.org_id = a.org_id and r.id = a.id
      where a.org_id = ${actor.orgId} and a.application is not null and ${visible(actor, 'article')}
      group by a.application order by count(*) desc, a.application limit ${sql.lit(names_max)}`
    const found = await tx.many(ofArticles, ...sources.map((source) => source(actor)))
    const names = new Map<string, string>()
    // One name in two spellings is one: that of the articles, and of those the more frequent.
    for (const { name } of found.flatMap((rows) => rows ?? []))
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
    return { rows: [...names.values()].slice(0, names_max).sort((a, b) => a.localeCompare(b)) }
  },
})
