/**
 * After a change of ladders every open ticket is looked at again, in the background and some at a time. Each batch
 * asks for the next one in its own write, so that one that is killed goes on where it stopped.
 */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { type Tx, write } from '../../../platform/db/transaction.ts'
import { compiledVersions } from '../calendars/store.ts'
import { shareRules } from '../lock.ts'
import { calendarFor } from '../policies/policy.ts'
import { aspectQueries, currentCalendars, joinAspects } from '../policies/store.ts'
import { ladderAlarm, wakeClimbBy } from './alarm.ts'
import { turnOf } from './follow.ts'
import { climbQueries, currentLadders, storeTurns } from './store.ts'

const tickets_at_once = 200
const before_all = '00000000-0000-0000-0000-000000000000'

/** Begins to look at all open tickets. */
export function replanAll(app: App, tx: Tx, runAt?: string): void {
  app.jobs.add(tx, 'ladders.replan', { after: before_all }, runAt === undefined ? {} : { runAt })
}

/** Looks at some of the open tickets and asks for the next ones. */
export const replan: JobHandler = (app, payload) =>
  write(app.pool, String(payload.org), async (tx) => {
    shareRules(tx)
    const now = app.clock.now().toISOString()
    const records = await tx.all(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.kind = 'ticket' and r.category <> 'done'
        and r.id > ${String(payload.after)} order by r.id limit ${tickets_at_once} for update`,
    )
    const last = records.at(-1)
    if (!last) return
    await replanThese(app, tx, records, now)
    if (records.length === tickets_at_once) app.jobs.add(tx, 'ladders.replan', { after: last.id })
  })

async function replanThese(app: App, tx: Tx, records: readonly RecordRow[], now: string): Promise<void> {
  const [ladders, calendars, tickets, requesters, climbs, followings, rungs, alarm] = await tx.many(
    currentLadders(tx.orgId),
    currentCalendars(tx.orgId),
    ...aspectQueries(tx.orgId, records, now),
    ...climbQueries(
      tx.orgId,
      records.map(({ id }) => id),
    ),
    ladderAlarm(tx.orgId),
  )
  const aspectsOf = joinAspects(records, tickets, requesters)
  const climbOf = new Map(climbs.map((each) => [each.ticket_id, each]))
  const rungsOf = Map.groupBy(rungs, ({ ticket_id }) => ticket_id)
  const followed = new Map(followings.map((each) => [each.ticket_id, each.calendar_version_id]))
  const versionOf = new Map(
    [...aspectsOf].map(([id, aspects]) => [
      id,
      followed.get(id) ?? calendarFor({ calendars }, { calendar_id: null }, aspects)?.version_id,
    ]),
  )
  const compiled = await compiledVersions(
    tx,
    [...versionOf.values()].flatMap((id) => id ?? []),
  )
  const turns = records.flatMap((record) => {
    const aspects = aspectsOf.get(record.id)
    if (!aspects) return []
    const changed = { before: record, after: record, now, reopened: null }
    return turnOf(changed, {
      climb: climbOf.get(record.id),
      rungs: rungsOf.get(record.id) ?? [],
      ladders,
      aspects,
      calendar: compiled.get(versionOf.get(record.id) ?? '')?.calendar,
    })
  })
  const isNew = turns.filter(({ climb, waits, gone }) => climb || waits.length > 0 || gone.length > 0)
  await wakeClimbBy(app, tx, storeTurns(tx, isNew, now), alarm[0]?.wakes_at)
}
