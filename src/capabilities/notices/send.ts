/** One mail, and one ring, of what is ready. Neither holds a word that somebody wrote. */
import type { App } from '../../core/app.ts'
import { calledOutside } from '../../core/notifications/called-outside.ts'
import type { Reason } from '../../core/notifications/notify.ts'
import { baseUrl } from '../../core/people/mails.ts'
import { queueMail } from '../../core/people/outbox.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { isSealed } from '../../core/records/visible.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { checkedLink, escapeHtml, type Language, page, written } from '../../platform/mail/render-mail.ts'
import { type Ring, ring, ringPerson } from '../escalation/index.ts'
import { type Kind, termsOf } from './kinds.ts'
import { linksFor } from './link.ts'
import type { Choices, Person } from './preferences.ts'
import { seen } from './seen.ts'
import { kindWords, mailWords } from './words.ts'

export type Ready = {
  notification_id: string
  channel: 'mail' | 'push'
  kind: Kind
  reason: Reason
  record: RecordRow | null
}

// More of one kind are counted, not named.
const named_max = 12

/** One mail about everything that is ready; answers its id. */
export function sendTogether(
  app: App,
  tx: Tx,
  person: Person,
  ready: readonly Ready[],
  choices: Choices,
  now: string,
): string | undefined {
  const [first] = ready
  if (!first || person.email === null) return undefined
  const { language } = person
  const words = mailWords[language]
  const byKind = [...Map.groupBy(ready, ({ kind }) => kind)]
  const lines = byKind.map(([kind, of]) => {
    const called = calls(of, language)
    return called === ''
      ? `${kindWords[kind][language]} (${of.length})`
      : `${kindWords[kind][language]}: ${called}`
  })
  const isOne = ready.length === 1
  const subject = isOne ? words.one(lines[0] ?? '') : words.many(ready.length)
  const kind =
    byKind.length === 1 && ready.every(({ kind, reason }) => choices.of(kind, reason).mail === 'now')
      ? first.kind
      : 'digest'
  const { settings, unsubscribe } = linksFor(app, { orgId: tx.orgId, personId: person.id, of: kind }, now)
  const links = [
    { label: words.open, link: `${baseUrl(app)}${noticesPath(person)}` },
    { label: words.settings, link: settings },
  ].map(({ label, link }) => ({ label, link: checkedLink(link) }))
  const hello = words.hello(written(person.name, language, person.time_zone))
  const id = newId()
  queueMail(tx, app, {
    id,
    to: { personId: person.id, name: person.name, email: person.email },
    subject,
    text: `${[hello, words.waits, lines.map((line) => `- ${line}`).join('\n'), ...links.map(({ label, link }) => `${label}:\n${link}`), words.closing].join('\n\n')}\n`,
    html: page(language, subject, [
      `<p>${escapeHtml(hello)}</p>`,
      `<p>${escapeHtml(words.waits)}</p>`,
      `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
      ...links.map(({ label, link }) => `<p><a href="${escapeHtml(link)}">${escapeHtml(label)}</a></p>`),
      `<p>${escapeHtml(words.closing)}</p>`,
    ]),
    unsubscribeUrl: unsubscribe,
    isUrgent: byKind.some(([each]) => termsOf(each).isUrgent),
    now,
  })
  return id
}

/** Rings the person's browsers, once for all of them: the words are the same, and say nothing but that there is news. */
export async function ringOf(app: App, tx: Tx, person: Person, ready: readonly Ready[]): Promise<void> {
  const [first] = ready
  if (!first) return
  const ring: Ring = {
    title: 'Wardline',
    body: mailWords[person.language].news,
    tag: first.notification_id.replaceAll('-', ''),
    path: noticesPath(person),
  }
  const payload = { person: person.id, notices: ready.map(({ notification_id }) => notification_id) }
  await ringPerson(app, tx, person.id, ring, { name: 'notices.ring', payload })
}

/**
 * Job `notices.ring`: a push service may be away for minutes, so that it is asked once more whether the person sees one
 * of what she is rung for and has not read it.
 */
export const ringIfStill: JobHandler = async (app, payload) => {
  const now = app.clock.now().toISOString()
  const personId = String(payload.person)
  const isStill = await write(app.pool, String(payload.org), async (tx) => {
    const waiting = await tx.all(
      raw<{ record_id: string | null }>(
        `select n.record_id from core.notification n where n.org_id = $1 and n.person_id = $2 and n.id = any($3::uuid[])
           and (n.read_at is null or n.read_at = n.created_at)`,
        [tx.orgId, personId, payload.notices],
      ),
    )
    const records = await seen(
      tx,
      personId,
      [...new Set(waiting.flatMap(({ record_id }) => record_id ?? []))],
      now,
    )
    return waiting.some(({ record_id }) => record_id === null || records.has(record_id))
  })
  if (isStill) await ring(app, payload)
}

/** By what the records are called where messages leave the product; those of a sealed kind by nothing of theirs. */
function calls(of: readonly Ready[], language: Language): string {
  const names = of.flatMap(({ record }) => {
    if (record === null) return []
    const kept = isSealed(record.kind) ? { ...record, restriction: 'listed' as const } : record
    return [calledOutside(kept, language)]
  })
  const named = [...new Set(names)]
  const more = named.length - named_max
  return `${named.slice(0, named_max).join(', ')}${more > 0 ? ` +${more}` : ''}`
}

function noticesPath({ works }: Person): string {
  return works ? '/desk/notices' : '/notices'
}
