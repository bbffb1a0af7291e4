import { Type } from 'typebox'
import { raw, read, type Tx, write } from '../../platform/db/transaction.ts'
import { servingHeaders } from '../../platform/files/serving-headers.ts'
import { notFound } from '../../platform/http/problem.ts'
import { Body, Id, Time } from '../../platform/http/schema.ts'
import type { FastifyReply, Http } from '../../platform/http/server.ts'
import { hashToken, randomToken } from '../../platform/secrets/signing.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import { audit } from '../audit.ts'
import { noteDenial } from '../execute.ts'
import { type Authenticate, describe, Problems } from '../mount.ts'
import { readingOf } from '../records/restriction.ts'
import { type Attachment, findAttachment, type KeptAttachment } from './attachment.ts'
import { toProblem } from './upload.ts'

const link_seconds = 60

/** Mounts the link to a file, the file behind the link, and images for the thread. */
export function mountServing(http: Http, app: App, authenticate: Authenticate): void {
  const Params = Body({ id: Id })
  http.route({
    method: 'GET',
    url: '/api/attachments/:id',
    schema: {
      ...describe(
        'attachments.link',
        'A link to the file that works once, for a minute, for oneself.',
        'attachments',
      ),
      params: Params,
      response: { 200: Type.Object({ url: Type.String(), expires_at: Time }), ...Problems },
    },
    handler: async (request) => {
      const actor = await authenticate(request, 'tells_reading')
      return makeLink(app, actor, (request.params as { id: string }).id)
    },
  })
  http.route({
    method: 'GET',
    url: '/api/attachments/:id/image',
    schema: {
      ...describe(
        'attachments.image',
        'An image of the thread; other files are not shown this way.',
        'attachments',
      ),
      params: Params,
      response: { 200: Type.String({ description: 'The image.' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request, 'tells_reading')
      const id = (request.params as { id: string }).id
      const file = await read(app.pool, actor.orgId, (tx) => findImage(app, tx, actor, id))
      if (!file?.is_inline) throw await refused(app, actor, 'attachments.image')
      return send(app, reply, file)
    },
  })
  http.route({
    method: 'GET',
    url: '/files/:token',
    schema: {
      ...describe('attachments.serve', 'The file behind a link that was just made.', 'attachments'),
      params: Body({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }),
      response: { 200: Type.String({ description: 'The file.' }), ...Problems },
    },
    handler: async (request, reply) => {
      // The line was left when the link was made.
      const actor = await authenticate(request, 'tells_reading')
      const file = await useLink(app, actor, (request.params as { token: string }).token)
      if (!file) throw await refused(app, actor, 'attachments.serve')
      return send(app, reply, file)
    },
  })
}

// Who saw a picture is written down as for any file; the line need not wait for the disk.
async function findImage(app: App, tx: Tx, actor: Actor, id: string): Promise<Attachment | undefined> {
  const file = await findAttachment(tx, actor, id)
  if (file?.is_inline)
    await tx.many(
      raw("select set_config('synchronous_commit', 'off', true)"),
      audit(actor, app.clock.now().toISOString(), 'attachments.image', { file: id }, file.record_id),
      readingOfFile(app, actor, file),
    )
  return file
}

function readingOfFile(app: App, actor: Actor, { record_id, restriction }: KeptAttachment) {
  if (record_id === null) return undefined
  return readingOf(actor, { id: record_id, restriction }, 'file', app.clock.now().toISOString())
}

async function refused(app: App, actor: Actor, name: string): Promise<Error> {
  const problem = notFound('This file')
  await noteDenial(app, actor, name, problem)
  return problem
}

async function makeLink(app: App, actor: Actor, id: string): Promise<{ url: string; expires_at: string }> {
  const token = randomToken()
  const expires_at = new Date(app.clock.now().getTime() + link_seconds * 1000).toISOString()
  const isMade = await write(app.pool, actor.orgId, async (tx) => {
    const file = await findAttachment(tx, actor, id)
    if (!file) return false
    await app.registry.guard?.requireOpen(tx, actor, file, app.clock.now().toISOString())
    tx.send(
      raw(
        'insert into core.file_link (org_id, token_hash, attachment_id, person_id, expires_at) values ($1,$2,$3,$4,$5)',
        [actor.orgId, Buffer.from(hashToken(token), 'hex'), file.id, actor.personId, expires_at],
      ),
    )
    tx.send(
      audit(actor, app.clock.now().toISOString(), 'attachments.link', { file: file.id }, file.record_id),
    )
    await tx.many(readingOfFile(app, actor, file))
    return true
  })
  if (!isMade) throw await refused(app, actor, 'attachments.link')
  return { url: `/files/${token}`, expires_at }
}

// Marking the link as used and finding it is one statement, so that of two at once only one gets the file.
async function useLink(app: App, actor: Actor, token: string): Promise<Attachment | undefined> {
  const now = app.clock.now().toISOString()
  return write(app.pool, actor.orgId, async (tx) => {
    const link = await tx.maybe(
      raw<{ attachment_id: string }>(
        `update core.file_link set used_at = $4 where org_id = $1 and token_hash = $2 and person_id = $3 and used_at is null and expires_at > $4
         returning attachment_id`,
        [actor.orgId, Buffer.from(hashToken(token), 'hex'), actor.personId, now],
      ),
    )
    return link && findAttachment(tx, actor, link.attachment_id)
  })
}

async function send(app: App, reply: FastifyReply, file: Attachment): Promise<FastifyReply> {
  const stream = await app.files.open(file.storage_key, file.size_bytes).catch((error) => {
    throw toProblem(error)
  })
  const headers = servingHeaders({
    type: file.media_type,
    isInline: file.is_inline,
    name: file.name,
    size_bytes: file.size_bytes,
  })
  return reply.headers(headers).send(stream)
}
