/** The rows of an answer, with their titles and texts marked where they match. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../core/actor.ts'
import type { Scored } from '../../core/search/alike.ts'
import { Marked, markedOf, readMarks, type Sought, snippetOf, soughtOf } from '../../core/search/marks.ts'
import type { Plan } from '../../core/search/plan.ts'
import { textsOf } from '../../core/search/texts.ts'
import type { Found, Hit } from '../../core/search/wanted.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { Id, OneOf, Time } from '../../platform/http/schema.ts'

export const Row = Type.Object({
  kind: Type.String(),
  id: Id,
  number: Type.Integer(),
  title: Marked,
  state: Type.String(),
  category: Type.String(),
  updated_at: Time,
  at: Time,
  entry_id: Type.String({
    description: 'The message that matched; the record itself when its title or first text did.',
  }),
  is_internal: Type.Boolean(),
  snippet: Marked,
  is_similar: Type.Boolean({ description: 'It holds a word that looks like the typed one, not that one.' }),
})
export type Row = Static<typeof Row>

export const Group = Type.Object({
  kind: Type.String(),
  order: OneOf(['best', 'newest']),
  rows: Type.Array(Row),
  has_more: Type.Boolean(),
  is_complete: Type.Boolean({ description: 'False when the search stopped before it had seen everything.' }),
})
type Group = Static<typeof Group>

type SimilarHit = Hit & { isSimilar?: boolean }
type MarkedRow = { entry_id: string; snippet: string; title: string }

/**
 * The groups and what is close with their texts marked. The same trip leaves a line in the audit log, which
 * the caller made; it need not wait for the disk.
 */
export async function show(
  tx: Tx,
  actor: Actor,
  plan: Plan,
  exact: Plan,
  found: readonly Found[],
  close: readonly Scored[],
  line: Raw<unknown>,
): Promise<{ groups: Group[]; close: Row[] }> {
  const closeHits = close.map((hit) => ({ ...hit, isSpread: true }))
  const kinds = [...new Set([...found, ...closeHits].map(({ kind }) => kind))]
  const hitsOf = (kind: string): SimilarHit[] => [
    ...(found.find((each) => each.kind === kind)?.hits ?? []),
    ...closeHits.filter((hit) => hit.kind === kind),
  ]
  const [, , ...texts] = await tx.many(
    raw("select set_config('synchronous_commit', 'off', true)"),
    line,
    ...kinds.map((kind) => markedTexts(actor.orgId, plan, exact, kind, hitsOf(kind))),
  )
  const marked = new Map(texts.flatMap((rows) => (rows as MarkedRow[]).map((row) => [row.entry_id, row])))
  const rowsOf = (hits: readonly SimilarHit[]) => hits.map((hit) => rowOf(hit, marked.get(hit.entry_id)))
  const groups = found.map((each) => ({
    kind: each.kind,
    order: each.order,
    rows: rowsOf(each.hits),
    has_more: each.hasMore,
    is_complete: each.isComplete,
  }))
  return { groups, close: rowsOf(closeHits) }
}

function markedTexts(orgId: string, plan: Plan, exact: Plan, kind: string, hits: readonly SimilarHit[]) {
  const ids = hits.map((hit) => hit.entry_id)
  const anywhere = (query: string) => query.replaceAll(/(?<='):A/g, '')
  const conditions = (of: Plan) => of.wanted.map(({ query }) => anywhere(query))
  const every = (of: Plan) => soughtOf(anywhere(of.query), conditions(of))
  // An entry that holds only some of the words is marked where it holds any of them.
  const spread = soughtOf(conditions(plan).join(' | '), conditions(plan))
  const [typed, similar] = [every(exact), every(plan)]
  const sought = hits.map((hit) => (hit.isSpread ? spread : hit.isSimilar ? similar : typed))
  const column = (name: keyof Sought) => sought.map((each) => each[name])
  return sql<MarkedRow>`
    select x.entry_id, ${snippetOf(sql`x.text`, sql`t`)} as snippet, ${markedOf(sql`t.title`, sql`t.query::tsquery`)} as title
    from (${textsOf(kind, orgId, ids)}) x
    join unnest(${ids}::uuid[], ${hits.map((hit) => hit.title)}::text[], ${column('query')}::text[], ${column('any')}::text[], ${column('first')}::text[], ${column('others')}::text[])
      t(id, title, query, "any", first, others) on t.id = x.entry_id`
}

function rowOf(hit: SimilarHit, marked: MarkedRow | undefined): Row {
  const { kind, id, number, state, category, updated_at, at, entry_id, is_internal } = hit
  return {
    kind,
    id,
    number,
    state,
    category,
    updated_at,
    at,
    entry_id,
    is_internal,
    title: marked ? readMarks(marked.title) : { text: hit.title, marks: [] },
    snippet: readMarks(marked?.snippet ?? ''),
    is_similar: hit.isSimilar ?? false,
  }
}
