/**
 * Tickets that could be about the same matter as one. From four sides some are fetched by an index each: of the same
 * requester, of the same device, that say the same rare words, and the newest open ones; then they are compared.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { inside, seesInside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { ownRecords } from '../../../core/search/of-parties.ts'
import { parseText, query_length_max } from '../../../core/search/parse.ts'
import { type Resolved, readTerms, termQueries } from '../../../core/search/plan.ts'
import { shippedSynonyms } from '../../../core/search/synonyms.ts'
import { restrictedIds, seesAll } from '../../../core/search/wanted.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { searchLine } from '../../trail/index.ts'
import { ticketLife } from '../lifecycle.ts'
import { recordsSaying } from '../queries/words.ts'
import { type TicketFields, ticketOf } from '../ticket.ts'

const rows_max = 12
const same_requester_max = 60
const same_device_max = 30
const newest_max = 400
const same_words_max = 60
// More are asked for than are compared, since most are of tickets that are closed.
const asked_max = 400
const words_max = 8
/** More than so many entries say a word: it is too common to look for by it. */
const rare_uses_max = 3_000
const lately_days = 30
const points_needed = 2

const reasons = ['requester', 'device', 'application', 'place', 'category', 'words'] as const
type Reason = (typeof reasons)[number]
const points: Record<Reason, number> = {
  requester: 2,
  device: 3,
  application: 1,
  place: 1,
  category: 1,
  words: 1,
}

const Candidate = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(Object.keys(ticketLife.states) as (keyof typeof ticketLife.states)[]),
  created_at: Time,
  requester: NullableText,
  place: NullableText,
  device: NullableText,
  reasons: Type.Array(OneOf(reasons)),
})
type Candidate = Static<typeof Candidate>

export const mergeCandidates = reader({
  name: 'tickets.merge_candidates',
  summary:
    'Tickets that could be about the same matter, the likeliest first; with words or a number those that say it.',
  path: '/api/tickets/:id/merge-candidates',
  params: Body({ id: Id }),
  query: Type.Object(
    { q: Type.Optional(Type.String({ maxLength: query_length_max, description: 'Words, or a number.' })) },
    { additionalProperties: false },
  ),
  output: Type.Object({ rows: Type.Array(Candidate) }),
  permits: (actor) => may(actor, 'tickets.merge'),
  run: async ({ app, tx, actor, params, query, now }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id ?? ''} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
    )
    if (!record || !seesInside(actor, record)) throw notFound('This ticket')
    const typed = query.q?.trim().replace(/^#/, '') ?? ''
    if (typed === '') return { rows: await likely(tx, actor, record, now) }
    const rows = await saying(tx, actor, record, typed)
    // As with every search, the audit log keeps how much was found, and hashes of the words; it does not wait for the disk.
    await tx.many(
      raw("select set_config('synchronous_commit', 'off', true)"),
      await searchLine({ app, tx, actor, now }, 'tickets.merge_candidates', typed, { found: rows.length }),
    )
    return { rows }
  },
})

const row = sql.raw(
  'r.id, r.number, r.title, r.state, r.created_at, q.name as requester, l.name as place, t.device, t.application, t.category_id, t.place_id, r.requester_id',
)
const besides = sql.raw(
  `join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
   left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
   left join core.place l on l.org_id = t.org_id and l.id = t.place_id`,
)
type Row = Omit<Candidate, 'reasons'> &
  Pick<TicketFields, 'application' | 'category_id' | 'place_id'> & {
    requester_id: string | null
    words?: number
  }

/** What can be merged into at all, and is worked on by the actor. */
function takes(actor: Actor, record: RecordRow): RawBuilder<boolean> {
  return sql<boolean>`r.kind = 'ticket' and r.id <> ${record.id} and r.state not in ('merged', 'cancelled', 'closed') and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`
}

/** By words or a number that was typed, the newest first. */
async function saying(tx: Tx, actor: Actor, record: RecordRow, typed: string): Promise<Candidate[]> {
  const words = await recordsSaying(tx, actor, typed)
  const about = await ticketOf(tx, record.id)
  const rows = await tx.all(
    sql<Row>`select ${row} from (
        select r.* from ${words.from} where ${takes(actor, record)} and ${words.condition}
        order by r.updated_at desc, r.id desc limit ${rows_max}) r ${besides} order by r.updated_at desc, r.id desc`,
  )
  return rows.map((each) => shown(each, reasonsOf(each, record, about)))
}

