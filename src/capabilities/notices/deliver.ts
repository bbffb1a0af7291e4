/**
 * Sends what waits, each minute and a person at a time. What goes out is decided at that moment: read meanwhile, not
 * wanted any more or not to be seen any more, it does not go. The mail, the rings and that it was sent are one write,
 * so that each goes out once however often a worker is killed.
 */
import type { App } from '../../core/app.ts'
import type { Reason } from '../../core/notifications/notify.ts'
import type { RecordRow } from '../../core/records/record.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { type Kind, termsOf } from './kinds.ts'
import { type Choices, choicesOf, type Person, personWith } from './preferences.ts'
import { digestAfter, quietUntil } from './quiet.ts'
import { seen } from './seen.ts'
import { type Ready, ringOf, sendTogether } from './send.ts'

const people_at_once = 500
const notices_at_once = 200
const kept_days = 30

type Outcome = 'sent' | 'read' | 'unwanted' | 'unseen' | 'gone'
type Waiting = {
  notification_id: string
  channel: 'mail' | 'push'
  kind: Kind
  reason: Reason
  record_id: string | null
  created_at: string
  read_at: string | null
  is_muted: boolean
}

/** Job `notices.tend`, by schedule. What cannot be sent to one person keeps nothing from the others. */
export const tend: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const failures: unknown[] = []
  for (const { id: orgId } of rows)
    try {
      for (const personId of await due(app, orgId))
        await deliver(app, orgId, personId).catch((error: unknown) => failures.push(error))
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0)
    throw new Error(`Notices could not be sent to ${failures.length}.`, { cause: failures[0] })
}

/** To whom something is due, who has waited longest first; what was done long ago is forgotten. */
async function due(app: App, orgId: string): Promise<string[]> {
  const rows = await write(app.pool, orgId, async (tx) => {
    const now = app.clock.now()
    tx.send(
      raw('delete from notices.waiting where org_id = $1 and done_at < $2', [
        orgId,
        new Date(now.getTime() - kept_days * 86_400_000).toISOString(),
      ]),
    )
    return tx.all(
      raw<{ person_id: string }>(
        'select person_id from notices.waiting where org_id = $1 and done_at is null and due_at <= $2 group by person_id order by min(due_at) limit $3',
        [orgId, now.toISOString(), people_at_once],
      ),
    )
  })
  return rows.map(({ person_id }) => person_id)
}

/** Sends to one person what is due. Of two workers the second finds nothing. */
async function deliver(app: App, orgId: string, personId: string): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, orgId, async (tx) => {
    const rows = await tx.all(
      raw<Waiting>(
        `select w.notification_id, w.channel, w.kind, n.reason, n.record_id, n.created_at, n.read_at,
           exists (select from notices.muted_record m where m.org_id = w.org_id and m.person_id = w.person_id and m.record_id = n.record_id) as is_muted
         from notices.waiting w join core.notification n on n.org_id = w.org_id and n.id = w.notification_id
         where w.org_id = $1 and w.person_id = $2 and w.done_at is null and w.due_at <= $3
         order by n.created_at, n.id limit ${notices_at_once} for update of w skip locked`,
        [orgId, personId, now],
      ),
    )
    if (rows.length === 0) return
    const person = await tx.one(personWith(orgId, personId))
    const choices = await choicesOf(tx, personId)
    const records = await seen(
      tx,
      personId,
      [...new Set(rows.flatMap(({ record_id }) => record_id ?? []))],
      now,
    )
    const ready: Ready[] = []
    const ended = new Map<Outcome, Waiting[]>()
    const end = (row: Waiting, outcome: Outcome) => ended.set(outcome, [...(ended.get(outcome) ?? []), row])
    for (const row of rows) {
      const why = against(row, person, choices, records)
      const later = why === undefined ? waitsUntil(row, person, choices, now) : undefined
      if (why !== undefined) end(row, why)
      else if (later !== undefined) postpone(tx, row, later)
      else {
        ready.push({ ...row, record: row.record_id === null ? null : (records.get(row.record_id) ?? null) })
        end(row, 'sent')
      }
    }
    const mailId = sendTogether(
      app,
      tx,
      person,
      ready.filter(({ channel }) => channel === 'mail'),
      choices,
      now,
    )
    await ringOf(
      app,
      tx,
      person,
      ready.filter(({ channel }) => channel === 'push'),
    )
    for (const [outcome, of] of ended) note(tx, of, outcome, now, mailId)
  })
}

/** Why a notice does not go out at all. */
function against(
  row: Waiting,
  person: Person,
  choices: Choices,
  records: ReadonlyMap<string, RecordRow>,
): Outcome | undefined {
  if (!person.is_active || (row.channel === 'mail' && person.email === null)) return 'gone'
  if (row.record_id !== null && !records.has(row.record_id)) return 'unseen'
  // What came muted in the product came read, and may still be wanted by mail.
  if (row.read_at !== null && row.read_at !== row.created_at) return 'read'
  const { mail, push } = choices.of(row.kind, row.reason)
  const isWanted = row.channel === 'mail' ? mail !== 'off' : push
  return isWanted && !row.is_muted ? undefined : 'unwanted'
}

/** Until when it waits with what else waits; undefined when it goes now. */
function waitsUntil(row: Waiting, person: Person, choices: Choices, now: string): string | undefined {
  if (row.channel === 'mail' && choices.of(row.kind, row.reason).mail === 'digest') {
    const digest = digestAfter(person, row.created_at)
    if (digest > now) return digest
  }
  // The pages of on-call never come by here; whoever is needed at night for an incident is paged.
  const passes = row.channel === 'mail' && termsOf(row.kind).isUrgent
  return passes ? undefined : quietUntil(person, now)
}

function postpone(tx: Tx, row: Waiting, dueAt: string): void {
  tx.send(
    raw(
      'update notices.waiting set due_at = $4 where org_id = $1 and notification_id = $2 and channel = $3',
      [tx.orgId, row.notification_id, row.channel, dueAt],
    ),
  )
}

function note(tx: Tx, rows: readonly Waiting[], outcome: Outcome, now: string, mailId?: string): void {
  tx.send(
    raw(
      `update notices.waiting w set done_at = $4, outcome = $5, mail_id = case when $5 = 'sent' and w.channel = 'mail' then $6::uuid end from unnest($2::uuid[], $3::text[]) d (notification_id, channel)
       where w.org_id = $1 and w.notification_id = d.notification_id and w.channel = d.channel`,
      [
        tx.orgId,
        rows.map((row) => row.notification_id),
        rows.map((row) => row.channel),
        now,
        outcome,
        mailId ?? null,
      ],
    ),
  )
}
