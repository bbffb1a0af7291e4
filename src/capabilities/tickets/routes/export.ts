import { Readable } from 'node:stream'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { noteExported } from '../../../core/records/restriction.ts'
import { read, write } from '../../../platform/db/transaction.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import type { Http } from '../../../platform/http/server.ts'
import { searchLine } from '../../trail/index.ts'
import { readsTickets } from '../policy.ts'
import { ListQuery, pageOf, wordsOf } from '../queries/list.ts'
import type { TicketRow } from '../queries/rows.ts'

const rows_max = 50_000
const page_rows = 500

const columns: readonly [string, (row: TicketRow) => string | number | null][] = [
  ['Number', (row) => row.number],
  ['Title', (row) => row.title],
  ['State', (row) => row.state],
  ['Kind', (row) => row.kind],
  ['Priority', (row) => row.priority],
  ['Team', (row) => row.team?.name ?? null],
  ['Owner', (row) => row.owner?.name ?? null],
  ['Requester', (row) => row.requester?.name ?? null],
  ['Category', (row) => row.subject],
  ['Application', (row) => row.application],
  ['Place', (row) => row.place],
  ['Tags', (row) => row.tags.join(' ')],
  ['Created', (row) => row.created_at],
  ['Updated', (row) => row.updated_at],
  ['Promised', (row) => row.due_at],
]

/** The list of a filter as CSV: the same rows in the same order as on the page, read by and by. */
export function mountExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/tickets/export.csv',
    schema: {
      ...describe('tickets.export', `The tickets of a filter as CSV, ${rows_max} at most.`, 'tickets'),
      querystring: ListQuery,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!readsTickets(actor)) {
        await noteDenial(app, actor, 'tickets.export', forbidden())
        throw forbidden()
      }
      const { after: _after, limit: _limit, ...query } = request.query as Static<typeof ListQuery>
      const now = app.clock.now().toISOString()
      // Who took what is written down before the first row leaves: the filter's fields, and hashes of their words.
      await write(app.pool, actor.orgId, async (tx) =>
        tx.send(
          await searchLine({ app, tx, actor, now }, 'tickets.export', wordsOf(query), {
            filter: Object.keys(query),
          }),
        ),
      )
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="tickets-${now.slice(0, 10)}.csv"`,
          'cache-control': 'no-store',
        })
        .send(Readable.from(lines(app, actor, query, now)) as never)
    },
  })
}

async function* lines(
  app: App,
  actor: Actor,
  query: Static<typeof ListQuery>,
  now: string,
): AsyncGenerator<string> {
  // The mark at the start tells spreadsheets that this is UTF-8.
  yield `\uFEFF${columns.map(([name]) => cell(name)).join(',')}\r\n`
  let after: string | null | undefined
  let rows_sent = 0
  do {
    const page = await read(app.pool, actor.orgId, async (tx) => {
      const rows = await pageOf(tx, actor, { ...query, limit: page_rows, ...(after ? { after } : {}) }, now)
      await noteExported(
        tx,
        actor,
        rows.rows.map(({ id }) => id),
        now,
      )
      return rows
    })
    yield page.rows.map((row) => `${columns.map(([, value]) => cell(value(row))).join(',')}\r\n`).join('')
    rows_sent += page.rows.length
    after = page.next
  } while (after !== null && rows_sent < rows_max)
}

// A spreadsheet computes what starts with one of these; a quote in front makes it text again.
const formula = /^\s*[=+\-@\t\r|%\uFF1D\uFF0B\uFF0D\uFF20]/

/** One cell of CSV that no spreadsheet takes for a formula. */
export function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text
}
