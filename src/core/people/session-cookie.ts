/** The cookie by which a browser shows its session. */
import type { FastifyReply, FastifyRequest } from '../../platform/http/server.ts'
import type { App } from '../app.ts'

export const cookieName = 'wardline_session'

/** Gives the browser its token: out of reach of scripts, for this site alone, gone when the browser is closed. */
export function sendCookie(
  app: Pick<App, 'config'>,
  request: FastifyRequest,
  reply: FastifyReply,
  value: string,
): void {
  reply.setCookie(cookieName, value, cookieOptions(app, request))
}

export function clearCookie(app: Pick<App, 'config'>, request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName, cookieOptions(app, request))
}

// Behind a proxy that ends TLS the request itself may look plain; the public address tells how people come.
export function cookieOptions(app: Pick<App, 'config'>, request: FastifyRequest) {
  const isEncrypted = request.protocol === 'https' || (app.config.publicUrl?.startsWith('https:') ?? false)
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isEncrypted } as const
}
