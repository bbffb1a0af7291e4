/**
 * The read gate: who sees which record, as a condition inside the query. Nothing is fetched first and checked
 * afterwards, so that counts, pages and searches leak nothing.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, may } from '../actor.ts'
import type { RecordRow } from './record.ts'
import { isAmongThem, isNamed, isOneOfThem, isOpenTo, isTheirs, type Kept, named } from './restriction.ts'

/** The permissions by which a kind of record is read beyond one's own. */
export type Reading = {
  readonly kind: string
  /** Sees every record of the kind. */
  readonly all: string
  /** Sees the records of one's own teams and those one owns. */
  readonly team?: string
  /** Sees those whose audience is `internal`. */
  readonly internal?: string
  /** The actions of which those hear who see a record from outside only; without the list, of all. */
  readonly told?: readonly string[]
  /** The beginnings of actions whose lines in the audit log are for those alone who see every record of the kind. */
  readonly sealed?: readonly string[]
}

const readings: Reading[] = []

/** Told once by each capability when it is registered. */
export function declareReading(reading: Reading): void {
  if (!readings.some((known) => known.kind === reading.kind)) readings.push(reading)
}

/** The kinds for which the actor holds the permission. */
function kindsWith(actor: Actor, pick: (reading: Reading) => string | undefined): string[] {
  return readings
    .filter((reading) => {
      const permission = pick(reading)
      return permission !== undefined && may(actor, permission)
    })
    .map((reading) => reading.kind)
}

/** True for the kinds of which nobody else may learn that there is one; nothing about them is told elsewhere. */
export function isSealed(kind: string): boolean {
  return readings.some((reading) => reading.kind === kind && reading.sealed !== undefined)
}

/** True for names of actions and tables that tell of such kinds. */
export function isSealedName(name: string): boolean {
  return readings.some(({ sealed = [] }) => sealed.some((beginning) => name.startsWith(beginning)))
}

/** The beginnings of actions whose lines in the audit log the actor may not read. */
export function sealedFrom(actor: Actor): string[] {
  return readings.filter(({ all }) => !may(actor, all)).flatMap(({ sealed = [] }) => sealed)
}

/** Of the rights that open what is kept from all others, those that the actor holds: sealed kinds, and records of security. */
export function sealsHeld(actor: Actor): string[] {
  const sealing = readings.filter(({ sealed }) => sealed !== undefined).map(({ all }) => all)
  return [...new Set(['security.work', ...sealing])].filter((permission) => may(actor, permission))
}

/** The kinds of which the actor may not learn that there is one, whatever was done to it. */
export function kindsSealedFrom(actor: Actor): string[] {
  return readings
    .filter(({ all, sealed }) => sealed !== undefined && !may(actor, all))
    .map(({ kind }) => kind)
}

/** True for the records (alias `r`) that the actor may see. */
export function visible(actor: Actor, kind?: string): RawBuilder<boolean> {
  const all = kindsWith(actor, (reading) => reading.all)
  const mine = sql<boolean>`r.org_id = ${actor.orgId} and ${notKept(actor)}`
  if (kind !== undefined && all.includes(kind)) return mine
  const internal = kindsWith(actor, (reading) => reading.internal)
  const byName = named(actor).map(
    (condition) => sql`or (${condition} and r.kind <> all(${sealedKinds()}::text[]))`,
  )
  return sql<boolean>`${mine} and (
    r.kind = any(${all}::text[])
    ${sql.join(byName, sql` `)}
    or r.audience in ('staff', 'public')
    or (r.audience = 'internal' and r.kind = any(${internal}::text[]))
    or ${inTeams(actor)}
    or r.requester_id = ${actor.personId}
    or exists (select from core.watcher w where w.org_id = ${actor.orgId} and w.record_id = r.id and w.person_id = ${actor.personId} and w.is_participant))`
}

/** True for the records (alias `r`) that are not kept from the actor: for what is read by a right of its own beside the gate. */
export function notKept(actor: Actor): RawBuilder<boolean> {
  return isOpenTo(actor, workedOn(actor))
}

function workedOn(actor: Actor): string[] {
  return [...kindsWith(actor, (reading) => reading.all), ...kindsWith(actor, (reading) => reading.team)]
}

function sealedKinds(): string[] {
  return readings.filter(({ sealed }) => sealed !== undefined).map(({ kind }) => kind)
}

