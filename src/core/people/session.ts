/**
 * Sessions: kept on the server, found by the hash of an unguessable token, ended by the server when nobody
 * did anything for a while. What a session may do is read again at least every few seconds.
 */
import { raw, read, type Tx, write } from '../../platform/db/transaction.ts'
import { signInNeeded } from '../../platform/http/problem.ts'
import type { FastifyRequest, Http } from '../../platform/http/server.ts'
import { newId } from '../../platform/id/id.ts'
import type { News } from '../../platform/live/live.ts'
import { hashToken, randomToken } from '../../platform/secrets/signing.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import { type Admission, admissionsOf, admitted } from '../records/restriction.ts'
import { hasFactor, wantsFactor } from './login/terms.ts'
import { cookieName } from './session-cookie.ts'

/** Requests that a page makes by itself carry this header and do not count as somebody being there. */
export const backgroundHeader = 'x-wardline-background'

const lifetime_minutes = 12 * 60
/** Between the password and the second step. */
const pending_minutes = 10
const remember_ms = 5_000
const save_activity_ms = 15_000
const remembered_max = 20_000

type SessionRow = {
  id: string
  person_id: string
  name: string
  permissions: string[]
  team_ids: string[]
  admissions: Admission[]
  idle_minutes: number
  last_active_at: string
  expires_at: string
  stepped_up_at: string | null
  is_pending: boolean
  has_factor: boolean
  /** When the first role ends that the person holds now, or the session. */
  fresh_until: string
}
type Remembered = {
  row: SessionRow
  actor: Omit<Actor, 'address'>
  read_ms: number
  active_ms: number
  saved_ms: number
}

/** `isPending`: the second factor is still to come; `owesFactor`: it has to be set up first. */
type Begun = { isPending: boolean; owesFactor: boolean }

export type Sessions = {
  /** The actor of the request's session. Throws a 401 problem when there is none or it ended. */
  authenticate(request: FastifyRequest): Promise<Actor>
  /** The session between password and second factor, which `authenticate` refuses. */
  authenticatePending(request: FastifyRequest): Promise<Actor & Begun>
  /** A whole session, or one that has to set up a second factor before anything else is open. */
  authenticateOwing(request: FastifyRequest): Promise<Actor & Begun>
  /** Throws a 401 problem without a session, and does not count as somebody being there. */
  requireSession(request: FastifyRequest): Promise<void>
  /** The same, satisfied with a session between password and second factor. */
  requireBegun(request: FastifyRequest): Promise<void>
  /** The same for `authenticateOwing`. */
  requireOwing(request: FastifyRequest): Promise<void>
  forget(sessionId?: string): void
}

