/** What the worker does for a run. It may be done twice or be cut off anywhere: nothing is doubled or lost. */
import type { App } from '../../../core/app.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { innerFolder } from '../import/archive/unpack-archive.ts'
import { isImportFault, lineOf } from '../import/import-error.ts'
import { tellImport } from '../webhooks/follow.ts'
import { badRowsPath, removeAll, removeOthers, removeUpload, unpackedPath, uploadPath } from './files.ts'
import { runArticles } from './run-articles.ts'
import { changeRun, cleared, findRun, type RunRow, withoutSamples } from './run-row.ts'
import { reconcileTickets, runTickets } from './run-tickets.ts'

export type Task = 'preview' | 'run'

const told_ms = 500
const beat_ms = 30_000
const stale_ms = 120_000
const kept_days = 7
const lost_ms = 86_400_000
const cleared_at_once_max = 200

/** Adds the task to the write. */
export function addTask(app: App, tx: Parameters<App['jobs']['add']>[0], id: string, task: Task): void {
  app.jobs.add(tx, 'imports.work', { id, task }, { key: `imports.work:${id}`, tries_max: 5 })
}

/** Previews or runs; a fault of the file ends the run with a sentence, any other error is tried again. */
export async function work(app: App, payload: Record<string, unknown>): Promise<void> {
  const [orgId, id, task] = [String(payload.org), String(payload.id), payload.task as Task]
  const run = await read(app.pool, orgId, (tx) => findRun(tx, id))
  if (!run?.has_file || run.state !== (task === 'preview' ? 'previewing' : 'running')) return
  // A large file is planned and compared for minutes without a word; nobody should take the run up meanwhile.
  const beat = setInterval(() => void store(app, orgId, run, {}).catch(() => {}), beat_ms)
  try {
    const isWanted = await asker(app, orgId, run)
    const found =
      run.kind === 'tickets'
        ? await runFile(app, orgId, run, task, isWanted)
        : await runFolder(app, orgId, run, task, isWanted)
    await finish(app, orgId, run, task, found)
  } catch (error) {
    if (!isImportFault(error)) throw error
    await store(app, orgId, run, {
      state: 'failed',
      failure: lineOf(error).slice(0, 2000),
      finished_at: app.clock.now().toISOString(),
    })
  } finally {
    clearInterval(beat)
  }
}

/** Answers whether the run is still wanted, and stores how far it is; not more often than is worth it. */
type Asker = (done: number, total: number) => Promise<boolean>
type Found = Partial<RunRow> & { isStopped: boolean }

async function asker(app: App, orgId: string, run: RunRow): Promise<Asker> {
  let isWanted = true
  let told = 0
  return async (rows_done, rows_total) => {
    if (performance.now() - told < told_ms) return isWanted
    told = performance.now()
    await store(app, orgId, run, { rows_done, rows_total })
    const present = await read(app.pool, orgId, (tx) => findRun(tx, run.id))
    isWanted = present?.wants_stop === false
    return isWanted
  }
}

async function runFile(app: App, orgId: string, run: RunRow, task: Task, isWanted: Asker): Promise<Found> {
  // A run of tickets is never started without a mapping.
  const mapping = run.mapping as NonNullable<RunRow['mapping']>
  const path = uploadPath(app, run.id)
  let isStopped = false
  const report = await runTickets(app, orgId, {
    path,
    mapping,
    badRowsPath: badRowsPath(app, run.id),
    isDry: task === 'preview',
    onProgress: async ({ rows_done, rows_total }) => {
      isStopped = !(await isWanted(rows_done, rows_total))
      return !isStopped
    },
  })
  const rows = { rows_total: report.rows_read, ...(isStopped ? {} : { rows_done: report.rows_read }) }
  if (task === 'preview' || isStopped) return { report, ...rows, isStopped }
  await store(app, orgId, run, rows)
  const reconciliation = await reconcileTickets(app, orgId, { path, mapping })
  return { report, reconciliation, ...rows, isStopped }
}

async function runFolder(app: App, orgId: string, run: RunRow, task: Task, isWanted: Asker): Promise<Found> {
  let isStopped = false
  const article_report = await runArticles(app, orgId, {
    folder: await innerFolder(unpackedPath(app, run.id)),
    // A run of articles is never started without settings, nor by nobody.
    settings: run.settings as NonNullable<RunRow['settings']>,
    actorId: run.created_by as string,
    isDry: task === 'preview',
    remarksPath: badRowsPath(app, run.id),
    problems: run.shape.problems ?? [],
    onProgress: async (done, total) => {
      isStopped = !(await isWanted(done, total))
      return !isStopped
    },
  })
  const { articles } = article_report
  return { article_report, rows_total: articles, ...(isStopped ? {} : { rows_done: articles }), isStopped }
}

/** Stores what was found. Of a run that came to its end the file is not needed any more. */
async function finish(app: App, orgId: string, run: RunRow, task: Task, found: Found): Promise<void> {
  const { isStopped, ...changes } = found
  const isDone = task === 'run' && !isStopped
  const state = isDone ? 'done' : task === 'run' ? 'stopped' : 'previewed'
  await store(
    app,
    orgId,
    run,
    {
      ...changes,
      state,
      finished_at: app.clock.now().toISOString(),
      ...(isDone ? { has_file: false, ...withoutSamples(run) } : {}),
    },
    isDone
      ? (tx) => tellImport(app, tx, { run: run.id, kind: run.kind, rows: found.rows_total ?? 0 })
      : undefined,
  )
  if (isDone) await removeUpload(app, run.id)
  // So much has changed that every open page asks again.
  if (task === 'run') app.live.publish({ topic: 'reset' })
}

async function store(
  app: App,
  orgId: string,
  run: RunRow,
  changes: Partial<RunRow>,
  and?: (tx: Tx) => void,
): Promise<void> {
  const updated_at = app.clock.now().toISOString()
  await write(app.pool, orgId, async (tx) => {
    tx.send(changeRun(orgId, run.id, { ...changes, updated_at }))
    and?.(tx)
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
  const kept = new Set<string>()
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
      return clearOld(tx, new Date(now_ms - kept_days * 86_400_000))
    })
    for (const id of forgotten.cleared) await removeAll(app, id)
    for (const id of forgotten.kept) kept.add(id)
  }
  await removeOthers(app, kept, new Date(now_ms - lost_ms))
}

/** Clears runs that nobody has touched since; answers them and those that still have files. */
async function clearOld(tx: Tx, before: Date): Promise<{ cleared: string[]; kept: string[] }> {
  const [old, rest] = await tx.many(
    raw<{ id: string }>(
      `select id from channels.import_run where org_id = $1 and not is_cleared and state not in ('previewing', 'running') and updated_at < $2
       order by updated_at limit ${cleared_at_once_max}`,
      [tx.orgId, before.toISOString()],
    ),
    raw<{ id: string }>('select id from channels.import_run where org_id = $1 and not is_cleared', [
      tx.orgId,
    ]),
  )
  for (const { id } of old) {
    const run = await findRun(tx, id, true)
    if (run) tx.send(changeRun(tx.orgId, id, cleared(run)))
  }
  const ids = new Set(old.map((row) => row.id))
  return { cleared: [...ids], kept: rest.map((row) => row.id).filter((id) => !ids.has(id)) }
}
