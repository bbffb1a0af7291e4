/** Mail to who answers for an approval that nobody can decide any more: the number, and no words of people. */

import type { App } from '../../core/app.ts'
import { calledOutside, type Outside } from '../../core/notifications/called-outside.ts'
import { baseUrl } from '../../core/people/mails.ts'
import { queueMail } from '../../core/people/outbox.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { type Language, type MailTemplate, renderMail } from '../../platform/mail/render-mail.ts'

const template: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      subject: 'Nobody can approve {number} any more',
      paragraphs: [
        'Hello {person},',
        'Whoever was asked to approve {number} has left, and nobody stands in. The request waits until you have somebody else asked.',
      ],
      linkLabel: 'Name somebody else',
      closing: 'You sign in first. What waits for you stands at the top of the page.',
    },
    es: {
      subject: 'Ya nadie puede aprobar {number}',
      paragraphs: [
        'Hola, {person}:',
        'Quien debía aprobar {number} ya no está y nadie le sustituye. La solicitud espera hasta que usted haga que se pregunte a otra persona.',
      ],
      linkLabel: 'Nombrar a otra persona',
      closing: 'Primero inicie sesión. Lo que espera por usted está al principio de la página.',
    },
  },
}

/** Has the people mailed after this write. */
export function mailStuck(
  app: App,
  tx: Tx,
  { approvalId, personIds, now }: { approvalId: string; personIds: readonly string[]; now: string },
): void {
  for (const person of personIds)
    app.jobs.add(tx, 'approvals.mail_stuck', { mail: newId(), approval: approvalId, person, at: now })
}

type Addressee = { name: string; email: string; language: Language; time_zone: string; id: string } & Outside

/** Job `approvals.mail_stuck`: once however often it runs; not when somebody can decide meanwhile. */
export async function writeStuckMail(app: App, payload: Record<string, unknown>): Promise<void> {
  const { mail, approval, person, at } = payload
  await write(app.pool, String(payload.org), async (tx) => {
    const [to] = await tx.all(
      raw<Addressee>(
        `select p.name, p.email, coalesce(p.language, g.language) as language, g.time_zone, r.id, r.number, r.restriction
         from approvals.approval a join approvals.round o on o.org_id = a.org_id and o.id = a.round_id and o.state = 'waiting'
           join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
           join core.person p on p.org_id = a.org_id and p.id = $3 and p.is_active and p.email is not null
           join core.organization g on g.id = a.org_id
         where a.org_id = $1 and a.id = $2 and a.stuck_at is not null and a.state in ('open', 'asked')`,
        [tx.orgId, approval, person],
      ),
    )
    if (!to) return
    const own = { mail: String(mail), personId: String(person), recordId: to.id, at: String(at) }
    if (await app.registry.notices?.keepsBack(app, tx, { ...own, reason: 'approval_stuck' })) return
    const values = {
      person: to.name,
      number: calledOutside(to, to.language),
      link: `${baseUrl(app)}/approvals`,
    }
    queueMail(tx, app, {
      id: String(mail),
      to: { personId: String(person), name: to.name, email: to.email },
      ...renderMail(template, values, to.language, to.time_zone),
      now: String(at),
    })
  })
}
