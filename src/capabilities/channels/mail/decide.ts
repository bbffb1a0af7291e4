/** What becomes of a mail: whose words they are, and where they belong. A sender's address proves nothing by itself. */
import type { App } from '../../../core/app.ts'
import { personActor } from '../../../core/people/automation.ts'
import { normalizeEmail } from '../../../core/people/email.ts'
import { senderOf } from '../../../core/people/outbox.ts'
import { type Held, isSealed, seesInside } from '../../../core/records/visible.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { readThreadId, type Thread, threadKey } from '../../../platform/mail/thread-id.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import type { ParsedMail } from './parsed.ts'
import { hashOfId } from './receive.ts'

const per_hour_max = 30
/** How long after the end of a record the Message-IDs that were signed for it count. */
const signed_days_max = 90

export const quarantineReasons = [
  'bounce',
  'automatic',
  'list',
  'loop',
  'unclear_sender',
  'stranger',
  'stranger_in_thread',
  'forged',
  'too_often',
  'refused',
] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

/** `aboutId` is the record that it answers to, whether or not the sender may. */
type Known = { sender: string | null; senderId: string | null; aboutId: string | null }
export type Decision = Known &
  (
    | { is: 'quarantine'; reason: QuarantineReason }
    | { is: 'post'; recordId: string; senderId: string }
    | { is: 'file'; senderId: string }
  )

/** Decides by the mail alone and by what the organization knows. */
export async function decide(app: App, tx: Tx, mail: ParsedMail, now: string): Promise<Decision> {
  const keys = secretsOf(app.config).map((secret) => threadKey(secret, tx.orgId))
  // Those of former secrets count as well, as long as they are believed.
  const threadOf = (id: string) => keys.flatMap((key) => readThreadId(key, id) ?? [])[0]
  const [only, ...others] = mail.from
  const sender = only === undefined ? undefined : normalizeEmail(only)
  const aboutId = await answered(tx, threadOf, mail)
  const unknown: Known = { sender: sender ?? null, senderId: null, aboutId }
  const aside = (reason: QuarantineReason, known = unknown): Decision => ({
    is: 'quarantine',
    reason,
    ...known,
  })
  const isOwn = mail.messageId !== undefined && threadOf(mail.messageId) !== undefined
  const known = sender === undefined ? undefined : await lookUp(app, tx, sender, now)
  if (isOwn || known?.isOwn) return aside('loop')
  if (mail.kind !== 'person') return aside(mail.kind)
  if (sender === undefined || known === undefined || others.length > 0) return aside('unclear_sender')
  const threads = mail.answersTo.flatMap((id) => threadOf(id) ?? [])
  const signed = await firstOfAge(tx, threads, now)
  const { senderId } = known
  if (senderId === null) {
    const isInThread = signed !== undefined || (await recordsOf(tx, mail.answersTo)).length > 0
    return aside(isInThread ? 'stranger_in_thread' : 'stranger')
  }
  const theirs = { sender, senderId, aboutId }
  if (known.taken >= per_hour_max) return aside('too_often', theirs)
  if (signed)
    return (await mayAnswer(tx, signed, senderId, now))
      ? { is: 'post', recordId: signed.about, ...theirs }
      : aside('forged', theirs)
  for (const recordId of await recordsOf(tx, mail.answersTo))
    if (await takesPart(tx, recordId, senderId))
      return (await worksOn(tx, recordId, senderId, now))
        ? aside('forged', theirs)
        : { is: 'post', recordId, ...theirs }
  return { is: 'file', ...theirs }
}

/**
 * Who has the mail that went to them answers as themselves. With somebody else's a person may answer who takes part
 * from outside, as when it was passed on; never one who works on it, in whose name it would be believed.
 */
async function mayAnswer(
  tx: Tx,
  { about, recipient }: Thread,
  senderId: string,
  now: string,
): Promise<boolean> {
  if (recipient === senderId) return true
  return (await takesPart(tx, about, senderId)) && !(await worksOn(tx, about, senderId, now))
}

/** True for who sees the inner side of the record: no mail but their own speaks for them, also where they take part. */
async function worksOn(tx: Tx, recordId: string, personId: string, now: string): Promise<boolean> {
  const actor = await personActor(tx, personId, now)
  const record = await tx.maybe(
    raw<Held>(
      'select id, kind, team_id, owner_id, restriction from core.record where org_id = $1 and id = $2',
      [tx.orgId, recordId],
    ),
  )
  return actor !== undefined && record !== undefined && seesInside(actor, record)
}

