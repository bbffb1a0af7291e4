/** Mails that other capabilities write themselves: who wants them now, with why they came and how they are ended. */
import type { Finish, Notices } from '../../core/notifications/notices.ts'
import { raw } from '../../platform/db/transaction.ts'
import { checkedLink, escapeHtml, type Language } from '../../platform/mail/render-mail.ts'
import { type Kind, kindOf } from './kinds.ts'
import { linksFor } from './link.ts'
import { choicesOf, personWith } from './preferences.ts'
import { digestAfter, quietUntil } from './quiet.ts'
import { kindWords, mailWords } from './words.ts'

/**
 * For each of the people to whom the mail goes now, what finishes it. Who wants it with what else waits, or is left in
 * peace now, gets it so, unless it cannot wait; who does not want it, has it in the product alone.
 */
export const finishFor: Notices['finishFor'] = async (app, tx, { reason, personIds, at, cannotWait }) => {
  const told = new Map(
    (
      await tx.all(
        raw<{ id: string; person_id: string }>(
          'select id, person_id from core.notification where org_id = $1 and person_id = any($2::uuid[]) and reason = $3 and created_at = $4',
          [tx.orgId, personIds, reason, at],
        ),
      )
    ).map(({ id, person_id }) => [person_id, id]),
  )
  const kind = kindOf(reason, false)
  const finishes = new Map<string, Finish>()
  for (const personId of new Set(personIds)) {
    const person = await tx.maybe(personWith(tx.orgId, personId))
    if (!person) continue
    const { mail } = (await choicesOf(tx, personId)).of(kind, reason)
    if (mail === 'off') continue
    const due = cannotWait ? undefined : mail === 'digest' ? digestAfter(person, at) : quietUntil(person, at)
    const notification = told.get(personId)
    if (due === undefined || notification === undefined) {
      const links = linksFor(app, { orgId: tx.orgId, personId, of: kind }, at)
      finishes.set(personId, (written) => ended(written, kind, person.language, links))
    } else
      tx.send(
        raw(
          `insert into notices.waiting (org_id, notification_id, channel, person_id, kind, due_at) values ($1,$2,'mail',$3,$4,$5)
           on conflict (org_id, notification_id, channel) do nothing`,
          [tx.orgId, notification, personId, kind, due],
        ),
      )
  }
  return finishes
}

function ended(
  mail: Parameters<Finish>[0],
  kind: Kind,
  language: Language,
  links: ReturnType<typeof linksFor>,
): ReturnType<Finish> {
  const { because, settings } = mailWords[language]
  const why = because(kindWords[kind][language])
  const link = checkedLink(links.settings)
  const below = `<p>${escapeHtml(why)}</p>\n<p><a href="${escapeHtml(link)}">${escapeHtml(settings)}</a></p>\n</body>`
  return {
    ...mail,
    text: `${mail.text}\n${why}\n\n${settings}:\n${link}\n`,
    ...(mail.html ? { html: mail.html.replace('</body>', () => below) } : {}),
    unsubscribeUrl: links.unsubscribe,
  }
}
