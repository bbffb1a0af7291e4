/** The pages of people and departments as CSV. */
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
import { readsAll, readsOwn } from '../policy.ts'
import { todayOf } from '../today.ts'
import { ComplianceFilter, linesOf, whereOf } from './compliance.ts'
import { cellsOf, MatrixFilter, type MatrixPerson, peopleOf } from './matrix.ts'

const exported_max = 10_000

/** Mounts the matrix: a line for each person, a column for each competency, as the page of the same filter shows. */
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
      return sendCsv(reply, `competencies-${now.slice(0, 10)}`, csvLine(head) + lines.join(''))
    },
  })
}

/** Mounts the counts: a line for each department and month. */
export function mountComplianceExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/training/compliance/export.csv',
    schema: {
      ...describe(
        'training.export_compliance',
        'How much of what is asked was in place, by department and month of a year, as CSV.',
        'training',
      ),
      querystring: ComplianceFilter,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!readsAll(actor)) {
        await noteDenial(app, actor, 'training.export_compliance', forbidden())
        throw forbidden()
      }
      const now = app.clock.now().toISOString()
      const lines = await write(app.pool, actor.orgId, async (tx) => {
        const found = await tx.all(linesOf(tx, await whereOf(tx, request.query)))
        tx.send(audit(actor, now, 'training.export_compliance', { lines: found.length }))
        return found.map((each) =>
          csvLine([each.day, each.department, each.people, each.complete, each.asked, each.met]),
        )
      })
      const head = ['Day', 'Department', 'People', 'With everything in place', 'Asked', 'In place']
      return sendCsv(reply, `compliance-${now.slice(0, 10)}`, csvLine(head) + lines.join(''))
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