/** The first of the signed threads that is worth something still: mail lies about, and what is long over is not gone on with. */
async function firstOfAge(tx: Tx, threads: readonly Thread[], now: string): Promise<Thread | undefined> {
  if (threads.length === 0) return undefined
  const old = await tx.all(
    raw<{ id: string }>(
      `select id from core.record where org_id = $1 and id = any($2::uuid[]) and category = 'done'
         and updated_at < $3::timestamptz - make_interval(days => ${signed_days_max})`,
      [tx.orgId, threads.map(({ about }) => about), now],
    ),
  )
  return threads.find(({ about }) => !old.some(({ id }) => id === about))
}

/** The record that a mail answers to; among several one that is kept from somebody, so that no words of it get out. */
async function answered(
  tx: Tx,
  threadOf: (id: string) => Thread | undefined,
  mail: ParsedMail,
): Promise<string | null> {
  const ids = [...mail.answersTo, ...(mail.messageId === undefined ? [] : [mail.messageId])]
  const signed = ids.flatMap((id) => threadOf(id)?.about ?? [])
  const hashes = mail.answersTo.map((id) => hashOfId(id).toString('hex'))
  if (signed.length + hashes.length === 0) return null
  const found = await tx.maybe(
    raw<{ id: string }>(
      `select r.id from core.record r where r.org_id = $1 and (r.id = any($2::uuid[]) or r.id in (
         select coalesce(m.record_id, m.about_id) from channels.mail_in m
         where m.org_id = $1 and m.message_id_hash in (select decode(h, 'hex') from unnest($3::text[]) h)))
       order by r.restriction is null, array_position($2::uuid[], r.id), r.id limit 1`,
      [tx.orgId, signed, hashes],
    ),
  )
  return found?.id ?? null
}

/** True for what no ticket that all see may be made of: answers to a record that is restricted, or of a sealed kind. */
export async function isKept(tx: Tx, aboutId: string | null): Promise<boolean> {
  if (aboutId === null) return false
  const found = await tx.maybe(
    raw<{ kind: string; restriction: string | null }>(
      'select kind, restriction from core.record where org_id = $1 and id = $2',
      [tx.orgId, aboutId],
    ),
  )
  return found !== undefined && (found.restriction !== null || isSealed(found.kind))
}

async function takesPart(tx: Tx, recordId: string, personId: string): Promise<boolean> {
  const found = await tx.maybe(
    raw(
      `select r.id from core.record r where r.org_id = $1 and r.id = $2 and r.restriction is null and (r.requester_id = $3
         or exists (select from core.watcher w where w.org_id = r.org_id and w.record_id = r.id and w.person_id = $3 and w.is_participant))
       limit 1`,
      [tx.orgId, recordId, personId],
    ),
  )
  return found !== undefined
}

/**
 * The tickets of earlier mails that it answers to, the nearest first. A Message-ID means the first mail that was taken
 * in with it: who writes another's one later gets none of the answers.
 */
async function recordsOf(tx: Tx, answersTo: readonly string[]): Promise<string[]> {
  if (answersTo.length === 0) return []
  const rows = await tx.all(
    raw<{ record_id: string }>(
      `select record_id from (
         select distinct on (message_id_hash) message_id_hash, record_id from channels.mail_in
         where org_id = $1 and message_id_hash in (select decode(h, 'hex') from unnest($2::text[]) h) and record_id is not null and state = 'taken_in'
         order by message_id_hash, received_at, id) first
       order by array_position($2::text[], encode(message_id_hash, 'hex')) limit 20`,
      [tx.orgId, answersTo.map((id) => hashOfId(id).toString('hex'))],
    ),
  )
  return [...new Set(rows.map(({ record_id }) => record_id))]
}

type Sender = { isOwn: boolean; senderId: string | null; taken: number }

/** What is known of an address: whether it is one of ours, whose it is, and how many mails of theirs came within the hour. */
async function lookUp(app: App, tx: Tx, address: string, now: string): Promise<Sender> {
  const { is_own, sender_id, taken } = await tx.one(
    raw<{ is_own: boolean; sender_id: string | null; taken: number }>(
      `select exists (select from channels.mailbox where org_id = $1 and address = $2) as is_own, p.id as sender_id,
         (select count(*) from channels.mail_in m where m.org_id = $1 and m.sender_id = p.id and m.decided_at > $3::timestamptz - interval '1 hour'
            and (m.state = 'taken_in' or m.reason = 'refused')) as taken
       from (select) always left join core.person p on p.org_id = $1 and p.email = $2 and p.is_active and p.merged_into_id is null and p.kind <> 'service'`,
      [tx.orgId, address, now],
    ),
  )
  return {
    isOwn: is_own || senderOf(app).address.toLowerCase() === address,
    senderId: sender_id,
    taken,
  }
}
