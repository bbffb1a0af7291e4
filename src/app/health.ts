/** Health for those who keep the server running: alive, ready, and figures for Prometheus. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Type } from 'typebox'
import type { App } from '../core/app.ts'
import { unavailable } from '../platform/http/problem.ts'
import type { Http } from '../platform/http/server.ts'

const Ok = Type.Object({ status: Type.String() })

export function mountHealth(http: Http, app: App): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'wardline_http_request_seconds',
    help: 'Time to answer, by route.',
    labelNames: ['operation', 'status'] as const,
    buckets: [0.005, 0.025, 0.1, 0.5, 2],
    registers: [registry],
  })
  const failures = new Counter({
    name: 'wardline_http_failures_total',
    help: 'Answers with status 500 and above.',
    registers: [registry],
  })
  new Gauge({
    name: 'wardline_database_connections',
    help: 'Open connections to the database.',
    registers: [registry],
    collect() {
      this.set(app.pool.totalCount)
    },
  })
  http.addHook('onResponse', async (request, reply) => {
    const operation =
      (request.routeOptions.schema as { operationId?: string } | undefined)?.operationId ?? 'other'
    duration.observe({ operation, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    if (reply.statusCode >= 500) failures.inc()
  })
  const about = { tags: ['health'], security: [] }
  http.get(
    '/health/live',
    { schema: { ...about, operationId: 'health.live', summary: 'The process runs.', response: { 200: Ok } } },
    async () => ({ status: 'live' }),
  )
  http.get(
    '/health/ready',
    {
      schema: {
        ...about,
        operationId: 'health.ready',
        summary: 'The process runs and reaches its database.',
        response: { 200: Ok, default: Type.Ref('Problem') },
      },
    },
    async () => {
      await app.pool.query('select 1').catch(() => {
        throw unavailable()
      })
      return { status: 'ready' }
    },
  )
  http.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
