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
    serve: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      const isKept = path.includes('/assets/')
      response.header('cache-control', isKept ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // An address with an ending is a file. Every other one is a page of the web and answers the same document;
  // the web's router does the rest.
  http.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = new URL(request.url, 'http://localhost').pathname
    if (path.startsWith('/api/') || path.startsWith('/files/')) throw notFound('This address')
    // The form for strangers is found by who was given its address, and by no search engine.
    if (path.startsWith('/ask/')) reply.header('x-robots-tag', 'noindex, nofollow')
    return reply.sendFile(/\.[a-z0-9]+$/i.test(path) ? decodeURIComponent(path).slice(1) : 'index.html')
  })
}