/** True for the records (alias `r`) whose inner side, internal notes and the like, the actor may see. */
export function inside(actor: Actor, kind?: string): RawBuilder<boolean> {
  const all = kindsWith(actor, (reading) => reading.all)
  const isAll = kind !== undefined && all.includes(kind)
  const usual = isAll ? sql<boolean>`true` : sql<boolean>`(r.kind = any(${all}::text[]) or ${inTeams(actor)})`
  if (actor.isService) return usual
  return sql<boolean>`((r.restriction is null and ${usual}) or (r.restriction is not null and ${isAmongThem(actor, workedOn(actor))}))`
}

function inTeams(actor: Actor): RawBuilder<boolean> {
  const kinds = kindsWith(actor, (reading) => reading.team)
  return sql<boolean>`(r.kind = any(${kinds}::text[]) and (r.team_id = any(${actor.teamIds}::uuid[]) or r.owner_id = ${actor.personId}))`
}

/** What of a record decides who sees its inner side. */
export type Held = Kept & Pick<RecordRow, 'kind'>

/** The same as `inside`, for a row that was fetched through the gate. */
export function seesInside(actor: Actor, record: Held): boolean {
  const reading = readings.find((known) => known.kind === record.kind)
  if (reading === undefined) return false
  const readsTeams = reading.team !== undefined && may(actor, reading.team)
  if (record.restriction === null || actor.isService)
    return may(actor, reading.all) || (readsTeams && isTheirs(actor, record))
  return (may(actor, reading.all) || readsTeams) && isOneOfThem(actor, record)
}

/** Of how many records of the kind the actor sees the inner side; what is restricted is decided one by one. */
export function reachInside(actor: Actor, kind: string): 'all' | 'some' | 'none' {
  if (kindsWith(actor, (reading) => reading.all).includes(kind)) return 'all'
  return kindsWith(actor, (reading) => reading.team).includes(kind) ? 'some' : 'none'
}

/** When the record (alias `r`) last changed as those outside may know: what stayed inside does not count. */
export const outerUpdatedAt = sql<string>`coalesce(r.outer_updated_at, r.updated_at)`
const outerVersion = sql<number>`coalesce(r.outer_version, r.version)`

/** When the record (alias `r`) last changed, as far as the actor may know. */
export function updatedAtFor(actor: Actor, kind: string): RawBuilder<string> {
  return bySide(actor, kind, sql<string>`r.updated_at`, outerUpdatedAt)
}

/** The record's (alias `r`) version, as far as the actor may know. */
export function versionFor(actor: Actor, kind: string): RawBuilder<number> {
  return bySide(actor, kind, sql<number>`r.version`, outerVersion)
}

function bySide<T>(actor: Actor, kind: string, inner: RawBuilder<T>, outer: RawBuilder<T>): RawBuilder<T> {
  const reach = reachInside(actor, kind)
  if (reach === 'some') return sql<T>`case when ${inside(actor, kind)} then ${inner} else ${outer} end`
  return reach === 'all' ? inner : outer
}

/** True when those who see the record from outside may learn that this was done. */
export function isToldOutside(kind: string, action: string): boolean {
  return readings.find((known) => known.kind === kind)?.told?.includes(action) ?? true
}

/** The kinds whose outside may learn that this was done. */
export function kindsToldOutside(action: string): string[] {
  return readings.map((reading) => reading.kind).filter((kind) => isToldOutside(kind, action))
}

/** What travels with news about a record, so that each listener's right to it can be decided without a query. */
export type NewsOfRecord = Pick<RecordRow, keyof Held | 'requester_id' | 'audience'> & {
  action: string
  /** Those outside do not hear of it, whatever the action. */
  isInternal?: boolean
  participants?: string[]
}

/** True when the actor may learn that the record changed. Participants that are not named ask again on their own. */
export function mayHear(actor: Actor, news: NewsOfRecord): boolean {
  const reading = readings.find((known) => known.kind === news.kind)
  if (seesInside(actor, news)) return true
  if (news.isInternal || !isToldOutside(news.kind, news.action)) return false
  if (news.restriction !== null) return isNamed(actor, news) || isRequesterOfTeam(actor.personId, news)
  if (news.audience === 'staff' || news.audience === 'public') return true
  if (news.audience === 'internal' && reading?.internal !== undefined && may(actor, reading.internal))
    return true
  return news.requester_id === actor.personId || (news.participants?.includes(actor.personId) ?? false)
}

/** True for who goes on seeing the outer side of what is otherwise the team's alone. */
export function isRequesterOfTeam(
  personId: string,
  record: Pick<RecordRow, 'requester_id' | 'restriction'>,
): boolean {
  return record.restriction === 'team' && record.requester_id === personId
}
