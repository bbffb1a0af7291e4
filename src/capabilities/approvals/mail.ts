/** Mail to those who are asked: that something waits, with a link that opens its page and decides nothing. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import type { App } from '../../core/app.ts'
import type { Reason } from '../../core/notifications/notify.ts'
import { baseUrl } from '../../core/people/mails.ts'
import { queueMail } from '../../core/people/outbox.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { conflict, forbidden, notFound } from '../../platform/http/problem.ts'
import { Body, Id, Text } from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'
import { type Language, type MailTemplate, renderMail } from '../../platform/mail/render-mail.ts'
import { secretsOf } from '../../platform/secrets/secrets.ts'
import { hashToken, randomToken, readToken, signToken, TokenRefused } from '../../platform/secrets/signing.ts'

const purpose = 'approval'
const link_days = 14

const asked: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      subject: 'A request waits for your approval: {number}',
      paragraphs: ['Hello {person},', 'A request waits for your approval: {number}.'],
      linkLabel: 'Read it and decide',
      closing: 'You sign in first. The link works once and for you alone; it decides nothing by itself.',
    },
    es: {
      subject: 'Una solicitud espera su aprobación: {number}',
      paragraphs: ['Hola, {person}:', 'Una solicitud espera su aprobación: {number}.'],
      linkLabel: 'Leerla y decidir',
      closing:
        'Primero inicie sesión. El enlace sirve una sola vez y solo para usted; por sí mismo no decide nada.',
    },
  },
}
const reminder: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      ...asked.texts.en,
      subject: 'Still waiting for your approval: {number}',
      paragraphs: ['Hello {person},', 'A request has been waiting for your approval for a while: {number}.'],
    },
    es: {
      ...asked.texts.es,
      subject: 'Sigue esperando su aprobación: {number}',
      paragraphs: ['Hola, {person}:', 'Una solicitud lleva un tiempo esperando su aprobación: {number}.'],
    },
  },
}
const overdue: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      ...asked.texts.en,
      subject: 'An approval is overdue: {number}',
      paragraphs: [
        'Hello {person},',
        'Somebody who reports to you was asked to approve {number} and has not answered. You may decide instead.',
      ],
    },
    es: {
      ...asked.texts.es,
      subject: 'Una aprobación está retrasada: {number}',
      paragraphs: [
        'Hola, {person}:',
        'A una persona a su cargo se le pidió aprobar {number} y no ha respondido. Usted puede decidir en su lugar.',
      ],
    },
  },
}
const templates: Record<string, MailTemplate<'person' | 'number'>> = {
  approval_asked: asked,
  approval_answered: asked,
  approval_reminder: reminder,
  approval_overdue: overdue,
}

/** Has the person mailed after this write. */
export function mailApprover(
  app: App,
  tx: Tx,
  mail: { approvalId: string; personId: string; reason: string; now: string },
): void {
  app.jobs.add(tx, 'approvals.mail', {
    mail: newId(),
    approval: mail.approvalId,
    person: mail.personId,
    reason: mail.reason,
    at: mail.now,
  })
}

type Addressee = {
  name: string
  email: string
  language: Language
  time_zone: string
  slug: string
  number: number
  ticket_id: string
}

