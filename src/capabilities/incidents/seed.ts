/** The demo hospital's major incidents: one that is being worked on now, and one that was looked back at. */
import type { App } from '../../core/app.ts'
import { idOf } from '../../core/people/seed.ts'
import {
  type EventRow,
  insertEntries,
  insertEvents,
  insertMessages,
  insertRecords,
  insertRows,
  type MessageRow,
  takeNumbers,
} from '../../core/records/insert-rows.ts'
import { newRecord, type RecordRow } from '../../core/records/record.ts'
import { beginning, difference } from '../../core/timeline/event.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { incidentLife, partOf } from './lifecycle.ts'
import { armReminder } from './reminder.ts'
import { type DemoIncident, demoIncidents } from './seed-stories.ts'

const minute_ms = 60_000
/** Some more that look alike are left to be linked. */
const tickets_max = 5

/** Writes the incidents with their timelines, as if they had been led one by one; the tickets stand already. */
export async function seedIncidents(
  app: App,
  tx: Tx,
  people: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const stories = demoIncidents()
  const numbers = await takeNumbers(tx, stories.length)
  for (const [index, story] of stories.entries())
    await store(app, tx, story, numbers[index] ?? 0, people, now)
}

async function store(
  app: App,
  tx: Tx,
  story: DemoIncident,
  number: number,
  people: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * minute_ms).toISOString()
  const begun = at(story.beganMinutesAgo)
  const first = newRecord(incidentLife, { orgId: tx.orgId, number, title: story.title, now: begun })
  const { record, events, messages } = history(first, story, people, at)
  tx.send(insertRecords(tx.orgId, [record]))
  tx.send(insertIncident(record, story, people, at))
  tx.send(insertMessages(tx.orgId, messages))
  tx.send(insertEvents(tx.orgId, events))
  tx.send(insertEntries(tx.orgId, entriesOf(record, messages)))
  storeUpdates(tx, record, messages, story)
  storeDuties(tx, record, story, people, at)
  await storeLinks(tx, record, story, people, at)
  for (const [index, action] of story.actions.entries())
    tx.send(
      raw(
        'insert into incidents.review_action (org_id, id, incident_id, title, owner_id, due_on, declined_why, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
        [
          tx.orgId,
          newId(),
          record.id,
          action.title,
          idOf(people, action.owner),
          at(-action.dueInDays * 1440).slice(0, 10),
          action.declinedWhy,
          at(story.beganMinutesAgo - 600 - index),
        ],
      ),
    )
  if (story.nextInMinutes !== undefined) armReminder(app, tx, record.id, at(-story.nextInMinutes))
}

/** The record as the steps leave it, with an event and, where something was said, a message for each. */
function history(
  first: RecordRow,
  story: DemoIncident,
  people: ReadonlyMap<string, string>,
  at: (minutesAgo: number) => string,
): { record: RecordRow; events: EventRow[]; messages: MessageRow[] } {
  let record = first
  const events: EventRow[] = []
  const messages: MessageRow[] = []
  for (const step of story.steps) {
    const time = at(step.minutesAgo)
    const by = idOf(people, step.by)
    const changes = {
      ...(step.state ? { state: step.state } : {}),
      ...(step.action === 'declare' ? { audience: 'staff' as const, owner_id: by } : {}),
    }
    const change = events.length === 0 ? beginning(first) : difference(record, changes)
    const message = step.body === undefined ? undefined : newId()
    if (message !== undefined && step.body !== undefined)
      messages.push({
        id: message,
        record_id: record.id,
        author_id: by,
        is_internal: step.action === 'note',
        channel: 'web',
        body: step.body,
        created_at: time,
        redacted_at: null,
      })
    const data = {
      ...(Object.keys(change).length > 0 ? { changes: change } : {}),
      ...(message ? { message } : {}),
      ...(step.isDecision ? { is_decision: true } : {}),
      ...(step.action === 'publish' ? { tickets: 0 } : {}),
    }
    const action = `incidents.${step.action}`
    events.push({ record_id: record.id, at: time, id: newId(), actor_id: by, action, data })
    const state = step.state ?? record.state
    const category = incidentLife.states[state as keyof typeof incidentLife.states]
    record = { ...record, ...changes, category, updated_at: time, version: events.length }
  }
  return { record, events, messages }
}

