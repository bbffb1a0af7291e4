/** The demo hospital's share: a report that waits, one that is acted on, and the hazard that it showed. */
import type { Changes } from '../../core/action.ts'
import type { Category, Lifecycle } from '../../core/lifecycle.ts'
import { insertRecord, newRecord, type RecordRow, updateRecord } from '../../core/records/record.ts'
import { apart, appendEvent, beginning, difference } from '../../core/timeline/event.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { hazardLife, safetyLife } from './lifecycle.ts'
import { nextSafetyNumber } from './numbering.ts'
import { officersNow } from './officers.ts'

const hour_ms = 3_600_000
const hours_at_least = 100

type Step = { after_hours: number; byId: string; action: string; changes?: Changes; facts?: object }
type Ticket = { id: string; requester_id: string }

/** Answers how many records were made: none where nobody works on patient safety. */
export async function seedSafety(tx: Tx, now: Date): Promise<number> {
  const [officers, tickets] = await tx.many(
    officersNow(tx.orgId, now.toISOString()),
    raw<Ticket>(
      `select id, requester_id from core.record where org_id = $1 and kind = 'ticket' and requester_id is not null and created_at < $2
       order by title ~* 'wristband|label|order|dose|pump' desc, created_at desc, id limit 2`,
      [tx.orgId, new Date(now.getTime() - hours_at_least * hour_ms)],
    ),
  )
  const officer = officers[0]?.id
  const [first, second] = tickets
  if (officer === undefined || !first || !second) return 0
  const eventId = await seedActedOn(tx, first, officer, now)
  await seedWaiting(tx, second, now)
  await seedHazard(tx, [eventId, first.id], officer, now)
  return 3
}

async function seedActedOn(tx: Tx, ticket: Ticket, officer: string, now: Date): Promise<string> {
  const reported = hoursBefore(now, 72)
  const record = await begin(tx, safetyLife, {
    title: 'Near miss',
    at: reported,
    due_at: hoursBefore(now, 0),
    byId: ticket.requester_id,
    action: 'safety.report',
    facts: { outcome: 'near_miss' },
  })
  storeReport(tx, record, ticket, {
    description:
      'The wristband that came out of the printer had the name of the patient in the next room. I saw it before the blood was drawn.',
    assessed_at: hoursBefore(now, 70),
    findings:
      'After the restart the print queue sent a job that had been waiting since the patient before. Nothing on the label says when it was ordered.',
    severity: 4,
    likelihood: 3,
  })
  continueWith(tx, safetyLife, record, [
    {
      after_hours: 1,
      byId: officer,
      action: 'safety.take',
      changes: { state: 'assessing', owner_id: officer },
    },
    {
      after_hours: 1.2,
      byId: officer,
      action: 'safety.rename',
      changes: { title: 'Wristband of another patient after a print queue restart' },
    },
    {
      after_hours: 2,
      byId: officer,
      action: 'safety.assess',
      changes: { due_at: null },
      facts: { severity: 4, likelihood: 3 },
    },
    { after_hours: 3, byId: officer, action: 'safety.act', changes: { state: 'acting' } },
  ])
  return record.id
}

async function seedWaiting(tx: Tx, ticket: Ticket, now: Date): Promise<void> {
  const record = await begin(tx, safetyLife, {
    title: 'Near miss',
    at: hoursBefore(now, 6),
    due_at: hoursBefore(now, -66),
    byId: ticket.requester_id,
    action: 'safety.report',
    facts: { outcome: 'near_miss' },
  })
  storeReport(tx, record, ticket, {
    description: 'While it was slow I entered the order twice. The pharmacist called me before it was given.',
    assessed_at: null,
    findings: null,
    severity: null,
    likelihood: null,
  })
}

