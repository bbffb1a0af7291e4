/** Work done later, kept in the same PostgreSQL: enqueued inside the write that causes it, run at least once. */
import { EventEmitter } from 'node:events'
import {
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type WorkerEvents,
  type Logger as WorkerLog,
  Logger as WorkerLogger,
} from 'graphile-worker'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Pool } from '../db/pool.ts'
import { type Raw, raw, type Tx } from '../db/transaction.ts'
import { startRecovery } from './recover.ts'

/** Jobs of one queue run one after the other, whatever their name. */
export type JobOptions = { runAt?: string; key?: string; tries_max?: number; queue?: string }
export type Jobs = {
  /** Adds a job to the write; it becomes visible to workers when the write is committed. */
  add(tx: Tx, name: string, payload: Record<string, unknown>, options?: JobOptions): void
}

export function createJobs(): Jobs {
  return {
    add: (tx, name, payload, options = {}) => tx.send(addJob(name, { ...payload, org: tx.orgId }, options)),
  }
}

function addJob(name: string, payload: Record<string, unknown>, options: JobOptions): Raw<unknown> {
  return raw(
    'select graphile_worker.add_job($1, payload => $2::json, run_at => $3::timestamptz, job_key => $4, max_attempts => $5::int, queue_name => $6)',
    [
      name,
      JSON.stringify(payload),
      options.runAt ?? null,
      options.key ?? null,
      options.tries_max ?? null,
      options.queue ?? null,
    ],
  )
}

/**
 * Creates the queue's tables as the owner and opens them to the application. The queue has row security
 * without policies for anybody but its owner, so the application needs one.
 */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool as never, logger: silent })
    await pool.query(openQueue)
  } finally {
    await pool.end()
  }
}

const openQueue = `
  do $$
  declare name text;
  begin
    grant usage on schema graphile_worker to wardline_app;
    grant execute on all functions in schema graphile_worker to wardline_app;
    for name in select tablename from pg_tables where schemaname = 'graphile_worker' loop
      execute format('grant select, insert, update, delete on graphile_worker.%I to wardline_app', name);
      if not exists (select from pg_policies where schemaname = 'graphile_worker' and tablename = name and policyname = 'application') then
        execute format('create policy application on graphile_worker.%I to wardline_app using (true) with check (true)', name);
      end if;
    end loop;
    grant usage on all sequences in schema graphile_worker to wardline_app;
  end $$`

/** Starts to run jobs. `handlers` by name; a handler that throws is tried again later, with growing pauses. */
export async function startWorker(options: {
  pool: Pool
  log: Logger
  handlers: ReadonlyMap<
    string,
    (payload: Record<string, unknown>, attempt: { isLast: boolean }) => Promise<void>
  >
  schedules: readonly string[]
  concurrency: number
}): Promise<{ stop(): Promise<void> }> {
  const recovery = startRecovery(options.pool, options.log)
  const events: WorkerEvents = new EventEmitter()
  // Jobs carry the name of the pool of workers that holds them.
  events.on('pool:create', ({ workerPool }) => recovery.own(workerPool.id))
  const runner: Runner = await run({
    events,
    pgPool: options.pool as never,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 5_000,
    logger: workerLog(options.log),
    taskList: Object.fromEntries(
      [...options.handlers].map(([name, handle]) => [
        name,
        (payload: unknown, { job }: { job: { attempts: number; max_attempts: number } }) =>
          handle(payload as Record<string, unknown>, { isLast: job.attempts >= job.max_attempts }),
      ]),
    ),
    parsedCronItems: parseCronItems(options.schedules.map(cronItem)),
  })
  return {
    stop: async () => {
      await runner.stop()
      await recovery.stop()
    },
  }
}

// A schedule is five fields of crontab and the name of the job.
function cronItem(schedule: string): { task: string; match: string; identifier: string } {
  const fields = schedule.trim().split(/\s+/)
  const task = fields.at(-1) ?? ''
  return { task, identifier: task, match: fields.slice(0, 5).join(' ') }
}

const silent: WorkerLog = new WorkerLogger(() => () => {})

// The worker's messages hold payloads, so only warnings and errors pass, without their details.
function workerLog(log: Logger): WorkerLog {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error({ worker: message.slice(0, 200) }, 'job runner')
    else if (level === 'warning') log.warn({ worker: message.slice(0, 200) }, 'job runner')
  })
}
