/** Takes in what waits of a source: many messages in one write, and notes on tickets that were there already. */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { automationActor } from '../../../core/people/automation.ts'
import { unseal } from '../../../core/people/login/seal.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { noteTicket } from '../../tickets/index.ts'
import { type Alert, AlertsParked, type Form, type ParkReason } from './alert.ts'
import { type Changed, noteAlerts } from './groups.ts'
import { readAlerts } from './read-alerts.ts'
import { sealedAlerts, takeInSoon } from './receive.ts'
import { type Source, sourceOf } from './source.ts'
import { type Language, noteWords } from './words.ts'

const batches_max = 50
/** Of what is read in one run, so that messages of some megabytes are not all in memory at once. */
const run_bytes_max = 8 * 1024 * 1024
const rounds_max = 40
/** So often the taking in of a message may break before it waits for a person. */
const tries_max = 5
/** A group that came back so often gets a note a minute at most, and says so. */
const returns_max = 3
const note_ms = 60_000

type Batch = { id: string; form: Form; body_sealed: Buffer; received_at: string }
type Read = { batch: Batch; alerts: Alert[] }
type Setting = { actor: Actor; source: Source; language: Language }

/** Job `alerts.take_in`. */
export const takeInAlerts: JobHandler = async (app, payload) => {
  const [org, id] = [String(payload.org), String(payload.source)]
  for (let round = 0; round < rounds_max; round++) {
    const batches = await read(app.pool, org, (tx) => tx.all(waiting(org, id)))
    if (batches.length === 0) return
    const setting = await read(app.pool, org, (tx) => settingOf(app, tx, id))
    if (setting) await takeInAll(app, setting, batches)
    else await write(app.pool, org, async (tx) => park(tx, batches, 'no_automation'))
  }
  // Others get their turn in between.
  await write(app.pool, org, async (tx) => takeInSoon(app, tx, id))
}

function waiting(org: string, sourceId: string) {
  return raw<Batch>(
    `select id, form, body_sealed, received_at from (
       select b.*, sum(octet_length(b.body_sealed)) over (order by b.id) - octet_length(b.body_sealed) as before_bytes from (
         select id, form, body_sealed, received_at from channels.alert_batch
         where org_id = $1 and source_id = $2 and state = 'waiting' order by id limit ${batches_max}) b) w
     where before_bytes < ${run_bytes_max} order by id`,
    [org, sourceId],
  )
}

/** With whose name and to where; nothing where the automation was switched off. */
export async function settingOf(app: App, tx: Tx, sourceId: string): Promise<Setting | undefined> {
  const actor = await automationActor(tx, app.clock.now().toISOString())
  const source = await sourceOf(tx, sourceId)
  const { language } = await tx.one(
    raw<{ language: Language }>('select language from core.organization where id = $1', [tx.orgId]),
  )
  return actor && source && { actor, source, language }
}

async function takeInAll(app: App, setting: Setting, batches: readonly Batch[]): Promise<void> {
  const org = setting.actor.orgId
  const readable: Read[] = []
  for (const batch of batches)
    try {
      readable.push({ batch, alerts: alertsOf(app, org, setting.source, batch) })
    } catch (error) {
      const reason = error instanceof AlertsParked ? error.reason : 'no_alerts'
      await write(app.pool, org, async (tx) => park(tx, [batch], reason))
    }
  try {
    await takeIn(app, setting, readable)
  } catch {
    await takeInEach(app, setting, readable)
  }
}

/** One of them is refused, or breaks the taking in: each by itself, so that the others come in. */
async function takeInEach(app: App, setting: Setting, reads: readonly Read[]): Promise<void> {
  const org = setting.actor.orgId
  let isToBeTried = false
  let failure: unknown
  for (const one of reads)
    await takeIn(app, setting, [one]).catch(async (error: unknown) => {
      const isOver =
        isRefusal(error) || (!isElsewhere(error) && (await write(app.pool, org, brokeOn(one.batch))))
      if (isOver) await write(app.pool, org, async (tx) => park(tx, [one.batch], 'not_filed'))
      else {
        isToBeTried = true
        failure ??= error
      }
    })
  if (isToBeTried) throw failure
}

