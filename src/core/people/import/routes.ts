/** Import of people from a CSV: a preview that changes nothing, and the run of exactly what was previewed. */

import { type Static, Type } from 'typebox'
import { isDuplicate, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, OneOf } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { type PlainAction, plainAction } from '../../action.ts'
import { type Actor, may } from '../../actor.ts'
import type { App } from '../../app.ts'
import { executePlain, requireStepUp } from '../../execute.ts'
import { csvLine } from '../csv.ts'
import type { Sessions } from '../session.ts'
import { lockOrganization } from '../store.ts'
import { isContact, type Plan, planImport } from './plan.ts'
import { importFields, type ReadPeople, readPeople, text_bytes_max } from './read.ts'
import { storeImport } from './store.ts'

const shown_max = 100
/** JSON writes a quotation mark as two characters, and what is not ASCII as up to six. */
const body_bytes_max = 2 * text_bytes_max + 100_000

const Count = Type.Integer({ minimum: 0 })
const Report = Type.Object({
  hash: Type.String({ description: 'To be sent with the run, which then does what this preview showed.' }),
  delimiter: Type.String(),
  columns: Type.Array(
    Type.Object({ header: Type.String(), field: Type.Union([OneOf(importFields), Type.Null()]) }),
  ),
  created: Count,
  updated: Count,
  unchanged: Count,
  refused: Count,
  departments: Type.Array(Type.String(), { description: 'Those that are made.' }),
  sites: Type.Array(Type.String(), { description: 'Those that are made.' }),
  rows: Type.Array(
    Type.Object({
      line: Type.Integer(),
      name: Type.String(),
      email: Type.Union([Type.String(), Type.Null()]),
      what: OneOf(['create', 'update', 'unchanged']),
      changes: Type.Array(Type.String()),
    }),
    { description: `The first ${shown_max}.` },
  ),
  errors: Type.Array(Type.Object({ line: Type.Integer(), column: Type.String(), detail: Type.String() }), {
    description: `The first ${shown_max}; all of them stand in the report.`,
  }),
  report_csv: Type.String({
    description: 'All refused rows with their reasons, safe to open in a spreadsheet.',
  }),
})

const input = {
  text: Type.String({ minLength: 1, maxLength: text_bytes_max, description: 'The file, at most 5 MB.' }),
  mapping: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'For a header the field that it holds, or an empty word for none.',
      maxProperties: 100,
    }),
  ),
}

const preview = plainAction({
  name: 'people.import_preview',
  summary: 'What an import of people would do; nothing is written.',
  path: '/api/people/import/preview',
  input: Body(input),
  output: Report,
  permits: (actor) => may(actor, 'people.import'),
  run: async ({ tx, actor, input: { text, mapping }, now }) => {
    const read = readPeople(text, mapping)
    return { result: reportOf(read, await planImport(tx, actor, read, now)) }
  },
})

const run = plainAction({
  name: 'people.import',
  summary:
    'Import people as previewed; bad rows are reported and the rest goes in. Running it again changes nothing.',
  path: '/api/people/import/run',
  input: Body({ ...input, hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  output: Report,
  accountAct: 'import',
  permits: (actor) => may(actor, 'people.import'),
  run: async ({ app, tx, actor, input: { text, mapping, hash }, now }) => {
    const read = readPeople(text, mapping)
    if (read.hash !== hash)
      throw conflict('This is not the file that was previewed. Look at the preview again first.')
    const plan = await planAndStore(tx, actor, read, now)
    // An address that changes is where the next link for a new password goes.
    if (plan.planned.some((each) => each.what === 'update' && each.changes.includes('email')))
      requireStepUp(app, actor)
    const report = reportOf(read, plan)
    const { created, updated, unchanged, refused } = report
    const accounts = plan.planned
      .filter(({ what, changes }) => what === 'update' && changes.some(isContact))
      .map(({ id, replaces }) => ({ personId: id, replaces }))
    return { result: report, accounts, audit: { created, updated, unchanged, refused } }
  },
})

async function planAndStore(tx: Tx, actor: Actor, read: ReadPeople, now: string): Promise<Plan> {
  // Two imports at once wait for each other, so that neither makes the other's people twice.
  lockOrganization(tx)
  const plan = await planImport(tx, actor, read, now)
  try {
    await storeImport(tx, plan, now)
  } catch (error) {
    if (isDuplicate(error)) throw conflict('People were changed in the meantime. Look at the preview again.')
    throw error
  }
  return plan
}

function reportOf(read: ReadPeople, plan: Plan): Static<typeof Report> {
  const count = (what: string) => plan.planned.filter((each) => each.what === what).length
  const lines = new Set(plan.errors.map((error) => error.line))
  return {
    hash: read.hash,
    delimiter: read.delimiter,
    columns: read.columns,
    created: count('create'),
    updated: count('update'),
    unchanged: count('unchanged'),
    refused: lines.size,
    departments: plan.departments,
    sites: plan.sites,
    rows: plan.planned.slice(0, shown_max).map(({ what, row, changes }) => ({
      line: row.line,
      name: row.name,
      email: row.email,
      what,
      changes,
    })),
    errors: plan.errors.slice(0, shown_max),
    report_csv:
      csvLine(['line', 'column', 'reason']) +
      plan.errors.map(({ line, column, detail }) => csvLine([line, column, detail])).join(''),
  }
}

/** Mounts both by hand: their bodies may be larger than others. */
export function mountPeopleImport(http: Http, app: App, sessions: Sessions): void {
  for (const action of [preview, run]) mountLarge(http, app, sessions, action)
}

function mountLarge(http: Http, app: App, sessions: Sessions, action: PlainAction): void {
  http.route({
    method: 'POST',
    url: action.path ?? '',
    bodyLimit: body_bytes_max,
    schema: {
      operationId: action.name,
      summary: action.summary,
      tags: ['people'],
      security: [{ session: [] }],
      body: action.input,
      response: { 200: action.output, default: Type.Ref('Problem') },
    },
    handler: async (request) => executePlain(app, await sessions.authenticate(request), action, request.body),
  })
}
