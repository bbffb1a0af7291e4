/** News of on-call to one person: in the page, and by mail. Neither ever holds a word of a ticket. */

import type { App } from '../../../core/app.ts'
import { calledOutside, type Outside } from '../../../core/notifications/called-outside.ts'
import type { Reason } from '../../../core/notifications/notify.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { queueMail } from '../../../core/people/outbox.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Language, type MailTemplate, renderMail } from '../../../platform/mail/render-mail.ts'
import { ringPerson } from './push/ring.ts'

type Value = 'person' | 'team' | 'number'

export type OnCallNews = {
  reason: Reason
  /** Without one nothing is mailed. */
  template?: MailTemplate<Value>
  /** Rings the person's browsers too, with this title; the team and the ticket's number stand below it. */
  ring?: Record<Language, string>
  team: string
  /** The record that it is about, if any. */
  record?: { id: string; kind: string; number: number }
  /** Who caused it; null for the system. */
  byId: string | null
  /** The page to open, beginning with a slash. */
  path: string
  /** Whether its reader chooses if she is mailed of it. */
  isChosen?: boolean
  now: string
}

const somebody: Record<Language, string> = { en: 'Your team', es: 'Su equipo' }

type Addressee = { id: string; name: string; email: string | null; language: Language; time_zone: string }

/** Tells the people in this write: a notification each, live news after the commit, and a mail to those with an address. */
export async function tellPeople(
  app: App,
  tx: Tx,
  personIds: readonly string[],
  news: OnCallNews,
): Promise<void> {
  const people = await tx.all(
    raw<Addressee>(
      `select p.id, p.name, p.email, coalesce(p.language, g.language) as language, g.time_zone
       from core.person p join core.organization g on g.id = p.org_id where p.org_id = $1 and p.id = any($2::uuid[]) and p.is_active`,
      [tx.orgId, personIds],
    ),
  )
  const record = news.record ? await tx.maybe(outsideOf(tx.orgId, news.record.id)) : undefined
  const ids = new Map(people.map(({ id }) => [id, newId()]))
  for (const person of people) {
    const called = record ? calledOutside(record, person.language) : ''
    tx.send(
      raw(
        'insert into core.notification (org_id, id, person_id, record_id, reason, data, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
        [
          tx.orgId,
          ids.get(person.id),
          person.id,
          news.record?.id ?? null,
          news.reason,
          JSON.stringify(news.byId === null ? {} : { by: news.byId }),
          news.now,
        ],
      ),
    )
    if (news.ring && news.record)
      await ringPerson(app, tx, person.id, {
        title: news.ring[person.language],
        body: isKept(record) ? called : `${news.team} · ${called}`,
        path: news.path,
        tag: news.record.id.replaceAll('-', ''),
      })
  }
  app.registry.notices?.told(tx, [...ids.values()], news.reason)
  await mailPeople(app, tx, people, news, record)
  const { reason } = news
  tx.afterCommit(() =>
    app.live.publish({
      topic: 'notification',
      org: tx.orgId,
      people: people.map(({ id }) => id),
      reason,
      ...(news.record ? { record: news.record } : {}),
    }),
  )
}

/** Pages are mailed always; of what one may choose, those are mailed who want it now. */
async function mailPeople(
  app: App,
  tx: Tx,
  people: readonly Addressee[],
  news: OnCallNews,
  record: Outside | undefined,
): Promise<void> {
  if (news.template === undefined) return
  const { reason, now } = news
  const finishes = news.isChosen
    ? await app.registry.notices?.finishFor(app, tx, {
        reason,
        personIds: people.map(({ id }) => id),
        at: now,
      })
    : undefined
  for (const person of people) {
    const finish = finishes?.get(person.id)
    if (person.email === null || (finishes && !finish)) continue
    const values = {
      person: person.name,
      team: isKept(record) ? somebody[person.language] : news.team,
      number: record ? calledOutside(record, person.language) : '',
      link: `${baseUrl(app)}${news.path}`,
    }
    const mail = renderMail(news.template, values, person.language, person.time_zone)
    queueMail(tx, app, {
      to: { personId: person.id, name: person.name, email: person.email },
      ...(finish ? finish(mail) : mail),
      isUrgent: true,
      now,
    })
  }
}

function outsideOf(orgId: string, id: string): Raw<Outside> {
  return raw('select number, restriction from core.record where org_id = $1 and id = $2', [orgId, id])
}

function isKept(record: Outside | undefined): boolean {
  return record !== undefined && record.restriction !== null
}
