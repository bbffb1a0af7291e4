/** The audit log to take along, as a table or as lines of JSON. */
import { Type } from 'typebox'
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { audit } from '../../core/audit.ts'
import { noteDenial } from '../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../core/mount.ts'
import { csvLine } from '../../core/people/csv.ts'
import { read, write } from '../../platform/db/transaction.ts'
import { forbidden } from '../../platform/http/problem.ts'
import { OneOf } from '../../platform/http/schema.ts'
import type { Http } from '../../platform/http/server.ts'
import { LogFilter, type LogRow, linesOf } from './log.ts'

const lines_max = 50_000
const formats = ['csv', 'jsonl'] as const

const head = ['at', 'action', 'person', 'person_id', 'record_id', 'record', 'address', 'data']

/** Mounts /api/audit/export: the lines of the page's filter. The export itself is a line of the log. */
export function mountLogExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/audit/export',
    schema: {
      ...describe(
        'audit.export',
        `The newest ${lines_max} lines of the audit log as CSV or lines of JSON.`,
        'audit',
      ),
      querystring: Type.Object(
        { ...LogFilter, format: Type.Optional(OneOf(formats)) },
        { additionalProperties: false },
      ),
      response: { 200: Type.String({ description: 'text/csv or application/x-ndjson' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      await requireAuditRead(app, actor)
      const { format = 'csv', ...filter } = request.query as LogFilter & { format?: (typeof formats)[number] }
      const rows = await read(app.pool, actor.orgId, (tx) =>
        linesOf(tx, actor, filter, app.config.secret, lines_max),
      )
      await write(app.pool, actor.orgId, async (tx) =>
        tx.send(audit(actor, app.clock.now().toISOString(), 'audit.export', { lines: rows.length })),
      )
      const text =
        format === 'csv'
          ? csvLine(head) + rows.map(asCsv).join('')
          : rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
        .header('content-disposition', `attachment; filename="audit.${format}"`)
        .header('cache-control', 'no-store')
        .serializer((body: unknown) => String(body))
        .send(text)
    },
  })
}

function asCsv(row: LogRow): string {
  return csvLine([
    row.at,
    row.action,
    row.actor?.name ?? null,
    row.actor?.id ?? null,
    row.record_id,
    row.record === null ? null : `${row.record.number} ${row.record.title}`,
    row.address,
    JSON.stringify(row.data),
  ])
}

async function requireAuditRead(app: App, actor: Actor): Promise<void> {
  if (may(actor, 'audit.read')) return
  await noteDenial(app, actor, 'audit.export', forbidden())
  throw forbidden()
}
