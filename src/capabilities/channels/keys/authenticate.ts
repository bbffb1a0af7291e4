/** Who comes with a key: its owner, with as much of what the owner may now as the key opens. */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import type { Authenticate } from '../../../core/mount.ts'
import { personActor } from '../../../core/people/automation.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem, tooMany } from '../../../platform/http/problem.ts'
import type { FastifyRequest } from '../../../platform/http/server.ts'
import { everydayReading, readSecret } from './key.ts'

const save_use_ms = 60_000
/** Of what a minute allows a server takes so many parts, so that not each request asks the database. */
const parts = 20
const remembered_max = 10_000

type Found = { actor: Actor; id: string; minute_max: number; last_used_at: string | null }
/** What this server still has of the minute of a key. */
type Allowance = { minute: number; left: number; isSpent: boolean; asking?: Promise<void> | undefined }

type Asking = { require(request: FastifyRequest): Promise<void>; authenticate: Authenticate }

/**
 * Lets in who comes with a key, and asks the session of everybody else; a cookie that comes along with a key counts for
 * nothing. `require` throws a 401 problem for a key that opens nothing and a 429 one when it is used too often, and is
 * called once a request. Keys are read anew each time, so that what ends one counts at once.
 */
export function createKeys(app: App, sessions: Pick<Sessions, 'requireSession' | 'authenticate'>): Asking {
  const actors = new WeakMap<FastifyRequest, Actor>()
  const allowances = new Map<string, Allowance>()
  return {
    async require(request) {
      if (!bringsKey(request)) return sessions.requireSession(request)
      const found = await find(app, request)
      await take(app, allowances, found)
      await noteUse(app, found)
      actors.set(request, found.actor)
    },
    async authenticate(request) {
      if (!bringsKey(request)) return sessions.authenticate(request)
      return actors.get(request) ?? (await find(app, request)).actor
    },
  }
}

// A proxy may add words of its own to each request: those are no key, and the session counts.
function bringsKey(request: FastifyRequest): boolean {
  return /^Bearer +wlk_/i.test(request.headers.authorization ?? '')
}

async function find(app: App, request: FastifyRequest): Promise<Found> {
  const [, secret = ''] = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '') ?? []
  const key = readSecret('wlk', secret)
  if (!key) throw refused()
  const now = app.clock.now().toISOString()
  return read(app.pool, key.orgId, async (tx) => {
    const row = await tx.maybe(keyBy(tx, key.hash, now))
    // Somebody who left, or was merged into somebody else, is nobody who could act.
    const owner = row && (await personActor(tx, row.person_id, now))
    if (!owner) throw refused()
    const permissions = new Set([...owner.permissions].filter((each) => row.scopes.includes(each)))
    // What was opened for a person alone, by name or by a broken glass, is not opened for a program; nor is what the
    // product does by itself, to records that are kept from everybody.
    const { admitted: _admitted, isService: _isService, ...rest } = owner
    const actor: Actor = {
      ...rest,
      permissions,
      address: request.ip,
      key: { id: row.id, readsEveryday: row.scopes.includes(everydayReading) },
    }
    return { actor, id: row.id, minute_max: row.minute_max, last_used_at: row.last_used_at }
  })
}

function keyBy(tx: Tx, hash: Buffer, now: string) {
  return raw<{
    id: string
    person_id: string
    scopes: string[]
    minute_max: number
    last_used_at: string | null
  }>(
    `select k.id, k.person_id, k.scopes, k.minute_max, k.last_used_at from channels.api_key k
       join core.person p on p.org_id = k.org_id and p.id = k.person_id and p.merged_into_id is null
     where k.org_id = $1 and k.token_hash = $2 and k.revoked_at is null and k.expires_at > $3`,
    [tx.orgId, hash, now],
  )
}

// The same for every reason: whoever holds a stolen key does not learn what became of it.
export function refused(): Problem {
  return new Problem(
    401,
    'key-refused',
    'Key refused',
    'This key opens nothing: it is unknown, has expired, or was revoked.',
    { headers: { 'www-authenticate': 'Bearer' } },
  )
}

/** Takes one request off the minute of the key; all servers together let no more pass than it allows. */
async function take(app: App, allowances: Map<string, Allowance>, key: Found): Promise<void> {
  const now_ms = app.clock.now().getTime()
  const minute = Math.floor(now_ms / 60_000)
  let own = allowances.get(key.id)
  if (own?.minute !== minute) {
    if (allowances.size >= remembered_max) allowances.clear()
    own = { minute, left: 0, isSpent: false }
    allowances.set(key.id, own)
  }
  const allowance = own
  // Many that come at once wait for one asking. Each round brings something, or the end of the minute's allowance.
  while (allowance.left <= 0) {
    if (allowance.isSpent)
      throw tooMany(60 - Math.floor((now_ms % 60_000) / 1000), 'This key was used too often. Wait a minute.')
    allowance.asking ??= takePart(app, key, allowance).finally(() => {
      allowance.asking = undefined
    })
    await allowance.asking
  }
  allowance.left -= 1
}

async function takePart(app: App, key: Found, allowance: Allowance): Promise<void> {
  const part = Math.ceil(key.minute_max / parts)
  const { taken } = await write(app.pool, key.actor.orgId, (tx) =>
    tx.one(
      raw<{ taken: number }>(
        `insert into core.throttle (org_id, key, window_at, tries) values ($1, $2, $3, $4)
         on conflict (org_id, key, window_at) do update set tries = core.throttle.tries + $4 returning tries as taken`,
        [tx.orgId, `api_key:${key.id}`, new Date(allowance.minute * 60_000).toISOString(), part],
      ),
    ),
  )
  const over = Math.max(0, taken - key.minute_max)
  allowance.left += Math.max(0, part - over)
  allowance.isSpent = over >= part
}

async function noteUse(app: App, { actor, id, last_used_at }: Found): Promise<void> {
  const now_ms = app.clock.now().getTime()
  if (last_used_at !== null && now_ms - Date.parse(last_used_at) < save_use_ms) return
  await write(app.pool, actor.orgId, async (tx) =>
    tx.send(
      raw('update channels.api_key set last_used_at = $3, last_address = $4 where org_id = $1 and id = $2', [
        actor.orgId,
        id,
        new Date(now_ms).toISOString(),
        actor.address?.slice(0, 100) ?? null,
      ]),
    ),
  )
}
