/** Writes the demo hospital's tickets: their rows, threads, timelines, hands, links and what people were told. */

import { readsAs } from '../../core/links/types.ts'
import type { DemoNamed } from '../../core/people/demo/types.ts'
import {
  type EntryRow,
  type EventRow,
  insertEntries,
  insertEvents,
  insertMessages,
  insertRecords,
  insertRows,
  takeNumbers,
} from '../../core/records/insert-rows.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { idAt, newId } from '../../platform/id/id.ts'
import { insertHands, insertTickets } from './bulk/columns.ts'
import type { DemoTicket } from './demo/types.ts'
import { liveThrough } from './seed/steps.ts'
import { act, type Story, type TicketNames, type WantedLink } from './seed/story.ts'

const told_days = 14
const read_days = 1

/** An article that a ticket may name, and how it was told of it. */
export type NamedArticle = { id: string; number: number; created_at: string; isPublished: boolean }
export type ArticleHelp = { articleId: string; personId: string; at: string; stars: number | null }

/** Sends the statement that writes the categories; answers their ids by key. */
export function seedCategories(tx: Tx, categories: readonly DemoNamed[]): Map<string, string> {
  const rows = categories.map(({ key, name }) => ({ key, id: newId(), name }))
  tx.send(insertRows(tx.orgId, 'tickets.category', { id: 'uuid', name: 'text' }, rows))
  return new Map(rows.map(({ key, id }) => [key, id]))
}

/** Sends the statements that write the tickets; answers how many events there are and which articles helped. */
export async function seedTickets(
  tx: Tx,
  tickets: readonly DemoTicket[],
  names: TicketNames,
  articles: ReadonlyMap<string, NamedArticle>,
  now: Date,
  follow: (story: Story) => void = () => {},
): Promise<{ events: number; helped: ArticleHelp[] }> {
  const numbers = await takeNumbers(tx, tickets.length)
  const stories = tickets.map((ticket, index) =>
    liveThrough(ticket, names, tx.orgId, numbers[index] ?? 0, now),
  )
  const byKey = new Map(tickets.map((ticket, index) => [ticket.key, stories[index] as Story]))
  const linked = stories.flatMap((story) =>
    story.links.flatMap((link) => makeLink(story, link, byKey, articles)),
  )
  for (const story of stories) settleWith(story, follow)
  const all = <T>(pick: (story: Story) => readonly T[]) => stories.flatMap(pick)
  // A line of the log is one of its own, with an id of its own.
  const audits = all((story) => story.events.filter((event) => event.action === 'tickets.redact')).map(
    (event) => ({ ...event, id: idAt(new Date(event.at)) }),
  )
  const send = (table: string, columns: Record<string, string>, rows: readonly object[]) =>
    tx.send(insertRows(tx.orgId, table, columns, rows))
  const articleEvents = linked.flatMap((link) => link.articleEvents)
  const events = [...all((story) => story.events), ...articleEvents]
  const records = stories.map((story) => story.record)
  tx.send(insertRecords(tx.orgId, records))
  const rows = stories.map((story) => ({ id: story.record.id, ...story.ticket }))
  tx.send(insertTickets(tx.orgId, rows))
  const messages = all((story) => story.messages)
  tx.send(insertMessages(tx.orgId, messages))
  tx.send(
    insertHands(
      tx.orgId,
      all((story) => story.hands),
    ),
  )
  send(
    'tickets.time_entry',
    timeColumns,
    all((story) => story.times),
  )
  send('core.watcher', watcherColumns, all(participants))
  send(
    'core.link',
    linkColumns,
    linked.flatMap((link) => link.row ?? []),
  )
  send(
    'tickets.merging',
    mergingColumns,
    linked.flatMap((link) => link.merging ?? []),
  )
  tx.send(insertEvents(tx.orgId, events))
  send('core.audit', auditColumns, audits)
  tx.send(touchArticles(tx.orgId, articleEvents))
  tx.send(insertEntries(tx.orgId, all(entries)))
  send(
    'core.notification',
    notificationColumns,
    all((story) => notifications(story, now)),
  )
  return { events: events.length, helped: linked.flatMap((link) => link.helped) }
}

const timeColumns = {
  id: 'uuid',
  ticket_id: 'uuid',
  person_id: 'uuid',
  minutes: 'int',
  note: 'text',
  created_at: 'timestamptz',
}
const watcherColumns = {
  record_id: 'uuid',
  person_id: 'uuid',
  is_participant: 'boolean',
  created_at: 'timestamptz',
}
const linkColumns = {
  from_id: 'uuid',
  type: 'text',
  to_id: 'uuid',
  created_by: 'uuid',
  created_at: 'timestamptz',
}
const mergingColumns = { ticket_id: 'uuid', state_before: 'text', merged_at: 'timestamptz' }
const auditColumns = {
  at: 'timestamptz',
  id: 'uuid',
  actor_id: 'uuid',
  action: 'text',
  record_id: 'uuid',
  data: 'jsonb',
}
const notificationColumns = {
  id: 'uuid',
  person_id: 'uuid',
  record_id: 'uuid',
  reason: 'text',
  data: 'jsonb',
  created_at: 'timestamptz',
  read_at: 'timestamptz',
}

