/** Proving once more who one is before privileged actions, and changing the own password. */
import { Type } from 'typebox'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { invalid, Problem } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import type { Actor } from '../../actor.ts'
import type { App } from '../../app.ts'
import { audit } from '../../audit.ts'
import { requireStepUp } from '../../execute.ts'
import { hashPassword, isPassword } from '../password.ts'
import type { Sessions } from '../session.ts'
import { sendCookie } from '../session-cookie.ts'
import { forgiveTry, limitsOf, takeTry } from '../throttle.ts'
import { carryProvider } from './carried.ts'
import { replacePassword } from './link-routes.ts'
import { type Login, loginOf, openSession } from './login.ts'
import { length_max, requireGoodPassword } from './password-rules.ts'
import { spendRecoveryCode, spendTotp } from './second-factor.ts'

const Password = Type.String({ minLength: 1, maxLength: length_max })
export const Code = Type.String({
  minLength: 6,
  maxLength: 40,
  description: 'Six digits, or a recovery code.',
})

/** Mounts confirming and the change of the own password. */
export function mountProof(http: Http, app: App, sessions: Sessions): void {
  mountConfirm(http, app, sessions)
  mountChangePassword(http, app, sessions)
}

function mountConfirm(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/session/confirm',
    {
      schema: {
        operationId: 'session.confirm',
        summary:
          'Confirm who one is, by code or, without a second step, by password; it holds for ten minutes.',
        tags: ['session'],
        security: [{ session: [] }],
        body: Body({ password: Type.Optional(Password), code: Type.Optional(Code) }),
        response: { 200: Type.Object({ confirmed_at: Type.String() }), default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const actor = await sessions.authenticate(request)
      const login = await read(app.pool, actor.orgId, (tx) =>
        tx.one(loginOf(app, actor.orgId, actor.personId)),
      )
      requireStrongProof(login, request.body)
      await prove(app, actor, login, request.body)
      await write(app.pool, actor.orgId, async (tx) => noteProof(app, sessions, tx, actor))
      return { confirmed_at: app.clock.now().toISOString() }
    },
  )
}

/** The session of the actor has proved once more who it is. `how` goes into the audit log. */
export function noteProof(
  app: App,
  sessions: Sessions,
  tx: Tx,
  actor: Actor,
  how: Record<string, unknown> = {},
): void {
  const now = app.clock.now().toISOString()
  tx.send(
    raw('update core.session set stepped_up_at = $3 where org_id = $1 and id = $2 and ended_at is null', [
      actor.orgId,
      actor.sessionId,
      now,
    ]),
  )
  tx.send(audit(actor, now, 'confirmed', { session: actor.sessionId, ...how }))
  tx.afterCommit(() => {
    sessions.forget(actor.sessionId ?? undefined)
    app.live.publishAtOnce({ topic: 'permissions', org: actor.orgId, people: [actor.personId] })
  })
}

function mountChangePassword(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/session/password',
    {
      schema: {
        operationId: 'session.change_password',
        summary: 'Change the own password; all other sessions end, and this one goes on under a new token.',
        tags: ['session'],
        security: [{ session: [] }],
        body: Body({ old_password: Password, new_password: Password }),
        response: {
          200: Type.Object({
            changed_at: Type.String(),
            owes_factor: Type.Boolean({ description: 'A second step has to be set up before going on.' }),
          }),
          default: Type.Ref('Problem'),
        },
      },
    },
    async (request, reply) => {
      const actor = await sessions.authenticate(request)
      const { old_password, new_password } = request.body
      const login = await read(app.pool, actor.orgId, (tx) =>
        tx.one(loginOf(app, actor.orgId, actor.personId)),
      )
      // The new session is not older than the demand of a role, unlike the one that asks.
      const isPending = login.is_factor_demanded && !login.has_factor
      await prove(app, actor, login, { password: old_password }, '#/old_password')
      const context = await read(app.pool, actor.orgId, (tx) => tx.one(passwordContext(actor)))
      requireGoodPassword(new_password, context, '#/new_password')
      const hash = await hashPassword(new_password)
      const now = app.clock.now().toISOString()
      const cookie = await write(app.pool, actor.orgId, async (tx) => {
        await replacePassword(app, tx, actor.personId, hash, now)
        tx.send(audit(actor, now, 'password_changed'))
        // Who has a second step gave only the password here, which opens no privileged action.
        const started = openSession(app, tx, request, login, { isPending, isByPasswordAlone: true })
        await carryProvider(app, tx, actor.sessionId, started.id)
        return started.cookie
      })
      sessions.forget(actor.sessionId ?? undefined)
      sendCookie(app, request, reply, cookie)
      return { changed_at: now, owes_factor: isPending }
    },
  )
}

