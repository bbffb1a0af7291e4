/** Mail to the person whose request it is. It says that there is something new, and none of its words. */

import { sql } from 'kysely'
import { type Tx, write } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { type MailTemplate, renderMail } from '../../platform/mail/render-mail.ts'
import { newReply, requestReceived, requestResolved } from '../../platform/mail/templates/request.ts'
import { renderWording } from '../../platform/mail/wording.ts'
import type { App } from '../app.ts'
import { queueMail } from '../people/outbox.ts'
import { type RecordRow, recordColumns } from '../records/record.ts'
import { calledOutside } from './called-outside.ts'
import type { Reason } from './notify.ts'
import { type Candidate, sideSeenBy, stillThere } from './recipients.ts'

/** The mails that an organization may word itself. */
export const requesterMails = {
  request_received: requestReceived,
  new_reply: newReply,
  request_resolved: requestResolved,
} as const satisfies Record<string, MailTemplate<'person' | 'number'>>
export type RequesterMail = keyof typeof requesterMails

const mails: Partial<Record<Reason, RequesterMail>> = {
  filed: 'request_received',
  reply: 'new_reply',
  mention: 'new_reply',
  resolved: 'request_resolved',
  approval_question: 'new_reply',
  approval_declined: 'request_resolved',
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
  if (reason === undefined || mails[reason] === undefined || !hasAddress) return
  app.jobs.add(tx, 'notifications.mail_requester', {
    mail: newId(),
    record: record.id,
    person: record.requester_id,
    reason,
    at: now,
  })
}

type Addressee = RecordRow & {
  name: string
  email: string | null
  language: 'en' | 'es'
  time_zone: string
}

/** Job `notifications.mail_requester`: writes the mail into the outbox, once however often it runs. */
export async function writeMail(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgId = String(payload.org)
  const key = mails[payload.reason as Reason]
  if (key === undefined) return
  await write(app.pool, orgId, async (tx) => {
    // Who is not the requester any more, or from whom it is kept now, has lost the right to hear of it.
    const [found, people] = await tx.many(
      sql<Addressee>`
        select ${recordColumns}, p.name, p.email, coalesce(p.language, o.language) as language, o.time_zone
        from core.record r join core.person p on p.org_id = r.org_id and p.id = r.requester_id join core.organization o on o.id = r.org_id
        where r.org_id = ${orgId} and r.id = ${payload.record} and p.id = ${payload.person}`,
      stillThere(orgId, String(payload.record), [String(payload.person)], app.clock.now().toISOString()),
    )
    const [to, person] = [found[0], people[0]]
    if (!to?.email || !person || sideSeenBy(person, to) === undefined) return
    const { mail, reason, at } = payload as { mail: string; reason: Reason; at: string }
    const own = { mail, personId: person.id, recordId: to.id, reason, at }
    if (await app.registry.notices?.keepsBack(app, tx, own)) return
    const link = `${app.config.publicUrl ?? `http://localhost:${app.config.port}`}/requests/${String(payload.record)}`
    const values = { person: to.name, number: calledOutside(to, to.language), link }
    const wording = await app.registry.mailOut?.wordingOf(tx, key, teamTold(to), to.language)
    const { subject, text, html } = wording
      ? renderWording(wording, values, to.language, to.time_zone)
      : renderMail(requesterMails[key], values, to.language, to.time_zone)
    queueMail(tx, app, {
      id: mail,
      to: { personId: String(payload.person), name: to.name, email: to.email },
      about: String(payload.record),
      subject,
      text,
      ...(html ? { html } : {}),
      now: at,
    })
  })
}

// A team's own words would say whose a restricted record is.
function teamTold({ restriction, team_id }: Addressee): string | null {
  return restriction === null ? team_id : null
}
