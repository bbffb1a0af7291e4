/** The mails of a ticket as they were sent: their HTML, harmless, while the original is kept. */
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../../core/actor.ts'
import type { App } from '../../../../core/app.ts'
import { type Attachment, readable } from '../../../../core/attachments/attachment.ts'
import { audit } from '../../../../core/audit.ts'
import type { Restriction } from '../../../../core/records/restriction.ts'
import { readingOf } from '../../../../core/records/restriction.ts'
import { inside, visible } from '../../../../core/records/visible.ts'
import { reader } from '../../../../core/registry.ts'
import { read, type Tx } from '../../../../platform/db/transaction.ts'
import { conflict, notFound, Problem } from '../../../../platform/http/problem.ts'
import { Body, Id, NullableText, Time } from '../../../../platform/http/schema.ts'
import { ownNetwork } from '../../../../platform/outgoing/own-network.ts'
import { worksOnTickets } from '../../../tickets/index.ts'
import { type MailIn, mailColumns, originalOf } from '../mail-in.ts'
import { pageApart } from '../parse-apart.ts'
import { MailParked } from '../parsed.ts'
import { framePage, withPictures } from './harmless.ts'
import { loadPictures, pictureData } from './load-pictures.ts'
import type { MailPage, PagePicture } from './read-page.ts'

const listed_max = 50
const looked_length_max = 500_000
const inline_bytes_max = 8 * 1024 ** 2
const TicketParams = Type.Object({ id: Id }, { additionalProperties: false })
const Params = Type.Object({ id: Id, mail: Id }, { additionalProperties: false })

const isShown = (actor: Actor) =>
  sql<boolean>`m.org_id = ${actor.orgId} and m.has_html and m.storage_key is not null and m.state = 'taken_in'
    and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`

const Line = Type.Object({
  id: Id,
  sender: NullableText,
  received_at: Time,
  kept_until: Time,
})

export const mailsOfTicket = reader({
  name: 'mail.of_ticket',
  summary: 'The mails of a ticket that can be shown as they were sent, the newest first.',
  path: '/api/tickets/:id/mails',
  params: TicketParams,
  output: Type.Object({ rows: Type.Array(Line) }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const [there, rows] = await tx.many(
      sql<{
        id: string
      }>`select r.id from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`,
      sql<Static<typeof Line>>`select m.id, m.sender, m.received_at, m.remove_at as kept_until
        from channels.mail_in m join core.record r on r.org_id = m.org_id and r.id = m.record_id
        where m.record_id = ${params.id} and ${isShown(actor)} order by m.received_at desc, m.id desc limit ${listed_max}`,
    )
    if (there.length === 0) throw notFound('This ticket')
    return { rows }
  },
})

const Page = Type.Object({
  page: Type.String({
    description: 'A whole page for a frame without rights (`sandbox`). It runs nothing and loads nothing.',
  }),
  elsewhere: Type.Array(Type.String(), {
    description: 'Hosts of pictures that were not loaded; loading them tells these that the mail was read.',
  }),
})

export const mailAsSent = reader({
  name: 'mail.as_sent',
  summary:
    'A mail of a ticket as it was sent, without what could do harm and without pictures that lie elsewhere.',
  path: '/api/tickets/:id/mails/:mail',
  params: Params,
  output: Page,
  permits: worksOnTickets,
  prepare: (app, actor, params) => pageOf(app, actor, params),
  run: async (context) => shownPage(context, context.prepared as MailPage, new Map()),
})

export const mailWithPictures = reader({
  name: 'mail.with_pictures',
  summary:
    'A mail of a ticket as it was sent, with the pictures that lie elsewhere: each is fetched by the server, once.',
  path: '/api/tickets/:id/mails/:mail/with-pictures',
  params: Params,
  isPosted: true,
  query: Body({}),
  output: Page,
  permits: worksOnTickets,
  prepare: async (app, actor, params) => {
    const page = await pageOf(app, actor, params)
    await read(app.pool, actor.orgId, (tx) => requireInnocent(app, tx, page, app.clock.now().toISOString()))
    const urls = page.pictures.flatMap(({ url }) => url ?? [])
    return { page, loaded: await loadPictures(urls, ownNetwork(app.config.mailPicturesAllow)) }
  },
  run: async (context) => {
    const { page, loaded } = context.prepared as { page: MailPage; loaded: ReadonlyMap<string, string> }
    const { tx, actor, params, now } = context
    await tx.many(
      audit(
        actor,
        now,
        'mail.with_pictures',
        { mail: params.mail ?? '', loaded: loaded.size },
        params.id ?? null,
      ),
    )
    return shownPage(context, page, loaded)
  },
})