/** Reads and remembers sessions of this process; forgets them when another process ends or changes one. */
export function createSessions(app: Pick<App, 'pool' | 'clock' | 'live' | 'log'>): Sessions {
  const remembered = new Map<string, Remembered>()
  // What was read before something changed, and arrives after it, is not remembered.
  let forgotten = 0
  const forgetWhere = (fits: (entry: Remembered) => boolean) => {
    forgotten += 1
    for (const [key, entry] of remembered) if (fits(entry)) remembered.delete(key)
  }
  const forget = (sessionId?: string) =>
    forgetWhere((entry) => sessionId === undefined || entry.row.id === sessionId)
  app.live.subscribe((news) => {
    if (news.topic === 'reset') forget()
    if (news.topic === 'session') forget(news.id as string)
    if (news.topic === 'permissions') forgetWhere((entry) => concerns(entry.actor, news))
  })
  const find = async (request: FastifyRequest): Promise<Remembered> => {
    const cookie = readCookie(request)
    if (!cookie) throw signInNeeded()
    const now_ms = app.clock.now().getTime()
    const key = `${cookie.orgId}.${cookie.tokenHash}`
    const known = remembered.get(key)
    const until_ms = known ? Math.min(known.read_ms + remember_ms, Date.parse(known.row.fresh_until)) : 0
    if (known && now_ms < until_ms && !isOver(known, now_ms)) return known
    const before = forgotten
    const row = await read(app.pool, cookie.orgId, (tx) => findSession(tx, cookie.tokenHash, app.clock.now()))
    if (!row) {
      remembered.delete(key)
      throw signInNeeded()
    }
    const actor = actorOf(app, cookie.orgId, row)
    const active_ms = Math.max(Date.parse(row.last_active_at), known?.active_ms ?? 0)
    const entry = { row, actor, read_ms: now_ms, active_ms, saved_ms: Date.parse(row.last_active_at) }
    if (isOver(entry, now_ms)) {
      remembered.delete(key)
      await write(app.pool, cookie.orgId, async (tx) =>
        tx.send(endSession(actor.orgId, row.id, app.clock.now().toISOString())),
      )
      throw signInNeeded()
    }
    if (remembered.size >= remembered_max) remembered.clear()
    if (forgotten === before) remembered.set(key, entry)
    return entry
  }

  const touch = async (request: FastifyRequest, entry: Remembered) => {
    if (request.headers[backgroundHeader] !== undefined) return
    const now_ms = app.clock.now().getTime()
    entry.active_ms = now_ms
    if (now_ms - entry.saved_ms < save_activity_ms) return
    entry.saved_ms = now_ms
    await write(app.pool, entry.actor.orgId, async (tx) =>
      tx.send(
        raw(
          'update core.session set last_active_at = $3 where org_id = $1 and id = $2 and ended_at is null',
          [entry.actor.orgId, entry.row.id, new Date(now_ms).toISOString()],
        ),
      ),
    )
  }
  return {
    async authenticate(request) {
      const entry = await find(request)
      if (entry.row.is_pending) throw signInNeeded()
      await touch(request, entry)
      return comingFrom(request, entry)
    },
    ...gates(find, touch),
    forget,
  }
}

/** Sessions that are not whole yet, and the hooks of routes, whose asking is nobody being there. */
function gates(
  find: (request: FastifyRequest) => Promise<Remembered>,
  touch: (request: FastifyRequest, entry: Remembered) => Promise<void>,
): Omit<Sessions, 'authenticate' | 'forget'> {
  return {
    async authenticatePending(request) {
      const entry = await find(request)
      return { ...comingFrom(request, entry), ...begun(entry) }
    },
    async authenticateOwing(request) {
      const entry = await find(request)
      requireWholeOrOwing(entry)
      if (!entry.row.is_pending) await touch(request, entry)
      return { ...comingFrom(request, entry), ...begun(entry) }
    },
    async requireSession(request) {
      if ((await find(request)).row.is_pending) throw signInNeeded()
    },
    async requireBegun(request) {
      await find(request)
    },
    async requireOwing(request) {
      requireWholeOrOwing(await find(request))
    },
  }
}

// A session may be used from two places at once; what it does is written down with the place that it was done from.
function comingFrom(request: FastifyRequest, { actor }: Remembered): Actor {
  return { ...actor, address: request.ip }
}

function begun({ row }: Remembered): Begun {
  return { isPending: row.is_pending, owesFactor: row.is_pending && !row.has_factor }
}

function requireWholeOrOwing({ row }: Remembered): void {
  if (row.is_pending && row.has_factor) throw signInNeeded()
}

function actorOf(app: Pick<App, 'clock'>, orgId: string, row: SessionRow): Omit<Actor, 'address'> {
  return {
    orgId,
    personId: row.person_id,
    name: row.name,
    permissions: new Set(row.permissions),
    teamIds: row.team_ids,
    sessionId: row.id,
    steppedUpAt: row.stepped_up_at,
    ...(row.admissions.length > 0
      ? { admitted: admitted(row.admissions, () => app.clock.now().getTime()) }
      : {}),
  }
}

/** News of permissions is about everybody, or about one organization, or about some of its people. */
function concerns(actor: Pick<Actor, 'orgId' | 'personId'>, news: News): boolean {
  if (news.org !== undefined && news.org !== actor.orgId) return false
  return !Array.isArray(news.people) || news.people.includes(actor.personId)
}

