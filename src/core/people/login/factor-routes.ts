/** The second step: giving it when signing in, setting it up, new recovery codes, taking it away. */
import { Type } from 'typebox'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { conflict, invalid, type Problem } from '../../../platform/http/problem.ts'
import { Body, NullableTime } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import type { Actor } from '../../actor.ts'
import type { App } from '../../app.ts'
import { audit } from '../../audit.ts'
import { requireStepUp } from '../../execute.ts'
import { mailNotice } from '../mails.ts'
import { lockPerson } from '../policy.ts'
import { endSession, type Sessions } from '../session.ts'
import { sendCookie } from '../session-cookie.ts'
import { endSessions } from '../store.ts'
import { forgiveTry, limitsOf, takeTry } from '../throttle.ts'
import { carryProvider } from './carried.ts'
import { rememberDevice } from './known.ts'
import { loginOf, openSession, requireFactorLeft } from './login.ts'
import { length_max } from './password-rules.ts'
import { Code, proveForFactor, renew, spendCode, wrong_code } from './proof-routes.ts'
import { beginFactor, makeRecoveryCodes, removeCode, spendTotp } from './second-factor.ts'

const RecoveryCodes = Type.Object({
  recovery_codes: Type.Array(Type.String(), { description: 'Shown this once.' }),
})

/** Mounts the routes of the second step. */
export function mountFactor(http: Http, app: App, sessions: Sessions): void {
  mountGive(http, app, sessions)
  mountShow(http, app, sessions)
  mountSetUp(http, app, sessions)
  mountConfirm(http, app, sessions)
  mountChange(http, app, sessions)
}

function mountGive(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/session/factor',
    {
      onRequest: sessions.requireBegun,
      schema: {
        operationId: 'session.factor',
        summary: 'The second step of signing in; the session goes on under a new token.',
        tags: ['session'],
        body: Body({ code: Code }),
        response: { 200: Type.Object({ needs_factor: Type.Literal(false) }), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const actor = await sessions.authenticatePending(request)
      if (!actor.isPending) throw conflict('You are signed in already.')
      const limits = limitsOf('factor', actor.personId, request.ip)
      await takeTry(app, actor.orgId, limits, { address: request.ip, personId: actor.personId })
      const now = app.clock.now()
      const at = now.toISOString()
      const cookie = await write(app.pool, actor.orgId, async (tx) => {
        if (!(await spendCode(app, tx, actor.personId, request.body.code))) {
          tx.send(audit(actor, at, 'factor_failed', { session: actor.sessionId }))
          return undefined
        }
        forgiveTry(tx, limits, now)
        return finishSignIn(app, tx, request, actor)
      })
      if (cookie === undefined) throw invalid('#/code', wrong_code)
      sessions.forget(actor.sessionId ?? undefined)
      sendCookie(app, request, reply, cookie)
      rememberDevice(app, request, reply, actor.personId)
      return { needs_factor: false as const }
    },
  )
}

/** The second step was given: the pending session ends, and its work goes on in a whole one. Answers the new cookie. */
export async function finishSignIn(
  app: App,
  tx: Tx,
  request: FastifyRequest,
  actor: Actor,
  how: Record<string, unknown> = {},
): Promise<string> {
  const at = app.clock.now().toISOString()
  const login = await tx.one(loginOf(app, actor.orgId, actor.personId))
  const ended = await tx.all(endSession(actor.orgId, actor.sessionId ?? '', at))
  // Of two answers at once only one may turn the pending session into a full one.
  if (ended.length === 0) throw conflict('You are signed in already.')
  const started = openSession(app, tx, request, login, { isPending: false })
  await carryProvider(app, tx, actor.sessionId, started.id)
  tx.send(audit(actor, at, 'signed_in', { session: started.id, ...how }))
  return started.cookie
}

function mountShow(http: Http, app: App, sessions: Sessions): void {
  http.get(
    '/api/factor',
    {
      onRequest: sessions.requireOwing,
      schema: {
        operationId: 'factor.show',
        summary: 'Whether the own second step is set up, and how many recovery codes are left.',
        tags: ['session'],
        response: {
          200: Type.Object({ confirmed_at: NullableTime, recovery_codes_left: Type.Integer() }),
          default: Type.Ref('Problem'),
        },
      },
    },
    async (request) => {
      const actor = await sessions.authenticateOwing(request)
      return read(app.pool, actor.orgId, (tx) =>
        tx.one(
          raw<{ confirmed_at: string | null; recovery_codes_left: number }>(
            `select (select confirmed_at from core.second_factor where org_id = $1 and person_id = $2) as confirmed_at,
               (select count(*)::int from core.recovery_code where org_id = $1 and person_id = $2 and used_at is null) as recovery_codes_left`,
            [actor.orgId, actor.personId],
          ),
        ),
      )
    },
  )
}

function mountSetUp(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/factor/begin',
    {
      onRequest: sessions.requireOwing,
      schema: {
        operationId: 'factor.begin',
        summary:
          'Begin to set up the second step: a secret for the authenticator, confirmed by its first code.',
        tags: ['session'],
        body: Body({ password: Type.Optional(Type.String({ minLength: 1, maxLength: length_max })) }),
        response: {
          200: Type.Object({ secret: Type.String(), uri: Type.String() }),
          default: Type.Ref('Problem'),
        },
      },
    },
    async (request) => {
      const actor = await sessions.authenticateOwing(request)
      const login = await read(app.pool, actor.orgId, (tx) =>
        tx.one(loginOf(app, actor.orgId, actor.personId)),
      )
      if (login.has_code) throw conflict('Your second step is set up already. Take it away first.')
      await proveForFactor(app, actor, login, request.body.password)
      return write(app.pool, actor.orgId, async (tx) => {
        const person = await tx.one(
          raw<{ label: string; issuer: string }>(
            'select coalesce(p.email, p.name) as label, g.name as issuer from core.person p join core.organization g on g.id = p.org_id where p.org_id = $1 and p.id = $2',
            [actor.orgId, actor.personId],
          ),
        )
        return beginFactor(tx, app.config.secret, { id: actor.personId, ...person })
      })
    },
  )
}

