/**
 * Gives back the jobs of workers that were killed. The queue itself waits four hours before it believes a worker
 * dead. Here each worker holds an advisory lock for as long as its process lives, which the database ends with the
 * connection: a job that is held by a worker without its lock is free to be run again.
 */
import type { Pool, PoolClient } from 'pg'
import type { Logger } from 'pino'

const period_ms = 5_000
/** A worker takes its lock a moment after its first job. */
const grace_seconds = 5
const jobs_max = 1_000

export type Recovery = { own(name: string): void; stop(): Promise<void> }

/** Starts to watch over the workers of this process and to look after those that are gone, every few seconds. */
export function startRecovery(pool: Pool, log: Logger): Recovery {
  const owned = new Set<string>()
  let client: PoolClient | undefined
  let turn = Promise.resolve()
  let isStopped = false

  const connect = async (): Promise<PoolClient> => {
    const next = await pool.connect()
    next.once('error', () => {
      if (client !== next) return
      client = undefined
      next.release(true)
    })
    client = next
    for (const name of owned) await next.query(takeLock, [name])
    return next
  }
  const look = async () => {
    if (isStopped) return
    const { rows } = await (client ?? (await connect())).query<{ freed: number }>(freeJobs, [
      [...owned],
      grace_seconds,
      jobs_max,
    ])
    if (rows[0]?.freed) log.warn({ jobs: rows[0].freed }, 'jobs of a worker that was killed run again')
  }
  // One statement after the other: a client does not take two at once. Failures are tried again at the next look.
  const inTurn = (run: () => Promise<unknown>) => {
    turn = turn.then(run).then(
      () => undefined,
      () => undefined,
    )
  }
  inTurn(look)
  const timer = setInterval(() => inTurn(look), period_ms)
  timer.unref()
  return {
    own(name) {
      owned.add(name)
      inTurn(async () => client?.query(takeLock, [name]))
    },
    async stop() {
      isStopped = true
      clearInterval(timer)
      await turn
      // The locks belong to the connection, which goes back to nobody. Should it break while it closes, it is released already.
      const last = client
      client = undefined
      last?.release(true)
    },
  }
}

const takeLock = "select pg_advisory_lock(hashtext('wardline worker'), hashtext($1))"

// Whoever gets the lock of a worker that is not its own knows that nobody holds it, and lets it go again.
const freeJobs = `
  with held as (
    select distinct locked_by as worker from (
      select locked_by from graphile_worker._private_jobs
      where locked_by is not null and locked_by <> all ($1) and locked_at < now() - $2 * interval '1 second' limit $3
    ) jobs
  ), gone as materialized (
    select worker from held where pg_try_advisory_lock(hashtext('wardline worker'), hashtext(worker))
  ), unlocked as materialized (
    select worker, pg_advisory_unlock(hashtext('wardline worker'), hashtext(worker)) from gone
  )
  select count(*)::int as freed from (
    select graphile_worker.force_unlock_workers(array_agg(worker)) from unlocked having count(*) > 0
  ) done`
