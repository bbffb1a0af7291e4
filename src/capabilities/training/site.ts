import type { App } from '../../core/app.ts'
import type { FastifyRequest } from '../../platform/http/server.ts'

/** The address under which people come, as far as the request or the configuration tells. */
export function siteOf(app: Pick<App, 'config'>, request: FastifyRequest): string {
  if (app.config.publicUrl) return app.config.publicUrl
  // The name comes from the request, and goes into headers of its own answer.
  const host = /^[\w.:[\]-]{1,255}$/.test(request.host) ? request.host : 'localhost'
  const site = `${request.protocol}://${host}`
  return URL.canParse(site) ? new URL(site).origin : 'http://localhost'
}
