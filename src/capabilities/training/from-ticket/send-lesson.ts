/** Sends the requester of a ticket the way to a short lesson. The mail holds no words that somebody wrote. */
import { sql } from 'kysely'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { calledOutside } from '../../../core/notifications/called-outside.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { queueMail } from '../../../core/people/outbox.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { visible } from '../../../core/records/visible.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { type Language, type MailTemplate, renderMail } from '../../../platform/mail/render-mail.ts'
import { ticketLife } from '../../tickets/index.ts'
import { lessonKinds, mayTeach } from './fits.ts'
import { requireRequester } from './requester.ts'

const mail: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      subject: 'A short lesson for you',
      paragraphs: [
        'Hello {person},',
        'About your request ({number}) there is a short lesson. It takes a few minutes, whenever you have them.',
      ],
      linkLabel: 'Open the lesson',
      closing: 'If it does not help, answer in your request.',
    },
    es: {
      subject: 'Una lección breve para usted',
      paragraphs: [
        'Hola, {person}:',
        'Sobre su solicitud ({number}) hay una lección breve. Lleva unos minutos, cuando los tenga.',
      ],
      linkLabel: 'Abrir la lección',
      closing: 'Si no le ayuda, responda en su solicitud.',
    },
  },
}

export const sendLesson = recordAction({
  name: 'classes.send_lesson',
  summary: 'Mail the requester of a ticket the way to a short lesson: a packaged course, or an article.',
  life: ticketLife,
  needsVersion: true,
  input: Body({ kind: OneOf(lessonKinds), lesson_id: Id }),
  permits: mayTeach,
  run: async ({ app, tx, actor, input, record, now }) => {
    const requester = await requireRequester(tx, record)
    if (!requester.has_address)
      throw conflict('This person has no mail address. Tell them of the lesson in a reply.')
    const id = input.lesson_id.toLowerCase()
    if (!(await isThere(tx, actor, input.kind, id)))
      throw invalid(
        '#/lesson_id',
        'This lesson does not exist, or not everybody may open it. Choose another one.',
      )
    await tellLesson({ app, tx, now }, record, requester.id, `${baseUrl(app)}${pathOf[input.kind]}/${id}`)
    return {
      result: {},
      facts: { lesson: input.kind, lesson_id: id, person: requester.id },
      isInternal: true,
    }
  },
})

const pathOf: Readonly<Record<(typeof lessonKinds)[number], string>> = {
  package: '/learning/courses',
  article: '/answers',
}

/** True for what the requester can open: a package that is not retired, an article that all of the staff read. */
async function isThere(tx: Tx, actor: Actor, kind: (typeof lessonKinds)[number], id: string) {
  const found = await tx.maybe(
    kind === 'package'
      ? sql`select 1 from training.package where org_id = ${tx.orgId} and id = ${id} and retired_at is null`
      : sql`select 1 from core.record r where r.kind = 'article' and r.id = ${id} and ${visible(actor, 'article')}
          and r.audience in ('staff', 'public') and r.restriction is null and r.state = 'validated'`,
  )
  return found !== undefined
}

async function tellLesson(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  ticket: RecordRow,
  personId: string,
  link: string,
): Promise<void> {
  const { name, email, language, time_zone } = await tx.one(
    raw<{ name: string; email: string; language: Language; time_zone: string }>(
      `select p.name, p.email, coalesce(p.language, g.language) as language, g.time_zone
       from core.person p join core.organization g on g.id = p.org_id where p.org_id = $1 and p.id = $2`,
      [tx.orgId, personId],
    ),
  )
  const values = { person: name, number: calledOutside(ticket, language), link }
  queueMail(tx, app, { to: { personId, name, email }, ...renderMail(mail, values, language, time_zone), now })
}