/** By what they have in common. */
async function likely(tx: Tx, actor: Actor, record: RecordRow, now: string): Promise<Candidate[]> {
  const about = await ticketOf(tx, record.id)
  const terms = parseText(record.title, shippedSynonyms).slice(0, words_max)
  const [phrases] = await tx.many(...termQueries(tx.orgId, terms))
  const resolved = readTerms(terms, phrases, []).filter((each) => each.query !== '')
  const rows = await tx.all(compared(actor, record, about, resolved, now))
  return rows
    .map((each) => ({ each, found: reasonsOf(each, record, about, resolved.length) }))
    .map((pair) => ({ ...pair, score: scoreOf(pair.found, pair.each.words ?? 0) }))
    .filter((pair) => pair.score >= points_needed)
    .sort((a, b) => b.score - a.score || b.each.created_at.localeCompare(a.each.created_at))
    .slice(0, rows_max)
    .map((pair) => shown(pair.each, pair.found))
}

function compared(
  actor: Actor,
  record: RecordRow,
  about: TicketFields,
  resolved: readonly Resolved[],
  now: string,
): RawBuilder<Row> {
  const since = new Date(Date.parse(now) - lately_days * 86_400_000).toISOString()
  const takesIt = takes(actor, record)
  const queries = resolved.map((each) => each.query)
  return sql<Row>`
    with pool as (
      (select r.id from core.record r where r.requester_id = ${record.requester_id} and r.updated_at >= ${since} and ${takesIt} order by r.updated_at desc, r.id desc limit ${same_requester_max})
      union
      (select r.id from tickets.same_device(${about.device}, ${askedMax(actor)}) s(id) join core.record r on r.org_id = ${actor.orgId} and r.id = s.id
       where ${takesIt} order by r.id desc limit ${same_device_max})
      union
      (select r.id from core.record r where r.category <> 'done' and ${takesIt} order by r.updated_at desc, r.id desc limit ${newest_max})
      union
      (${sayingRare(actor, rareOf(resolved), takesIt)})
    ), conditions as materialized (select c.condition::tsquery as condition from unnest(${queries}::text[]) c(condition))
    select ${row}, (select count(*)::int from conditions c where e.words @@ c.condition) as words
    from pool join core.record r on r.org_id = ${actor.orgId} and r.id = pool.id ${besides}
    left join core.search_entry e on e.org_id = r.org_id and e.entry_id = r.id
    where ${takesIt} and (r.category <> 'done' or r.updated_at >= ${since})`
}

/** How many are asked for, so that what may not be seen takes the place of nothing. */
function askedMax(actor: Actor): RawBuilder<number> {
  return sql`${sql.lit(asked_max)} + (select count(*) from (${restrictedIds(actor)}) x)`
}

/** Some that say the words, of which what may not be seen takes the place of nothing. */
function sayingRare(actor: Actor, rare: string, takesIt: RawBuilder<boolean>): RawBuilder<unknown> {
  // Where all words are common, nothing is looked for by them.
  const query = sql`nullif(${rare}, '')::tsquery`
  const entries = seesAll(actor)
    ? sql`core.search_matches(array[${query}], null, array['ticket'], null, null, ${askedMax(actor)}, false)`
    : sql`(select e.* from (${ownRecords(actor)}) m join core.search_entry e on e.org_id = ${actor.orgId} and e.record_id = m.id and e.words @@ ${query})`
  return sql`
    select r.id from ${entries} w join core.record r on r.org_id = ${actor.orgId} and r.id = w.record_id
    where w.entry_id is not null and not w.is_internal and ${takesIt} order by w.at desc, r.id desc limit ${same_words_max}`
}

/** The two rarest words together; one that hardly anybody says alone. Empty when all are common. */
function rareOf(resolved: readonly Resolved[]): string {
  const rare = resolved
    .filter((each) => !each.isUnknown && each.uses > 0 && each.uses <= rare_uses_max)
    .sort((a, b) => a.uses - b.uses)
    .slice(0, 2)
  return rare.map((each) => each.query).join(' & ')
}

function reasonsOf(each: Row, record: RecordRow, about: TicketFields, wordsOfTitle = 0): Reason[] {
  const isSame = (a: string | null, b: string | null) =>
    a !== null && b !== null && a.toLowerCase() === b.toLowerCase()
  const has: Record<Reason, boolean> = {
    requester: isSame(each.requester_id, record.requester_id),
    device: isSame(each.device, about.device),
    application: isSame(each.application, about.application),
    place: isSame(each.place_id, about.place_id),
    category: isSame(each.category_id, about.category_id),
    words: (each.words ?? 0) >= Math.max(1, Math.min(2, wordsOfTitle)),
  }
  return reasons.filter((reason) => has[reason])
}

function scoreOf(found: readonly Reason[], words: number): number {
  const others = found.filter((each) => each !== 'words').reduce((sum, each) => sum + points[each], 0)
  return others + (found.includes('words') ? Math.min(4, words) : 0)
}

function shown(each: Row, found: Reason[]): Candidate {
  const { id, number, title, state, created_at, requester, place, device } = each
  return { id, number, title, state, created_at, requester, place, device, reasons: found }
}
