/** The mails about accounts, filled in and put into the outbox. */

import { raw, type Tx } from '../../platform/db/transaction.ts'
import { type Language, type MailTemplate, renderMail } from '../../platform/mail/render-mail.ts'
import {
  invitation,
  passwordChanged,
  passwordReset,
  signInFactorAdded,
} from '../../platform/mail/templates/account.ts'
import type { App } from '../app.ts'
import { queueMail } from './outbox.ts'

const signInFactorRemoved: MailTemplate<'person' | 'at'> = {
  values: ['person', 'at'],
  texts: {
    en: {
      subject: 'The second step for signing in was removed',
      paragraphs: [
        'Hello {person},',
        'The second step for signing in was removed from your account on {at}.',
      ],
      linkLabel: 'Look at your account',
      closing: 'If it was not you, call the help desk at once.',
    },
    es: {
      subject: 'Se ha quitado el segundo paso para iniciar sesión',
      paragraphs: ['Hola, {person}:', 'El {at} se quitó de su cuenta el segundo paso para iniciar sesión.'],
      linkLabel: 'Ver su cuenta',
      closing: 'Si no ha sido usted, llame enseguida al servicio de ayuda.',
    },
  },
}

const identityLinked: MailTemplate<'person' | 'at'> = {
  values: ['person', 'at'],
  texts: {
    en: {
      subject: 'A new way to sign in was added',
      paragraphs: [
        'Hello {person},',
        'Signing in by a login provider of your organization was joined with your account on {at}, by your e-mail address.',
      ],
      linkLabel: 'Look at your account',
      closing: 'If it was not you, call the help desk at once.',
    },
    es: {
      subject: 'Se ha añadido una nueva forma de iniciar sesión',
      paragraphs: [
        'Hola, {person}:',
        'El {at} se unió a su cuenta, por su dirección de correo, el inicio de sesión con un proveedor de su organización.',
      ],
      linkLabel: 'Ver su cuenta',
      closing: 'Si no ha sido usted, llame enseguida al servicio de ayuda.',
    },
  },
}

const callerFailed: MailTemplate<'person' | 'at'> = {
  values: ['person', 'at'],
  texts: {
    en: {
      subject: 'Somebody may have claimed to be you',
      paragraphs: [
        'Hello {person},',
        'On {at} somebody asked the help desk for something about your account, and could not be verified. Nothing was done.',
        'If it was you, ask again: two people will verify it.',
      ],
      linkLabel: 'Look at your account',
      closing: 'If it was not you, call the help desk at once.',
    },
    es: {
      subject: 'Puede que alguien se haya hecho pasar por usted',
      paragraphs: [
        'Hola, {person}:',
        'El {at} alguien pidió al servicio de ayuda algo sobre su cuenta y no se pudo comprobar quién era. No se hizo nada.',
        'Si era usted, vuelva a pedirlo: dos personas lo comprobarán.',
      ],
      linkLabel: 'Ver su cuenta',
      closing: 'Si no era usted, llame enseguida al servicio de ayuda.',
    },
  },
}

const notices = {
  callerFailed,
  passwordChanged,
  signInFactorAdded,
  signInFactorRemoved,
  identityLinked,
}

type Addressee = {
  name: string
  email: string | null
  language: Language
  time_zone: string
  organization: string
}

/** Whom a mail goes to and how it is written; undefined when the person has no address. */
async function addressee(tx: Tx, personId: string): Promise<(Addressee & { email: string }) | undefined> {
  const person = await tx.maybe(
    raw<Addressee>(
      `select p.name, p.email, coalesce(p.language, g.language) as language, g.time_zone, g.name as organization
       from core.person p join core.organization g on g.id = p.org_id where p.org_id = $1 and p.id = $2`,
      [tx.orgId, personId],
    ),
  )
  return person?.email ? { ...person, email: person.email } : undefined
}

/** Tells a person of a change of the own account. Without an address nothing is sent. */
export async function mailNotice(
  app: App,
  tx: Tx,
  notice: keyof typeof notices | MailTemplate<'person' | 'at'>,
  personId: string,
  now: string,
  page = '/account',
): Promise<void> {
  const person = await addressee(tx, personId)
  if (!person) return
  const values = { person: person.name, at: new Date(now), link: `${baseUrl(app)}${page}` }
  const template = typeof notice === 'string' ? notices[notice] : notice
  const text = renderMail(template, values, person.language, person.time_zone)
  queueMail(tx, app, { to: { personId, ...person }, ...text, now })
}

/** Sends the link that opens an account. `id` makes a repeated job send it once. */
export async function mailLink(
  app: App,
  tx: Tx,
  mail: {
    purpose: 'invitation' | 'reset'
    personId: string
    link: string
    expiresAt: string
    now: string
    id?: string
    issuedBy?: string
  },
): Promise<'queued' | 'held' | undefined> {
  const person = await addressee(tx, mail.personId)
  if (!person) return undefined
  const expires_at = new Date(mail.expiresAt)
  const values = { person: person.name, organization: person.organization, expires_at, link: mail.link }
  const text =
    mail.purpose === 'invitation'
      ? renderMail(invitation, values, person.language, person.time_zone)
      : renderMail(passwordReset, values, person.language, person.time_zone)
  return queueMail(tx, app, {
    ...(mail.id ? { id: mail.id } : {}),
    to: { personId: mail.personId, ...person },
    ...text,
    isSecret: true,
    expiresAt: mail.expiresAt,
    ...(mail.issuedBy ? { issuedBy: mail.issuedBy } : {}),
    now: mail.now,
  })
}

/** The address under which people reach this installation, without a slash at its end. */
export function baseUrl(app: Pick<App, 'config'>): string {
  const { publicUrl, host, port } = app.config
  if (publicUrl !== undefined) return publicUrl
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
