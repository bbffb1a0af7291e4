/** Whether a write waits for a lock that somebody else holds: what two at once do, without two that race. */
import assert from 'node:assert/strict'
import { setTimeout as after } from 'node:timers/promises'
import type pg from 'pg'

const look_ms = 500

/**
 * Holds the advisory lock of `key`, which is SQL for `values`, while `run` is under way, and asserts that it waits for
 * it. Answers what `run` answers once the lock was given back.
 */
export async function waitsFor<T>(
  owner: pg.Pool,
  key: string,
  values: unknown[],
  run: () => Promise<T>,
): Promise<T> {
  const holder = await owner.connect()
  try {
    await holder.query('begin')
    await holder.query(`select pg_advisory_xact_lock(${key})`, values)
    const done = run()
    const first = await Promise.race([done.then(() => 'went on'), after(look_ms, 'waits')])
    await holder.query('commit')
    const result = await done
    assert.equal(first, 'waits')
    return result
  } finally {
    holder.release()
  }
}
