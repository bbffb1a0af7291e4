/** The API's own description: the OpenAPI document at /api/openapi.json and a page to read it at /api/docs. */
import { createHash } from 'node:crypto'
import swagger from '@fastify/swagger'
import reference from '@scalar/fastify-api-reference'
import type { Http } from '../platform/http/server.ts'
import { withExamples } from './reference/examples.ts'

export async function mountDocumentation(http: Http): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Wardline',
        version: '0.1.0',
        description:
          'Everything that the pages do goes through this interface. Errors are RFC 9457 problem documents. The examples are a story: the ids of one answer are asked for by the next ones.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'wardline_session' },
          key: { type: 'http', scheme: 'bearer', description: 'A key that somebody made in their account.' },
        },
      },
    },
    transformObject: (described) =>
      'openapiObject' in described ? withExamples(described.openapiObject) : described.swaggerObject,
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`),
    },
  })
  http.get('/api/openapi.json', { schema: { hide: true } }, async () => http.swagger())
  await http.register(async (own) => {
    own.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload === 'string' && payload.includes('<script'))
        reply.header('content-security-policy', policyOf(payload))
      return payload
    })
    await own.register(reference, {
      routePrefix: '/api/docs',
      configuration: {
        url: '/api/openapi.json',
        telemetry: false,
        withDefaultFonts: false,
        hideClientButton: true,
      } as never,
    })
  })
}

/** The reference page builds itself with scripts in the document: these run, by their hashes, and no others. */
function policyOf(page: string): string {
  const hashes = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return `default-src 'self'; script-src 'self' ${hashes.join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
}
