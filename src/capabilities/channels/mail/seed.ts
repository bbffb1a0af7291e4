/** The demo hospital's share: two mailboxes with what came to them, mail that did not arrive, and one that fails. */
import { Readable } from 'node:stream'
import type { App } from '../../../core/app.ts'
import { seal } from '../../../core/people/login/seal.ts'
import { queueMail } from '../../../core/people/outbox.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { QuarantineReason } from './decide.ts'
import { fetchFailures, mailboxOwner, mailboxPurposes } from './mailbox.ts'
import { mail_bytes_max, type ParkReason } from './parsed.ts'
import { hashesOf } from './receive.ts'

const minutes = (count: number) => count * 60_000
const domain = 'willowfork.example'

/**
 * Nothing is fetched for a demo: one mailbox is off, and the server of the other lies in a domain that never is.
 * `byMail` are the tickets that came by mail.
 */
export async function seedMail(app: App, tx: Tx, byMail: readonly string[], now: Date): Promise<void> {
  const desk = addMailbox(app, tx, now, { name: 'Help desk', address: `helpdesk@${domain}`, failure: null })
  addMailbox(app, tx, now, {
    name: 'Clinical engineering',
    address: `devices@${domain}`,
    failure: fetchFailures.unreachable,
  })
  const came = (ago_minutes: number) => new Date(now.getTime() - minutes(ago_minutes)).toISOString()
  addTaken(tx, desk, byMail, now)
  for (const [index, mail] of waiting.entries())
    await addWaiting(app, tx, desk, mail, { at: came(35 + 50 * index), number: index })
  tx.send(
    raw(
      `insert into channels.failing_address (org_id, address, reason, failed_at)
       select org_id, email, case when place = 1 then 'full' else 'unknown' end, $2::timestamptz - place * interval '19 hours'
       from (select org_id, lower(email) as email, row_number() over (order by email) as place from core.person
         where org_id = $1 and email is not null and is_active) p where place <= 2`,
      [tx.orgId, now.toISOString()],
    ),
  )
  const dead = newId()
  queueMail(tx, app, {
    id: dead,
    to: { email: `former.supplier@${domain}` },
    subject: 'News about your request',
    text: 'There is news about your request.\n',
    now: came(190),
  })
  tx.send(
    raw(
      `update core.outbox set state = 'failed', tries = 1, last_error = 'The mail server refused the mail.' where org_id = $1 and id = $2`,
      [tx.orgId, dead],
    ),
  )
}

type Box = { name: string; address: string; failure: string | null }

function addMailbox(app: App, tx: Tx, now: Date, { name, address, failure }: Box): string {
  const id = newId()
  const at = now.toISOString()
  const secret = seal(app.config.secret, mailboxPurposes.secret_sealed, mailboxOwner(tx.orgId, id), 'demo')
  tx.send(
    raw(
      `insert into channels.mailbox (org_id, id, name, address, host, port, security, username, sign_in, secret_sealed, is_on, created_at, looked_at, last_mail_at, failure, failing_since)
       values ($1,$2,$3,$4,'imap.willowfork.invalid',993,'tls',$4,'password',$5,$6,$7,$7,case when $8::text is null then $7::timestamptz end,$8,case when $8::text is not null then $7::timestamptz - interval '100 minutes' end)`,
      [tx.orgId, id, name, address, secret, failure !== null, at, failure],
    ),
  )
  return id
}

/** The newest tickets that came by mail, each with its mail, whose original is gone already. */
function addTaken(tx: Tx, mailbox: string, byMail: readonly string[], now: Date): void {
  tx.send(
    raw(
      `insert into channels.mail_in (org_id, id, mailbox_id, mail_hash, size_bytes, state, sender, sender_id, record_id, received_at, decided_at, remove_at)
       select r.org_id, gen_random_uuid(), $2, sha256(convert_to(r.id::text, 'UTF8')), 4800, 'taken_in', p.email, p.id, r.id, r.created_at, r.created_at, $3::timestamptz + interval '20 days'
       from core.record r join core.person p on p.org_id = r.org_id and p.id = r.requester_id
       where r.org_id = $1 and r.kind = 'ticket' and r.restriction is null and r.id = any($4::uuid[]) and p.email is not null order by r.created_at desc, r.id limit 12`,
      [tx.orgId, mailbox, now.toISOString(), byMail],
    ),
  )
}

type Waiting = {
  from: string
  subject: string
  body: string
} & ({ state: 'quarantined'; reason: QuarantineReason } | { state: 'parked'; reason: ParkReason })

const waiting: readonly Waiting[] = [
  {
    from: 'service@imaging-supplier.example',
    subject: 'Maintenance of the CT scanner on Thursday',
    body: 'Hello,\r\n\r\nour engineer comes on Thursday at 6 am. The scanner is off until 9 am.\r\n\r\nKind regards',
    state: 'quarantined',
    reason: 'stranger',
  },
  {
    from: 'newsletter@conference.example',
    subject: 'Early registration ends soon',
    body: 'Register now for the autumn conference.',
    state: 'quarantined',
    reason: 'list',
  },
  {
    from: 'scanner-3rd-floor@willowfork.example',
    subject: 'Scan of 60 pages',
    body: 'See the files.',
    state: 'parked',
    reason: 'too_many_files',
  },
]

async function addWaiting(
  app: App,
  tx: Tx,
  mailbox: string,
  { from, subject, body, state, reason }: Waiting,
  { at, number }: { at: string; number: number },
): Promise<void> {
  const lines = [
    `From: ${from}`,
    `To: helpdesk@${domain}`,
    `Subject: ${subject}`,
    `Date: ${new Date(at).toUTCString()}`,
    `Message-ID: <demo-${number}@${from.split('@')[1]}>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
  ]
  const content = Buffer.from(lines.join('\r\n'))
  const { key, size_bytes } = await app.files.put(Readable.from([content]), {
    size_bytes_max: mail_bytes_max,
  })
  const { mailHash, messageIdHash } = hashesOf(content)
  tx.send(
    raw(
      `insert into channels.mail_in (org_id, id, mailbox_id, mail_hash, message_id_hash, storage_key, size_bytes, state, reason, sender, received_at, decided_at, remove_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$11,$11::timestamptz + interval '30 days')`,
      [tx.orgId, newId(), mailbox, mailHash, messageIdHash, key, size_bytes, state, reason, from, at],
    ),
  )
}
