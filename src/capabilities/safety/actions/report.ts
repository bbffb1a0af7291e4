import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { notify, type Reason } from '../../../core/notifications/notify.ts'
import { insertRecord, newRecord, type RecordRow } from '../../../core/records/record.ts'
import { visible } from '../../../core/records/visible.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text, Time } from '../../../platform/http/schema.ts'
import { type HarmOutcome, outcomes, safetyLife } from '../lifecycle.ts'
import { nextSafetyNumber } from '../numbering.ts'
import { officersNow } from '../officers.ts'
import { settingOf, settingRow } from '../setting.ts'

const reports_max = 20
const hour_ms = 3_600_000

/** What a report is called until somebody names it; never words that were written. */
const titles: Record<HarmOutcome, string> = {
  severe_harm: 'Serious harm to a patient',
  harm: 'Harm to a patient',
  near_miss: 'Near miss',
}

/**
 * Opens a restricted record. Nothing of the ticket changes, neither its version nor its timeline, so that
 * nobody who sees it can tell.
 */
export const report = plainAction({
  name: 'safety.report',
  summary: 'Report that a patient was harmed, or nearly, in what this ticket is about.',
  path: '/api/tickets/:id/safety-reports',
  params: Body({ id: Id }),
  input: Body({ outcome: OneOf(outcomes), description: Text(20_000, { minLength: 1 }) }),
  output: Type.Object({ reported_at: Time }),
  permits: () => true,
  run: async ({ app, tx, actor, input, params, now }) => {
    const ticketId = params.id ?? ''
    const [tickets, own, settings, officers] = await tx.many(
      sql<{
        id: string
      }>`select r.id from core.record r where r.id = ${ticketId} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
      raw<{ count: number }>(
        'select count(*)::int as count from safety.event where org_id = $1 and ticket_id = $2 and reported_by = $3',
        [tx.orgId, ticketId, actor.personId],
      ),
      settingRow(tx.orgId),
      officersNow(tx.orgId, now),
    )
    if (!tickets[0]) throw notFound('This ticket')
    if ((own[0]?.count ?? 0) >= reports_max)
      throw conflict('You have reported this many times. Call the clinical safety officer instead.')
    const setting = settingOf(settings)
    const record = newRecord(safetyLife, {
      orgId: tx.orgId,
      number: await nextSafetyNumber(tx, 'safety_event'),
      title: titles[input.outcome],
      now,
      owner_id: officers.find(({ id }) => id === setting.owner_id)?.id ?? null,
      due_at: new Date(Date.parse(now) + setting.hours[input.outcome] * hour_ms).toISOString(),
    })
    tx.send(insertRecord(record))
    storeReport(tx, record, { ...input, ticketId, personId: actor.personId, now })
    const told = officers.filter(({ id }) => id !== actor.personId)
    notify(app, tx, { record, byId: null, now }, reasons(told, 'safety_reported'))
    return { result: { reported_at: now }, created: record, facts: { outcome: input.outcome } }
  },
})

function storeReport(
  tx: Tx,
  record: RecordRow,
  of: { outcome: HarmOutcome; description: string; ticketId: string; personId: string; now: string },
): void {
  tx.send(
    raw(
      `insert into safety.event (org_id, id, ticket_id, outcome, description, reported_by, reported_at, due_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8)`,
      [tx.orgId, record.id, of.ticketId, of.outcome, of.description, of.personId, of.now, record.due_at],
    ),
  )
}

/** The same reason for each of the people. */
export function reasons(people: readonly { id: string }[], reason: Reason): Map<string, Reason> {
  return new Map(people.map(({ id }) => [id, reason]))
}
