/** A visit at a provider that speaks SAML: there with a question, and back by a form that the provider has sent. */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { seal, unseal } from '../../../core/people/login/seal.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { cookieOptions } from '../../../core/people/session-cookie.ts'
import { takeTry } from '../../../core/people/throttle.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { Body } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { hashToken, randomToken } from '../../../platform/secrets/signing.ts'
import { begin, over, resume, spend } from '../ceremony.ts'
import {
  failed,
  orBeginAgain,
  ownBase,
  ProviderParams,
  pathOf,
  toElsewhere,
  welcome,
} from '../providers/entering.ts'
import type { Place, Told, Visit } from '../providers/store.ts'
import { type Answer, AnswerRefused, readAnswer } from './answer.ts'
import { libraryFor } from './library.ts'
import { openParty } from './party.ts'

const visitKind = 'saml visit'
const answerPurpose = 'saml answer'
const visit_seconds = 600
const visitCookie = 'wardline_visit_'
const visits_max = 3
/** Letters of the time in milliseconds, to the base of 36. */
const time_length = 9
const fetch_seconds = 120

type Held = Visit & { request: string }
/** What waits for the browser: the answer as it was checked. */
type Waiting = Told & { inResponseTo: string | undefined }

/** Leads to the provider; for a proof it has to ask again, whomever it knows. */
export async function askSaml(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  place: Place,
  visit: Omit<Visit, 'provider'>,
) {
  const party = await openParty(app, place)
  const id = `_${app.clock.now().getTime().toString(36).padStart(time_length, '0')}${randomToken()}`
  const held: Held = { ...visit, provider: place.id, request: id }
  const ceremony = begin(app, request, reply, { orgId: place.org, kind: visitKind, held })
  // What travels with the question may be 80 letters long; the browser keeps the rest, by the question's name.
  const cookie = { ...cookieOptions(app, request), path: '/api/session/providers', maxAge: visit_seconds }
  for (const name of olderVisits(request)) reply.clearCookie(name, cookie)
  reply.setCookie(cookieOf(id), ceremony, cookie)
  const asksAgain = party.provider.asks_again || visit.proof !== undefined
  const library = libraryFor(app, place.org, party, takenAt(app, request, place), {
    requestId: id,
    asksAgain,
  })
  return reply.redirect(await library.getAuthorizeUrlAsync('', undefined, {}), 303)
}

export function mountSaml(http: Http, app: App, sessions: Sessions): void {
  mountTake(http, app)
  http.get(
    '/api/session/providers/:org/:id/finish',
    {
      schema: {
        operationId: 'session.finish_saml',
        summary: 'Where the browser that asked fetches the answer of the provider, once.',
        tags: ['session'],
        params: ProviderParams,
        querystring: Body({ answer: Type.String({ minLength: 1, maxLength: 100 }) }),
        response: toElsewhere,
      },
    },
    async (request, reply) => finish(app, sessions, request, reply),
  )
}

function mountTake(http: Http, app: App): void {
  // Forms are taken here alone, and from the provider's site.
  void http.register(async (own) => {
    own.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 512 * 1024 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    own.post(
      '/api/session/providers/:org/:id/acs',
      {
        config: { takesForeign: true },
        schema: {
          operationId: 'session.take_saml',
          summary: 'Where the provider has its answer sent (SAML 2.0, HTTP-POST binding).',
          tags: ['session'],
          params: ProviderParams,
          body: Type.Object({
            SAMLResponse: Type.String({ minLength: 1, maxLength: 500_000 }),
            RelayState: Type.Optional(Type.String({ maxLength: 4000 })),
          }),
          response: toElsewhere,
        },
      },
      async (request, reply) =>
        take(app, request, reply, request.params as Place, request.body as { SAMLResponse: string }),
    )
  })
}

