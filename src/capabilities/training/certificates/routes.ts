/** Certificates as files for those who may read them, and, by an unguessable name, for anybody who is given it. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { raw, read } from '../../../platform/db/transaction.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { conflict, forbidden, notFound, tooMany } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, OneOf } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { createVisits } from '../../../platform/http/visits.ts'
import { readable, readsOwn } from '../policy.ts'
import { siteOf } from '../site.ts'
import { achievementOf, bakedSvg, issuerOf, signBadge } from './badge.ts'
import { jwkOf, signingKey } from './key.ts'
import { badgeOf, nameOf, pageOf, readName, unknownCertificate } from './link.ts'
import { drawCertificate } from './sheet.ts'
import { aboutOf, type Certificate, certificateStates, certificateWhere } from './store.ts'

/** A checker asks for five addresses of a badge, and many may sit behind one. */
const visits_max = 600

const Name = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'What stands after the # of its link.',
})
const Day = Type.String({ format: 'date' })
const Checked = Type.Object({
  state: OneOf(certificateStates),
  number: Type.String(),
  person: Type.String(),
  organization: Type.String(),
  title: Type.String(),
  version: Type.String(),
  achieved_on: Day,
  valid_until: Nullable(Day),
  competencies: Type.Array(Type.Object({ name: Type.String(), code: Type.String(), level: Type.String() })),
})
const Json = Type.Record(Type.String(), Type.Unknown())
const file = (type: string) => ({ response: { 200: Type.String({ description: type }), ...Problems } })

/** Mounts all of them. */
export function mountCertificates(http: Http, app: App, authenticate: Authenticate): void {
  mountFiles(http, app, authenticate)
  const look = lookup(app)
  mountCheck(http, look)
  mountPublished(http, app, look)
}

function mountFiles(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/training/records/:id/certificate.pdf',
    schema: {
      ...describe('training.certificate_sheet', 'A certificate as a sheet to print.', 'training'),
      params: Body({ id: Id }),
      querystring: Body({ language: Type.Optional(OneOf(['en', 'es'])) }),
      ...file('application/pdf'),
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      const of = await certificateFor(app, actor, 'training.certificate_sheet', request.params.id)
      const link = of.is_public ? pageOf(siteOf(app, request), nameOf(of.org_id, of.token)) : undefined
      const bytes = await drawCertificate(of, request.query.language ?? 'en', link)
      return sent(reply, 'application/pdf', `inline; filename="certificate-${of.number}.pdf"`, bytes)
    },
  })
  http.route({
    method: 'GET',
    url: '/api/training/records/:id/badge',
    schema: {
      ...describe(
        'training.badge',
        'A certificate as a signed Open Badges 3.0 credential: the credential itself (a compact JWS), or a picture that carries it.',
        'training',
      ),
      params: Body({ id: Id }),
      querystring: Body({ form: Type.Optional(OneOf(['jwt', 'svg'])) }),
      ...file('application/jwt or image/svg+xml'),
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      const of = await certificateFor(app, actor, 'training.badge', request.params.id)
      if (!of.is_public)
        throw conflict(
          'Let others check this certificate first: whoever is given the badge asks for it by its link.',
        )
      const key = await read(app.pool, actor.orgId, (tx) => signingKey(app, tx))
      const jws = signBadge(siteOf(app, request), of, key)
      return request.query.form === 'svg'
        ? sent(reply, 'image/svg+xml', `attachment; filename="badge-${of.number}.svg"`, bakedSvg(jws, of))
        : sent(reply, 'application/jwt', `attachment; filename="badge-${of.number}.jwt"`, jws)
    },
  })
}

function mountCheck(http: Http, look: Look): void {
  // By POST and out of the address, so that no log on the way keeps what lets one in.
  http.post(
    '/api/certificates/check',
    {
      schema: {
        operationId: 'training.check_certificate',
        summary: 'Whether a certificate is valid, by the link that its person gave away.',
        tags: ['training'],
        security: [],
        body: Body({ link: Name }),
        response: { 200: Checked, ...Problems },
      },
    },
    async (request): Promise<Static<typeof Checked>> => {
      const of = await look(request, request.body.link)
      const { state, number, person, organization, version, achieved_on, valid_until, competencies } = of
      return {
        ...{ state, number, person, organization, version, achieved_on, valid_until, competencies },
        title: aboutOf(of),
      }
    },
  )
}

const published_type = 'application/json'
type Told = { operationId: string; summary: string; type: string }
const schema = ({ type, ...told }: Told) => ({
  ...told,
  tags: ['training'],
  security: [],
  response: { 200: { description: type, content: { [type]: { schema: Json } } }, ...Problems },
})
const params = Body({ name: Name })