const linkTypeOf: Record<string, string> = {
  solved_by: 'solved_by',
  related: 'relates_to',
  duplicate_of: 'duplicates',
  caused_by: 'caused_by',
  part_of: 'parent',
}

type MadeLink = { row?: object; merging?: object; articleEvents: EventRow[]; helped: ArticleHelp[] }

/** The link's row and its line in the timeline of both ends. An article that was not written yet cannot be linked. */
function makeLink(
  story: Story,
  link: WantedLink,
  byKey: ReadonlyMap<string, Story>,
  articles: ReadonlyMap<string, NamedArticle>,
): MadeLink[] {
  const type = linkTypeOf[link.relation] ?? 'relates_to'
  const { at, by } = link
  const line = (record_id: string, action: string, data: Record<string, unknown>): EventRow => ({
    record_id,
    at,
    id: idAt(new Date(at)),
    actor_id: by,
    action,
    data,
  })
  const row = (to_id: string) => ({ from_id: story.record.id, type, to_id, created_by: by, created_at: at })
  if ('ticketKey' in link) {
    const other = byKey.get(link.ticketKey)
    if (!other) throw new Error(`A ticket is linked to ${link.ticketKey}, which is not there.`)
    if (link.relation === 'merged_into') {
      const state_before = story.record.state
      const merging = { ticket_id: story.record.id, state_before, merged_at: merge(story, other, by) }
      const from = { from: story.record.id, number: story.record.number }
      other.events.push(line(other.record.id, 'tickets.merged_in', from))
      return [{ merging, articleEvents: [], helped: [] }]
    }
    const data = (name: string, to: string) => ({ type: name, to })
    story.events.push(line(story.record.id, 'tickets.link', data(type, other.record.id)))
    other.events.push(line(other.record.id, 'tickets.link', data(readsAs(type, false), story.record.id)))
    return [{ row: row(other.record.id), articleEvents: [], helped: [] }]
  }
  const article = articles.get(link.articleKey)
  if (!article?.isPublished || article.created_at > at) return []
  const isSolution = type === 'solved_by'
  const action = isSolution ? 'knowledge.solve' : 'tickets.link'
  const toArticle = isSolution ? { article: article.id, number: article.number } : { type, to: article.id }
  const toTicket = isSolution ? { ticket: story.record.id } : { type, to: story.record.id }
  story.events.push(line(story.record.id, action, toArticle))
  const personId = story.record.requester_id
  return [
    {
      row: row(article.id),
      articleEvents: [line(article.id, action, toTicket)],
      helped:
        isSolution && personId !== null
          ? [{ articleId: article.id, personId, at, stars: story.ticket.rating }]
          : [],
    },
  ]
}

/** Ends the ticket in the other one, as merging does; answers when that was. */
function merge(story: Story, other: Story, by: string): string {
  const { id, number } = other.record
  act(story, by, 'tickets.merge', {
    changes: { state: 'merged' },
    fields: { merged_into_id: id },
    facts: { into: id, number },
  })
  const at = story.record.updated_at
  const { requester_id } = story.record
  if (requester_id !== null) story.told.push({ person_id: requester_id, reason: 'merged', by, at })
  return at
}

/** Whoever follows the timelines may add to them. */
function settleWith(story: Story, follow: (story: Story) => void): void {
  settle(story)
  follow(story)
  settle(story)
}

/** Brings the lines that came from elsewhere into the order of time. */
function settle(story: Story): void {
  story.events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const updated_at = story.events.at(-1)?.at ?? story.record.updated_at
  story.record = { ...story.record, updated_at, version: story.events.length }
}

function touchArticles(orgId: string, events: readonly EventRow[]): Raw<unknown> {
  return raw(
    `update core.record r set version = r.version + e.lines, updated_at = greatest(r.updated_at, e.at)
     from (select record_id, count(*)::int as lines, max(at) as at from json_to_recordset($2::json) as each (record_id uuid, at timestamptz) group by record_id) e
     where r.org_id = $1 and r.id = e.record_id`,
    [orgId, JSON.stringify(events)],
  )
}

function participants(story: Story): object[] {
  return story.participantIds.map((person_id) => ({
    record_id: story.record.id,
    person_id,
    is_participant: true,
    created_at: story.record.created_at,
  }))
}

/** The first message is found together with the title, under the ticket's own id. */
function entries(story: Story): EntryRow[] {
  return story.messages.map((message, index) => ({
    entry_id: index === 0 ? story.record.id : message.id,
    record_id: story.record.id,
    kind: 'ticket',
    is_internal: message.is_internal,
    at: message.created_at,
    title: index === 0 ? story.record.title : '',
    body: message.body,
  }))
}

function notifications(story: Story, now: Date): object[] {
  const since = new Date(now.getTime() - told_days * 86_400_000).toISOString()
  const unread = new Date(now.getTime() - read_days * 86_400_000).toISOString()
  return story.told
    .filter((each) => each.at >= since)
    .map(({ person_id, reason, at, by }) => ({
      id: idAt(new Date(at)),
      person_id,
      record_id: story.record.id,
      reason,
      data: { by },
      created_at: at,
      read_at: at < unread ? unread : null,
    }))
}
