/**
 * Where somebody signed in lately. The tries of strangers are counted apart, so that nobody can lock a person out
 * of the places where that person works by typing wrong passwords somewhere else.
 */
import { raw, read } from '../../../platform/db/transaction.ts'
import type { FastifyReply, FastifyRequest } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { readToken, signToken, TokenRefused } from '../../../platform/secrets/signing.ts'
import type { App } from '../../app.ts'
import { cookieOptions } from '../session-cookie.ts'
import { type Limit, limitsAt, limitsOf, limitsOn } from '../throttle.ts'

export const deviceCookie = 'wardline_device'
const purpose = 'known-device'
const remembered_days = 90
const address_days = 30
/** A workstation of a ward is used by many; who has not been there for long makes room. */
const people_max = 40

type Device = { id: string; people: string[] }

/** The limits of trying the password of this name from this browser and address. */
export async function limitsFrom(
  app: App,
  orgId: string,
  request: FastifyRequest,
  purposeOfTry: string,
  email: string,
): Promise<Limit[]> {
  const device = deviceOf(app, request)
  const since = new Date(app.clock.now().getTime() - address_days * 86_400_000).toISOString()
  // Asked in the same way whether there is such a person or not.
  const known = await read(app.pool, orgId, (tx) =>
    tx.maybe(
      raw<{ is_of_device: boolean; is_at_address: boolean }>(
        `select p.id = any($3::uuid[]) as is_of_device,
           exists (select from core.session s where s.org_id = p.org_id and s.person_id = p.id and s.address = $4 and s.created_at > $5 and not s.is_pending) as is_at_address
         from core.person p where p.org_id = $1 and p.email = $2 and p.merged_into_id is null`,
        [orgId, email, device?.people ?? [], request.ip.slice(0, 100), since],
      ),
    ),
  )
  if (device && known?.is_of_device) return limitsOn(purposeOfTry, email, device.id)
  return known?.is_at_address
    ? limitsAt(purposeOfTry, email, request.ip)
    : limitsOf(purposeOfTry, email, request.ip)
}

/** Has the browser remember that this person signed in here. Call it after the session's own cookie. */
export function rememberDevice(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  personId: string,
): void {
  const { id, people } = deviceOf(app, request) ?? { id: newId(), people: [] }
  const device: Device = {
    id,
    people: [personId, ...people.filter((each) => each !== personId)].slice(0, people_max),
  }
  const until = new Date(app.clock.now().getTime() + remembered_days * 86_400_000)
  reply.setCookie(deviceCookie, signToken(app.config.secret, purpose, device, until), {
    ...cookieOptions(app, request),
    path: '/api/session',
    maxAge: remembered_days * 86_400,
  })
}

/** The browser's own number and who signed in there; nothing when the cookie is forged, damaged or old. */
function deviceOf(app: App, request: FastifyRequest): Device | undefined {
  const cookie = request.cookies[deviceCookie]
  if (cookie === undefined) return undefined
  try {
    return readToken(secretsOf(app.config), purpose, cookie, app.clock.now()) as Device
  } catch (error) {
    if (error instanceof TokenRefused) return undefined
    throw error
  }
}