/** Counts that it broke; true when it did so too often. */
const brokeOn =
  ({ id }: Batch) =>
  async (tx: Tx): Promise<boolean> => {
    const row = await tx.maybe(
      raw<{ tries: number }>(
        "update channels.alert_batch set tries = tries + 1 where org_id = $1 and id = $2 and state = 'waiting' returning tries",
        [tx.orgId, id],
      ),
    )
    return row !== undefined && row.tries >= tries_max
  }

// Classes of SQLSTATE: connections, conflicts, want of room, shutting down. No message is to blame for those.
function isElsewhere(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^(08|40|53|55|57|58|XX|E[A-Z])/.test(code)
}

function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status < 500
}

function alertsOf(app: App, org: string, source: Source, batch: Batch): Alert[] {
  const { purpose, ownerOf } = sealedAlerts
  const body = unseal(secretsOf(app.config), purpose, ownerOf(org, batch.id), batch.body_sealed)
  return readAlerts(batch.form, JSON.parse(body), {
    groupBy: source.group_by,
    mapping: source.mapping,
    receivedAt: batch.received_at,
  })
}

async function takeIn(app: App, setting: Setting, reads: readonly Read[]): Promise<void> {
  if (reads.length === 0) return
  const { actor, source } = setting
  const changes = await write(app.pool, actor.orgId, async (tx) => {
    const now = app.clock.now().toISOString()
    const found = await noteAlerts(
      { app, tx, now, ...setting },
      reads.flatMap(({ alerts }) => alerts),
    )
    tx.send(
      raw('delete from channels.alert_batch where org_id = $1 and id = any($2::uuid[])', [
        tx.orgId,
        reads.map(({ batch }) => batch.id),
      ]),
    )
    tx.send(
      raw('update channels.alert_source set last_at = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        source.id,
        now,
      ]),
    )
    return found
  })
  // What is to be told is stored: what fails here is told by the schedule.
  for (const changed of changes)
    await tellChange(app, setting, changed).catch((error: Error) =>
      app.log.warn({ failure: error.name }, 'a change of alerts is told later'),
    )
}

function park(tx: Tx, batches: readonly Batch[], reason: ParkReason): void {
  tx.send(
    raw(
      `update channels.alert_batch set state = 'parked', reason = $3 where org_id = $1 and id = any($2::uuid[])`,
      [tx.orgId, batches.map(({ id }) => id), reason],
    ),
  )
}

class ToldAlready extends Error {}

/**
 * A note about what changed on a ticket. What comes and goes is told once a minute at most, by the schedule, with what
 * is at hand then; that something is to be told was stored before.
 */
export async function tellChange(
  app: App,
  { actor, language }: Pick<Setting, 'actor' | 'language'>,
  { group, firing, over }: Changed,
): Promise<void> {
  const now = app.clock.now()
  const isSoon = now.getTime() - Date.parse(group.noted_at) < note_ms
  if (isSoon && (group.returns >= returns_max || group.is_storm)) return
  const count = await read(app.pool, actor.orgId, (tx) => firingIn(tx, group.id))
  const flaps = group.returns >= returns_max
  const body = noteWords(language, { firing, over }, { firing: count, flaps })
  const first = async (tx: Tx) => {
    const told = await tx.maybe(
      raw(
        'update channels.alert_group set is_untold = false, noted_at = $3 where org_id = $1 and id = $2 and is_untold returning id',
        [tx.orgId, group.id, now.toISOString()],
      ),
    )
    if (!told) throw new ToldAlready()
  }
  try {
    await execute(app, actor, noteTicket, { body }, group.record_id, { first })
  } catch (error) {
    if (error instanceof ToldAlready) return
    if (!isRefusal(error)) throw error
    // The ticket is over for the automation: what is still to be told is told on the next one.
    app.log.warn({ failure: (error as Problem).type }, 'a change of alerts could not be told')
    await write(app.pool, actor.orgId, async (tx) =>
      tx.send(
        raw('update channels.alert_group set is_untold = false where org_id = $1 and id = $2', [
          tx.orgId,
          group.id,
        ]),
      ),
    )
  }
}

export async function firingIn(tx: Tx, groupId: string): Promise<number> {
  const { firing } = await tx.one(
    raw<{ firing: number }>(
      'select count(*) as firing from channels.alert where org_id = $1 and group_id = $2 and is_firing',
      [tx.orgId, groupId],
    ),
  )
  return firing
}
