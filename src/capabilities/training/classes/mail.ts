/** Mail about classes, with an entry for the calendar. It tells when and where, and nothing that somebody wrote. */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { notify, type Reason } from '../../../core/notifications/notify.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { queueMail, senderOf } from '../../../core/people/outbox.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { type Language, type MailTemplate, renderMail } from '../../../platform/mail/render-mail.ts'
import { calendarOf } from './calendar.ts'
import { classLife } from './lifecycle.ts'
import type { ClassRow } from './store.ts'

type News =
  | 'invited'
  | 'booked'
  | 'waitlisted'
  | 'requested'
  | 'declined'
  | 'moved'
  | 'cancelled'
  | 'class_cancelled'
  | 'reminder'

const closing = {
  en: 'You can look at it, or cancel, on the page of your classes.',
  es: 'Puede consultarlo o cancelar en la página de sus clases.',
}
const label = { en: 'Open your classes', es: 'Abrir sus clases' }

const said: Record<News, Record<Language, [subject: string, sentence: string]>> = {
  invited: {
    en: [
      'You are invited to class {number}',
      'A seat in class {number} on {at} is kept for you. If you cannot come, give it up, so that somebody else gets it.',
    ],
    es: [
      'Está invitado a la clase {number}',
      'Tiene una plaza reservada en la clase {number} el {at}. Si no puede venir, déjela para que otra persona la reciba.',
    ],
  },
  booked: {
    en: ['You have a seat in class {number}', 'You have a seat in class {number} on {at}.'],
    es: ['Tiene plaza en la clase {number}', 'Tiene plaza en la clase {number} el {at}.'],
  },
  waitlisted: {
    en: [
      'You are on the waitlist of class {number}',
      'Class {number} on {at} is full. You get a seat by yourself as soon as one is free.',
    ],
    es: [
      'Está en lista de espera de la clase {number}',
      'La clase {number} del {at} está completa. Recibirá plaza en cuanto quede una libre.',
    ],
  },
  requested: {
    en: [
      'Your seat in class {number} waits for approval',
      'Your manager decides about your seat in class {number} on {at}.',
    ],
    es: [
      'Su plaza en la clase {number} espera aprobación',
      'Su responsable decide sobre su plaza en la clase {number} del {at}.',
    ],
  },
  declined: {
    en: [
      'Your seat in class {number} was not approved',
      'Your seat in class {number} on {at} was not approved.',
    ],
    es: [
      'No se aprobó su plaza en la clase {number}',
      'No se aprobó su plaza en la clase {number} del {at}.',
    ],
  },
  moved: {
    en: ['Class {number} has changed', 'Class {number} is now on {at}. Look at where it is.'],
    es: ['La clase {number} ha cambiado', 'La clase {number} es ahora el {at}. Mire dónde es.'],
  },
  cancelled: {
    en: [
      'You gave up your seat in class {number}',
      'You are not booked for class {number} on {at} any more.',
    ],
    es: ['Ha dejado su plaza en la clase {number}', 'Ya no está inscrito en la clase {number} del {at}.'],
  },
  class_cancelled: {
    en: ['Class {number} is cancelled', 'Class {number} on {at} does not take place.'],
    es: ['La clase {number} se cancela', 'La clase {number} del {at} no tendrá lugar.'],
  },
  reminder: {
    en: ['Soon: class {number}', 'You have a seat in class {number} on {at}.'],
    es: ['Pronto: clase {number}', 'Tiene plaza en la clase {number} el {at}.'],
  },
}

function templateOf(news: News): MailTemplate<'person' | 'number' | 'at'> {
  const textOf = (language: Language) => ({
    subject: said[news][language][0],
    paragraphs: [language === 'es' ? 'Hola, {person}:' : 'Hello {person},', said[news][language][1]],
    linkLabel: label[language],
    closing: closing[language],
  })
  return { values: ['person', 'number', 'at'], texts: { en: textOf('en'), es: textOf('es') } }
}

/** As what it is told in the product. */
const reasons: Readonly<Record<News, Reason>> = {
  invited: 'class_invited',
  booked: 'class_seat',
  waitlisted: 'class_seat',
  requested: 'class_seat',
  declined: 'class_seat',
  moved: 'class_moved',
  cancelled: 'class_seat',
  class_cancelled: 'class_cancelled',
  reminder: 'class_soon',
}

/** By which entry of the calendar the news is told; none for what holds no seat. */
const methods: Readonly<Partial<Record<News, 'REQUEST' | 'CANCEL'>>> = {
  invited: 'REQUEST',
  booked: 'REQUEST',
  moved: 'REQUEST',
  cancelled: 'CANCEL',
  class_cancelled: 'CANCEL',
}

/**
 * Has these people told and, where they want it, mailed, in this write: it is stored with what it tells of, so that there is one mail for a change,
 * however often a worker is killed.
 */
export async function mailAbout(
  { app, tx, now, actor }: { app: App; tx: Tx; now: string; actor?: Pick<Actor, 'personId'> },
  news: News,
  { number, of }: { number: number; of: ClassRow },
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return
  const people = await tx.all(
    raw<{ id: string; name: string; email: string | null; language: Language }>(
      `select p.id, p.name, p.email, coalesce(p.language, g.language) as language
       from core.person p join core.organization g on g.id = p.org_id
       where p.org_id = $1 and p.is_active and (p.id = any($2::uuid[])
         or exists (select from core.person d where d.org_id = $1 and d.id = any($2::uuid[]) and d.merged_into_id = p.id))`,
      [tx.orgId, personIds],
    ),
  )
  const method = methods[news]
  const reason = reasons[news]
  // Nobody is told in the product of what she did herself.
  const told = people.filter(({ id }) => id !== actor?.personId)
  notify(
    app,
    tx,
    { record: { id: of.id, kind: classLife.kind, number }, byId: actor?.personId ?? null, now },
    new Map(told.map(({ id }) => [id, reason])),
  )
  // An entry for the calendar cannot wait for others: it comes at once, or not at all.
  const finishes = await app.registry.notices?.finishFor(app, tx, {
    reason,
    personIds: people.map(({ id }) => id),
    at: now,
    cannotWait: method !== undefined,
  })
  const link = `${baseUrl(app)}/learning/classes`
  for (const { id, name, email, language } of people) {
    const finish = finishes?.get(id)
    if (email === null || (finishes && !finish)) continue
    const values = { person: name, number: `#${number}`, at: new Date(of.starts_at), link }
    const mail = renderMail(templateOf(news), values, language, of.time_zone)
    const entry = {
      uid: `class-${of.id}@${new URL(baseUrl(app)).hostname}`,
      sequence: of.sequence,
      starts_at: of.starts_at,
      ends_at: of.ends_at,
      summary: language === 'es' ? `Clase #${number}` : `Class #${number}`,
      description: link,
      location: of.place ?? '',
      url: link,
      organizer: senderOf(app).address,
      attendee: { name, email },
      now,
    }
    queueMail(tx, app, {
      to: { personId: id, name, email },
      ...(finish ? finish(mail) : mail),
      ...(method ? { calendar: { method, text: calendarOf(method, entry) } } : {}),
      now,
    })
  }
}
