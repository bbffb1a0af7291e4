import type { FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For forms that another site sends on purpose; they count for what they prove, not for a session. */
    takesForeign?: boolean
  }
}

/** A browser says where a write comes from; one from another site is refused whatever its cookies. */
export function refuseForeignWrites(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return
  if (request.routeOptions.config.takesForeign) return
  requireOwnSite(request)
}

/** Refuses what a browser says to come from another site. */
export function requireOwnSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const isForeign =
    site === 'cross-site' || site === 'same-site' || (origin !== undefined && hostOf(origin) !== request.host)
  if (isForeign)
    throw new Problem(
      403,
      'foreign-site',
      'Refused',
      'This request came from another web site and was refused.',
    )
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