/** Job `approvals.mail`: writes the mail with its link, once however often it runs; not when it was decided meanwhile. */
export async function writeMail(app: App, payload: Record<string, unknown>): Promise<void> {
  const { mail, approval, person, reason, at } = payload
  const template = templates[String(reason)]
  if (template === undefined) return
  await write(app.pool, String(payload.org), async (tx) => {
    const [to] = await tx.all(
      raw<Addressee>(
        `select p.name, p.email, coalesce(p.language, g.language) as language, g.time_zone, g.slug, r.number, r.id as ticket_id
         from approvals.approval a join approvals.round o on o.org_id = a.org_id and o.id = a.round_id
           join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
           join core.person p on p.org_id = a.org_id and p.id = $3 and p.is_active and p.email is not null
           join core.organization g on g.id = a.org_id
         where a.org_id = $1 and a.id = $2 and a.state in ('open', 'asked') and r.restriction is null
           and not exists (select from approvals.link l where l.org_id = a.org_id and l.id = $4)`,
        [tx.orgId, approval, person, mail],
      ),
    )
    if (!to) return
    const own = {
      mail: String(mail),
      personId: String(person),
      recordId: to.ticket_id,
      reason: String(reason) as Reason,
      at: String(at),
    }
    if (await app.registry.notices?.keepsBack(app, tx, own)) return
    const expiresAt = new Date(Date.parse(String(at)) + link_days * 86_400_000)
    const token = signToken(app.config.secret, purpose, [tx.orgId, randomToken()], expiresAt)
    tx.send(
      raw(
        'insert into approvals.link (org_id, id, approval_id, person_id, token_hash, expires_at) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, mail, approval, person, hashToken(token), expiresAt.toISOString()],
      ),
    )
    const values = {
      person: to.name,
      number: `#${to.number}`,
      link: `${baseUrl(app)}/approvals/open?o=${to.slug}&t=${encodeURIComponent(token)}`,
    }
    queueMail(tx, app, {
      id: String(mail),
      to: { personId: String(person), name: to.name, email: to.email },
      ...renderMail(template, values, to.language, to.time_zone),
      isSecret: true,
      expiresAt: expiresAt.toISOString(),
      now: String(at),
    })
  })
}

/** True for a mail of the outbox that asks for what is decided already, or for a ticket that is kept from others now. */
export async function asksInVain(tx: Tx, mail: string): Promise<boolean> {
  const found = await tx.maybe(
    raw(
      `select l.id from approvals.link l join approvals.approval a on a.org_id = l.org_id and a.id = l.approval_id
         join approvals.round o on o.org_id = a.org_id and o.id = a.round_id join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
       where l.org_id = $1 and l.id = $2 and (a.state not in ('open', 'asked') or r.restriction is not null)`,
      [tx.orgId, mail],
    ),
  )
  return found !== undefined
}

type Opened = {
  id: string
  approval_id: string
  person_id: string
  expires_at: string
  used_at: string | null
}

/** Opens the page of an approval by the link of a mail, once. Who is signed in must be whom the mail went to. */
export const openLink = plainAction({
  name: 'approvals.open_link',
  summary: 'Find the approval that the link of a mail leads to; the link works once and decides nothing.',
  path: '/api/approvals/open-link',
  input: Body({ token: Text(1000, { minLength: 1 }) }),
  output: Type.Object({ id: Id }),
  permits: () => true,
  run: async ({ app, tx, actor, input, now }) => {
    requireSigned(app, actor.orgId, input.token, now)
    const link = await tx.maybe(
      raw<Opened>(
        'select id, approval_id, person_id, expires_at, used_at from approvals.link where org_id = $1 and token_hash = $2 for update',
        [tx.orgId, hashToken(input.token)],
      ),
    )
    if (!link) throw notFound('What this link leads to')
    if (link.person_id !== actor.personId)
      throw forbidden('This link is for somebody else. Sign in as the person to whom the mail was sent.')
    if (link.used_at !== null)
      throw conflict('This link was used already. What waits for you is on your page of approvals.')
    tx.send(
      raw('update approvals.link set used_at = $3 where org_id = $1 and id = $2', [tx.orgId, link.id, now]),
    )
    return { result: { id: link.approval_id } }
  },
})

function requireSigned(app: App, orgId: string, token: string, now: string): void {
  try {
    const payload = readToken(secretsOf(app.config), purpose, token, new Date(now))
    if (!Array.isArray(payload) || payload[0] !== orgId)
      throw forbidden('This link is for somebody else. Sign in as the person to whom the mail was sent.')
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error
    throw conflict(
      error.code === 'expired'
        ? 'This link has expired. What waits for you is on your page of approvals.'
        : 'This link is not complete. Open it from the mail once more, or look at your page of approvals.',
    )
  }
}
