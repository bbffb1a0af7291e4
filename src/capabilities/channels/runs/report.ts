/** What a run tells: short enough to keep in the database and to show on a page. */
import { type Static, Type } from 'typebox'
import { Id, Nullable, NullableText, NullableTime } from '../../../platform/http/schema.ts'
import type { NameKind, PlanReport } from '../import/plan/report.ts'
import type { Counts, Difference } from '../import/reconcile.ts'
import type { Stored } from '../store/import-tickets.ts'

const shown_max = 100
const Count = Type.Integer({ minimum: 0 })
export const nameKinds = [
  'people',
  'teams',
  'categories',
  'places',
  'assets',
] as const satisfies readonly NameKind[]

const NamesFound = Type.Object({
  total: Count,
  missing: Count,
  /** The first of those that are not there. */
  examples: Type.Array(Type.String()),
})

export const RunReport = Type.Object({
  is_dry: Type.Boolean(),
  rows_read: Count,
  rows_rejected: Count,
  rows_repeated: Count,
  tickets: Type.Integer({ description: 'That the rows make up.' }),
  stored: Type.Integer({ description: 'That were written by this run.' }),
  known: Type.Integer({ description: 'That were there already.' }),
  extended: Type.Integer({ description: 'Those of them to which the file adds what happened since.' }),
  conflict_count: Type.Integer({
    description: 'Tickets of which the file says something else than what was changed here; that stays.',
  }),
  conflicts: Type.Array(
    Type.Object({
      id: Id,
      key: Type.String(),
      number: Type.Integer(),
      line: Type.Integer(),
      fields: Type.Array(Type.String()),
    }),
    { description: `The first ${shown_max}.` },
  ),
  rows_missed: Type.Integer({
    description: 'Rows that lie before what was imported already: they come too late and are left out.',
  }),
  events: Count,
  messages: Count,
  first_at: NullableTime,
  last_at: NullableTime,
  names: Type.Object(
    Object.fromEntries(nameKinds.map((kind) => [kind, NamesFound])) as Record<NameKind, typeof NamesFound>,
  ),
  created: Type.Record(Type.String(), Count),
  bad_rows: Type.Array(
    Type.Object({ line: Type.Integer(), column: Type.String(), value: Type.String(), reason: Type.String() }),
    { description: `The first ${shown_max}; all of them are in the file of bad rows.` },
  ),
  note_counts: Type.Record(Type.String(), Count),
  notes: Type.Array(Type.Object({ key: Type.String(), line: Type.Integer(), text: Type.String() })),
  seconds: Type.Number(),
})
export type RunReport = Static<typeof RunReport>

const CountsShown = Type.Object({
  tickets: Count,
  events: Count,
  reopened: Count,
  reassigned: Count,
  messages: Count,
  publicMessages: Count,
  byState: Type.Record(Type.String(), Count),
  byPriority: Type.Record(Type.String(), Count),
})
export const Reconciliation = Type.Object({
  file: CountsShown,
  database: CountsShown,
  differences: Type.Array(
    Type.Object({ count: Type.String(), expected: Type.Integer(), actual: Type.Integer() }),
    { description: 'Empty when every count agrees.' },
  ),
})
export type Reconciliation = { file: Counts; database: Counts; differences: Difference[] }

/** The names that are not there, by kind. */
export type MissingNames = Record<NameKind, readonly string[]>

export function runReport(
  plan: PlanReport,
  stored: Stored,
  missing: MissingNames,
  options: { isDry: boolean; seconds: number },
): RunReport {
  const names = Object.fromEntries(
    nameKinds.map((kind) => [
      kind,
      {
        total: plan.names[kind].size,
        missing: missing[kind].length,
        examples: missing[kind].slice(0, shown_max),
      },
    ]),
  ) as RunReport['names']
  return {
    is_dry: options.isDry,
    rows_read: plan.rows_read,
    rows_rejected: plan.rows_rejected,
    rows_repeated: plan.rows_repeated,
    tickets: plan.tickets,
    stored: stored.tickets,
    known: stored.known,
    extended: stored.extended,
    conflict_count: stored.conflict_count,
    conflicts: stored.conflicts.slice(0, shown_max),
    rows_missed: stored.rows_missed,
    events: stored.events,
    messages: stored.messages,
    first_at: plan.firstAt,
    last_at: plan.lastAt,
    names,
    created: { ...stored.created },
    bad_rows: plan.badRows.slice(0, shown_max),
    note_counts: { ...plan.noteCounts },
    notes: plan.notes.slice(0, shown_max).map(({ key, line, text }) => ({ key, line, text })),
    seconds: Math.round(options.seconds * 10) / 10,
  }
}

/** What stands in the database beside a run; a part that is not there yet is null. */
export const RunRow = {
  rows_done: Count,
  rows_total: Count,
  report: Nullable(RunReport),
  reconciliation: Nullable(Reconciliation),
  failure: NullableText,
}
