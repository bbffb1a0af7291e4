/** The built web page: files with hashed names for ever, the page itself fresh each time. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import { notFound } from '../platform/http/problem.ts'
import type { Http } from '../platform/http/server.ts'

const webDir = resolve(import.meta.dirname, '../../dist/web')

export async function mountWeb(http: Http): Promise<void> {
  if (!existsSync(webDir)) return
  await http.register(fastifyStatic, {
    root: webDir,
    wildcard: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      response.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  // Every address that is a page of the web answers the same document; its router does the rest.
  http.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) throw notFound('This address')
    return reply.sendFile('index.html')
  })
}
