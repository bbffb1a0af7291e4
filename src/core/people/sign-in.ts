/** Signing in and out, and who one is. These routes work before there is an actor. */
import { Type } from 'typebox'
import { raw, read, write } from '../../platform/db/transaction.ts'
import { Problem, tooMany } from '../../platform/http/problem.ts'
import { Body, Id, Line, NullableText } from '../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../platform/http/server.ts'
import type { App } from '../app.ts'
import { audit } from '../audit.ts'
import { isPassword } from './password.ts'
import { clearCookie, endSession, type Sessions, sendCookie, startSession } from './session.ts'
import { countTry } from './throttle.ts'

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
  needs_factor: Type.Boolean(),
})

const tries_max = 10
const window_minutes = 15

type Login = { id: string; hash: string | null; has_factor: boolean; idle_minutes: number }

/** Routes: sign in, who am I, sign out. */
export function mountSignIn(http: Http, app: App, sessions: Sessions): void {
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
        response: { 200: Type.Object({ needs_factor: Type.Boolean() }), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const { email, password, organization } = request.body
      const orgId = await findOrganization(app, organization)
      const now = app.clock.now()
      const key = email.trim().toLowerCase()
      if (orgId === undefined) {
        await isPassword(undefined, password)
        throw wrongSignIn()
      }
      await limit(app, orgId, request, key)
      const login = await read(app.pool, orgId, (tx) =>
        tx.maybe(findLogin(orgId, key, app.config.idleMinutes, now.toISOString())),
      )
      const fits = await isPassword(login?.hash ?? undefined, password)
      const cookie = await write(app.pool, orgId, async (tx) => {
        if (!login || !fits) {
          tx.send(
            audit(
              { orgId, address: request.ip, personId: login?.id ?? null },
              now.toISOString(),
              'sign_in_failed',
            ),
          )
          return undefined
        }
        const started = startSession(tx, {
          personId: login.id,
          userAgent: request.headers['user-agent'] ?? '',
          address: request.ip,
          idle_minutes: login.idle_minutes,
          isPending: login.has_factor,
          isSteppedUp: !login.has_factor,
          now,
        })
        tx.send(
          audit(
            { orgId, address: request.ip, personId: login.id },
            now.toISOString(),
            login.has_factor ? 'password_accepted' : 'signed_in',
            { session: started.id },
          ),
        )
        return started.cookie
      })
      if (cookie === undefined || !login) throw wrongSignIn()
      sendCookie(request, reply, cookie)
      return { needs_factor: login.has_factor }
    },
  )

  http.get(
    '/api/session',
    {
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
          needs_factor: actor.isPending,
        }
      })
    },
  )

  http.delete(
    '/api/session',
    {
      schema: {
        operationId: 'session.end',
        summary: 'Sign out.',
        tags: ['session'],
        response: { 204: Type.Null(), default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const actor = await sessions.authenticatePending(request)
      const now = app.clock.now().toISOString()
      await write(app.pool, actor.orgId, async (tx) => {
        tx.send(endSession(actor.orgId, actor.sessionId ?? '', now))
        tx.send(audit(actor, now, 'signed_out', { session: actor.sessionId }))
      })
      sessions.forget(actor.sessionId ?? undefined)
      app.live.publish({ topic: 'session', id: actor.sessionId })
      clearCookie(reply)
      return reply.status(204).send(null)
    },
  )
}

function wrongSignIn(): Problem {
  return new Problem(
    401,
    'wrong-sign-in',
    'Not signed in',
    'The e-mail address or the password is not right.',
  )
}

/** The organization of a slug, or the only one there is. */
export async function findOrganization(app: App, slug: string | undefined): Promise<string | undefined> {
  const { rows } = await app.pool.query<{ id: string }>('select id from core.find_organization($1)', [
    slug ?? null,
  ])
  return rows[0]?.id
}

// Tries are counted for the address and for the name apart, so that guessing one person's password is slow
// from anywhere, and guessing many persons' passwords is slow from one place.
async function limit(app: App, orgId: string, request: FastifyRequest, key: string): Promise<void> {
  const now = app.clock.now()
  const tries = await write(app.pool, orgId, async (tx) => {
    const byName = await countTry(tx, `sign-in:${key}`, now, window_minutes)
    const byAddress = await countTry(tx, `address:${request.ip}`, now, window_minutes)
    return Math.max(byName, byAddress / 10)
  })
  if (tries > tries_max)
    throw tooMany(window_minutes * 60, 'There were too many tries. Wait 15 minutes, or call the help desk.')
}

function findLogin(orgId: string, email: string, idle_minutes: number, now: string) {
  return raw<Login>(
    `select p.id, w.hash, exists (select from core.second_factor f where f.org_id = p.org_id and f.person_id = p.id and f.confirmed_at is not null) as has_factor,
       coalesce((select min(o.idle_minutes) from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4)), $3) as idle_minutes
     from core.person p left join core.password w on w.org_id = p.org_id and w.person_id = p.id
     where p.org_id = $1 and p.email = $2 and p.is_active and p.merged_into_id is null`,
    [orgId, email, idle_minutes, now],
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
  teams: { id: string; name: string; tier: number; is_lead: boolean }[]
}

function findMe(orgId: string, personId: string, sessionId: string | null, now: string) {
  return raw<MeRow>(
    `select p.id as person_id, p.name, p.email, jsonb_build_object('id', g.id, 'name', g.name, 'slug', g.slug) as organization,
       coalesce(p.language, g.language) as language, g.time_zone,
       (select idle_minutes from core.session s where s.org_id = p.org_id and s.id = $3) as idle_minutes,
       coalesce((select o.home from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4)
         order by array_position(array['flow','desk','knowledge','organization','portal'], o.home) limit 1), 'portal') as home,
       coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'tier', t.tier, 'is_lead', m.is_lead) order by t.name)
         from core.team_member m join core.team t on t.org_id = m.org_id and t.id = m.team_id where m.org_id = p.org_id and m.person_id = p.id), '[]') as teams
     from core.person p join core.organization g on g.id = p.org_id where p.org_id = $1 and p.id = $2`,
    [orgId, personId, sessionId, now],
  )
}