/** What checkers of badges ask for: the addresses that stand in the credential. */
function mountPublished(http: Http, app: App, look: Look): void {
  http.get(
    '/api/certificates/:name',
    {
      schema: {
        ...schema({
          operationId: 'training.public_badge',
          summary: 'The signed credential of a certificate, as a compact JWS.',
          type: published_type,
        }),
        ...file('application/jwt'),
        params,
      },
    },
    async (request, reply) => {
      const of = await look(request, request.params.name)
      const key = await read(app.pool, of.org_id, (tx) => signingKey(app, tx))
      return sent(reply, 'application/jwt', 'inline', signBadge(siteOf(app, request), of, key))
    },
  )
  http.get(
    '/api/certificates/:name/issuer',
    {
      schema: {
        ...schema({
          operationId: 'training.public_issuer',
          summary: 'Who issued a certificate.',
          type: published_type,
        }),
        params,
      },
    },
    async (request, reply) => {
      const of = await look(request, request.params.name)
      return plain(reply, issuerOf(siteOf(app, request), request.params.name, of.organization))
    },
  )
  http.get(
    '/api/certificates/:name/achievement',
    {
      schema: {
        ...schema({
          operationId: 'training.public_achievement',
          summary: 'What a certificate is for.',
          type: published_type,
        }),
        params,
      },
    },
    async (request, reply) =>
      plain(reply, achievementOf(siteOf(app, request), await look(request, request.params.name))),
  )
  mountStatus(http, app, look)
}

function mountStatus(http: Http, app: App, look: Look): void {
  http.get(
    '/api/certificates/:name/status',
    {
      schema: {
        ...schema({
          operationId: 'training.public_status',
          summary: 'Whether a certificate was revoked.',
          type: published_type,
        }),
        params,
      },
    },
    async (request, reply) => {
      const of = await look(request, request.params.name)
      const site = siteOf(app, request)
      const id = badgeOf(site, request.params.name)
      return plain(reply, {
        id: `${id}/status`,
        issuer: issuerOf(site, request.params.name, of.organization).id,
        // Why is told to nobody outside.
        revokedCredential: of.state === 'revoked' ? [{ id, revoked: true }] : [],
      })
    },
  )
  http.get(
    '/api/certificates/:name/keys/:id',
    {
      schema: {
        ...schema({
          operationId: 'training.public_key',
          summary: 'A public key of who issued a certificate, as a JWK.',
          type: published_type,
        }),
        params: Body({ name: Name, id: Id }),
      },
    },
    async (request, reply) => {
      const of = await look(request, request.params.name)
      const key = await read(app.pool, of.org_id, (tx) =>
        tx.maybe(
          raw<{ public_key: string }>(
            'select public_key from training.badge_key where org_id = $1 and id = $2',
            [of.org_id, request.params.id],
          ),
        ),
      )
      if (!key) throw notFound('This key')
      return plain(reply, { ...jwkOf(key.public_key), alg: 'EdDSA', use: 'sig' })
    },
  )
}

async function certificateFor(app: App, actor: Actor, name: string, id: string): Promise<Certificate> {
  if (!readsOwn(actor)) {
    await noteDenial(app, actor, name, forbidden())
    throw forbidden()
  }
  const now = app.clock.now().toISOString()
  const mine = sql<boolean>`(c.person_id = ${actor.personId} or ${readable(actor, sql`c.person_id`)})`
  const found = await read(app.pool, actor.orgId, (tx) =>
    certificateWhere(tx, now, sql`c.line_id = ${id} and ${mine}`),
  )
  if (!found) throw notFound('This certificate')
  return found
}

type Look = (request: FastifyRequest, name: string) => Promise<Certificate>

/** Finds certificates by their public names, so many times a minute for each network. Throws the 429 problem. */
function lookup(app: App): Look {
  const visits = createVisits(visits_max)
  return (request, name) => {
    const wait_seconds = visits.count(placeOf(request.ip), app.clock.now().getTime())
    if (wait_seconds > 0) throw tooMany(wait_seconds)
    return published(app, name)
  }
}

/** By its public name, unless its person switched that off. */
async function published(app: App, name: string): Promise<Certificate> {
  const { orgId, token } = readName(name)
  const now = app.clock.now().toISOString()
  const found = await read(app.pool, orgId, async (tx) => {
    const known = await tx.maybe(
      raw<{ line_id: string }>(
        'select line_id from training.certificate where org_id = $1 and token = $2 and is_public',
        [orgId, token],
      ),
    )
    return known && certificateWhere(tx, now, sql`c.line_id = ${known.line_id}`)
  })
  if (!found) throw unknownCertificate()
  return found
}

function sent(reply: FastifyReply, type: string, disposition: string, body: Buffer | string) {
  return reply
    .headers({ 'content-type': type, 'content-disposition': disposition, 'cache-control': 'no-store' })
    .serializer((bytes: unknown) => bytes as string)
    .send(body as unknown as string)
}

function plain(reply: FastifyReply, body: Record<string, unknown>) {
  return reply.headers({ 'cache-control': 'no-store' }).send(body)
}
