import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { inside, updatedAtFor, versionFor } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { query_length_max } from '../../../core/search/parse.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { OneOf, Page, PageQuery } from '../../../platform/http/schema.ts'
import { searchLine } from '../../trail/index.ts'
import { checklistProgress } from '../checklists/store.ts'
import { heardWords, lastWord } from '../merging/last-word.ts'
import { readsTickets } from '../policy.ts'
import { picked } from './picked.ts'
import { dueTarget, Filter, filterCondition, needsTicket, type Sort, sorts, TicketRow } from './rows.ts'
import { allRecords, recordsSaying } from './words.ts'

/** Each order as the columns that it pages by; the id makes every place in the list unique. */
const orders: Record<
  Sort,
  { column: RawBuilder<unknown>; cast: string; nullsAs: string | null; isDescending: boolean }
> = {
  updated: { column: sql`r.updated_at`, cast: 'timestamptz', nullsAs: null, isDescending: true },
  created: { column: sql`r.created_at`, cast: 'timestamptz', nullsAs: null, isDescending: true },
  // What is paused comes last, since of that no time runs; the index record_due has the same words.
  due: {
    column: sql`(case when r.category = 'paused' then 'infinity'::timestamptz else r.due_at end)`,
    cast: 'timestamptz',
    nullsAs: null,
    isDescending: false,
  },
  priority: { column: sql`r.priority`, cast: 'smallint', nullsAs: null, isDescending: false },
  number: { column: sql`r.number`, cast: 'bigint', nullsAs: null, isDescending: true },
}

const keys: Record<Sort, (row: TicketRow) => string | number | null> = {
  updated: (row) => row.updated_at,
  created: (row) => row.created_at,
  due: (row) => (row.category === 'paused' ? 'infinity' : row.due_at),
  priority: (row) => row.priority,
  number: (row) => row.number,
}

export const ListQuery = Type.Object(
  {
    ...Filter,
    ...PageQuery,
    q: Type.Optional(Type.String({ maxLength: query_length_max, description: 'Words, phrases, a number.' })),
    sort: Type.Optional(OneOf(sorts)),
    reverse: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

export const list = reader({
  name: 'tickets.list',
  summary: 'A page of tickets by filter and order.',
  path: '/api/tickets',
  query: ListQuery,
  output: Page(TicketRow),
  permits: readsTickets,
  run: async ({ app, tx, actor, query, now }) => {
    const page = await pageOf(tx, actor, query, now)
    // As with every search, the audit log keeps how much was found, and hashes of the words; it does not wait for the disk.
    const words = wordsOf(query)
    if (words !== '')
      await tx.many(
        raw("select set_config('synchronous_commit', 'off', true)"),
        await searchLine({ app, tx, actor, now }, 'tickets.list', words, { found: page.rows.length }),
      )
    return page
  },
})

/** What was typed of a filter. */
export function wordsOf({ q, application, tag }: Static<typeof ListQuery>): string {
  return [q, application, tag].filter((words) => words !== undefined).join(' ')
}

/** A page of the tickets that the actor may see; what is kept inside is empty for who sees from outside. */
export async function pageOf(
  tx: Tx,
  actor: Actor,
  query: Static<typeof ListQuery>,
  now: string,
): Promise<{ rows: TicketRow[]; next: string | null }> {
  const limit = query.limit ?? 50
  const sort = query.sort ?? 'updated'
  const order = orders[sort]
  const isDescending = query.reverse ? !order.isDescending : order.isDescending
  const place = query.after === undefined ? undefined : readKey(query.after, sort)
  const direction = sql.raw(isDescending ? 'desc' : 'asc')
  const words = query.q ? await recordsSaying(tx, actor, query.q) : allRecords
  const conditions = [filterCondition(actor, query, now), words.condition]
  // Tickets without a promise are no part of a list by promise; the same for priority.
  if (sort === 'due') conditions.push(sql<boolean>`r.due_at is not null`)
  if (sort === 'priority') conditions.push(sql<boolean>`r.priority is not null`)
  const from = needsTicket(query)
    ? sql`${words.from} join tickets.ticket t on t.org_id = r.org_id and t.id = r.id`
    : words.from
  const source = { from, conditions, filter: query, after: place, limit: limit + 1 }
  const rows = await tx.all(
    sql<FlatRow>`
        select r.id, r.number, r.title, r.state, r.category, t.ticket_kind as kind, r.priority, case when ${inside(actor, 'ticket')} then r.tags else '{}' end as tags, r.due_at, case when ${inside(actor, 'ticket')} then ${dueTarget} end as due_target, ${checklistProgress(actor)} as checklist, r.created_at, ${updatedAtFor(actor, 'ticket')} as updated_at, ${versionFor(actor, 'ticket')} as version,
          case when ${inside(actor, 'ticket')} then m.id end as team_id, m.name as team_name, o.id as owner_id, o.name as owner_name, q.id as requester_id, q.name as requester_name,
          l.name as place, c.name as subject, t.application, ${lastWord}
        from (${picked(actor, source, { ...order, sort, isDescending })}) r
        join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
        ${heardWords(actor)}
        left join core.team m on m.org_id = r.org_id and m.id = r.team_id
        left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
        left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
        left join core.place l on l.org_id = t.org_id and l.id = t.place_id
        left join tickets.category c on c.org_id = t.org_id and c.id = t.category_id
        order by r.sorted_by ${direction}, r.id ${direction}`,
  )
  const page = rows.slice(0, limit).map(withNames)
  const last = page.at(-1)
  return {
    rows: page,
    next: rows.length > limit && last ? writeKey(sort, keys[sort](last), last.id) : null,
  }
}

type FlatRow = Omit<TicketRow, 'team' | 'owner' | 'requester'> &
  Record<`${'team' | 'owner' | 'requester'}_${'id' | 'name'}`, string | null>

function withNames(row: FlatRow): TicketRow {
  const { team_id, team_name, owner_id, owner_name, requester_id, requester_name, ...rest } = row
  return {
    ...rest,
    team: named(team_id, team_name),
    owner: named(owner_id, owner_name),
    requester: named(requester_id, requester_name),
  }
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null || name === null ? null : { id, name }
}

function writeKey(sort: Sort, value: string | number | null, id: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

function readKey(text: string, sort: Sort): { value: string; id: string } {
  try {
    const [keySort, value, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [
      string,
      string | number,
      string,
    ]
    if (
      keySort === sort &&
      (typeof value === 'string' || typeof value === 'number') &&
      /^[0-9a-f-]{36}$/.test(id) &&
      isPlace(sort, value)
    )
      return { value: String(value), id }
  } catch {
    // A key that cannot be read is answered like any other wrong key.
  }
  throw invalid('#/after', 'This page of the list does not exist. Start again from its top.')
}

function isPlace(sort: Sort, value: string | number): boolean {
  return sort === 'priority' || sort === 'number'
    ? Number.isSafeInteger(value)
    : typeof value === 'string' && (value === 'infinity' || !Number.isNaN(Date.parse(value)))
}
