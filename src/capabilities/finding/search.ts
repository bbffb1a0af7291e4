/** The search: what was typed is understood, looked for in each kind, and shown with what is close to it. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../core/actor.ts'
import { visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { findRecords } from '../../core/search/find.ts'
import { parseSearch, query_length_max, type Wanted } from '../../core/search/parse.ts'
import { correct, noTotals, planOf, readTerms, termQueries } from '../../core/search/plan.ts'
import { allSynonyms, ownSynonyms, shippedSynonyms } from '../../core/search/synonyms.ts'
import type { Filters, Found, Wanted as SearchWanted } from '../../core/search/wanted.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { Id, OneOf, Time } from '../../platform/http/schema.ts'
import { searchLine } from '../trail/index.ts'
import { closeTo, tellingOf, withTelling } from './close.ts'
import { type Filtered, readFilters, Said } from './filters.ts'
import { meantText } from './meant.ts'
import { rememberMiss } from './misses.ts'
import { Group, Row, show } from './show.ts'

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
  close: Type.Array(Row, {
    description:
      'Where little holds every word: what holds the most telling of them, of all kinds, best first.',
  }),
  filters: Type.Array(Said),
  people: Type.Array(Person),
  did_you_mean: Type.Union([
    Type.String({
      description: 'What the similar rows are for, when hardly anybody uses a word as it was typed.',
    }),
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
    stage: Type.Optional(
      OneOf(['typing', 'done'], {
        description:
          'When somebody is done typing, a search that finds nothing is kept for those who coach writers.',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  },
  { additionalProperties: false },
)

const people_max = 5

const answer_score_min = 0.4

export const search = reader({
  name: 'search.find',
  summary:
    'Search records by words, phrases, filters, numbers, and people by name; only what this person may see.',
  path: '/api/search',
  query: Query,
  output: Answer,
  permits: () => true,
  run: async ({ app, tx, actor, query, now }) => {
    const { lifecycles } = app.registry
    const asked = [...lifecycles.keys()].filter((kind) => query.kind?.includes(kind) ?? true)
    const wantsPeople = query.kind?.includes('person') ?? true
    const { resolved, totals, jump, people, fields } = await understand(
      tx,
      actor,
      query.q,
      asked,
      wantsPeople,
    )
    const read = await readFilters(tx, actor, fields, asked, lifecycles)
    const plan = planOf(resolved, totals.entries, query.in === 'titles')
    const filters = filtersOf(query, read)
    const kinds = read.isNothing ? [] : read.kinds
    const wanted = { tx, actor, kinds, plan, totals, filters, limit: query.limit ?? 20 }
    const exact = await findRecords(wanted)
    const similar = await withSimilar(wanted, exact, people.length > 0 || jump !== null)
    const { corrected } = similar
    const meaning = corrected?.resolved ?? resolved
    const telling = await tellingOf(wanted, meaning, similar.found)
    // What was meant instead stays behind what was typed.
    const found = corrected ? similar.found : withTelling(wanted, meaning, similar.found, telling)
    const close = await closeTo(wanted, meaning, found, telling)
    const total = found.reduce((sum, each) => sum + each.hits.length, 0)
    const counts = { kinds: kinds.length, people: people.length, found: total, close: close.length }
    const line = await searchLine({ app, tx, actor, now }, 'search.find', query.q, counts)
    const shown = await show(tx, actor, corrected ?? plan, plan, found, close, line)
    const isMissed = found.length === 0 && jump === null && people.length === 0 && !read.isNothing
    if (query.stage === 'done' && isMissed && (close[0]?.score ?? 0) < answer_score_min)
      await rememberMiss(
        tx,
        actor,
        resolved.map(({ term }) => term),
        now,
      )
    const meant = corrected
      ? meantText(
          resolved,
          shown.groups.flatMap(({ rows }) => rows),
        )
      : null
    return { jump, ...shown, people, filters: read.said, did_you_mean: meant }
  },
})

function filtersOf(query: Static<typeof Query>, read: Filtered): Filters {
  const later = (a?: string, b?: string) => (a && b ? (a > b ? a : b) : (a ?? b))
  const earlier = (a?: string, b?: string) => (a && b ? (a < b ? a : b) : (a ?? b))
  return {
    state: query.state,
    team: query.team,
    from: later(query.from, read.from),
    to: earlier(query.to, read.to),
    conditions: read.conditions,
  }
}

/**
 * What was found, followed by what holds a similar word where hardly anybody uses the typed one and the page is not
 * full. What holds the typed word stays first.
 */
async function withSimilar(wanted: SearchWanted, exact: Found[], isElsewhere: boolean) {
  const total = exact.reduce((sum, { hits }) => sum + hits.length, 0)
  const isDoubtful = wanted.plan.resolved.some(({ misspelled }) => misspelled !== null)
  if (!isDoubtful || total >= wanted.limit || (total === 0 && isElsewhere)) return { found: exact }
  const resolved = await correct(wanted.tx, wanted.plan.resolved)
  if (resolved === undefined) return { found: exact }
  const plan = planOf(resolved, wanted.totals.entries, wanted.plan.isTitleOnly)
  const similar = await findRecords({ ...wanted, plan })
  const known = new Set(exact.flatMap(({ hits }) => hits.map(({ id }) => id)))
  const found = [...exact]
  let isMore = false
  for (const group of similar) {
    const hits = group.hits.filter(({ id }) => !known.has(id)).map((hit) => ({ ...hit, isSimilar: true }))
    if (hits.length === 0) continue
    isMore = true
    const at = found.findIndex(({ kind }) => kind === group.kind)
    const first = found[at]
    if (first === undefined) found.push({ ...group, hits })
    else {
      const all = [...first.hits, ...hits]
      const hasMore = all.length > wanted.limit || group.hasMore
      found[at] = { ...first, hits: all.slice(0, wanted.limit), hasMore }
    }
  }
  return isMore ? { found, corrected: plan } : { found: exact }
}

/** Reads what was typed and looks up its words, the record of its number and people of that name, in one trip. */
async function understand(tx: Tx, actor: Actor, q: string, kinds: readonly string[], wantsPeople: boolean) {
  const shipped = parseSearch(q, shippedSynonyms, true)
  const none = { terms: [], number: null, fields: [] }
  const [own, phrases, beginnings, totals, jumps, people] = await tx.many(
    ownSynonyms(actor.orgId),
    ...termQueries(actor.orgId, shipped.terms),
    jumpQuery(actor, shipped, kinds),
    peopleQuery(actor, wantsPeople && shipped.fields.length === 0 ? parseSearch(q, []) : none),
  )
  const known = { totals: totals[0] ?? noTotals, jump: jumps[0] ?? null, people, fields: shipped.fields }
  if (own.length === 0) return { ...known, resolved: readTerms(shipped.terms, phrases, beginnings) }
  // Most organizations have no synonyms of their own, so only here the words are looked up again.
  const wanted = parseSearch(q, allSynonyms(own), true)
  const [again] = await tx.many(...termQueries(actor.orgId, wanted.terms))
  return { ...known, resolved: readTerms(wanted.terms, again, beginnings) }
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
      from core.find_people(core.fold($2), array(select '% ' || regexp_replace(core.fold(w), '([\%_])', '\\\1', 'g') || '%' from unnest($3::text[]) w), $4) f
      join core.person p on p.org_id = $1 and p.id = f.id
      where $5 and f.closeness >= 700 and p.merged_into_id is null order by f.closeness desc, p.name, p.id`,
    [actor.orgId, text, words, people_max, isName],
  )
}
