/** The matrix as CSV: a line for each person, a column for each competency. */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { csvLine } from '../../../core/people/csv.ts'
import { read, write } from '../../../platform/db/transaction.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import type { Http } from '../../../platform/http/server.ts'
import { readsOwn } from '../policy.ts'
import { todayOf } from '../today.ts'
import { cellsOf, MatrixFilter, type MatrixPerson, peopleOf } from './matrix.ts'

const exported_max = 10_000

/** Mounts the export; it holds what the page of the same filter shows. */
export function mountMatrixExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/training/matrix/export.csv',
    schema: {
      ...describe(
        'training.export_matrix',
        `People and the competencies that are asked of them as CSV, ${exported_max} people at most.`,
        'training',
      ),
      querystring: MatrixFilter,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!readsOwn(actor)) {
        await noteDenial(app, actor, 'training.export_matrix', forbidden())
        throw forbidden()
      }
      const now = app.clock.now().toISOString()
      const { rows, competencies } = await read(app.pool, actor.orgId, async (tx) => {
        const people = await peopleOf(tx, actor, request.query, exported_max)
        return cellsOf(tx, request.query, people, await todayOf(tx, now))
      })
      // Who took what is written down before the first line leaves.
      await write(app.pool, actor.orgId, async (tx) =>
        tx.send(audit(actor, now, 'training.export_matrix', { people: rows.length })),
      )
      const head = ['Person', 'Job', 'Department', ...competencies.map(({ code, name }) => `${code} ${name}`)]
      const lines = rows.map((row) =>
        csvLine([row.person, row.title, row.department, ...competencies.map(({ id }) => said(row, id))]),
      )
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="competencies-${now.slice(0, 10)}.csv"`,
          'cache-control': 'no-store',
        })
        .serializer((body: unknown) => String(body))
        .send(`\uFEFF${csvLine(head)}${lines.join('')}`)
    },
  })
}

/** The state with the day that matters in it; nothing where nothing is asked. */
function said({ cells }: MatrixPerson, competencyId: string): string | null {
  const cell = cells.find(({ competency_id }) => competency_id === competencyId)
  if (!cell) return null
  const day = cell.achieved_on === null ? cell.due_on : cell.expires_on
  return [cell.state, day, cell.is_late ? 'late' : null].filter(Boolean).join(' ')
}
