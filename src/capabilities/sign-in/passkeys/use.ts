/** Using a passkey: to sign in, as the second step, and to confirm who one is. */
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { finishSignIn } from '../../../core/people/login/factor-routes.ts'
import { findOrganization } from '../../../core/people/login/find-organization.ts'
import { rememberDevice } from '../../../core/people/login/known.ts'
import { loginOf, openSession } from '../../../core/people/login/login.ts'
import { noteProof } from '../../../core/people/login/proof-routes.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { sendCookie } from '../../../core/people/session-cookie.ts'
import { endPrevious } from '../../../core/people/sign-in.ts'
import { forgiveTry, limitsOf, takeTry } from '../../../core/people/throttle.ts'
import { read, type Tx, write } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { begin, over, resume, spend } from '../ceremony.ts'
import { Begun, CeremonyText, Used, type UsedAnswer } from './answers.ts'
import { requireSite } from './site.ts'
import { askFor, checkPasskey, type PasskeyHeld, passkeyKind, passkeysOf, wrongPasskey } from './verify.ts'

const Answer = Body({ ceremony: CeremonyText, answer: Used })
type Answered = { ceremony: string; answer: unknown }

export function mountUse(http: Http, app: App, sessions: Sessions): void {
  mountSignIn(http, app, sessions)
  mountFactor(http, app, sessions)
  mountConfirm(http, app, sessions)
}

