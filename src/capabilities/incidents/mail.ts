/** Mail to those who follow: that there is something new, and none of its words. */

import { sql } from 'kysely'
import type { App } from '../../core/app.ts'
import { calledOutside } from '../../core/notifications/called-outside.ts'
import { sideSeenBy, stillThere } from '../../core/notifications/recipients.ts'
import { baseUrl } from '../../core/people/mails.ts'
import { queueMail } from '../../core/people/outbox.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { type Language, type MailTemplate, renderMail } from '../../platform/mail/render-mail.ts'

const mails_at_once = 500

const news: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      subject: 'News about what you follow: {number}',
      paragraphs: ['Hello {person},', 'There is news about {number}, which you follow.'],
      linkLabel: 'Read it on the status page',
      closing: 'To hear no more of it, choose “Stop following” there.',
    },
    es: {
      subject: 'Novedades sobre lo que usted sigue: {number}',
      paragraphs: ['Hola, {person}:', 'Hay novedades sobre {number}, que usted sigue.'],
      linkLabel: 'Leerlas en la página de estado',
      closing: 'Para no recibir más, elija allí «Dejar de seguir».',
    },
  },
}

type Follower = {
  id: string
  mail: string
  name: string
  email: string
  language: Language
  time_zone: string
}

/** Has the followers mailed after this write: those whom its notification of the same moment reached. */
export function mailFollowers(app: App, tx: Tx, incidentId: string, now: string): void {
  app.jobs.add(tx, 'incidents.mail', { incident: incidentId, at: now, after: null })
}

/**
 * Job `incidents.mail`: some mails at a time, and then itself again with the last person. Each mail's id comes from
 * the notification's, so that the outbox takes it once however often the job runs.
 */
export async function mailNews(app: App, payload: Record<string, unknown>): Promise<void> {
  const { incident, at, after } = payload
  await write(app.pool, String(payload.org), async (tx) => {
    const [people, records] = await tx.many(
      raw<Follower>(
        `select p.id, p.name, p.email, coalesce(p.language, g.language) as language, g.time_zone, n.id as mail
         from core.notification n
           join core.person p on p.org_id = n.org_id and p.id = n.person_id and p.is_active and p.email is not null
           join core.organization g on g.id = n.org_id
         where n.org_id = $1 and n.record_id = $2 and n.reason = 'incident_update' and n.created_at = $3 and ($4::uuid is null or n.id > $4)
         order by n.id limit ${mails_at_once}`,
        [tx.orgId, incident, at, after],
      ),
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${incident}`,
    )
    const record = records[0]
    if (!record) return
    const told = await seeing(tx, record, people, app.clock.now().toISOString())
    for (const { id, name, email, language, time_zone, mail } of told) {
      const own = {
        mail,
        personId: id,
        recordId: record.id,
        reason: 'incident_update',
        at: String(at),
      } as const
      if (await app.registry.notices?.keepsBack(app, tx, own)) continue
      const values = { person: name, number: calledOutside(record, language), link: `${baseUrl(app)}/status` }
      queueMail(tx, app, {
        id: mail,
        to: { personId: id, name, email },
        ...renderMail(news, values, language, time_zone),
        now: app.clock.now().toISOString(),
      })
      noteAbout(tx, mail, record.id)
    }
    const last = people.at(-1)
    if (last && people.length === mails_at_once)
      app.jobs.add(tx, 'incidents.mail', { incident, at, after: last.mail })
  })
}

/** So that its right is asked for again when it leaves. It is no mail of a thread: an answer is a request of its own. */
function noteAbout(tx: Tx, mail: string, incidentId: string): void {
  tx.send(
    raw('update core.outbox set about_id = $3 where org_id = $1 and id = $2', [tx.orgId, mail, incidentId]),
  )
}

/** Those who still see the incident: from whom it is kept since they were told, is not mailed. */
async function seeing(
  tx: Tx,
  record: RecordRow,
  people: readonly Follower[],
  now: string,
): Promise<Follower[]> {
  const ids = people.map(({ id }) => id)
  const found = await tx.all(stillThere(tx.orgId, record.id, ids, now))
  const seen = new Set(found.filter((each) => sideSeenBy(each, record) !== undefined).map(({ id }) => id))
  return people.filter(({ id }) => seen.has(id))
}
