/** Which alerts are firing and on which ticket they are told: everything of one run in one write. */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { goesOnIn } from '../../tickets/index.ts'
import { type Alert, hashOf } from './alert.ts'
import { open, openedLately } from './open.ts'
import type { Source } from './source.ts'
import type { Language } from './words.ts'

export type Group = {
  id: string
  key: string
  record_id: string
  is_storm: boolean
  returns: number
  noted_at: string
  /** When its ticket was ended by somebody; null while it goes on. */
  done_at: string | null
}
/** What changed on a ticket that was there already. */
export type Changed = { group: Group; firing: Alert[]; over: Alert[] }
export type Working = { app: App; tx: Tx; actor: Actor; source: Source; language: Language; now: string }

/** How often it is noted at most that an alert without an end fires still. */
const heard_minutes = 30

type Known = {
  fingerprint: string
  group_id: string
  is_firing: boolean
  /** Nobody said that it is over: it was not renewed, or a person took it for over. */
  is_presumed_over: boolean
  starts_at: string
}

/**
 * Notes what the alerts say, in their order, and files tickets for groups that have none open. Answers what changed on
 * others. The same alerts again change nothing.
 */
export async function noteAlerts(working: Working, alerts: readonly Alert[]): Promise<Changed[]> {
  const { tx, source } = working
  // One source at a time, also when a job that was believed dead goes on.
  tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`alerts ${source.id}`]))
  const last = new Map(alerts.map((alert) => [alert.fingerprint, alert]))
  const known = await knownAlerts(tx, source, [...last.keys()])
  const groups = await groupsOf(tx, source, known, [...new Set(alerts.map(({ group }) => group))])
  const { firing, over, again } = sorted(working, [...last.values()], known, groups)
  renew(working, again)
  const changes = new Map<string, Changed>()
  const changeOf = (group: Group) => {
    const change = changes.get(group.id) ?? { group, firing: [], over: [] }
    changes.set(group.id, change)
    return change
  }
  for (const alert of over) {
    const group = groups.byId.get(known.get(alert.fingerprint)?.group_id ?? '')
    if (group && group.done_at === null) changeOf(group).over.push(alert)
  }
  await placeFiring(working, firing, groups, changeOf)
  storeStates(working, [...firing, ...over], groups, known)
  const found = [...changes.values()]
  markChanged(working, found, known)
  return found
}

/** What is new, what ended, and what only says again what was said. */
function sorted(
  { now, source }: Working,
  alerts: readonly Alert[],
  known: ReadonlyMap<string, Known>,
  groups: Groups,
): { firing: Alert[]; over: Alert[]; again: Alert[] } {
  const [firing, over, again]: [Alert[], Alert[], Alert[]] = [[], [], []]
  for (const alert of alerts) {
    const before = known.get(alert.fingerprint)
    if (!before) {
      if (alert.isFiring) firing.push(alert)
      continue
    }
    // A message about an earlier time says nothing of now.
    if (alert.startsAt < before.starts_at && !firesNow(alert, before)) continue
    if (!alert.isFiring) {
      if (before.is_firing) over.push(alert)
      continue
    }
    const group = groups.byId.get(before.group_id)
    const isForgotten = group === undefined || hasEndedLongAgo(group, source, now)
    const isNew = alert.startsAt > before.starts_at || before.is_presumed_over
    if (before.is_firing ? isForgotten : isNew) firing.push(alert)
    else if (before.is_firing) again.push(alert)
  }
  return { firing, over, again }
}

/** It says until when it holds, as each of two that watch the same does; or nothing but silence spoke against it. */
function firesNow({ isFiring, expiresAt }: Alert, before: Known): boolean {
  return isFiring && (expiresAt !== null || before.is_presumed_over)
}

/** Somebody ended the ticket and it fires still: after the quiet time that is told anew. */
function hasEndedLongAgo({ done_at }: Group, { quiet_minutes }: Source, now: string): boolean {
  return done_at !== null && Date.parse(now) - Date.parse(done_at) > quiet_minutes * 60_000
}

async function knownAlerts(
  tx: Tx,
  source: Source,
  fingerprints: readonly string[],
): Promise<Map<string, Known>> {
  const rows = await tx.all(
    raw<Known>(
      `select encode(fingerprint, 'hex') as fingerprint, group_id, is_firing, is_presumed_over, starts_at from channels.alert
       where org_id = $1 and source_id = $2 and fingerprint in (select decode(f, 'hex') from unnest($3::text[]) f)`,
      [tx.orgId, source.id, fingerprints],
    ),
  )
  return new Map(rows.map((row) => [row.fingerprint, row]))
}

type Groups = { byId: Map<string, Group>; open: Map<string, Group> }

