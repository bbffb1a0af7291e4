/** Lines of learning as CSV: what the page of the same filter shows, with what proves it. */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { csvLine } from '../../../core/people/csv.ts'
import { read, write } from '../../../platform/db/transaction.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import type { Http } from '../../../platform/http/server.ts'
import { sendCsv } from '../csv.ts'
import { readsOwn } from '../policy.ts'
import { todayOf } from '../today.ts'
import { RecordFilter } from './filter.ts'
import { type RecordRow, recordRows } from './list.ts'

const exported_max = 50_000

const columns: readonly [string, (row: RecordRow) => string | number | null][] = [
  ['Day', (row) => row.happened_on],
  ['Person', (row) => row.person],
  ['Job', (row) => row.job],
  ['Department', (row) => row.department],
  ['Title', (row) => row.title],
  ['Version', (row) => row.version],
  ['Provider', (row) => row.provider],
  ['Shows', (row) => row.competencies.join('; ')],
  ['Result', (row) => row.verb],
  ['From', (row) => row.origin],
  ['Stands', (row) => row.standing],
  ['Valid until', (row) => row.valid_until],
  ['Score in percent', (row) => row.score_percent],
  ['Minutes', (row) => row.duration_minutes],
  ['Assessor', (row) => row.assessor],
  ['Recorded by', (row) => row.recorded_by],
  ['Evidence', (row) => row.evidence],
  ['Address of the evidence', (row) => row.evidence_link],
  ['Files', (row) => row.files.map(({ name }) => name).join('; ')],
  ['Certificate', (row) => row.certificate],
  ['Line', (row) => row.id],
]

/** Mounts the export. */
export function mountRecordExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/training/records/export.csv',
    schema: {
      ...describe(
        'training.export_records',
        `Lines of learning as CSV, the newest ${exported_max} of the filter at most.`,
        'training',
      ),
      querystring: RecordFilter,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!readsOwn(actor)) {
        await noteDenial(app, actor, 'training.export_records', forbidden())
        throw forbidden()
      }
      const now = app.clock.now().toISOString()
      const rows = await read(app.pool, actor.orgId, async (tx) =>
        recordRows(tx, actor, request.query, { today: await todayOf(tx, now), limit: exported_max }),
      )
      // Who took what is written down before the first line leaves.
      await write(app.pool, actor.orgId, async (tx) =>
        tx.send(audit(actor, now, 'training.export_records', { lines: rows.length })),
      )
      const lines = rows.map((row) => csvLine(columns.map(([, value]) => value(row))))
      const head = csvLine(columns.map(([name]) => name))
      return sendCsv(reply, `learning-records-${now.slice(0, 10)}`, head + lines.join(''))
    },
  })
}
