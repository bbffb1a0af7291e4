/** One run of a file of tickets: dry or in earnest, and the comparison of file and database afterwards. */
import type { App } from '../../../core/app.ts'
import { read } from '../../../platform/db/transaction.ts'
import { countImported } from '../../tickets/index.ts'
import { openBadRowFile } from '../import/bad-rows.ts'
import { importFault } from '../import/import-error.ts'
import type { Mapping } from '../import/mapping/mapping.ts'
import type { ImportedTicket } from '../import/plan/imported-ticket.ts'
import { planTickets } from '../import/plan/plan-tickets.ts'
import { addBadRow, newPlanReport, type PlanReport } from '../import/plan/report.ts'
import { openImportFile } from '../import/read/open-import-file.ts'
import type { BadRow } from '../import/read/row.ts'
import { compareCounts, countFile } from '../import/reconcile.ts'
import { importTickets, nothingStored, type Stored, tryBatch } from '../store/import-tickets.ts'
import { missingNames } from '../store/missing-names.ts'
import { type Reconciliation, type RunReport, runReport } from './report.ts'

export type Run = {
  path: string
  mapping: Mapping
  /** Where the file of bad rows is written. */
  badRowsPath?: string
  isDry?: boolean
  /** Called now and then; false ends the run after what is stored by then. */
  onProgress?(progress: Progress): Promise<boolean | undefined> | boolean | undefined
}
/** Rows of the file: how many are behind us, and of how many that were read so far. */
export type Progress = { rows_done: number; rows_total: number; tickets: number }

const tickets_per_trial = 1_000
const progress_rows = 5_000

type App1 = Pick<App, 'pool' | 'clock' | 'registry'>

/** Runs the file and reports. A run that is repeated writes only what is not there yet. Throws import faults. */
export async function runTickets(app: App1, orgId: string, run: Run): Promise<RunReport> {
  const started_ms = performance.now()
  const report = newPlanReport()
  const badRows = run.badRowsPath === undefined ? undefined : openBadRowFile(run.badRowsPath)
  try {
    const tickets = await openTickets(run, report, (bad) => badRows?.add(bad))
    const stored = run.isDry
      ? await tryTickets(app, orgId, run, tickets, report)
      : await importTickets(app, orgId, tickets, {
          mapping: run.mapping,
          afterBatch: ({ rows, tickets }) =>
            run.onProgress?.({ rows_done: rows, rows_total: report.rows_read, tickets }),
        })
    if (report.rows_read === 0 && report.rows_rejected === 0)
      throw importFault('file-empty', 'The file holds no rows below its heading.')
    // After a run in earnest nothing is missing but what the mapping leaves empty.
    const missing = await read(app.pool, orgId, (tx) => missingNames(tx, run.mapping, report.names))
    return runReport(report, stored, missing, {
      isDry: run.isDry ?? false,
      seconds: (performance.now() - started_ms) / 1000,
    })
  } finally {
    await badRows?.close()
  }
}

/** Counts the file by its rows and the database by SQL, and compares. */
export async function reconcileTickets(
  app: App1,
  orgId: string,
  run: Pick<Run, 'path' | 'mapping'>,
): Promise<Reconciliation> {
  const report = newPlanReport()
  for await (const _ticket of await openTickets(run, report)) {
    // Only which rows were left out is wanted here.
  }
  const { rows } = await openImportFile(run.path, run.mapping.file)
  const file = await countFile(rows, run.mapping, report.skippedLines)
  const database = await read(app.pool, orgId, (tx) => countImported(tx, run.mapping.origin))
  return { file, database, differences: compareCounts(file, database) }
}

async function openTickets(
  { path, mapping, onProgress }: Pick<Run, 'path' | 'mapping' | 'onProgress'>,
  report: PlanReport,
  onBadRow: (bad: BadRow) => void = () => {},
): Promise<AsyncGenerator<ImportedTicket, void, undefined>> {
  const file = await openImportFile(path, {
    ...mapping.file,
    // Rows with the wrong number of fields never reach the plan.
    onBadRow: (bad) => {
      addBadRow(report, bad)
      onBadRow(bad)
    },
  })
  // The later events of a XES file may bring further columns.
  const columns = file.format === 'csv' ? { columns: file.columns } : {}
  const rows = onProgress === undefined ? file.rows : withProgress(file.rows, report, onProgress)
  return planTickets({ rows, ...columns }, mapping, { report, onBadRow })
}

/** An event log is read to its end before the first ticket is known, so reading is told as well. */
async function* withProgress<T>(
  rows: AsyncIterable<T>,
  report: PlanReport,
  onProgress: NonNullable<Run['onProgress']>,
): AsyncGenerator<T, void, undefined> {
  let count = 0
  for await (const row of rows) {
    yield row
    if (++count % progress_rows === 0 && report.tickets === 0)
      await onProgress({ rows_done: 0, rows_total: count, tickets: 0 })
  }
}

/** Plans everything and looks up what would be added to what is there already, without writing. */
async function tryTickets(
  app: App1,
  orgId: string,
  run: Run,
  tickets: AsyncIterable<ImportedTicket>,
  report: PlanReport,
): Promise<Stored> {
  const stored = nothingStored({ people: 0, teams: 0, places: 0, categories: 0 })
  let batch: ImportedTicket[] = []
  const tryThem = async () => {
    const wanted = batch
    batch = []
    await tryBatch(app, orgId, run.mapping, wanted, stored)
    const progress = { rows_done: stored.rows, rows_total: report.rows_read, tickets: 0 }
    return (await run.onProgress?.(progress)) !== false
  }
  for await (const ticket of tickets) {
    stored.rows += ticket.rows
    stored.events +=
      new Set(ticket.events.map(({ line, at }) => `${line} ${at}`)).size + ticket.messages.length
    stored.messages += ticket.messages.length
    batch.push(ticket)
    if (batch.length >= tickets_per_trial && !(await tryThem())) return stored
  }
  if (batch.length > 0) await tryThem()
  return stored
}