async function seedHazard(tx: Tx, records: string[], officer: string, now: Date): Promise<void> {
  const record = await begin(tx, hazardLife, {
    title: 'A delayed wristband is put on another patient',
    at: hoursBefore(now, 68),
    due_at: null,
    byId: officer,
    owner_id: officer,
    action: 'hazards.create',
    facts: { severity: 4, likelihood: 3, linked: records },
  })
  tx.send(
    raw(
      'insert into safety.hazard (org_id, id, cause, effect, severity, likelihood, severity_after, likelihood_after) values ($1,$2,$3,$4,4,3,4,1)',
      [
        tx.orgId,
        record.id,
        'A print queue that is restarted sends jobs that waited, out of order and without a time on them.',
        'Blood is drawn from, or medicine given to, the wrong patient.',
      ],
    ),
  )
  tx.send(
    raw('insert into safety.hazard_record (org_id, hazard_id, record_id) select $1, $2, unnest($3::uuid[])', [
      tx.orgId,
      record.id,
      records,
    ]),
  )
  const controls = storeControls(tx, record, officer, now)
  continueWith(tx, hazardLife, record, [
    ...controls.map(({ id, state }, index) => ({
      after_hours: 1 + index * 0.1,
      byId: officer,
      action: 'hazards.add_control',
      facts: { control: id, state },
    })),
    {
      after_hours: 1.5,
      byId: officer,
      action: 'hazards.edit',
      facts: { ratings: { severity_after: [null, 4], likelihood_after: [null, 1] }, described: [] },
    },
  ])
}

function storeControls(tx: Tx, record: RecordRow, officer: string, now: Date) {
  const controls = [
    { body: 'Two people compare name and date of birth before it is put on.', state: 'existing' },
    {
      body: 'Empty the queue before it is restarted, and print the time on each wristband.',
      state: 'planned',
    },
  ].map((control) => ({ id: newId(), ...control }))
  for (const { id, body, state } of controls) {
    const isPlanned = state === 'planned'
    tx.send(
      raw(
        'insert into safety.control (org_id, id, hazard_id, body, state, owner_id, due_on, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
        [
          tx.orgId,
          id,
          record.id,
          body,
          state,
          isPlanned ? officer : null,
          isPlanned ? hoursBefore(now, -21 * 24).slice(0, 10) : null,
          hoursBefore(now, 67),
        ],
      ),
    )
  }
  return controls
}

function storeReport(
  tx: Tx,
  record: RecordRow,
  ticket: Ticket,
  of: {
    description: string
    assessed_at: string | null
    findings: string | null
    severity: number | null
    likelihood: number | null
  },
): void {
  tx.send(
    raw(
      `insert into safety.event (org_id, id, ticket_id, outcome, description, reported_by, reported_at, due_at, assessed_at, findings, severity, likelihood)
       values ($1,$2,$3,'near_miss',$4,$5,$6,$7,$8,$9,$10,$11)`,
      [
        tx.orgId,
        record.id,
        ticket.id,
        of.description,
        ticket.requester_id,
        record.created_at,
        record.due_at,
        of.assessed_at,
        of.findings,
        of.severity,
        of.likelihood,
      ],
    ),
  )
}

async function begin(
  tx: Tx,
  life: typeof safetyLife | typeof hazardLife,
  of: {
    title: string
    at: string
    due_at: string | null
    byId: string
    owner_id?: string
    action: string
    facts: object
  },
): Promise<RecordRow> {
  const number = await nextSafetyNumber(tx, life.kind)
  const { title, due_at, owner_id = null } = of
  const record = newRecord(life, { orgId: tx.orgId, number, title, now: of.at, due_at, owner_id })
  tx.send(insertRecord(record))
  tell(tx, record, of, beginning(record))
  return record
}

/** What was done afterwards, as the actions would have done it. */
function continueWith(tx: Tx, life: Lifecycle, begun: RecordRow, steps: readonly Step[]): void {
  let record = begun
  for (const { after_hours, changes = {}, ...of } of steps) {
    const at = new Date(Date.parse(begun.created_at) + after_hours * hour_ms).toISOString()
    const change = difference(record, changes)
    const after = { ...record, ...changes, updated_at: at } as RecordRow
    record = { ...after, category: life.states[after.state] as Category }
    tx.send(updateRecord(record, true))
    tell(tx, record, { at, ...of }, change)
  }
}

function tell(
  tx: Tx,
  record: RecordRow,
  of: { at: string; byId: string; action: string; facts?: object },
  change: ReturnType<typeof difference>,
): void {
  const { told, words } = apart(change)
  tx.send(
    appendEvent({
      orgId: record.org_id,
      recordId: record.id,
      at: of.at,
      actorId: of.byId,
      action: of.action,
      data: { ...(Object.keys(told).length > 0 ? { changes: told } : {}), ...of.facts },
      words: Object.keys(words).length > 0 ? { changes: words } : {},
    }),
  )
}

function hoursBefore(now: Date, hours: number): string {
  return new Date(now.getTime() - hours * hour_ms).toISOString()
}
