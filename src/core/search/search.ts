import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { Id, OneOf, Time } from '../../platform/http/schema.ts'
import { type Actor, may } from '../actor.ts'
import { audit } from '../audit.ts'
import { visible } from '../records/visible.ts'
import { reader } from '../registry.ts'
import { findRecords } from './find.ts'
import { Marked, markedOf, readMarks, snippetOf } from './marks.ts'
import { parseSearch, query_length_max, type Wanted } from './parse.ts'
import { correct, type Plan, planOf, type Resolved, readTerms, termQueries } from './plan.ts'
import { allSynonyms, ownSynonyms, shippedSynonyms } from './synonyms.ts'
import { textsOf } from './texts.ts'
import type { Filters, Found, Hit } from './wanted.ts'

const Row = Type.Object({
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
})
type Row = Static<typeof Row>

const Group = Type.Object({
  kind: Type.String(),
  order: OneOf(['best', 'newest']),
  rows: Type.Array(Row),
  has_more: Type.Boolean(),
  is_complete: Type.Boolean({ description: 'False when the search stopped before it had seen everything.' }),
})
type Group = Static<typeof Group>

const Person = Type.Object({
  id: Id,
  name: Type.String(),
  title: Type.Union([Type.String(), Type.Null()]),
  email: Type.Union([Type.String(), Type.Null()]),
})

const Answer = Type.Object({
  jump: Type.Union([
    Type.Object({
      kind: Type.String(),
      id: Id,
      number: Type.Integer(),
      title: Type.String(),
      state: Type.String(),
    }),
    Type.Null(),
  ]),
  groups: Type.Array(Group),
  people: Type.Array(Person),
  did_you_mean: Type.Union([
    Type.String({ description: 'What the rows are for, when nobody uses a word as it was typed.' }),
    Type.Null(),
  ]),
})

const Query = Type.Object(
  {
    q: Type.String({ maxLength: query_length_max }),
    kind: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
    in: Type.Optional(OneOf(['everything', 'titles'])),
    state: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 })),
    team: Type.Optional(Type.Array(Id, { maxItems: 50 })),
    from: Type.Optional(Time),
    to: Type.Optional(Time),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  },
  { additionalProperties: false },
)

const people_max = 5

export const search = reader({
  name: 'search.find',
  summary: 'Search records by words, phrases, numbers, and people by name; only what this person may see.',
  path: '/api/search',
  query: Query,
  output: Answer,
  permits: () => true,
  run: async ({ app, tx, actor, query, now }) => {
    const limit = query.limit ?? 20
    const filters: Filters = { state: query.state, team: query.team, from: query.from, to: query.to }
    const kinds = [...app.registry.lifecycles.keys()].filter((kind) => query.kind?.includes(kind) ?? true)
    const wantsPeople = query.kind?.includes('person') ?? true
    const { resolved, entries, jump, people } = await understand(tx, actor, query.q, kinds, wantsPeople)
    const isTitleOnly = query.in === 'titles'
    let plan = planOf(resolved, entries, isTitleOnly)
    let found = await findRecords({ tx, actor, kinds, plan, filters, limit })
    let isCorrected = false
    if (found.length === 0 && people.length === 0 && jump === null) {
      const corrected = await correct(tx, resolved)
      if (corrected) {
        plan = planOf(corrected, entries, isTitleOnly)
        found = await findRecords({ tx, actor, kinds, plan, filters, limit })
        isCorrected = found.length > 0
      }
    }
    const groups = await show(tx, actor, plan, found, now, { kinds: kinds.length, people: people.length })
    return { jump, groups, people, did_you_mean: isCorrected ? meantText(resolved, groups) : null }
  },
})

/** Reads what was typed and looks up its words, the record of its number and people of that name, in one trip. */
async function understand(tx: Tx, actor: Actor, q: string, kinds: readonly string[], wantsPeople: boolean) {
  const shipped = parseSearch(q, shippedSynonyms)
  const [own, phrases, beginnings, totals, jumps, people] = await tx.many(
    ownSynonyms(actor.orgId),
    ...termQueries(actor.orgId, shipped.terms),
    jumpQuery(actor, shipped, kinds),
    peopleQuery(actor, wantsPeople ? parseSearch(q, []) : { terms: [], number: null }),
  )
  const known = { entries: totals[0]?.entries ?? 0, jump: jumps[0] ?? null, people }
  if (own.length === 0) return { ...known, resolved: readTerms(shipped.terms, phrases, beginnings) }
  // Most organizations have no synonyms of their own, so only here the words are looked up again.
  const wanted = parseSearch(q, allSynonyms(own))
  const [again] = await tx.many(...termQueries(actor.orgId, wanted.terms))
  return { ...known, resolved: readTerms(wanted.terms, again, beginnings) }
}

