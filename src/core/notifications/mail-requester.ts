/** Mail to the person whose request it is. It says that there is something new, and none of its words. */

import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { type MailTemplate, renderMail } from '../../platform/mail/render-mail.ts'
import { newReply, requestReceived, requestResolved } from '../../platform/mail/templates/request.ts'
import type { App } from '../app.ts'
import { queueMail } from '../people/outbox.ts'
import type { RecordRow } from '../records/record.ts'
import { calledOutside } from './called-outside.ts'
import type { Reason } from './notify.ts'
import type { Candidate } from './recipients.ts'

const templates: Partial<Record<Reason, MailTemplate<'person' | 'number'>>> = {
  filed: requestReceived,
  reply: newReply,
  mention: newReply,
  resolved: requestResolved,
  approval_question: newReply,
  approval_declined: requestResolved,
}

/**
 * Has the requester told by mail too, later and outside of this write, when the reason is one for mail and `people`
 * has an address for them: a job costs more than the reply that causes it.
 */
export function mailRequester(
  app: App,
  tx: Tx,
  record: Pick<RecordRow, 'id' | 'requester_id'>,
  people: readonly Candidate[],
  told: ReadonlyMap<string, Reason>,
  now: string,
): void {
  const reason = record.requester_id === null ? undefined : told.get(record.requester_id)
  const hasAddress = people.some((each) => each.id === record.requester_id && each.has_address)
  if (reason === undefined || templates[reason] === undefined || !hasAddress) return
  app.jobs.add(tx, 'notifications.mail_requester', {
    mail: newId(),
    record: record.id,
    person: record.requester_id,
    reason,
    at: now,
  })
}

type Addressee = {
  name: string
  email: string | null
  language: 'en' | 'es'
  time_zone: string
  number: number
  restriction: RecordRow['restriction']
}

/** Job `notifications.mail_requester`: writes the mail into the outbox, once however often it runs. */
export async function writeMail(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgId = String(payload.org)
  const template = templates[payload.reason as Reason]
  if (template === undefined) return
  await write(app.pool, orgId, async (tx) => {
    // Who is not the requester any more, or from whom it is kept now, has lost the right to hear of it.
    const to = await tx.maybe(
      raw<Addressee>(
        `select p.name, p.email, coalesce(p.language, o.language) as language, o.time_zone, r.number, r.restriction
         from core.record r join core.person p on p.org_id = r.org_id and p.id = r.requester_id join core.organization o on o.id = r.org_id
         where r.org_id = $1 and r.id = $2 and p.id = $3 and p.is_active
           and (r.restriction is null or r.restriction = 'team' or exists (select from core.admission d where d.org_id = r.org_id and d.record_id = r.id
             and d.person_id = p.id and d.ended_at is null and (d.until is null or d.until > $4)))`,
        [orgId, payload.record, payload.person, app.clock.now().toISOString()],
      ),
    )
    if (!to?.email) return
    const link = `${app.config.publicUrl ?? `http://localhost:${app.config.port}`}/requests/${String(payload.record)}`
    const { subject, text, html } = renderMail(
      template,
      { person: to.name, number: calledOutside(to, to.language), link },
      to.language,
      to.time_zone,
    )
    queueMail(tx, app, {
      id: String(payload.mail),
      to: { personId: String(payload.person), name: to.name, email: to.email },
      about: String(payload.record),
      subject,
      text,
      ...(html ? { html } : {}),
      now: String(payload.at),
    })
  })
}
