/** What the worker does for a run. It may be done twice or be cut off anywhere: nothing is doubled or lost. */
import type { App } from '../../../core/app.ts'
import { raw, read, write } from '../../../platform/db/transaction.ts'
import { isImportFault } from '../import/import-error.ts'
import { badRowsPath, removeUpload, uploadPath } from './files.ts'
import { changeRun, findRun, type RunRow } from './run-row.ts'
import { reconcileTickets, runTickets } from './run-tickets.ts'

export type Task = 'preview' | 'run' | 'reconcile'

const told_ms = 500
const stale_ms = 120_000
const kept_days = 7

/** Adds the task to the write. */
export function addTask(app: App, tx: Parameters<App['jobs']['add']>[0], id: string, task: Task): void {
  app.jobs.add(tx, 'imports.work', { id, task }, { key: `imports.work:${id}`, tries_max: 5 })
}

/** Previews, runs or reconciles; a fault of the file ends the run with a sentence, any other error is tried again. */
export async function work(app: App, payload: Record<string, unknown>): Promise<void> {
  const [orgId, id, task] = [String(payload.org), String(payload.id), payload.task as Task]
  const run = await read(app.pool, orgId, (tx) => findRun(tx, id))
  if (!run?.has_file || run.mapping === null) return
  const isWanted = task === 'reconcile' || run.state === (task === 'preview' ? 'previewing' : 'running')
  if (!isWanted) return
  try {
    if (task === 'reconcile') {
      const path = uploadPath(app, id)
      const reconciliation = await reconcileTickets(app, orgId, { path, mapping: run.mapping })
      await store(app, orgId, run, { reconciliation })
    } else await runFile(app, orgId, run, task)
  } catch (error) {
    if (!isImportFault(error)) throw error
    await store(app, orgId, run, {
      state: task === 'reconcile' ? run.state : 'failed',
      failure: error.message.slice(0, 2000),
      finished_at: app.clock.now().toISOString(),
    })
  }
}

async function runFile(app: App, orgId: string, run: RunRow, task: 'preview' | 'run'): Promise<void> {
  // No mapping, no task: the caller has looked.
  const mapping = run.mapping as NonNullable<RunRow['mapping']>
  let wantsStop = false
  let told = 0
  const report = await runTickets(app, orgId, {
    path: uploadPath(app, run.id),
    mapping,
    badRowsPath: badRowsPath(app, run.id),
    isDry: task === 'preview',
    onProgress: async ({ rows_done, rows_total }) => {
      if (performance.now() - told < told_ms) return !wantsStop
      told = performance.now()
      await store(app, orgId, run, { rows_done, rows_total })
      const present = await read(app.pool, orgId, (tx) => findRun(tx, run.id))
      wantsStop = present?.wants_stop ?? true
      return !wantsStop
    },
  })
  const state = task === 'preview' ? 'previewed' : wantsStop ? 'stopped' : 'done'
  await store(app, orgId, run, {
    state,
    report,
    rows_total: report.rows_read,
    ...(wantsStop ? {} : { rows_done: report.rows_read }),
    finished_at: app.clock.now().toISOString(),
  })
  // So much has changed that every open page asks again.
  if (task === 'run') app.live.publish({ topic: 'reset' })
}

async function store(app: App, orgId: string, run: RunRow, changes: Partial<RunRow>): Promise<void> {
  const updated_at = app.clock.now().toISOString()
  await write(app.pool, orgId, async (tx) => {
    tx.send(changeRun(orgId, run.id, { ...changes, updated_at }))
    tx.afterCommit(() =>
      app.live.publish({
        topic: 'import',
        org: orgId,
        id: run.id,
        people: run.created_by === null ? [] : [run.created_by],
        rows_done: changes.rows_done ?? null,
        rows_total: changes.rows_total ?? null,
        state: changes.state ?? null,
      }),
    )
  })
}

/** True while somebody works on the run, as far as one can tell. */
export function isBusy(run: Pick<RunRow, 'state' | 'updated_at'>, now: string): boolean {
  const isAtWork = run.state === 'previewing' || run.state === 'running'
  return isAtWork && Date.parse(now) - Date.parse(run.updated_at) < stale_ms
}

/** Takes up runs whose worker was killed, and removes files that nobody needs any more. Runs every few minutes. */
export async function tendRuns(app: App): Promise<void> {
  const now_ms = app.clock.now().getTime()
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: orgId } of rows) {
    const forgotten = await write(app.pool, orgId, async (tx) => {
      const stale = await tx.all(
        raw<{ id: string; state: string }>(
          "select id, state from channels.import_run where org_id = $1 and has_file and state in ('previewing', 'running') and updated_at < $2",
          [orgId, new Date(now_ms - stale_ms).toISOString()],
        ),
      )
      for (const { id, state } of stale) {
        tx.send(changeRun(orgId, id, { updated_at: new Date(now_ms).toISOString() }))
        addTask(app, tx, id, state === 'running' ? 'run' : 'preview')
      }
      return tx.all(
        raw<{ id: string }>(
          "update channels.import_run set has_file = false where org_id = $1 and has_file and state not in ('previewing', 'running') and updated_at < $2 returning id",
          [orgId, new Date(now_ms - kept_days * 86_400_000).toISOString()],
        ),
      )
    })
    for (const { id } of forgotten) await removeUpload(app, id)
  }
}