/** Checks the answer and keeps it for the browser, whose cookies did not come along from the other site. */
async function take(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  place: Place,
  { SAMLResponse }: { SAMLResponse: string },
) {
  const party = await openParty(app, place)
  const limits = [{ key: `saml:${placeOf(request.ip)}`, tries_max: 3000, window_minutes: 15 }]
  await takeTry(app, place.org, limits, { address: request.ip, personId: null })
  let answer: Answer
  try {
    answer = await readAnswer(app, place.org, party, SAMLResponse, takenAt(app, request, place))
  } catch (error) {
    if (!(error instanceof AnswerRefused)) throw error
    const refused = error.why === 'refused-there' ? 'provider-refused' : 'provider-failed'
    return failed(app, request, reply, place, refused, error.why)
  }
  if (answer.inResponseTo === undefined && !party.saml.takes_unasked)
    return failed(app, request, reply, place, 'begin-again', 'nobody-asked')
  return orBeginAgain(app, request, reply, place, async () => {
    const token = randomToken()
    await write(app.pool, place.org, async (tx) => {
      // The assertion counts once, wherever it is handed in.
      await spend(app, tx, { text: `saml ${place.id} ${answer.id}` })
      const { claims, authenticated_ms, inResponseTo, name } = answer
      const told = { ...name, sessionIndex: claims.sid }
      const waiting: Waiting = { claims, authenticated_ms, inResponseTo, token: JSON.stringify(told) }
      const until = new Date(app.clock.now().getTime() + fetch_seconds * 1000).toISOString()
      const sealed = seal(
        app.config.secret,
        answerPurpose,
        `${place.org}.${place.id}`,
        JSON.stringify(waiting),
      )
      tx.send(
        raw(
          'insert into core.provider_answer (org_id, token_hash, provider_id, sealed, expires_at) values ($1,$2,$3,$4,$5)',
          [place.org, Buffer.from(hashToken(token), 'hex'), place.id, sealed, until],
        ),
      )
    })
    return reply.redirect(`${pathOf(place)}/finish?answer=${token}`, 303)
  })
}

/** Lets the browser in that asked the question; an answer to none needs no browser of its own. */
async function finish(app: App, sessions: Sessions, request: FastifyRequest, reply: FastifyReply) {
  const place = request.params as Place
  const { answer } = request.query as { answer: string }
  return orBeginAgain(app, request, reply, place, async () => {
    const { provider, saml } = await openParty(app, place)
    const told = await fetchAnswer(app, place, answer)
    const id = told.inResponseTo
    if (id === undefined) {
      if (!saml.takes_unasked) throw over()
      const visit = { provider: place.id, next: '/' }
      return welcome(app, sessions, request, reply, { place, provider, told, visit })
    }
    const kept = request.cookies[cookieOf(id)] ?? ''
    const visit = resume<Held>(app, request, visitKind, kept)
    const { held } = visit
    if (visit.orgId !== place.org || held.provider !== place.id || held.request !== id) throw over()
    reply.clearCookie(cookieOf(id), { ...cookieOptions(app, request), path: '/api/session/providers' })
    await write(app.pool, place.org, (tx) => spend(app, tx, visit))
    return welcome(app, sessions, request, reply, { place, provider, told, visit: held })
  })
}

async function fetchAnswer(app: App, place: Place, token: string): Promise<Waiting> {
  const found = await write(app.pool, place.org, (tx) =>
    tx.maybe(
      raw<{ sealed: Buffer; expires_at: string }>(
        'delete from core.provider_answer where org_id = $1 and token_hash = $2 and provider_id = $3 returning sealed, expires_at',
        [place.org, Buffer.from(hashToken(token), 'hex'), place.id],
      ),
    ),
  )
  if (!found || Date.parse(found.expires_at) <= app.clock.now().getTime()) throw over()
  return JSON.parse(unseal(secretsOf(app.config), answerPurpose, `${place.org}.${place.id}`, found.sealed))
}

/** Our address at which answers are handed in. */
export function takenAt(app: App, request: FastifyRequest, place: Place): string {
  return `${ownBase(app, request)}${pathOf(place)}/acs`
}

// Two questions at once, in two tabs, are kept apart.
function cookieOf(requestId: string): string {
  return `${visitCookie}${requestId.slice(1, 1 + time_length + 12)}`
}

/**
 * Visits that came to nothing leave their cookies behind, until a request with all of them is too large for any
 * server: beside the next one only the newest two stay. Their names begin with the time.
 */
function olderVisits(request: FastifyRequest): string[] {
  const all = Object.keys(request.cookies).filter((name) => name.startsWith(visitCookie))
  return all.sort().slice(0, Math.max(0, all.length - (visits_max - 1)))
}