/** The groups that known alerts belong to, and the open ones of these keys; a ticket that was merged leads to where it goes on. */
async function groupsOf(
  tx: Tx,
  source: Source,
  known: ReadonlyMap<string, Known>,
  keys: readonly string[],
): Promise<Groups> {
  const ids = [...new Set([...known.values()].map(({ group_id }) => group_id))]
  const rows = await tx.all(
    raw<Group & { is_open: boolean }>(
      `select g.id, encode(g.key_hash, 'hex') as key, r.id as record_id, g.is_storm, g.is_open, g.returns, g.noted_at,
         case when r.category = 'done' then r.updated_at end as done_at
       from channels.alert_group g join core.record r on r.org_id = g.org_id and r.id = ${goesOnIn('g.org_id', 'g.record_id')}
       where g.org_id = $1 and g.source_id = $2 and (g.id = any($3::uuid[])
         or (g.is_open and g.key_hash in (select decode(k, 'hex') from unnest($4::text[]) k)))`,
      [tx.orgId, source.id, ids, [...keys, stormKey]],
    ),
  )
  return {
    byId: new Map(rows.map((row) => [row.id, row])),
    open: new Map(rows.filter(({ is_open }) => is_open).map((row) => [row.key, row])),
  }
}

const stormKey = hashOf(['storm'])

/** Puts what is new on the open ticket of its group, on a new one, or, in a storm, on the one of the storm. */
async function placeFiring(
  working: Working,
  firing: readonly Alert[],
  groups: Groups,
  changeOf: (group: Group) => Changed,
): Promise<void> {
  const { tx, source, now } = working
  const byKey = Map.groupBy(firing, ({ group }) => group)
  let left: number | undefined
  const stormy: Alert[] = []
  for (const [key, alerts] of byKey) {
    const group = groups.open.get(key)
    if (group && group.done_at === null) {
      changeOf(group).firing.push(...alerts)
      continue
    }
    if (group) close(tx, group.id, now)
    left ??= source.storm_max - (await openedLately(working))
    if (left > 0) {
      left -= 1
      groups.open.set(key, await open(working, key, alerts, false))
    } else stormy.push(...alerts)
  }
  if (stormy.length === 0) return
  const storm = groups.open.get(stormKey)
  if (storm && storm.done_at === null) changeOf(storm).firing.push(...stormy)
  else {
    if (storm) close(tx, storm.id, now)
    groups.open.set(stormKey, await open(working, stormKey, stormy, true))
  }
  for (const { group } of stormy) groups.open.set(group, groups.open.get(stormKey) as Group)
}

function storeStates(
  { tx, source, now }: Working,
  alerts: readonly Alert[],
  groups: Groups,
  known: ReadonlyMap<string, Known>,
): void {
  if (alerts.length === 0) return
  const groupOf = (alert: Alert) =>
    alert.isFiring ? groups.open.get(alert.group)?.id : known.get(alert.fingerprint)?.group_id
  tx.send(
    raw(
      `insert into channels.alert (org_id, source_id, fingerprint, group_id, is_firing, starts_at, seen_at, expires_at)
       select $1, $2, decode(u.fingerprint, 'hex'), u.group_id, u.is_firing, u.starts_at, $8, u.expires_at
       from unnest($3::text[], $4::uuid[], $5::boolean[], $6::timestamptz[], $7::timestamptz[]) u (fingerprint, group_id, is_firing, starts_at, expires_at)
       on conflict (org_id, source_id, fingerprint) do update
         set group_id = excluded.group_id, is_firing = excluded.is_firing, is_presumed_over = false, starts_at = excluded.starts_at, seen_at = excluded.seen_at, expires_at = excluded.expires_at`,
      [
        tx.orgId,
        source.id,
        alerts.map(({ fingerprint }) => fingerprint),
        alerts.map(groupOf),
        alerts.map(({ isFiring }) => isFiring),
        alerts.map(({ startsAt }) => startsAt),
        alerts.map(({ expiresAt }) => expiresAt),
        now,
      ],
    ),
  )
}

/** A message that comes again says no more than that it is so still; it is noted now and then, as a sign of life. */
function renew({ tx, source, now }: Working, again: readonly Alert[]): void {
  if (again.length === 0) return
  tx.send(
    raw(
      `update channels.alert a set seen_at = $5, expires_at = coalesce(u.expires_at, a.expires_at)
       from unnest($3::text[], $4::timestamptz[]) u (fingerprint, expires_at)
       where a.org_id = $1 and a.source_id = $2 and a.fingerprint = decode(u.fingerprint, 'hex')
         and (u.expires_at is not null or a.seen_at < $5::timestamptz - interval '${heard_minutes} minutes')`,
      [
        tx.orgId,
        source.id,
        again.map(({ fingerprint }) => fingerprint),
        again.map(({ expiresAt }) => expiresAt),
        now,
      ],
    ),
  )
}

/** What no note tells yet; an alert that was over and fires again in the same group came back. */
function markChanged(
  { tx, now }: Working,
  changes: readonly Changed[],
  known: ReadonlyMap<string, Known>,
): void {
  for (const { group, firing } of changes) {
    const returned = firing.some(({ fingerprint }) => known.get(fingerprint)?.group_id === group.id) ? 1 : 0
    group.returns += returned
    tx.send(
      raw(
        'update channels.alert_group set is_untold = true, over_reason = null, returns = returns + $3, changed_at = $4 where org_id = $1 and id = $2',
        [tx.orgId, group.id, returned, now],
      ),
    )
  }
}

export function close(tx: Tx, groupId: string, now: string): void {
  tx.send(
    raw(
      'update channels.alert_group set is_open = false, is_untold = false, over_reason = null, changed_at = $3 where org_id = $1 and id = $2',
      [tx.orgId, groupId, now],
    ),
  )
}