function mountSignIn(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/session/passkey/begin',
    {
      schema: {
        operationId: 'session.begin_passkey',
        summary: 'Begin to sign in with a passkey: the browser offers those that it knows.',
        tags: ['session'],
        body: Body({ organization: Type.Optional(Type.String({ maxLength: 63 })) }),
        response: { 200: Begun, default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const orgId = await findOrganization(app, request.body.organization)
      if (orgId === undefined) throw notFound('This organization')
      return begunWith(app, request, reply, orgId, { use: 'sign_in' })
    },
  )
  http.post(
    '/api/session/passkey',
    {
      schema: {
        operationId: 'session.passkey',
        summary: 'Sign in with a passkey: it is both steps at once.',
        tags: ['session'],
        body: Answer,
        response: { 200: Type.Object({ needs_factor: Type.Literal(false) }), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const proof = await answered(app, request, request.body, 'sign_in', null)
      const { cookie, personId } = await write(app.pool, proof.orgId, async (tx) => {
        const found = await proof.check(tx)
        if (!found) return { cookie: undefined, personId: '' }
        const login = await tx.one(loginOf(app, proof.orgId, found.personId))
        if (!login.is_open_here) return { cookie: undefined, personId: '' }
        const started = openSession(app, tx, request, login, { isPending: false })
        const who = { orgId: proof.orgId, address: request.ip, personId: found.personId }
        const how = { session: started.id, by: 'passkey', passkey: found.passkeyId }
        tx.send(audit(who, app.clock.now().toISOString(), 'signed_in', how))
        return { cookie: started.cookie, personId: found.personId }
      })
      if (cookie === undefined) throw wrongPasskey()
      await endPrevious(app, sessions, request)
      sendCookie(app, request, reply, cookie)
      rememberDevice(app, request, reply, personId)
      return { needs_factor: false as const }
    },
  )
}

function mountFactor(http: Http, app: App, sessions: Sessions): void {
  const pending = async (request: FastifyRequest) => {
    const actor = await sessions.authenticatePending(request)
    if (!actor.isPending) throw conflict('You are signed in already.')
    return actor
  }
  http.post(
    '/api/session/factor/passkey/begin',
    {
      onRequest: sessions.requireBegun,
      schema: {
        operationId: 'session.begin_factor_passkey',
        summary: 'Begin the second step of signing in with one of the own passkeys.',
        tags: ['session'],
        body: Body({}),
        response: { 200: Begun, default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => begunFor(app, request, reply, await pending(request), 'factor'),
  )
  http.post(
    '/api/session/factor/passkey',
    {
      onRequest: sessions.requireBegun,
      schema: {
        operationId: 'session.factor_passkey',
        summary: 'The second step of signing in, by passkey; the session goes on under a new token.',
        tags: ['session'],
        body: Answer,
        response: { 200: Type.Object({ needs_factor: Type.Literal(false) }), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const actor = await pending(request)
      const proof = await answered(app, request, request.body, 'factor', actor)
      const cookie = await write(app.pool, actor.orgId, async (tx) => {
        const found = await proof.check(tx)
        return found && finishSignIn(app, tx, request, actor, { by: 'passkey', passkey: found.passkeyId })
      })
      if (cookie === undefined) throw wrongPasskey()
      sessions.forget(actor.sessionId ?? undefined)
      sendCookie(app, request, reply, cookie)
      rememberDevice(app, request, reply, actor.personId)
      return { needs_factor: false as const }
    },
  )
}

function mountConfirm(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/session/confirm/passkey/begin',
    {
      schema: {
        operationId: 'session.begin_confirm_passkey',
        summary: 'Begin to confirm who one is with one of the own passkeys.',
        tags: ['session'],
        security: [{ session: [] }],
        body: Body({}),
        response: { 200: Begun, default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => begunFor(app, request, reply, await sessions.authenticate(request), 'confirm'),
  )
  http.post(
    '/api/session/confirm/passkey',
    {
      schema: {
        operationId: 'session.confirm_passkey',
        summary: 'Confirm who one is, by passkey; it holds for ten minutes.',
        tags: ['session'],
        security: [{ session: [] }],
        body: Answer,
        response: { 200: Type.Object({ confirmed_at: Type.String() }), default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const actor = await sessions.authenticate(request)
      const proof = await answered(app, request, request.body, 'confirm', actor)
      const found = await write(app.pool, actor.orgId, async (tx) => {
        const passkey = await proof.check(tx)
        if (passkey) noteProof(app, sessions, tx, actor, { by: 'passkey', passkey: passkey.passkeyId })
        return passkey
      })
      // Who is signed in stays so: a 401 would send the page away.
      if (!found) throw conflict('This passkey does not work here, or was removed.')
      return { confirmed_at: app.clock.now().toISOString() }
    },
  )
}

/** Begins for somebody who is known: only the own passkeys are asked for. */
async function begunFor(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  use: 'factor' | 'confirm',
) {
  const site = requireSite(app, request)
  const passkeys = await read(app.pool, actor.orgId, (tx) =>
    tx.all(passkeysOf(actor.orgId, actor.personId, site)),
  )
  if (passkeys.length === 0) throw conflict('You have no passkey for this address.')
  const held = { use, person: actor.personId, session: actor.sessionId ?? '' }
  return begunWith(app, request, reply, actor.orgId, held, passkeys)
}

async function begunWith(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  orgId: string,
  held: Omit<PasskeyHeld, 'challenge'>,
  passkeys?: Parameters<typeof askFor>[1],
) {
  const options = await askFor(requireSite(app, request), passkeys)
  const ceremony = begin<PasskeyHeld>(app, request, reply, {
    orgId,
    kind: passkeyKind,
    held: { ...held, challenge: options.challenge },
  })
  return { ceremony, options: options as unknown as Record<string, unknown> }
}

/**
 * What was begun in this browser for this use, used up by asking. `check` answers whose passkey it was; when it was
 * nobody's, the audit log is told and undefined is answered.
 */
async function answered(
  app: App,
  request: FastifyRequest,
  body: Answered,
  use: PasskeyHeld['use'],
  actor: Actor | null,
) {
  const site = requireSite(app, request)
  const ceremony = resume<PasskeyHeld>(app, request, passkeyKind, body.ceremony)
  const { orgId, held } = ceremony
  const isHers = held.person === actor?.personId && held.session === (actor?.sessionId ?? undefined)
  if (held.use !== use || !isHers || (actor && actor.orgId !== orgId)) throw over()
  const answer = body.answer as UsedAnswer
  const limits = limitsOf('passkey', held.person ?? answer.id.slice(0, 100), request.ip)
  await takeTry(app, orgId, limits, { address: request.ip, personId: held.person ?? null })
  await write(app.pool, orgId, (tx) => spend(app, tx, ceremony))
  return {
    orgId,
    async check(tx: Tx) {
      const now = app.clock.now()
      const found = await checkPasskey(tx, site, held, answer, now.toISOString())
      const who = { orgId, address: request.ip, personId: held.person ?? null }
      if (found) forgiveTry(tx, limits, now)
      else tx.send(audit(who, now.toISOString(), 'passkey_refused', { use }))
      return found
    },
  }
}
