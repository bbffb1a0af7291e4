/** How tickets were at each event of the last weeks: the present, with what happened since taken back. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { categoriesAbove } from '../../tickets/index.ts'
import type { Facts } from '../conditions.ts'
import type { Known } from '../facts.ts'
import { happenings } from '../happenings.ts'

type Pairs = Record<string, [from: unknown, to: unknown]>
type StoredEvent = {
  record_id: string
  at: string
  action: string
  data: { changes?: Pairs; fields?: Pairs } & Record<string, unknown>
  words: { changes?: Pairs; fields?: Pairs } | null
}
export type Stage = { at: string; action: string; happened: string[]; facts: Facts }
/** The stages from the oldest on, and how the ticket was before them; null when it was filed within them. */
export type Past = { ticketId: string; before: Facts | null; stages: Stage[] }

const events_max = 500

/** The pasts of the tickets since a moment; of a ticket with very many events, since the last ones. */
export async function pastsOf(tx: Tx, known: readonly Known[], since: string): Promise<Past[]> {
  const ids = known.map(({ record }) => record.id)
  const events = await tx.all(
    raw<StoredEvent>(
      `select e.record_id, e.at, e.action, e.data, w.words from unnest($2::uuid[]) i (id)
       cross join lateral (select * from core.event where org_id = $1 and record_id = i.id and at >= $3 order by at desc, id desc limit ${events_max}) e
       left join core.event_words w on w.org_id = e.org_id and w.record_id = e.record_id and w.event_id = e.id
       order by e.record_id, e.at desc, e.id desc`,
      [tx.orgId, ids, since],
    ),
  )
  const places = await placesOf(tx, events)
  const byTicket = Map.groupBy(events, ({ record_id }) => record_id)
  return known.map(({ record, facts }) => unwind(record.id, facts, byTicket.get(record.id) ?? [], places))
}

type Places = { above: ReadonlyMap<string, readonly string[]>; sites: ReadonlyMap<string, string | null> }

/** What the categories and places that were left lie in: as it is now. */
async function placesOf(tx: Tx, events: readonly StoredEvent[]): Promise<Places> {
  const left = (field: string) => [
    ...new Set(events.flatMap(({ data }) => (data.fields?.[field]?.[0] as string | null) ?? [])),
  ]
  const [categories, sites] = await tx.many(
    categoriesAbove(tx.orgId, left('category_id')),
    raw<{ id: string; site_id: string | null }>(
      'select id, site_id from core.place where org_id = $1 and id = any($2)',
      [tx.orgId, left('place_id')],
    ),
  )
  return {
    above: new Map(categories.map(({ id, above_ids }) => [id, above_ids])),
    sites: new Map(sites.map(({ id, site_id }) => [id, site_id])),
  }
}

function unwind(ticketId: string, present: Facts, latestFirst: readonly StoredEvent[], places: Places): Past {
  let facts = present
  let isFiled = false
  const stages: Stage[] = []
  for (const event of latestFirst) {
    const { at, action, data } = event
    stages.push({ at, action, happened: happenings(action, data), facts: { ...facts, updated_at: at } })
    isFiled = action === 'tickets.create'
    facts = takenBack(facts, event, places)
  }
  return { ticketId, before: isFiled ? null : facts, stages: stages.reverse() }
}

function takenBack(facts: Facts, { data, words }: StoredEvent, { above, sites }: Places): Facts {
  const before: Record<string, unknown> = {}
  for (const [column, [from]] of Object.entries(data.changes ?? {}))
    if (['state', 'priority', 'team_id', 'owner_id'].includes(column)) before[column] = from
  const fields = data.fields ?? {}
  if (fields.ticket_kind) before.kind = fields.ticket_kind[0]
  if (fields.reopened_count) before.reopened_count = fields.reopened_count[0]
  if (fields.category_id) before.category_ids = above.get(String(fields.category_id[0])) ?? []
  if (fields.place_id) {
    before.place_id = fields.place_id[0]
    before.site_id = sites.get(String(fields.place_id[0])) ?? null
  }
  // Words that were redacted since are not there any more; then those of now stand for them.
  const title = words?.changes?.title?.[0]
  if (typeof title === 'string') before.words = title + facts.words.slice(facts.words.indexOf('\n'))
  const tags = words?.changes?.tags?.[0]
  if (Array.isArray(tags)) before.tags = tags
  const application = words?.fields?.application
  if (application) before.application = application[0]
  return { ...facts, ...before }
}
