/** Pictures of items: a file that was uploaded becomes one that never changes, and is shown to who is offered the item. */
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { findAttachment } from '../../core/attachments/attachment.ts'
import { noteDenial } from '../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../core/mount.ts'
import { raw, read, type Tx } from '../../platform/db/transaction.ts'
import { servingHeaders } from '../../platform/files/serving-headers.ts'
import { forbidden, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id } from '../../platform/http/schema.ts'
import type { Http } from '../../platform/http/server.ts'
import { newId } from '../../platform/id/id.ts'
import { managesCatalog, Params } from './actions/items.ts'
import { lockItem, offered } from './store.ts'

const picture_bytes_max = 512 * 1024
const mediaTypes = ['image/png', 'image/jpeg', 'image/webp']
const kept_hours = 24

export const addPicture = plainAction({
  name: 'catalog.add_picture',
  summary:
    'Make a picture for an item of a file that was uploaded; the draft names it from its next saving on.',
  path: '/api/catalog/manage/:id/pictures',
  params: Params,
  input: Body({ file_id: Id }),
  output: Type.Object({ id: Id }),
  permits: managesCatalog,
  run: async ({ app, tx, actor, input, now, params }) => {
    const item = await lockItem(tx, params.id as string)
    const file = await findAttachment(tx, actor, input.file_id)
    if (!file || file.record_id !== null)
      throw invalid('#/file_id', 'This file is not there any more. Upload it again.')
    // The type is what its content was found to be, not what its name or its sender says.
    if (!file.is_inline || !mediaTypes.includes(file.media_type))
      throw invalid('#/file_id', 'Choose a picture: a PNG, JPEG or WebP file.')
    if (file.size_bytes > picture_bytes_max)
      throw invalid('#/file_id', 'This picture is too large. Choose one of at most 512 kB.')
    const content = await bytesOf(await app.files.open(file.storage_key))
    forgetUnused(tx, now)
    const id = newId()
    tx.send(
      raw('insert into catalog.picture (org_id, id, media_type, content, added_at) values ($1,$2,$3,$4,$5)', [
        tx.orgId,
        id,
        file.media_type,
        content,
        now,
      ]),
    )
    return { result: { id }, audit: { item: item.id, picture: id } }
  },
})

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** What was uploaded and then not kept goes with the next upload; a draft that is open in a browser has a day. */
function forgetUnused(tx: Tx, now: string): void {
  tx.send(
    raw(
      `delete from catalog.picture p where p.org_id = $1 and p.added_at < $2::timestamptz - interval '${kept_hours} hours'
         and not exists (select from catalog.item i where i.org_id = $1 and i.draft #>> '{picture,id}' = p.id::text)
         and not exists (select from catalog.item_version v where v.org_id = $1 and v.content #>> '{picture,id}' = p.id::text)`,
      [tx.orgId, now],
    ),
  )
}

type Picture = { media_type: string; content: Buffer }

/** The picture of an item that is offered to the actor; who keeps the catalog sees those of drafts too. */
function findPicture(tx: Tx, actor: Actor, id: string, now: string): Promise<Picture | undefined> {
  return tx.maybe(
    sql<Picture>`select p.media_type, p.content from catalog.picture p
      where p.org_id = ${tx.orgId} and p.id = ${id} and (${may(actor, 'catalog.manage')} or exists (
        select from catalog.item i join catalog.item_version v on v.org_id = i.org_id and v.item_id = i.id and v.number = i.version
        where i.org_id = ${tx.orgId} and i.is_on and i.retired_at is null and v.content #>> '{picture,id}' = p.id::text
          and ${offered(actor, now)}))`,
  )
}

/** Mounts the reading of pictures. */
export function mountPictures(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/catalog/pictures/:id',
    schema: {
      ...describe('catalog.picture', 'The picture of an item that one may ask for.', 'catalog'),
      params: Body({ id: Id }),
      response: { 200: Type.String({ description: 'The picture.' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      const { id } = request.params as { id: string }
      const now = app.clock.now().toISOString()
      const isAllowed = may(actor, 'tickets.create') || managesCatalog(actor)
      const found = isAllowed
        ? await read(app.pool, actor.orgId, (tx) => findPicture(tx, actor, id.toLowerCase(), now))
        : undefined
      if (!found) {
        const problem = isAllowed
          ? notFound('This picture')
          : forbidden('You may not ask for items of the catalog.')
        await noteDenial(app, actor, 'catalog.picture', problem)
        throw problem
      }
      const { media_type, content } = found
      const served = { type: media_type, isInline: true, name: 'picture', size_bytes: content.length }
      // One address never shows anything else, so that a browser need not ask again.
      const headers = { ...servingHeaders(served), 'cache-control': 'private, max-age=86400, immutable' }
      return reply.headers(headers).send(content)
    },
  })
}
