/** The API's own description: the OpenAPI document at /api/openapi.json and a page to read it at /api/docs. */
import swagger from '@fastify/swagger'
import reference from '@scalar/fastify-api-reference'
import type { Http } from '../platform/http/server.ts'

export async function mountDocumentation(http: Http): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Wardline',
        version: '0.1.0',
        description:
          'Everything that the pages do goes through this interface. Errors are RFC 9457 problem documents.',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'wardline_session' } },
      },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`),
    },
  })
  http.get('/api/openapi.json', { schema: { hide: true } }, async () => http.swagger())
  await http.register(reference, {
    routePrefix: '/api/docs',
    configuration: {
      url: '/api/openapi.json',
      telemetry: false,
      withDefaultFonts: false,
      hideClientButton: true,
    } as never,
    hooks: {
      // The reference page builds itself with inline scripts and styles; it shows nothing but the document.
      onRequest: (_request, reply, done) => {
        reply.header(
          'content-security-policy',
          "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        )
        done()
      },
    },
  })
}
