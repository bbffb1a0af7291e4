/**
 * Addresses at which mail does not arrive. A report counts by the Message-ID of a mail that was sent from here, which
 * nobody guesses: whoever knows it had the mail in hand, so that nobody marks an address but their own.
 */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { normalizeEmail } from '../../../core/people/email.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, OneOf, Time } from '../../../platform/http/schema.ts'
import { mayManageMail } from './mailbox.ts'
import { type DeliveryReport, failReasons } from './read-report.ts'

const rows_max = 500
/** A report that comes later than this is about a mail of long ago. */
const report_days_max = 30
/** What nobody reported of for so long has arrived. */
const arrived_days = 3

/** Marks the address of the mail that a report is about; false where it is about none that was sent from here. */
export async function noteReport(tx: Tx, report: DeliveryReport, now: string): Promise<boolean> {
  const marked = await tx.all(
    raw(
      `insert into channels.failing_address as f (org_id, address, reason, failed_at)
       select distinct on (lower(o.to_address)) $1, lower(o.to_address), $3, $4::timestamptz from core.outbox o
       where o.org_id = $1 and o.message_id = any($2::text[]) and o.sent_at > $4::timestamptz - interval '${report_days_max} days'
       on conflict (org_id, address) do update set reason = $3, failed_at = $4 returning address`,
      [tx.orgId, report.messageIds, report.reason, now],
    ),
  )
  return marked.length > 0
}

/** Who answers to a mail that was sent after the failure has it: the address works again. */
export function noteAnswer(tx: Tx, answersTo: readonly string[]): void {
  tx.send(
    raw(
      `delete from channels.failing_address f using core.outbox o
       where f.org_id = $1 and o.org_id = $1 and o.message_id = any($2::text[]) and lower(o.to_address) = f.address and o.sent_at > f.failed_at`,
      [tx.orgId, answersTo],
    ),
  )
}

/** Forgets addresses to which mail was sent since, without a report that it did not arrive. */
export function forgetMended(tx: Tx, now: string): void {
  tx.send(
    raw(
      `delete from channels.failing_address f where f.org_id = $1 and exists (select from core.outbox o
         where o.org_id = $1 and o.to_address = f.address and o.sent_at > f.failed_at
           and o.sent_at < $2::timestamptz - interval '${arrived_days} days')`,
      [tx.orgId, now],
    ),
  )
}

const Failing = Type.Object({
  address: Type.String(),
  person: Nullable(Type.Object({ id: Id, name: Type.String() })),
  reason: OneOf(failReasons),
  failed_at: Time,
})

export const listFailing = reader({
  name: 'mail.failing',
  summary: 'Addresses at which mail does not arrive, as mail servers reported, the latest first.',
  path: '/api/mail/failing',
  output: Type.Object({ rows: Type.Array(Failing) }),
  permits: mayManageMail,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      raw<Static<typeof Failing>>(
        `select f.address, f.reason, f.failed_at,
           (select json_build_object('id', p.id, 'name', p.name) from core.person p
            where p.org_id = f.org_id and lower(p.email) = f.address and p.merged_into_id is null order by p.id limit 1) as person
         from channels.failing_address f where f.org_id = $1 order by f.failed_at desc, f.address limit ${rows_max}`,
        [actor.orgId],
      ),
    ),
  }),
})

export const clearFailing = plainAction({
  name: 'mail.clear_failing',
  summary: 'Say that an address works again; the next report marks it anew.',
  path: '/api/mail/failing/clear',
  input: Body({ address: Type.String({ minLength: 3, maxLength: 320 }) }),
  output: Type.Object({}),
  permits: mayManageMail,
  run: async ({ tx, input }) => {
    const address = normalizeEmail(input.address)
    const gone = await tx.maybe(
      raw<{ reason: string }>(
        'delete from channels.failing_address where org_id = $1 and address = $2 returning reason',
        [tx.orgId, address ?? ''],
      ),
    )
    if (!gone) throw notFound('This address')
    // Addresses are people's: the line says that one was cleared, and why it had been marked.
    return { result: {}, audit: { reason: gone.reason } }
  },
})
