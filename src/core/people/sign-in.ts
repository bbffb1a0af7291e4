/** Signing in and out, and who one is. These routes work before there is an actor. */
import { Type } from 'typebox'
import { raw, read, write } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { Body, Id, Line, NullableText } from '../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../platform/http/server.ts'
import type { App } from '../app.ts'
import { audit } from '../audit.ts'
import { normalizeEmail } from './email.ts'
import { mountPeopleImport } from './import/routes.ts'
import { mountFactor } from './login/factor-routes.ts'
import { findOrganization } from './login/find-organization.ts'
import { limitsFrom, rememberDevice } from './login/known.ts'
import { mountLinks } from './login/link-routes.ts'
import { loginByEmail, openSession } from './login/login.ts'
import { mountProof } from './login/proof-routes.ts'
import { hasFactor, hasPasskey, wantsFactor } from './login/terms.ts'
import { isPassword } from './password.ts'
import { endSession, type Sessions } from './session.ts'
import { clearCookie, sendCookie } from './session-cookie.ts'
import { forgiveTry, takeTry } from './throttle.ts'

export const Me = Type.Object({
  person_id: Id,
  name: Type.String(),
  email: NullableText,
  organization: Type.Object({ id: Id, name: Type.String(), slug: Type.String() }),
  language: Type.String(),
  time_zone: Type.String(),
  home: Type.String(),
  permissions: Type.Array(Type.String()),
  teams: Type.Array(
    Type.Object({ id: Id, name: Type.String(), tier: Type.Integer(), is_lead: Type.Boolean() }),
  ),
  idle_minutes: Type.Integer(),
  needs_factor: Type.Boolean({ description: 'The second step of signing in is still to come.' }),
  owes_factor: Type.Boolean({
    description: 'A role demands a second step: nothing else is open until one is set up.',
  }),
  has_factor: Type.Boolean(),
  has_passkey: Type.Boolean(),
  has_password: Type.Boolean(),
  is_factor_wanted: Type.Boolean({
    description: 'Privileged actions need a second step, and none is set up.',
  }),
})

/** What signing in answers: whether the second step is still to come, by which means, or has to be set up first. */
export const SignedIn = Type.Object({
  needs_factor: Type.Boolean(),
  owes_factor: Type.Boolean(),
  has_passkey: Type.Boolean(),
})

/** All routes of signing in, out and proving who one is. */
export function mountSignIn(http: Http, app: App, sessions: Sessions): void {
  mountStart(http, app, sessions)
  mountMe(http, app, sessions)
  mountEnd(http, app, sessions)
  mountLinks(http, app)
  mountProof(http, app, sessions)
  mountFactor(http, app, sessions)
  mountPeopleImport(http, app, sessions)
}

