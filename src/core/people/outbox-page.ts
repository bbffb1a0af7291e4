/** The outbox to look at: mail that waits, failed, or must be handed over by the administrator. */

import { sql } from 'kysely'
import { Type } from 'typebox'
import { raw } from '../../platform/db/transaction.ts'
import { conflict, notFound } from '../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableText,
  NullableTime,
  OneOf,
  Page,
  PageQuery,
  Time,
} from '../../platform/http/schema.ts'
import { plainAction } from '../action.ts'
import { type Actor, may } from '../actor.ts'
import type { App } from '../app.ts'
import { audit } from '../audit.ts'
import { isSteppedUp } from '../execute.ts'
import { reader } from '../registry.ts'
import { sendAgain } from './outbox.ts'
import { readKey, writeKey } from './page-key.ts'

const states = ['queued', 'sent', 'held', 'failed'] as const

/**
 * Why a text that opens an account is not shown: who reads has to confirm once more who it is, a mail server sends
 * it, who reads does not manage roles, or somebody asked for it without being signed in: nobody verified who that was.
 */
const reasons = ['confirm', 'mail_server', 'permission', 'own_request'] as const

const OutboxRow = Type.Object({
  id: Id,
  to: Type.String(),
  subject: Type.String(),
  body: Type.String({ description: 'Empty when it held a link and was sent, or the link has expired.' }),
  hidden_because: Nullable(OneOf(reasons)),
  state: OneOf(states),
  tries: Type.Integer(),
  last_error: NullableText,
  created_at: Time,
  sent_at: NullableTime,
  next_try_at: NullableTime,
})

type Row = {
  is_link_shown: boolean
  id: string
  to: string
  subject: string
  body: string
  hidden_because: (typeof reasons)[number] | null
  state: (typeof states)[number]
  tries: number
  last_error: string | null
  created_at: string
  sent_at: string | null
  next_try_at: string | null
}

export const outboxList = reader({
  name: 'outbox.list',
  summary: 'A page of the mail that goes out, newest first.',
  path: '/api/outbox',
  query: Type.Object({ ...PageQuery, state: Type.Optional(OneOf(states)) }, { additionalProperties: false }),
  output: Page(OutboxRow),
  permits: (actor) => may(actor, 'outbox.read'),
  run: async ({ app, tx, actor, query, now }) => {
    // A link for a new password opens an account: it is handed over only where no mail server can, by those
    // who could do as much anyway, and freshly confirmed.
    const reason = hiddenBecause(app, actor)
    // Anybody may ask for a link for any address, so that one which no act made is for its owner alone.
    const why = sql`coalesce(${reason}::text, case when o.issued_by is null then 'own_request' end)`
    const limit = query.limit ?? 50
    const conditions = [sql`o.org_id = ${tx.orgId}`]
    if (query.state !== undefined) conditions.push(sql`o.state = ${query.state}`)
    if (query.after !== undefined) {
      const [at, id] = readKey(query.after, ['time', 'id'])
      conditions.push(sql`(o.created_at, o.id) < (${at}::timestamptz, ${id}::uuid)`)
    }
    const rows = await tx.all(
      sql<Row>`select o.id, o.to_address as to, o.subject, case when o.expires_at < ${now} or (o.is_secret and ${why} is not null) then '' else o.body_text end as body,
          case when o.is_secret and o.body_text <> '' and (o.expires_at is null or o.expires_at >= ${now}) then ${why} end as hidden_because,
          o.is_secret and ${why} is null and o.body_text <> '' and (o.expires_at is null or o.expires_at >= ${now}) as is_link_shown,
          o.state, o.tries, o.last_error, o.created_at, o.sent_at, o.next_try_at
        from core.outbox o where ${sql.join(conditions, sql` and `)} order by o.created_at desc, o.id desc limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    const shown = page.filter((row) => row.is_link_shown).map((row) => row.id)
    // Who saw a link could have used it.
    if (shown.length > 0) await tx.many(audit(actor, now, 'outbox.links_read', { mails: shown }))
    const last = page.at(-1)
    return {
      rows: page.map(({ is_link_shown: _shown, ...row }) => row),
      next: rows.length > limit && last ? writeKey([last.created_at, last.id]) : null,
    }
  },
})

function hiddenBecause(app: App, actor: Actor): Row['hidden_because'] {
  if (app.config.smtpUrl !== undefined) return 'mail_server'
  if (!may(actor, 'roles.manage')) return 'permission'
  return isSteppedUp(app, actor) ? null : 'confirm'
}

export const sendMailAgain = plainAction({
  name: 'outbox.send_again',
  summary: 'Send a held or failed mail.',
  path: '/api/outbox/:id/send-again',
  params: Body({ id: Id }),
  input: Body({}),
  output: Type.Object({ id: Id, state: Type.String() }),
  permits: (actor) => may(actor, 'outbox.read'),
  run: async ({ app, tx, params }) => {
    const id = params.id ?? ''
    const row = await tx.maybe(
      raw<{ state: string }>('select state from core.outbox where org_id = $1 and id = $2', [tx.orgId, id]),
    )
    if (!row) throw notFound('This mail')
    if (app.config.smtpUrl === undefined)
      throw conflict('There is no mail server. Set SMTP_URL, or hand the message over yourself.')
    const sent = await sendAgain(tx, app, id)
    if (!sent) throw conflict('This mail was sent already, is on its way, or its link has expired.')
    return { result: sent, audit: { mail: id } }
  },
})
