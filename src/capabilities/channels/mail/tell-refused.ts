/** Tells somebody that their answer by mail was not taken. It says nothing of the ticket, which is theirs no more. */
import type { App } from '../../../core/app.ts'
import { queueMail } from '../../../core/people/outbox.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { type MailTemplate, renderMail } from '../../../platform/mail/render-mail.ts'

const answerRefused: MailTemplate<'person'> = {
  values: ['person'],
  texts: {
    en: {
      subject: 'Your answer by mail was not taken',
      paragraphs: [
        'Hello {person},',
        'You answered to a mail about something that you may not write on any more. Your words were not passed on.',
      ],
      linkLabel: 'Look at your requests, or file a new one',
      closing: 'This mail was written by itself; answers to it are read by nobody.',
    },
    es: {
      subject: 'No se ha aceptado su respuesta por correo',
      paragraphs: [
        'Hola, {person}:',
        'Ha respondido a un correo sobre algo en lo que ya no puede escribir. Sus palabras no se han transmitido.',
      ],
      linkLabel: 'Ver sus solicitudes o enviar una nueva',
      closing: 'Este correo se ha escrito automáticamente; nadie lee las respuestas.',
    },
  },
}

type Addressee = {
  name: string
  email: string | null
  language: 'en' | 'es'
  time_zone: string
  told: number
}

/** At most once an hour: a program that answers gets no talk out of it. */
export async function tellRefused(app: App, orgId: string, personId: string): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, orgId, async (tx) => {
    const to = await tx.maybe(
      raw<Addressee>(
        `select p.name, p.email, coalesce(p.language, o.language) as language, o.time_zone,
           (select count(*) from channels.mail_in m where m.org_id = p.org_id and m.sender_id = p.id and m.reason = 'refused' and m.decided_at > $3::timestamptz - interval '1 hour') as told
         from core.person p join core.organization o on o.id = p.org_id where p.org_id = $1 and p.id = $2 and p.is_active`,
        [orgId, personId, now],
      ),
    )
    if (!to?.email || to.told > 0) return
    const link = `${app.config.publicUrl ?? `http://localhost:${app.config.port}`}/requests`
    const { subject, text, html } = renderMail(
      answerRefused,
      { person: to.name, link },
      to.language,
      to.time_zone,
    )
    queueMail(tx, app, {
      to: { personId, name: to.name, email: to.email },
      subject,
      text,
      ...(html ? { html } : {}),
      now,
    })
  })
}
