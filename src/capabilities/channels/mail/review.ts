/** Mails that wait for a person: from strangers, from programs, and those of which nothing could be made. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { createWithin } from '../../../core/execute.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { readPlace, writePlace } from '../../../core/notifications/place.ts'
import { kindsSealedFrom, notKept } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, read, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, OneOf, Page, PageQuery, Time } from '../../../platform/http/schema.ts'
import { oneLine } from '../../../platform/mail/outgoing-mail.ts'
import { fileTicket } from '../../tickets/index.ts'
import { isKept, quarantineReasons } from './decide.ts'
import { wordsFor } from './filed-words.ts'
import { heldOf, lockMail, type MailIn, mailColumns, originalOf, removeOriginals } from './mail-in.ts'
import { parseApart } from './parse-apart.ts'
import { MailParked, type ParsedMail, parkReasons } from './parsed.ts'
import { waiting_max } from './take-in.ts'
import { asMarkdown } from './words.ts'

const counted_max = 1_000
const many_max = 100
const preview_length_max = 2_000
const Params = Type.Object({ id: Id }, { additionalProperties: false })
const reasons = [...quarantineReasons, ...parkReasons] as const

/** Who decides on mail of strangers: those who work on all tickets, since it may become any. */
export function mayReviewMail(actor: Actor): boolean {
  return may(actor, 'tickets.read_all') && may(actor, 'tickets.work') && may(actor, 'tickets.create')
}