/** A new session for the browser of the request, under a new token, that goes on where the one before was. */
export async function renew(
  app: App,
  tx: Tx,
  request: FastifyRequest,
  login: Login,
  before: string | null,
): Promise<string> {
  const started = openSession(app, tx, request, login, { isPending: false })
  await carryProvider(app, tx, before, started.id)
  return started.cookie
}

/**
 * Before a second step is added: who has one proves with it, others with the password. Who signed in a moment ago
 * to set it up, or has no password, proved it by signing in.
 */
export async function proveForFactor(
  app: App,
  actor: Actor & { owesFactor: boolean },
  login: Login,
  password: string | undefined,
): Promise<void> {
  if (actor.owesFactor) return
  if (login.has_factor) return requireStepUp(app, actor)
  if (login.hash === null) return requireNewSession(app, actor)
  if (password === undefined) throw invalid('#/password', 'Enter your password.')
  await prove(app, actor, login, { password })
}

/** Without a password and a second step, having signed in a moment ago is the only proof. */
async function requireNewSession(app: App, actor: Actor): Promise<void> {
  const since = new Date(app.clock.now().getTime() - 10 * 60_000).toISOString()
  const isNew = await read(app.pool, actor.orgId, (tx) =>
    tx.maybe(
      raw('select 1 as one from core.session where org_id = $1 and id = $2 and created_at >= $3', [
        actor.orgId,
        actor.sessionId,
        since,
      ]),
    ),
  )
  if (!isNew) throw factorNeeded('Sign out and in again first, and set the second step up right after that.')
}

function factorNeeded(detail: string): Problem {
  return new Problem(403, 'factor-needed', 'A second step is needed', detail)
}

/** Who has a second step proves with it; where the organization wants one, a password alone proves nothing. */
function requireStrongProof(login: Login, proof: { password?: string; code?: string }): void {
  if (login.has_factor && proof.code === undefined)
    throw invalid('#/code', 'Enter the code of your authenticator, or a recovery code.')
  if (!login.has_factor && (login.is_factor_wanted || login.hash === null))
    throw factorNeeded('This needs a second step for signing in. Set one up in your account first.')
  if (!login.has_factor && proof.password === undefined) throw invalid('#/password', 'Enter your password.')
}

/**
 * Throws when the password or code is not right. A code counts when the person has a second step. Tries are
 * limited and failures leave a line in the audit log.
 */
export async function prove(
  app: App,
  actor: Actor,
  login: Login,
  proof: { password?: string; code?: string },
  pointer = proof.code === undefined ? '#/password' : '#/code',
): Promise<void> {
  const address = actor.address ?? ''
  const limits = limitsOf('proof', actor.personId, address)
  await takeTry(app, actor.orgId, limits, { address, personId: actor.personId })
  const { password, code } = proof
  const fits =
    code === undefined
      ? await isPassword(login.hash ?? undefined, password ?? '')
      : await write(app.pool, actor.orgId, (tx) => spendCode(app, tx, actor.personId, code))
  const now = app.clock.now()
  await write(app.pool, actor.orgId, async (tx) => {
    if (fits) forgiveTry(tx, limits, now)
    else
      tx.send(
        audit(actor, now.toISOString(), 'proof_failed', { by: code === undefined ? 'password' : 'code' }),
      )
  })
  if (!fits) throw invalid(pointer, code === undefined ? 'This password is not right.' : wrong_code)
}

export const wrong_code = 'This code is not right, or was used already. Wait for the next one.'

/** True when the code of the authenticator or a recovery code fits; it is used up by it. */
export async function spendCode(app: App, tx: Tx, personId: string, code: string): Promise<boolean> {
  const now = app.clock.now()
  return (
    (await spendTotp(tx, secretsOf(app.config), personId, code, now)) ||
    (await spendRecoveryCode(tx, secretsOf(app.config), personId, code, now))
  )
}

function passwordContext(actor: Actor) {
  return raw<{ name: string; email: string | null; organization: string }>(
    'select p.name, p.email, g.name as organization from core.person p join core.organization g on g.id = p.org_id where p.org_id = $1 and p.id = $2',
    [actor.orgId, actor.personId],
  )
}