function mountConfirm(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/factor/confirm',
    {
      onRequest: sessions.requireOwing,
      schema: {
        operationId: 'factor.confirm',
        summary: 'Finish setting up: all other sessions end, and this one goes on under a new token.',
        tags: ['session'],
        body: Body({ code: Code }),
        response: { 200: RecoveryCodes, default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const actor = await sessions.authenticateOwing(request)
      const limits = limitsOf('factor', actor.personId, request.ip)
      await takeTry(app, actor.orgId, limits, { address: request.ip, personId: actor.personId })
      const now = app.clock.now()
      const at = now.toISOString()
      const done = await write(app.pool, actor.orgId, async (tx) => {
        if (!(await spendTotp(tx, secretsOf(app.config), actor.personId, request.body.code, now, true)))
          return undefined
        forgiveTry(tx, limits, now)
        const codes = makeRecoveryCodes(tx, app.config.secret, actor.personId)
        await endSessions(app, tx, actor.personId, at)
        await mailNotice(app, tx, 'signInFactorAdded', actor.personId, at)
        tx.send(audit(actor, at, 'factor_added'))
        const login = await tx.one(loginOf(app, actor.orgId, actor.personId))
        return { codes, cookie: await renew(app, tx, request, login, actor.sessionId) }
      })
      if (!done) throw invalid('#/code', wrong_code)
      sessions.forget(actor.sessionId ?? undefined)
      sendCookie(app, request, reply, done.cookie)
      return { recovery_codes: done.codes }
    },
  )
}

function mountChange(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/factor/recovery-codes',
    {
      schema: {
        operationId: 'factor.recovery_codes',
        summary: 'New recovery codes; the old ones work no longer.',
        tags: ['session'],
        security: [{ session: [] }],
        body: Body({}),
        response: { 200: RecoveryCodes, default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const actor = await sessions.authenticate(request)
      requireStepUp(app, actor)
      return write(app.pool, actor.orgId, async (tx) => {
        const login = await tx.one(loginOf(app, actor.orgId, actor.personId))
        if (!login.has_factor) throw noFactor()
        tx.send(audit(actor, app.clock.now().toISOString(), 'recovery_codes_made'))
        return { recovery_codes: makeRecoveryCodes(tx, app.config.secret, actor.personId) }
      })
    },
  )

  http.post(
    '/api/factor/disable',
    {
      schema: {
        operationId: 'factor.disable',
        summary: 'Take the own second step away.',
        tags: ['session'],
        security: [{ session: [] }],
        body: Body({}),
        response: { 200: Type.Object({ is_on: Type.Literal(false) }), default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const actor = await sessions.authenticate(request)
      requireStepUp(app, actor)
      const at = app.clock.now().toISOString()
      await write(app.pool, actor.orgId, async (tx) => {
        // Two removals at once wait for each other, so that not both find another second step left.
        await lockPerson(tx, actor.personId)
        const login = await tx.one(loginOf(app, actor.orgId, actor.personId))
        if (!login.has_code) throw noFactor()
        requireFactorLeft(login, login.has_passkey)
        removeCode(tx, actor.personId, login.has_passkey)
        tx.send(audit(actor, at, 'factor_removed'))
        await mailNotice(app, tx, 'signInFactorRemoved', actor.personId, at)
      })
      sessions.forget(actor.sessionId ?? undefined)
      app.live.publishAtOnce({ topic: 'permissions', org: actor.orgId, people: [actor.personId] })
      return { is_on: false as const }
    },
  )
}

function noFactor(): Problem {
  return conflict('Your second step is not set up.')
}