function mountStart(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/session',
    {
      schema: {
        operationId: 'session.start',
        summary: 'Sign in with e-mail and password.',
        tags: ['session'],
        body: Body({
          email: Line(320),
          password: Type.String({ minLength: 1, maxLength: 1024 }),
          organization: Type.Optional(Type.String({ maxLength: 63 })),
        }),
        response: { 200: SignedIn, default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const { password, organization } = request.body
      const orgId = await findOrganization(app, organization)
      const email = normalizeEmail(request.body.email) ?? request.body.email.trim().toLowerCase()
      // Which organizations there are is no secret, and a hash before any limit would be work for nothing.
      if (orgId === undefined) throw wrongSignIn()
      const limits = await limitsFrom(app, orgId, request, 'sign-in', email)
      await takeTry(app, orgId, limits, { address: request.ip, personId: null })
      const login = await read(app.pool, orgId, (tx) => tx.maybe(loginByEmail(app, orgId, email)))
      const fits = await isPassword(login?.hash ?? undefined, password)
      const now = app.clock.now()
      const cookie = await write(app.pool, orgId, async (tx) => {
        const who = { orgId, address: request.ip, personId: login?.id ?? null }
        // Where passwords are switched off, a right one is answered like a wrong one.
        if (!login?.is_open_here || !fits) {
          tx.send(audit(who, now.toISOString(), 'sign_in_failed'))
          return undefined
        }
        forgiveTry(tx, limits, now)
        const isPending = login.has_factor || login.is_factor_demanded
        const started = openSession(app, tx, request, login, { isPending })
        const action = isPending ? 'password_accepted' : 'signed_in'
        tx.send(audit(who, now.toISOString(), action, { session: started.id }))
        return started.cookie
      })
      if (cookie === undefined || !login) throw wrongSignIn()
      await endPrevious(app, sessions, request)
      sendCookie(app, request, reply, cookie)
      if (!login.has_factor && !login.is_factor_demanded) rememberDevice(app, request, reply, login.id)
      return {
        needs_factor: login.has_factor,
        owes_factor: login.is_factor_demanded && !login.has_factor,
        has_passkey: login.has_passkey,
      }
    },
  )
}

/** On a shared workstation the next person signs in over the session of the one before, which must not live on. */
export async function endPrevious(app: App, sessions: Sessions, request: FastifyRequest): Promise<void> {
  const previous = await sessions.authenticatePending(request).catch((error: unknown) => {
    if (error instanceof Problem) return undefined
    throw error
  })
  if (previous) await endOne(app, sessions, previous, 'signed_out')
}

function mountMe(http: Http, app: App, sessions: Sessions): void {
  http.get(
    '/api/session',
    {
      onRequest: sessions.requireBegun,
      schema: {
        operationId: 'session.me',
        summary: 'Who is signed in, and what this person may do.',
        tags: ['session'],
        response: { 200: Me, default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const actor = await sessions.authenticatePending(request)
      if (!actor.isPending) await sessions.authenticate(request)
      return read(app.pool, actor.orgId, async (tx) => {
        const me = await tx.one(
          findMe(actor.orgId, actor.personId, actor.sessionId, app.clock.now().toISOString()),
        )
        return {
          ...me,
          permissions: actor.isPending ? [] : [...actor.permissions].sort(),
          needs_factor: actor.isPending && !actor.owesFactor,
          owes_factor: actor.owesFactor,
        }
      })
    },
  )
}

function mountEnd(http: Http, app: App, sessions: Sessions): void {
  http.delete(
    '/api/session',
    {
      onRequest: sessions.requireBegun,
      schema: {
        operationId: 'session.end',
        summary: 'Sign out.',
        tags: ['session'],
        response: { 204: Type.Null(), default: Type.Ref('Problem') },
      },
    },
    async (request, reply: FastifyReply) => {
      const actor = await sessions.authenticatePending(request)
      await endOne(app, sessions, actor, 'signed_out')
      clearCookie(app, request, reply)
      return reply.status(204).send(null)
    },
  )
}

async function endOne(
  app: App,
  sessions: Sessions,
  actor: Awaited<ReturnType<Sessions['authenticatePending']>>,
  action: string,
): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, actor.orgId, async (tx) => {
    tx.send(endSession(actor.orgId, actor.sessionId ?? '', now))
    tx.send(audit(actor, now, action, { session: actor.sessionId }))
  })
  sessions.forget(actor.sessionId ?? undefined)
  app.live.publishAtOnce({ topic: 'session', org: actor.orgId, id: actor.sessionId })
}

function wrongSignIn(): Problem {
  return new Problem(
    401,
    'wrong-sign-in',
    'Not signed in',
    'The e-mail address or the password is not right.',
  )
}

type MeRow = {
  person_id: string
  name: string
  email: string | null
  organization: { id: string; name: string; slug: string }
  language: string
  time_zone: string
  home: string
  idle_minutes: number
  has_factor: boolean
  has_passkey: boolean
  has_password: boolean
  is_factor_wanted: boolean
  teams: { id: string; name: string; tier: number; is_lead: boolean }[]
}

function findMe(orgId: string, personId: string, sessionId: string | null, now: string) {
  return raw<MeRow>(
    `select p.id as person_id, p.name, p.email, jsonb_build_object('id', g.id, 'name', g.name, 'slug', g.slug) as organization,
       coalesce(p.language, g.language) as language, g.time_zone, ${hasFactor('p.org_id', 'p.id')} as has_factor, ${hasPasskey('p.org_id', 'p.id')} as has_passkey,
       exists (select from core.password w where w.org_id = p.org_id and w.person_id = p.id) as has_password,
       not ${hasFactor('p.org_id', 'p.id')} and ${wantsFactor('p.org_id', 'p.id', '$4')} as is_factor_wanted,
       (select idle_minutes from core.session s where s.org_id = p.org_id and s.id = $3) as idle_minutes,
       coalesce((select o.home from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4)
         order by array_position(array['flow','desk','knowledge','organization','portal'], o.home) limit 1), 'portal') as home,
       coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'tier', t.tier, 'is_lead', m.is_lead) order by t.name)
         from core.team_member m join core.team t on t.org_id = m.org_id and t.id = m.team_id where m.org_id = p.org_id and m.person_id = p.id), '[]') as teams
     from core.person p join core.organization g on g.id = p.org_id
     where p.org_id = $1 and p.id = $2`,
    [orgId, personId, sessionId, now],
  )
}
