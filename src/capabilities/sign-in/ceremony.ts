/**
 * What a browser takes along while it asks for a passkey or visits a provider: sealed, so that nobody reads or makes
 * it, bound to the browser that began, over after a few minutes, and good for one use.
 */

import type { App } from '../../core/app.ts'
import { seal, unseal } from '../../core/people/login/seal.ts'
import { cookieOptions } from '../../core/people/session-cookie.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { FastifyReply, FastifyRequest } from '../../platform/http/server.ts'
import { secretsOf } from '../../platform/secrets/secrets.ts'
import { hashToken, randomToken } from '../../platform/secrets/signing.ts'

const cookieName = 'wardline_browser'
const minutes_max = 10

/** Something begun in this browser. `kind` keeps what was begun for one end from being used for another. */
export type Ceremony<T> = { orgId: string; text: string; held: T }

/** Seals what is held for the browser of the request, which is given its own number if it has none. */
export function begin<T extends object>(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  of: { orgId: string; kind: string; held: T },
): string {
  const browser = browserOf(request) ?? randomToken()
  reply.setCookie(cookieName, browser, { ...cookieOptions(app, request), path: '/api' })
  const until_ms = app.clock.now().getTime() + minutes_max * 60_000
  const sealed = seal(
    app.config.secret,
    of.kind,
    `${of.orgId}.${browser}`,
    JSON.stringify({ until_ms, once: randomToken(), held: of.held }),
  )
  return `${of.orgId}.${sealed.toString('base64url')}`
}

/** What was begun in this browser. Throws a 410 for everything else: forged, of another browser, or too old. */
export function resume<T>(app: App, request: FastifyRequest, kind: string, text: string): Ceremony<T> {
  const [orgId = '', sealed = ''] = text.split('.')
  const browser = browserOf(request)
  if (browser === undefined) throw over()
  let opened: { until_ms: number; held: T }
  try {
    opened = JSON.parse(
      unseal(secretsOf(app.config), kind, `${orgId}.${browser}`, Buffer.from(sealed, 'base64url')),
    )
  } catch {
    throw over()
  }
  if (opened.until_ms <= app.clock.now().getTime()) throw over()
  return { orgId, text, held: opened.held }
}

/** Uses it up. Throws a 410 when it was used before; of two at once one is refused. */
export async function spend(app: App, tx: Tx, { text }: Pick<Ceremony<unknown>, 'text'>): Promise<void> {
  const expires = new Date(app.clock.now().getTime() + 2 * minutes_max * 60_000).toISOString()
  const spent = await tx.maybe(
    raw(
      'insert into core.spent_challenge (org_id, hash, expires_at) values ($1,$2,$3) on conflict do nothing returning 1 as spent',
      [tx.orgId, Buffer.from(hashToken(text), 'hex'), expires],
    ),
  )
  if (!spent) throw over()
}

export function over(): Problem {
  return new Problem(
    410,
    'begin-again',
    'Begin again',
    'This took too long, was used already, or was begun in another browser. Begin again.',
  )
}

function browserOf(request: FastifyRequest): string | undefined {
  const cookie = request.cookies[cookieName]
  return cookie !== undefined && /^[A-Za-z0-9_-]{43}$/.test(cookie) ? cookie : undefined
}