function isOver(entry: Pick<Remembered, 'row' | 'active_ms'>, now_ms: number): boolean {
  return (
    now_ms >= Date.parse(entry.row.expires_at) || now_ms - entry.active_ms > entry.row.idle_minutes * 60_000
  )
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function readCookie(request: FastifyRequest): { orgId: string; tokenHash: string } | undefined {
  const [orgId, token] = (request.cookies[cookieName] ?? '').split('.')
  if (orgId === undefined || token === undefined || !uuid.test(orgId) || token.length > 200) return undefined
  return { orgId, tokenHash: hashToken(token) }
}

async function findSession(tx: Tx, tokenHash: string, now: Date): Promise<SessionRow | undefined> {
  return tx.maybe(
    raw<SessionRow>(
      `select s.id, s.person_id, p.name, s.idle_minutes, s.last_active_at, s.expires_at, s.is_pending, ${hasFactor('s.org_id', 's.person_id')} as has_factor,
         -- A proof without a second step is none where one is wanted.
         case when s.is_strong or ${hasFactor('s.org_id', 's.person_id')} or not ${wantsFactor('s.org_id', 's.person_id', '$3')} then s.stepped_up_at end as stepped_up_at,
         least(s.expires_at, (select min(a.valid_to) from core.role_assignment a where a.org_id = s.org_id and a.person_id = s.person_id and a.valid_to > $3)) as fresh_until,
         coalesce((select array_agg(distinct permission) from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
           where a.org_id = s.org_id and a.person_id = s.person_id and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3)), '{}') as permissions,
         coalesce((select array_agg(m.team_id) from core.team_member m where m.org_id = s.org_id and m.person_id = s.person_id), '{}') as team_ids,
         ${admissionsOf('s.org_id', 's.person_id', '$3')} as admissions
       from core.session s join core.person p on p.org_id = s.org_id and p.id = s.person_id
       where s.org_id = $1 and s.token_hash = $2 and s.ended_at is null and s.expires_at > $3 and p.is_active`,
      [tx.orgId, Buffer.from(tokenHash, 'hex'), now.toISOString()],
    ),
  )
}

type Ask = Sessions['requireSession']

/**
 * Has every route that needs a session ask for it before anything else of the request is read or checked, so that a
 * stranger neither learns what a route takes nor makes the server read a large body. Call it before the routes.
 */
export function askForSession(http: Http, requireSession: Ask, alsoByKey: Ask): void {
  http.addHook('onRoute', (route) => {
    const security = route.schema?.security
    if (!security?.length) return
    const own = route.onRequest ?? []
    const ask = security.some((each) => 'key' in each) ? alsoByKey : requireSession
    route.onRequest = [...(Array.isArray(own) ? own : [own]), ask]
  })
}

/** Starts a session and answers the cookie's value; the token itself is stored nowhere. */
export function startSession(
  tx: Tx,
  session: {
    personId: string
    userAgent: string
    address: string
    idle_minutes: number
    isPending: boolean
    isSteppedUp: boolean
    isStrong: boolean
    now: Date
  },
): { id: string; cookie: string } {
  const token = randomToken()
  const id = newId()
  const now = session.now.toISOString()
  const minutes = session.isPending ? pending_minutes : lifetime_minutes
  const expires = new Date(session.now.getTime() + minutes * 60_000).toISOString()
  tx.send(
    raw(
      `insert into core.session (org_id, id, token_hash, person_id, user_agent, address, idle_minutes, created_at, last_active_at, expires_at, stepped_up_at, is_pending, is_strong)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$8,$9,$10,$11,$12)`,
      [
        tx.orgId,
        id,
        Buffer.from(hashToken(token), 'hex'),
        session.personId,
        session.userAgent.slice(0, 300),
        session.address.slice(0, 100),
        session.idle_minutes,
        now,
        expires,
        session.isSteppedUp ? now : null,
        session.isPending,
        session.isStrong,
      ],
    ),
  )
  return { id, cookie: `${tx.orgId}.${token}` }
}

export function endSession(orgId: string, id: string, now: string) {
  return raw<{ id: string }>(
    'update core.session set ended_at = $3 where org_id = $1 and id = $2 and ended_at is null returning id',
    [orgId, id, now],
  )
}