type Shown = MailIn & { restriction: Restriction | null }

async function findShown(tx: Tx, actor: Actor, params: Record<string, string>): Promise<Shown> {
  const columns = mailColumns.replace(/\b(\w+)\b/g, 'm.$1')
  const mail = await tx.maybe(
    sql<Shown>`select ${sql.raw(columns)}, r.restriction from channels.mail_in m join core.record r on r.org_id = m.org_id and r.id = m.record_id
      where m.id = ${params.mail} and m.record_id = ${params.id} and ${isShown(actor)}`,
  )
  if (!mail) throw notFound('This mail')
  return mail
}

/** Reads the mail apart, in which no connection is kept from others. */
async function pageOf(app: App, actor: Actor, params: Record<string, string>): Promise<MailPage> {
  const mail = await read(app.pool, actor.orgId, (tx) => findShown(tx, actor, params))
  try {
    const page = await pageApart(await originalOf(app, mail))
    if (page) return page
  } catch (error) {
    if (!(error instanceof MailParked)) throw error
  }
  throw conflict('This mail cannot be shown as it was sent. Its words are in the ticket.')
}

/** What HTML says beside the words of the ticket may be a patient’s too; there it would not be masked. */
async function requireInnocent(app: App, tx: Tx, { text }: MailPage, now: string): Promise<void> {
  const isSuspect =
    text.length > looked_length_max || ((await app.registry.guard?.isSuspect(tx, text, now)) ?? false)
  if (isSuspect)
    throw conflict(
      'This mail may hold patient data, so that it is not shown as it was sent. Its words are in the ticket.',
    )
}

type Context = { app: App; tx: Tx; actor: Actor; params: Record<string, string>; now: string }

/** Asked anew for the right: reading a mail takes a while, in which it may have gone. */
async function shownPage(
  { app, tx, actor, params, now }: Context,
  page: MailPage,
  loaded: ReadonlyMap<string, string>,
): Promise<Static<typeof Page>> {
  const mail = await findShown(tx, actor, params)
  await requireInnocent(app, tx, page, now)
  await tx.many(readingOf(actor, { id: params.id ?? '', restriction: mail.restriction }, 'file', now))
  const inline = await inlinePictures({ app, tx, actor, params, now }, page.pictures)
  const data = new Map<string, string>()
  for (const { mark, sha256, url } of page.pictures) {
    const found = url === undefined ? inline.get(sha256 ?? '') : loaded.get(url)
    if (found !== undefined) data.set(mark, found)
  }
  const missing = page.pictures.flatMap(({ url }) =>
    url === undefined || loaded.has(url) ? [] : [hostOf(url)],
  )
  return {
    page: framePage(withPictures(page, data)),
    elsewhere: [...new Set(missing)].filter(Boolean).slice(0, 10),
  }
}

const hostOf = (url: string) => URL.parse(url)?.hostname ?? ''

/** Pictures that came along are shown as the ticket's files: not what waits, is in quarantine, held or taken away. */
async function inlinePictures(
  { app, tx, actor, params, now }: Context,
  pictures: readonly PagePicture[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = [...new Set(pictures.flatMap(({ sha256 }) => sha256 ?? []))]
  if (hashes.length === 0) return new Map()
  const files = await tx.all(
    sql<
      Attachment & { hash: string }
    >`select a.id, a.record_id, a.name, a.media_type, a.size_bytes, a.is_inline, a.storage_key, encode(a.sha256, 'hex') as hash
      from core.attachment a where a.org_id = ${actor.orgId} and a.record_id = ${params.id} and a.is_inline and coalesce(a.scan, 'clean') in ('clean', 'released')
        and encode(a.sha256, 'hex') = any(${hashes}::text[]) and ${readable(actor)} order by a.id`,
  )
  const found = new Map<string, string>()
  let left_bytes = inline_bytes_max
  for (const file of files) {
    if (found.has(file.hash) || file.size_bytes > left_bytes) continue
    if (!(await isOpen(app, tx, actor, file, now))) continue
    const data = pictureData(await buffer(await app.files.open(file.storage_key, file.size_bytes)))
    if (data === undefined) continue
    left_bytes -= file.size_bytes
    found.set(file.hash, data)
  }
  return found
}

async function isOpen(app: App, tx: Tx, actor: Actor, file: Attachment, now: string): Promise<boolean> {
  try {
    await app.registry.guard?.requireOpen(tx, actor, file, now)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}