type MarkedRow = { entry_id: string; snippet: string; title: string }

/**
 * The groups with their texts marked. The same trip leaves a line in the audit log, with counts and never the
 * words; the line need not wait for the disk.
 */
async function show(
  tx: Tx,
  actor: Actor,
  plan: Plan,
  found: readonly Found[],
  now: string,
  counts: Record<string, number>,
): Promise<Group[]> {
  const total = found.reduce((sum, each) => sum + each.hits.length, 0)
  const [, , ...texts] = await tx.many(
    raw("select set_config('synchronous_commit', 'off', true)"),
    audit(actor, now, 'search.find', { ...counts, found: total }),
    ...found.map((each) => markedTexts(actor.orgId, plan, each)),
  )
  return found.map((each, i) => {
    const marked = new Map((texts[i] as MarkedRow[]).map((row) => [row.entry_id, row]))
    return {
      kind: each.kind,
      order: each.order,
      rows: each.hits.map((hit) => rowOf(hit, marked.get(hit.entry_id))),
      has_more: each.hasMore,
      is_complete: each.isComplete,
    }
  })
}

function markedTexts(orgId: string, plan: Plan, found: Found) {
  const ids = found.hits.map((hit) => hit.entry_id)
  const whole = plan.query.replaceAll(/(?<='):A/g, '')
  // An entry that holds only some of the words is marked where it holds any of them.
  const any = plan.wanted.map(({ query }) => query).join(' | ')
  const queries = found.hits.map((hit) => (hit.isSpread ? any : whole))
  const query = sql`t.query::tsquery`
  return sql<MarkedRow>`
    select x.entry_id, ${snippetOf(sql`x.text`, query)} as snippet, ${markedOf(sql`t.title`, query)} as title
    from (${textsOf(found.kind, orgId, ids)}) x
    join unnest(${ids}::uuid[], ${found.hits.map((hit) => hit.title)}::text[], ${queries}::text[]) t(id, title, query) on t.id = x.entry_id`
}

function rowOf(hit: Hit, marked: MarkedRow | undefined): Row {
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
  }
}

type Jump = { kind: string; id: string; number: number; title: string; state: string }

function jumpQuery(actor: Actor, wanted: Wanted, kinds: readonly string[]) {
  return sql<Jump>`
    select r.kind, r.id, r.number, r.title, r.state from core.record r
    where r.kind = any(${kinds}::text[]) and r.number = ${wanted.number}::bigint and ${visible(actor)} limit 1`
}

function peopleQuery(actor: Actor, wanted: Wanted) {
  const words = wanted.terms
    .filter((term) => !term.isUnwanted)
    .map((term) => (term.phrases[0] ?? '').slice(0, 100))
  const text = words.join(' ').slice(0, 100)
  const isName = may(actor, 'people.read') && text.length >= 2 && words.length <= 4
  return raw<Static<typeof Person>>(
    String.raw`
      select p.id, p.name, p.title, p.email
      from core.find_people(core.fold($2), array(select '% ' || regexp_replace(core.fold(w), '([\%_])', '\', 'g') || '%' from unnest($3::text[]) w), $4) f
      join core.person p on p.org_id = $1 and p.id = f.id
      where $5 and f.closeness >= 700 and p.merged_into_id is null order by f.closeness desc, p.name, p.id`,
    [actor.orgId, text, words, people_max, isName],
  )
}

// Each typed word that nobody uses gives way to the marked word that looks most like it. Only words of rows
// that this person may see are told.
function meantText(resolved: readonly Resolved[], groups: readonly Group[]): string {
  const marked = groups
    .flatMap((group) => group.rows)
    .flatMap((row) => [row.title, row.snippet])
    .flatMap(({ text, marks }) => marks.map(([from, to]) => text.slice(from, to).toLowerCase()))
  return resolved
    .map(({ term, misspelled }) => {
      const typed = term.phrases[0] ?? ''
      if (misspelled === null) return term.isPhrase ? `"${typed}"` : term.isUnwanted ? `-${typed}` : typed
      const closest = [...marked].sort((a, b) => distance(typed, a) - distance(typed, b))[0]
      return closest ?? typed
    })
    .join(' ')
}

/** How many letters must be changed, added or left out to make one word the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}
