/** Nobody, and no program in somebody's name, keeps a server from the others by asking without end. */
import type { Authenticate } from '../core/mount.ts'
import { tooMany } from '../platform/http/problem.ts'
import type { FastifyRequest, Http } from '../platform/http/server.ts'

const window_ms = 60_000

/**
 * Who is signed in may ask `requests_max` times a minute on each server, in all sessions together; 0 is without end.
 * Throws a 429 problem with the seconds to wait.
 */
export function limited(http: Http, requests_max: number, authenticate: Authenticate): Authenticate {
  if (requests_max === 0) return authenticate
  const asking = new WeakMap<FastifyRequest, string>()
  const count = http.createRateLimit({
    max: requests_max,
    timeWindow: window_ms,
    // Set in the same breath, below.
    keyGenerator: (request) => asking.get(request as FastifyRequest) ?? '',
  })
  return async (request) => {
    const actor = await authenticate(request)
    asking.set(request, `${actor.orgId}:${actor.personId}`)
    const limit = await count(request as never)
    if (!limit.isAllowed && limit.isExceeded) throw tooMany(limit.ttlInSeconds)
    return actor
  }
}
