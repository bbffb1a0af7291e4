/** For which address passkeys are made and accepted. */
import { isIP } from 'node:net'
import type { App } from '../../../core/app.ts'
import { conflict } from '../../../platform/http/problem.ts'
import type { FastifyRequest } from '../../../platform/http/server.ts'

/** `rpId` is the host that a passkey belongs to, `origin` where the browser must stand when it is used. */
export type Site = { rpId: string; origin: string }

/**
 * The site of the request: the public address where one is set, else the one that was asked. A passkey keeps the host
 * that it was made for, so that a made-up host finds none. Undefined where browsers allow no passkeys.
 */
export function siteOf(app: App, request: FastifyRequest): Site | undefined {
  const asked = URL.parse(`${request.protocol}://${request.host}`)
  const address = app.config.publicUrl === undefined ? asked : URL.parse(app.config.publicUrl)
  if (!asked || !address || address.hostname !== asked.hostname) return undefined
  const host = address.hostname
  const isSafe = address.protocol === 'https:' || host === 'localhost'
  return isSafe && isIP(host.replace(/^\[|\]$/g, '')) === 0
    ? { rpId: host, origin: address.origin }
    : undefined
}

/** The same. Throws a 409 where there is none. */
export function requireSite(app: App, request: FastifyRequest): Site {
  const site = siteOf(app, request)
  if (!site)
    throw conflict(
      'Passkeys work only at the encrypted address that people use for Wardline, and not at a number.',
    )
  return site
}