function insertIncident(
  record: RecordRow,
  story: DemoIncident,
  people: ReadonlyMap<string, string>,
  at: (minutesAgo: number) => string,
) {
  const timeOf = (action: string) => {
    const step = story.steps.find((each) => each.action === action)
    return step ? at(step.minutesAgo) : null
  }
  return raw(
    `insert into incidents.incident (org_id, id, proposed_by, why, applications, bridge_url, began_at, declared_at, resolved_at, next_update_at, what_happened, impact, went_well)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`,
    [
      record.org_id,
      record.id,
      idOf(people, story.steps[0]?.by ?? ''),
      story.why,
      story.applications,
      story.bridge,
      record.created_at,
      timeOf('declare'),
      timeOf('resolve'),
      story.nextInMinutes === undefined ? null : at(-story.nextInMinutes),
      ...story.review,
    ],
  )
}

function entriesOf(record: RecordRow, messages: readonly MessageRow[]) {
  const { id, kind, title, created_at } = record
  const own = { entry_id: id, record_id: id, kind, is_internal: false, at: created_at, title, body: '' }
  const said = messages.map((message) => ({
    ...own,
    entry_id: message.id,
    is_internal: message.is_internal,
    at: message.created_at,
    title: '',
    body: message.body,
  }))
  return [own, ...said]
}

function storeUpdates(
  tx: Tx,
  record: RecordRow,
  messages: readonly MessageRow[],
  { steps }: DemoIncident,
): void {
  const isLast = (body: string) => steps.some((step) => step.body === body && step.action === 'resolve')
  const rows = messages
    .filter((message) => !message.is_internal)
    .map(({ id, body, created_at }) => ({
      id,
      incident_id: record.id,
      reporter_body: body,
      state: isLast(body) ? 'resolved' : 'working',
      created_at,
    }))
  const columns = {
    id: 'uuid',
    incident_id: 'uuid',
    reporter_body: 'text',
    state: 'text',
    created_at: 'timestamptz',
  }
  tx.send(insertRows(tx.orgId, 'incidents.update', columns, rows))
}

function storeDuties(
  tx: Tx,
  record: RecordRow,
  story: DemoIncident,
  people: ReadonlyMap<string, string>,
  at: (minutesAgo: number) => string,
): void {
  for (const [role, key] of Object.entries(story.duties))
    tx.send(
      raw(
        'insert into incidents.duty (org_id, id, incident_id, role, person_id, given_by, began_at) values ($1,$2,$3,$4,$5,$6,$7)',
        [
          tx.orgId,
          newId(),
          record.id,
          role,
          idOf(people, key),
          idOf(people, story.duties.commander),
          at(story.beganMinutesAgo - 10),
        ],
      ),
    )
}

// What was said of tickets alone tells which belong together: their own rows belong to another capability.
async function storeLinks(
  tx: Tx,
  record: RecordRow,
  story: DemoIncident,
  people: ReadonlyMap<string, string>,
  at: (minutesAgo: number) => string,
): Promise<void> {
  tx.send(
    raw(
      `insert into core.link (org_id, from_id, type, to_id, created_by, created_at)
       select r.org_id, r.id, $3, $2, $4, $5 from core.record r
       where r.org_id = $1 and r.kind = 'ticket' and (r.category = 'done') = $6 and r.title ~* $7
         and not exists (select from core.link k where k.org_id = r.org_id and k.from_id = r.id and k.type = $3)
       order by r.created_at desc limit ${tickets_max}`,
      [
        tx.orgId,
        record.id,
        partOf,
        idOf(people, story.duties.commander),
        at(story.beganMinutesAgo - 20),
        record.state !== 'working',
        story.ticketsSaying,
      ],
    ),
  )
}