/** True for the mails (alias `m`) that answer to nothing that is kept from the actor. */
function open(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(m.about_id is null or exists (select from core.record r where r.org_id = m.org_id and r.id = m.about_id
    and ${notKept(actor)} and r.kind <> all(${kindsSealedFrom(actor)}::text[])))`
}

const WaitingMail = Type.Object({
  id: Id,
  state: OneOf(['quarantined', 'parked'] as const),
  reason: OneOf(reasons),
  sender: Nullable(Type.String({ description: 'As the mail says it, which proves nothing.' })),
  person: Nullable(Type.Object({ id: Id, name: Type.String() })),
  mailbox: Nullable(Type.String()),
  topic: Nullable(Type.String({ description: 'What was chosen on the public form, by which it came.' })),
  size_bytes: Type.Integer(),
  received_at: Time,
  has_original: Type.Boolean(),
})

export const waitingMail = reader({
  name: 'mail.list',
  summary: 'Mails that wait for somebody to decide, newest first.',
  path: '/api/mail',
  query: Body(PageQuery),
  output: Type.Object({
    ...Page(WaitingMail).properties,
    total: Type.Integer({ description: `Counted up to ${counted_max}.` }),
    is_full: Type.Boolean({
      description: 'So many wait that further mail of strangers and programs is thrown away.',
    }),
  }),
  permits: mayReviewMail,
  run: async ({ tx, actor, query }) => {
    const limit = query.limit ?? 50
    const place = query.after === undefined ? undefined : readPlace(query.after)
    const from = place
      ? sql`(m.received_at, m.id) < (${place.at}::timestamptz, ${place.id}::uuid)`
      : sql`true`
    const waits = sql`m.org_id = ${actor.orgId} and m.state in ('quarantined', 'parked') and ${open(actor)}`
    const [rows, [count]] = await tx.many(
      sql<Static<typeof WaitingMail>>`
        select m.id, m.state, m.reason, m.sender, m.size_bytes, m.received_at, m.storage_key is not null as has_original, b.name as mailbox, t.name as topic,
          case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as person
        from channels.mail_in m left join channels.mailbox b on b.org_id = m.org_id and b.id = m.mailbox_id
          left join channels.form_topic t on t.org_id = m.org_id and t.id = m.topic_id left join core.person p on p.org_id = m.org_id and p.id = m.sender_id
        where ${waits} and ${from} order by m.received_at desc, m.id desc limit ${limit + 1}`,
      sql<{ total: number; all_waiting: number }>`select
        (select count(*) from (select 1 from channels.mail_in m where ${waits} limit ${counted_max}) one) as total,
        (select count(*) from (select 1 from channels.mail_in m where m.org_id = ${actor.orgId} and m.state in ('quarantined', 'parked') limit ${waiting_max}) one) as all_waiting`,
    )
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit),
      next: last ? writePlace(last.received_at, last.id) : null,
      total: count?.total ?? 0,
      is_full: (count?.all_waiting ?? 0) >= waiting_max,
    }
  },
})

export const showMail = reader({
  name: 'mail.show',
  summary: 'What a mail that waits says, as far as it holds nothing that may be a patient’s.',
  path: '/api/mail/:id',
  params: Params,
  output: Type.Object({
    from: Type.Array(Type.String()),
    reply_to: Type.Array(Type.String()),
    subject: Type.String(),
    text: Type.String(),
    files: Type.Integer(),
    is_encrypted: Type.Boolean(),
    is_signed: Type.Boolean(),
    is_hidden: Type.Boolean({
      description: 'The words may hold patient data; they are masked when it is accepted.',
    }),
  }),
  permits: mayReviewMail,
  // Reading a mail takes up to some seconds, in which no connection is kept from others.
  prepare: async (app, actor, params) => {
    const mail = await read(app.pool, actor.orgId, (tx) => shown(tx, actor, params.id ?? ''))
    return parsedOrConflict(app, mail)
  },
  run: async ({ app, tx, actor, params, prepared, now }) => {
    await shown(tx, actor, params.id ?? '')
    const parsed = prepared as ParsedMail
    const [subject, text] = [oneLine(parsed.subject), parsed.text.slice(0, preview_length_max)]
    const isHidden = (await app.registry.guard?.isSuspect(tx, `${subject}\n\n${parsed.text}`, now)) ?? false
    return {
      from: parsed.from,
      reply_to: parsed.replyTo,
      subject: isHidden ? '' : subject,
      text: isHidden ? '' : text,
      files: parsed.files.length,
      is_encrypted: parsed.isEncrypted,
      is_signed: parsed.isSigned,
      is_hidden: isHidden,
    }
  },
})

async function shown(tx: Tx, actor: Actor, id: string): Promise<MailIn> {
  const mail = await tx.maybe(
    sql<MailIn>`select ${sql.raw(mailColumns)} from channels.mail_in m where m.org_id = ${actor.orgId} and m.id = ${id} and ${open(actor)}`,
  )
  if (mail?.state !== 'quarantined' && mail?.state !== 'parked') throw notFound('This mail')
  return mail
}

export const acceptMail = plainAction({
  name: 'mail.accept',
  summary: 'File a ticket of a mail that waits, in one’s own name; its sender gets no mail of it.',
  path: '/api/mail/:id/accept',
  params: Params,
  input: Body({ requester_id: Type.Optional(Id) }),
  output: Type.Object(HeadProperties),
  permits: mayReviewMail,
  // Reading a mail takes up to some seconds, in which no row is locked.
  prepare: async (app, actor, params) => {
    const mail = await read(app.pool, actor.orgId, (tx) => findWaiting(tx, actor, params.id ?? ''))
    return parsedOrConflict(app, mail).then((parsed) => wordsOf(app, actor, parsed))
  },
  run: async ({ app, tx, actor, input, params, prepared, now }) => {
    const mail = await lockWaiting(tx, actor, params.id ?? '')
    if (await isKept(tx, mail.about_id))
      throw conflict('This mail answers to something restricted. Write there what is to be kept of it.')
    const { from, title, body, file_ids, wholeId } = prepared as Awaited<ReturnType<typeof wordsOf>>
    const { warnings: _warnings, ...head } = (await createWithin({ app, tx, actor, now }, fileTicket, {
      title,
      body: `_✉ ${from || '—'}_\n\n${body}`.slice(0, 100_000),
      file_ids,
      channel: 'mail',
      ...(input.requester_id ? { requester_id: input.requester_id } : {}),
    })) as { id: string; warnings: string[] }
    decide(tx, [mail.id], actor, now, { state: 'taken_in', recordId: head.id, wholeId })
    await removeOriginals(app, tx, [mail.id])
    return { result: head as never, audit: { mail: mail.id, record: head.id } }
  },
})

async function wordsOf(app: App, actor: Actor, parsed: ParsedMail) {
  const from = asMarkdown(oneLine(parsed.from.join(', ')).slice(0, 500))
  return { from, ...(await wordsFor(app, actor, parsed)) }
}

export const discardMail = plainAction({
  name: 'mail.discard',
  summary: 'Throw a mail that waits away; nobody is told.',
  path: '/api/mail/:id/discard',
  params: Params,
  input: Body({}),
  output: Type.Object({}),
  permits: mayReviewMail,
  run: async ({ app, tx, actor, params, now }) => {
    const mail = await lockWaiting(tx, actor, params.id ?? '')
    if ((await heldOf(tx, [mail])).size > 0)
      throw conflict(
        'This is under a legal hold, and has to stay as it is. A privacy officer can lift the hold.',
      )
    decide(tx, [mail.id], actor, now, { state: 'discarded' })
    await removeOriginals(app, tx, [mail.id])
    return { result: {}, audit: { mail: mail.id } }
  },
})

export const discardMails = plainAction({
  name: 'mail.discard_many',
  summary: 'Throw mails that wait away; what is held, not seen or decided already stays as it is.',
  path: '/api/mail/discard-many',
  input: Body({ ids: Type.Array(Id, { minItems: 1, maxItems: many_max, uniqueItems: true }) }),
  output: Type.Object({ discarded: Type.Integer(), kept: Type.Integer() }),
  permits: mayReviewMail,
  run: async ({ app, tx, actor, input, now }) => {
    const mails = await tx.all(
      sql<MailIn>`select ${sql.raw(mailColumns)} from channels.mail_in m
        where m.org_id = ${tx.orgId} and m.id = any(${input.ids}::uuid[]) and m.state in ('quarantined', 'parked') and ${open(actor)} order by m.id for update of m`,
    )
    const held = await heldOf(tx, mails)
    const ids = mails.flatMap(({ id }) => (held.has(id) ? [] : [id]))
    decide(tx, ids, actor, now, { state: 'discarded' })
    await removeOriginals(app, tx, ids)
    return {
      result: { discarded: ids.length, kept: input.ids.length - ids.length },
      audit: { mails: ids },
    }
  },
})

export const retryMail = plainAction({
  name: 'mail.retry',
  summary: 'Try a mail once more as if it had just come.',
  path: '/api/mail/:id/retry',
  params: Params,
  input: Body({}),
  output: Type.Object({}),
  permits: mayReviewMail,
  run: async ({ app, tx, actor, params, now }) => {
    const mail = await lockWaiting(tx, actor, params.id ?? '')
    if (mail.storage_key === null)
      throw conflict('The original of this mail is gone; it cannot be tried again.')
    tx.send(
      raw(
        `update channels.mail_in set state = 'received', reason = null, decided_at = null, decided_by = null, begun = 0 where org_id = $1 and id = $2`,
        [actor.orgId, mail.id],
      ),
    )
    app.jobs.add(tx, 'mail.take_in', { mail: mail.id }, { key: `mail.take_in ${mail.id}` })
    tx.send(audit(actor, now, 'mail.retry', { mail: mail.id }))
    return { result: {} }
  },
})

async function lockWaiting(tx: Tx, actor: Actor, id: string): Promise<MailIn> {
  await tx.all(lockMail(tx.orgId, id))
  return findWaiting(tx, actor, id)
}

async function findWaiting(tx: Tx, actor: Actor, id: string): Promise<MailIn> {
  const mail = await tx.maybe(
    sql<MailIn>`select ${sql.raw(mailColumns)} from channels.mail_in m where m.org_id = ${tx.orgId} and m.id = ${id} and ${open(actor)}`,
  )
  if (!mail) throw notFound('This mail')
  if (mail.state !== 'quarantined' && mail.state !== 'parked')
    throw conflict('Somebody else decided on this mail in the meantime.')
  return mail
}

async function parsedOrConflict(app: App, mail: MailIn): Promise<ParsedMail> {
  const content = originalOf(app, mail)
  return content.then(parseApart).catch((error: unknown) => {
    throw error instanceof MailParked
      ? conflict('This mail cannot be read. Look at it in your mail program.')
      : error
  })
}

type Decided = { state: 'taken_in' | 'discarded'; recordId?: string; wholeId?: string | null }

function decide(tx: Tx, ids: readonly string[], actor: Actor, now: string, to: Decided): void {
  tx.send(
    raw(
      'update channels.mail_in set state = $3, record_id = $4, decided_at = $5, decided_by = $6, whole_file_id = $7 where org_id = $1 and id = any($2::uuid[])',
      [tx.orgId, ids, to.state, to.recordId ?? null, now, actor.personId, to.wholeId ?? null],
    ),
  )
}
