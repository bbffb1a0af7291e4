/** What is missing for whom, as CSV. */
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
import { archivedLeft, conditionOf, departmentsOf, GapFilter, type GapRow, rowsOf } from './list.ts'

const exported_max = 50_000

const columns: readonly [string, (row: GapRow) => string | number | null][] = [
  ['Person', (row) => row.person],
  ['Job', (row) => row.title],
  ['Department', (row) => row.department],
  ['Code', (row) => row.code],
  ['Competency', (row) => row.competency],
  ['Level', (row) => row.level_name],
  ['State', (row) => row.state],
  ['Missing from', (row) => row.gap_on],
  ['Due', (row) => row.due_on],
  ['Late', (row) => (row.is_late ? 'yes' : 'no')],
  ['Achieved', (row) => row.achieved_on],
  ['Ends', (row) => row.expires_on],
]

/** Mounts the export; it holds what the page of the same filter shows. */
export function mountGapExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/training/gaps/export.csv',
    schema: {
      ...describe(
        'training.export_gaps',
        `What is missing for whom as CSV, ${exported_max} lines at most.`,
        'training',
      ),
      querystring: GapFilter,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!readsOwn(actor)) {
        await noteDenial(app, actor, 'training.export_gaps', forbidden())
        throw forbidden()
      }
      const filter = request.query
      const now = app.clock.now().toISOString()
      const rows = await read(app.pool, actor.orgId, async (tx) => {
        const today = await todayOf(tx, now)
        const where = conditionOf(
          actor,
          filter,
          await departmentsOf(tx, filter.department),
          await archivedLeft(tx),
        )
        return tx.all(rowsOf(today, filter.within, where, exported_max))
      })
      // Who took what is written down before the first line leaves.
      await write(app.pool, actor.orgId, async (tx) =>
        tx.send(audit(actor, now, 'training.export_gaps', { lines: rows.length })),
      )
      const text = rows.map((row) => csvLine(columns.map(([, value]) => value(row)))).join('')
      const head = csvLine(columns.map(([name]) => name))
      return sendCsv(reply, `missing-competencies-${now.slice(0, 10)}`, head + text)
    },
  })
}
