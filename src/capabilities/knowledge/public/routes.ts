/**
 * The public articles for anybody, where the organization switched it on. A family of routes of its own: what it
 * answers names no person, no number of views, nothing that is not published for everybody, and it stands outside
 * the paths that ask for a session.
 */
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { findOrganization } from '../../../core/people/login/find-organization.ts'
import { raw, read, type Tx } from '../../../platform/db/transaction.ts'
import { plainPicture } from '../../../platform/files/plain-picture.ts'
import { servingHeaders } from '../../../platform/files/serving-headers.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { notFound, tooMany } from '../../../platform/http/problem.ts'
import { Body, Id, NullableText, Time } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { createVisits, type Visits } from '../../../platform/http/visits.ts'
import { publicSetting } from './setting.ts'

const visits_max = 60
const articles_max = 500
// An article may hold many pictures, and a page is read with all of them at once.
const pictures_max = 300
/** A picture is held in memory while what it tells besides is taken out. */
const picture_bytes_max = 25 * 1024 ** 2
const pictureAddress = /\/api\/attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/image/gi

const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' })
const ArticleNumber = Type.Integer({ minimum: 1, maximum: 999_999_999_999 })
const Line = { number: Type.Integer(), title: Type.String(), topic: NullableText, changed_at: Time }
const shown = `core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
  join knowledge.version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.published_version
  where r.org_id = $1 and r.kind = 'article' and r.state = 'validated' and r.audience = 'public' and r.restriction is null`
const columns = 'r.number, v.title, a.category as topic, v.created_at as changed_at'

type Row = { number: number; title: string; topic: string | null; changed_at: string }

/** Mounts the list and the single article. */
export function mountPublic(http: Http, app: App): void {
  const visits = createVisits(visits_max)
  const described = (operationId: string, summary: string) => ({ operationId, summary, tags: ['knowledge'] })
  const Problems = { '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') }

  http.route({
    method: 'GET',
    url: '/public/:organization/articles',
    schema: {
      ...described('knowledge.public_list', 'The public articles, for anybody, where that is switched on.'),
      params: Body({ organization: Slug }),
      response: {
        200: Type.Object({ organization: Type.String(), rows: Type.Array(Type.Object(Line)) }),
        ...Problems,
      },
    },
    handler: (request, reply) =>
      visit(app, visits, request, reply, async (tx, name) => ({
        organization: name,
        rows: await tx.all(
          raw<Row>(`select ${columns} from ${shown} order by v.title, r.number limit ${articles_max}`, [
            tx.orgId,
          ]),
        ),
      })),
  })

  http.route({
    method: 'GET',
    url: '/public/:organization/articles/:number',
    schema: {
      ...described('knowledge.public_show', 'A public article, for anybody, where that is switched on.'),
      params: Body({ organization: Slug, number: ArticleNumber }),
      response: {
        200: Type.Object({ organization: Type.String(), ...Line, body: Type.String() }),
        ...Problems,
      },
    },
    handler: (request, reply) =>
      visit(app, visits, request, reply, async (tx, name) => {
        const { number } = request.params as { number: number }
        const found = await tx.maybe(
          raw<Row & { body: string }>(`select ${columns}, v.body from ${shown} and r.number = $2`, [
            tx.orgId,
            number,
          ]),
        )
        if (!found) throw notFound('This article')
        const { organization } = request.params as { organization: string }
        return { organization: name, ...found, body: withPictures(found.body, organization, number) }
      }),
  })
  mountPictures(http, app)
}

/** The text with the addresses under which strangers are shown its pictures. */
function withPictures(body: string, organization: string, number: number): string {
  return body.replace(
    pictureAddress,
    (_address, id: string) => `/public/${organization}/articles/${number}/pictures/${id.toLowerCase()}`,
  )
}

type Picture = { name: string; media_type: string; size_bytes: number; storage_key: string }

/**
 * A picture is shown while its article is, when the text that everybody reads names it. That of a draft hangs on an
 * inner message, and what is no picture for certain is no inline file, so that neither is ever found.
 */
function mountPictures(http: Http, app: App): void {
  const visits = createVisits(pictures_max)
  http.route({
    method: 'GET',
    url: '/public/:organization/articles/:number/pictures/:id',
    schema: {
      operationId: 'knowledge.public_picture',
      summary: 'A picture in a public article, for anybody, where that is switched on.',
      tags: ['knowledge'],
      params: Body({ organization: Slug, number: ArticleNumber, id: Id }),
      response: {
        200: Type.String({ description: 'The picture.' }),
        '4xx': Type.Ref('Problem'),
        '5xx': Type.Ref('Problem'),
      },
    },
    handler: async (request, reply) => {
      const { number, id } = request.params as { number: number; id: string }
      const picture = await visit(app, visits, request, reply, async (tx) => {
        const found = await tx.maybe(
          raw<Picture>(
            `select f.name, f.media_type, f.size_bytes, f.storage_key
             from (select r.id, v.body from ${shown} and r.number = $2) x
             join core.attachment f on f.org_id = $1 and f.record_id = x.id and f.id = $3 and f.is_inline and not f.is_held and f.removed_at is null
             join core.message m on m.org_id = $1 and m.id = f.message_id and not m.is_internal
             where position('/api/attachments/' || f.id || '/image' in lower(x.body)) > 0`,
            [tx.orgId, number, id],
          ),
        )
        if (!found) throw notFound('This picture')
        return found
      })
      const bytes = await plainBytes(app, picture)
      const plain = { ...picture, type: picture.media_type, isInline: true, size_bytes: bytes.length }
      return reply.headers(servingHeaders(plain)).send(Readable.from([bytes]) as never)
    },
  })
}

/**
 * The picture without where, when and by whom it was taken, which no stranger is to learn. One that is broken is not
 * shown, since nobody knows what else it holds.
 */
async function plainBytes(app: App, picture: Picture): Promise<Buffer> {
  if (picture.size_bytes > picture_bytes_max) throw notFound('This picture')
  const stream = await app.files.open(picture.storage_key).catch(() => {
    throw notFound('This picture')
  })
  const plain = plainPicture(picture.media_type, await buffer(stream))
  if (!plain) throw notFound('This picture')
  return plain
}

/** Answers alike whether there is no such organization, it shows nothing, or the article is not for everybody. */
async function visit<T>(
  app: App,
  visits: Visits,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (tx: Tx, name: string) => Promise<T>,
): Promise<T> {
  const wait_seconds = visits.count(placeOf(request.ip), app.clock.now().getTime())
  if (wait_seconds > 0) throw tooMany(wait_seconds)
  reply.header('cache-control', 'no-store')
  reply.header('x-robots-tag', 'noindex, nofollow')
  const { organization } = request.params as { organization: string }
  const orgId = await findOrganization(app, organization)
  if (orgId === undefined) throw notFound('This article')
  return read(app.pool, orgId, async (tx) => {
    const setting = await tx.one(publicSetting(tx.orgId))
    if (!setting.is_on) throw notFound('This article')
    if (setting.may_index) reply.removeHeader('x-robots-tag')
    return answer(tx, setting.name)
  })
}
