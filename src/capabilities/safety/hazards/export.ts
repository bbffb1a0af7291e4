import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { csvLine } from '../../../core/people/csv.ts'
import { read, write } from '../../../platform/db/transaction.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import type { Http } from '../../../platform/http/server.ts'
import { permitsSafety } from '../setting.ts'
import { HazardFilter, type HazardRow, hazards_max, hazardsOf } from './read.ts'

const columns: readonly [string, (row: HazardRow) => string | number | null][] = [
  ['Hazard', (row) => row.number],
  ['Title', (row) => row.title],
  ['Status', (row) => row.state],
  ['Cause', (row) => row.cause],
  ['Effect', (row) => row.effect],
  ['Severity', (row) => row.severity],
  ['Likelihood', (row) => row.likelihood],
  ['Risk', (row) => row.level],
  ['Controls in place', (row) => controlsIn(row, 'existing')],
  ['Controls planned', (row) => controlsIn(row, 'planned')],
  ['Severity with controls', (row) => row.severity_after],
  ['Likelihood with controls', (row) => row.likelihood_after],
  ['Risk with controls', (row) => row.level_after],
  ['Reason', (row) => row.reason],
  ['Safety events', (row) => numbersOf(row, (kind) => kind === 'safety_event')],
  ['Other records', (row) => numbersOf(row, (kind) => kind !== 'safety_event')],
  ['Owner', (row) => row.owner?.name ?? null],
  ['Created', (row) => row.created_at],
  ['Updated', (row) => row.updated_at],
]

/** The hazard log of a filter as CSV: the same rows in the same order as on the page. */
export function mountHazardExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/hazards/export.csv',
    schema: {
      ...describe('hazards.export', `The hazard log as CSV, ${hazards_max} hazards at most.`, 'hazards'),
      querystring: HazardFilter,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!permitsSafety(actor)) {
        await noteDenial(app, actor, 'hazards.export', forbidden())
        throw forbidden()
      }
      const now = app.clock.now().toISOString()
      const rows = await read(app.pool, actor.orgId, (tx) => hazardsOf(tx, actor, request.query))
      // Who took what is written down before the first row leaves.
      await write(app.pool, actor.orgId, async (tx) =>
        tx.send(audit(actor, now, 'hazards.export', { lines: rows.length })),
      )
      const lines = rows.map((row) => csvLine(columns.map(([, value]) => value(row))))
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="hazard-log-${now.slice(0, 10)}.csv"`,
          'cache-control': 'no-store',
        })
        .serializer((text: unknown) => String(text))
        .send(`\uFEFF${csvLine(columns.map(([name]) => name))}${lines.join('')}`)
    },
  })
}

function controlsIn(row: HazardRow, state: HazardRow['controls'][number]['state']): string {
  return row.controls
    .filter((control) => control.state === state)
    .map(({ body, owner, due_on }) => {
      const more = [owner?.name, due_on].filter((each) => each)
      return more.length > 0 ? `${body} (${more.join(', ')})` : body
    })
    .join('\n')
}

function numbersOf({ records }: HazardRow, isMeant: (kind: string) => boolean): string {
  return records
    .filter(({ kind }) => isMeant(kind))
    .map(({ kind, number }) => `${kind} ${number}`)
    .join('; ')
}
