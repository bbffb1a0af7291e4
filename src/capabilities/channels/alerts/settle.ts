/** What time does to alerts: those that nobody renewed are over, what is quiet is ended, what is old is forgotten. */
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { goesOnIn, noteTicket, resolveTicket } from '../../tickets/index.ts'
import type { Group } from './groups.ts'
import { takeInSoon } from './receive.ts'
import { settingOf, tellChange } from './take-in.ts'
import { overWords } from './words.ts'

const rows_max = 200
const parked_days = 30
const over_days = 90

type Due = Group & { source_id: string; is_quiet: boolean; over_reason: string | null }

/** Job `alerts.settle`, by schedule. */
export const settleAlerts: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows) await settle(app, org).catch(noted(app))
}

/** What fails for one organization or one ticket keeps no other from its turn; it is tried again by the next run. */
const noted = (app: App) => (error: Error) =>
  app.log.error({ failure: error.name }, 'alerts could not be settled')

async function settle(app: App, org: string): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, org, async (tx) => {
    expire(tx, now)
    forget(tx, now)
    // A message whose job was lost is given another one.
    const left = await tx.all(
      raw<{ source_id: string }>(
        `select distinct source_id from channels.alert_batch where org_id = $1 and state = 'waiting' and received_at < $2::timestamptz - interval '2 minutes'`,
        [org, now],
      ),
    )
    for (const { source_id } of left) takeInSoon(app, tx, source_id)
  })
  for (const due of await read(app.pool, org, (tx) => tx.all(dueGroups(org, now))))
    await settleGroup(app, org, due).catch(noted(app))
}

function expire(tx: Tx, now: string): void {
  tx.send(
    raw(
      `with over as (update channels.alert set is_firing = false, is_presumed_over = true, seen_at = $2
         where org_id = $1 and is_firing and expires_at is not null and expires_at <= $2 returning group_id)
       update channels.alert_group g set is_untold = true, changed_at = $2 where g.org_id = $1 and g.is_open and g.id in (select group_id from over)`,
      [tx.orgId, now],
    ),
  )
}

function forget(tx: Tx, now: string): void {
  tx.send(
    raw(
      `delete from channels.alert_batch where org_id = $1 and id in (
         select id from channels.alert_batch where org_id = $1 and state = 'parked' and received_at < $2::timestamptz - interval '${parked_days} days' limit ${rows_max})`,
      [tx.orgId, now],
    ),
  )
  tx.send(
    raw(
      `delete from channels.alert a where a.org_id = $1 and (a.source_id, a.fingerprint) in (
         select source_id, fingerprint from channels.alert where org_id = $1 and not is_firing and seen_at < $2::timestamptz - interval '${over_days} days' limit ${rows_max})`,
      [tx.orgId, now],
    ),
  )
}

/** Open groups in which nothing fires for the quiet time of the source, and those of which something is still to be told. */
function dueGroups(org: string, now: string) {
  return raw<Due>(
    `select d.* from (
       select g.id, encode(g.key_hash, 'hex') as key, g.source_id, r.id as record_id, g.is_storm, g.returns, g.noted_at, g.is_untold, g.over_reason,
         case when r.category = 'done' then r.updated_at end as done_at,
         not exists (select from channels.alert a where a.org_id = g.org_id and a.group_id = g.id and a.is_firing)
           and g.changed_at <= $2::timestamptz - make_interval(mins => s.quiet_minutes) as is_quiet
       from channels.alert_group g join channels.alert_source s on s.org_id = g.org_id and s.id = g.source_id
         join core.record r on r.org_id = g.org_id and r.id = ${goesOnIn('g.org_id', 'g.record_id')}
       where g.org_id = $1 and g.is_open) d
     where d.is_quiet or (d.is_untold and d.noted_at <= $2::timestamptz - interval '1 minute')
     order by d.noted_at, d.id limit ${rows_max}`,
    [org, now],
  )
}

class NotQuiet extends Error {}

async function settleGroup(app: App, org: string, due: Due): Promise<void> {
  const setting = await read(app.pool, org, (tx) => settingOf(app, tx, due.source_id))
  if (!setting) return
  if (!due.is_quiet) return tellChange(app, setting, { group: due, firing: [], over: [] })
  const { actor, language, source } = setting
  const now = app.clock.now().toISOString()
  const closeAlone = () =>
    write(app.pool, org, (tx) => closeQuiet(tx, due, now)).catch((failure: unknown) => {
      if (!(failure instanceof NotQuiet)) throw failure
    })
  if (due.done_at !== null) return closeAlone()
  // Nobody merges tickets of alerts into one that goes on for another reason just to have it ended.
  const isOwn = await read(app.pool, org, (tx) => isItsOwn(tx, due))
  const ends = source.on_over === 'resolve' && isOwn
  const words = overWords(language, due.over_reason)
  const [action, input] = ends
    ? [resolveTicket, { code: 'fixed', cause: words }]
    : [noteTicket, { body: words }]
  try {
    await execute(app, actor, action, input, due.record_id, { first: (tx) => closeQuiet(tx, due, now) })
  } catch (error) {
    if (error instanceof NotQuiet) return
    if (!(error instanceof Problem) || error.status >= 500) throw error
    await closeAlone()
  }
}

async function isItsOwn(tx: Tx, { id, record_id }: Due): Promise<boolean> {
  const row = await tx.maybe(
    raw('select 1 as one from channels.alert_group where org_id = $1 and id = $2 and record_id = $3', [
      tx.orgId,
      id,
      record_id,
    ]),
  )
  return row !== undefined
}

/** Closes the group unless something began to fire meanwhile, or another did it. */
async function closeQuiet(tx: Tx, { id, source_id }: Due, now: string): Promise<void> {
  tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`alerts ${source_id}`]))
  const closed = await tx.maybe(
    raw(
      `update channels.alert_group g set is_open = false, is_untold = false, over_reason = null, changed_at = $3
       where g.org_id = $1 and g.id = $2 and g.is_open
         and not exists (select from channels.alert a where a.org_id = g.org_id and a.group_id = g.id and a.is_firing)
       returning g.id`,
      [tx.orgId, id, now],
    ),
  )
  if (!closed) throw new NotQuiet()
}
