/** The audit log to take along, as a table or as lines of JSON. */
import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { audit } from '../../core/audit.ts'
import { noteDenial } from '../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../core/mount.ts'
import { csvLine } from '../../core/people/csv.ts'
import { writeKey } from '../../core/people/page-key.ts'
import { read, write } from '../../platform/db/transaction.ts'
import { forbidden } from '../../platform/http/problem.ts'
import { OneOf } from '../../platform/http/schema.ts'
import type { Http } from '../../platform/http/server.ts'
import { secretsOf } from '../../platform/secrets/secrets.ts'
import { LogFilter, type LogRow, linesOf } from './log.ts'
import { hashOfTerm } from './terms.ts'

const lines_max = 1_000_000
const page_lines = 1_000
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
      // Who took what is written down before the first line leaves; the word that was searched for as its hash.
      const { searched, ...told } = filter
      const term =
        searched === undefined ? {} : { term: hashOfTerm(app.config.secret, actor.orgId, searched) }
      await tell(app, actor, 'audit.export', { ...told, ...term, format })
      return reply
        .headers({
          'content-type': `${format === 'csv' ? 'text/csv' : 'application/x-ndjson'}; charset=utf-8`,
          'content-disposition': `attachment; filename="audit.${format}"`,
          'cache-control': 'no-store',
        })
        .send(Readable.from(texts(app, actor, filter, format)) as never)
    },
  })
}

async function* texts(
  app: App,
  actor: Actor,
  filter: LogFilter,
  format: (typeof formats)[number],
): AsyncGenerator<string> {
  let lines = 0
  try {
    if (format === 'csv') yield csvLine(head)
    for await (const rows of exportedRows(app, actor, filter)) {
      lines += rows.length
      yield rows.map((row) => (format === 'csv' ? asCsv(row) : `${JSON.stringify(row)}\n`)).join('')
    }
  } finally {
    await tell(app, actor, 'audit.exported', { lines })
  }
}

/** The lines of the filter that the actor may read, newest first, a page at a time. */
export async function* exportedRows(app: App, actor: Actor, filter: LogFilter): AsyncGenerator<LogRow[]> {
  let after: string | undefined
  for (let lines = 0; lines < lines_max; lines += page_lines) {
    const rows = await read(app.pool, actor.orgId, (tx) =>
      linesOf(tx, actor, filter, secretsOf(app.config), page_lines, after),
    )
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    if (rows.length < page_lines) return
    after = writeKey([last.at, last.id])
  }
}

function tell(app: App, actor: Actor, action: string, data: Record<string, unknown>): Promise<void> {
  return write(app.pool, actor.orgId, async (tx) =>
    tx.send(audit(actor, app.clock.now().toISOString(), action, data)),
  )
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
