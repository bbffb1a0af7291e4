/** Restricted records: who is let in although the record is kept from everybody else. */
import { type RawBuilder, sql } from 'kysely'
import type { Raw, Tx } from '../../platform/db/transaction.ts'
import { type Actor, may } from '../actor.ts'
import { audit } from '../audit.ts'
import type { RecordRow } from './record.ts'

/** For the team and the requester, for those who are named, or for those who work on security. */
export const restrictions = ['team', 'listed', 'security'] as const
export type Restriction = (typeof restrictions)[number]

/** News of a record that says nothing but that it is to be asked for again: who heard of it may not see it any more. */
export const gone = 'gone'

/** What decides about a restricted record besides what the actor reads. */
export type Kept = Pick<RecordRow, 'id' | 'team_id' | 'owner_id' | 'restriction'>

/** A right to one restricted record; without an end it holds until it is taken. */
export type Admission = { record_id: string; until: string | null; way: 'named' | 'granted' | 'glass' }

/** The admissions, in SQL, of a person `personId` at `now`: by name or by a team. */
export const admissionsOf = (orgId: string, personId: string, now: string) => `
  coalesce((select json_agg(json_build_object('record_id', d.record_id, 'until', d.until, 'way', d.way)) from core.admission d
    where d.org_id = ${orgId} and d.ended_at is null and (d.until is null or d.until > ${now})
      and (d.person_id = ${personId} or d.team_id in (select m.team_id from core.team_member m where m.org_id = ${orgId} and m.person_id = ${personId}))), '[]')`

/** Those of the admissions that hold, each time it is asked, so that none holds a moment longer than it was given. */
export function admitted(admissions: readonly Admission[], nowMs: () => number): () => readonly Admission[] {
  const timed = admissions.map((each) => ({
    ...each,
    until_ms: each.until === null ? Number.POSITIVE_INFINITY : Date.parse(each.until),
  }))
  return () => {
    const now_ms = nowMs()
    return timed.filter(({ until_ms }) => until_ms > now_ms)
  }
}

/** The ids of the restricted records that are open to the actor now by a name, a grant or a broken glass. */
export function openIds(actor: Actor): string[] {
  return [...new Set(actor.admitted?.().map(({ record_id }) => record_id))]
}

/** True for the restricted records (alias `r`) to which the actor is let in as one who works on them. */
export function isAmongThem(actor: Actor, kinds: readonly string[]): RawBuilder<boolean> {
  const parts = [
    ...named(actor),
    sql<boolean>`(r.restriction = 'team' and (r.team_id = any(${actor.teamIds}::uuid[]) or r.owner_id = ${actor.personId}))`,
  ]
  return sql<boolean>`(r.kind = any(${kinds}::text[]) and (${sql.join(parts, sql` or `)}))`
}

/** True for the records (alias `r`) that are not kept from the actor; whether they see them otherwise is another question. */
export function isOpenTo(actor: Actor, kinds: readonly string[]): RawBuilder<boolean> {
  // What the product does by itself, it does to all records; whom it tells is asked for each of them.
  if (actor.isService) return sql<boolean>`true`
  const parts = [
    sql<boolean>`r.restriction is null`,
    isAmongThem(actor, kinds),
    ...named(actor),
    sql<boolean>`(r.restriction = 'team' and r.requester_id = ${actor.personId})`,
  ]
  return sql<boolean>`(${sql.join(parts, sql` or `)})`
}

/** True for the restricted records (alias `r`) that open by a name or by the work on security, whatever one reads. */
export function named(actor: Actor): RawBuilder<boolean>[] {
  const ids = openIds(actor)
  return [
    ...(ids.length > 0 ? [sql<boolean>`(r.restriction is not null and r.id = any(${ids}::uuid[]))`] : []),
    ...(may(actor, 'security.work') ? [sql<boolean>`r.restriction = 'security'`] : []),
  ]
}

/** The same as `named`, for a row that is at hand. */
export function isNamed(actor: Actor, record: Kept): boolean {
  if (record.restriction === 'security' && may(actor, 'security.work')) return true
  return actor.admitted?.().some(({ record_id }) => record_id === record.id) ?? false
}

/** The same as `isAmongThem`, but for the kind, for a row that is at hand. */
export function isOneOfThem(actor: Actor, record: Kept): boolean {
  return isNamed(actor, record) || (record.restriction === 'team' && isTheirs(actor, record))
}

/** True when the record lies with one of the actor's teams, or with the actor. */
export function isTheirs(actor: Actor, record: Pick<RecordRow, 'team_id' | 'owner_id'>): boolean {
  return (
    (record.team_id !== null && actor.teamIds.includes(record.team_id)) || record.owner_id === actor.personId
  )
}

/**
 * The statement that leaves a line in the audit log for who read a restricted record, or a part of it; of others there
 * is none. `of` says what was read.
 */
export function readingOf(
  actor: Actor,
  record: Pick<RecordRow, 'id' | 'restriction'>,
  of: 'page' | 'file' | 'export',
  now: string,
): Raw<unknown> | undefined {
  if (record.restriction === null) return undefined
  const action = isByGlass(actor, record.id) ? 'restriction.break_glass_read' : 'restriction.read'
  return audit(actor, now, action, { of, level: record.restriction }, record.id)
}

/** Leaves these lines for those of the records that are restricted and leave the product in one file, one each. */
export async function noteExported(tx: Tx, actor: Actor, ids: readonly string[], now: string): Promise<void> {
  const restricted = await tx.all(
    sql<Pick<RecordRow, 'id' | 'restriction'>>`select r.id, r.restriction from core.record r
      where r.org_id = ${tx.orgId} and r.id = any(${ids}::uuid[]) and r.restriction is not null`,
  )
  if (restricted.length > 0)
    await tx.many(...restricted.map((record) => readingOf(actor, record, 'export', now)))
}

function isByGlass(actor: Actor, id: string): boolean {
  const ways = actor.admitted?.().filter(({ record_id }) => record_id === id) ?? []
  return ways.length > 0 && ways.every(({ way }) => way === 'glass')
}

/** True for who has broken glass that is open now. */
export function holdsGlass(actor: Actor): boolean {
  return actor.admitted?.().some(({ way }) => way === 'glass') ?? false
}

/**
 * Glass opens the record that a question names (`named`: what its address and its fields say), and stands in no list,
 * search or count that does not. Answers the actor as who asks, and the ids of what is read by glass now.
 */
export function throughGlass(
  actor: Actor,
  named: readonly unknown[],
): { actor: Actor; opened: readonly string[] } {
  if (!holdsGlass(actor)) return { actor, opened: [] }
  const isNamedHere = ({ way, record_id }: Admission) => way !== 'glass' || named.includes(record_id)
  const opened = openIds(actor).filter((id) => named.includes(id) && isByGlass(actor, id))
  return { actor: { ...actor, admitted: () => actor.admitted?.().filter(isNamedHere) ?? [] }, opened }
}

/** The statement that tells of a part of a record that was read by glass; `of` is the question that was asked. */
export function partRead(actor: Actor, recordId: string, of: string, now: string): Raw<unknown> {
  return audit(actor, now, 'restriction.break_glass_read', { of: 'part', asked: of }, recordId)
}
