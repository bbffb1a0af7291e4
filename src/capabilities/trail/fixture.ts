/** What the tests of the chain have in common. */
import assert from 'node:assert/strict'
import type pg from 'pg'
import type { App } from '../../core/app.ts'
import { chainLines } from './chain.ts'

const pause_ms = 25
const tries_max = 3000

/** Does something again until it says true: the chain waits for the transactions of every database of the server. */
export async function again(attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < tries_max; tries++) {
    if (await attempt()) return
    await new Promise((done) => setTimeout(done, pause_ms))
  }
  assert.fail('Lines wait and are not chained.')
}

/** Chains all lines of these organizations, when every transaction that could come before them has ended. */
export async function chainOf(app: App, owner: pg.Client | pg.Pool, ids: readonly string[]): Promise<void> {
  await again(async () => {
    const { rows } = await owner.query(
      `select not exists (
         select from (select org_id, tx from core.event union all select org_id, tx from core.audit) l
         where l.org_id = any($1::uuid[])
           and l.tx >= (select epoch::bigint << 48 from platform.epoch) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       ) as have_ended`,
      [ids],
    )
    return rows[0].have_ended
  })
  await again(async () => {
    for (const id of ids) await chainLines(app, id)
    const { rows } = await owner.query('select trail.organizations_waiting() as id')
    return !rows.some(({ id }) => ids.includes(id))
  })
}
