/** Who may restrict, break glass and review. */
import { sql } from 'kysely'
import { type Actor, may } from '../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import type { Restriction } from '../../core/records/restriction.ts'
import { isSealed, seesInside, visible } from '../../core/records/visible.ts'
import type { Query, Tx } from '../../platform/db/transaction.ts'
import { conflict, forbidden, notFound } from '../../platform/http/problem.ts'

export const permitsRestricting = (actor: Actor): boolean => may(actor, 'records.restrict')
export const permitsBreaking = (actor: Actor): boolean => may(actor, 'records.break_glass')
/** Officers: those who answer for security or for privacy. */
export const permitsReviewing = (actor: Actor): boolean =>
  may(actor, 'security.work') || may(actor, 'privacy.review')

/** True when the actor sees the inner side by more than a grant or a broken glass, which are no keys to keep. */
export function seesForGood(actor: Actor, record: RecordRow): boolean {
  const lasting = actor.admitted?.().filter(({ way }) => way === 'named') ?? []
  return seesInside({ ...actor, admitted: () => lasting }, record)
}

/** True when the actor may change who sees the record, and make it `level`. */
export function maySet(actor: Actor, record: RecordRow, level = record.restriction): boolean {
  if (!permitsRestricting(actor) || !seesForGood(actor, record) || isSealed(record.kind)) return false
  const isOfSecurity = record.restriction === 'security' || level === 'security'
  return !isOfSecurity || may(actor, 'security.work')
}

/** The record for somebody who sees its inner side; for all others it is not there. `isLocked` for a write. */
export async function insideRecord(tx: Tx, actor: Actor, id: string, isLocked: boolean): Promise<RecordRow> {
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and ${visible(actor)} ${isLocked ? sql`for no key update of r` : sql``}`,
  )
  // What harmed a patient is kept by its own rules, which are stronger than these.
  if (!record || isSealed(record.kind) || !seesInside(actor, record)) throw notFound('This record')
  return record
}

/** The record for a change of who sees it, locked. */
export async function settable(
  tx: Tx,
  actor: Actor,
  id: string,
  level?: Restriction | null,
): Promise<RecordRow> {
  const record = await insideRecord(tx, actor, id, true)
  if (!seesForGood(actor, record))
    throw forbidden('You see this record for a while only. Who sees it for good decides who else does.')
  if (!maySet(actor, record, level === undefined ? record.restriction : level))
    throw forbidden('Only who works on security may set or change this level.')
  return record
}

/** The same, refused where the record is not restricted. */
export async function restricted(tx: Tx, actor: Actor, id: string): Promise<RecordRow> {
  const record = await settable(tx, actor, id)
  if (record.restriction === null)
    throw conflict('This record is not restricted. Everybody who works on it sees it already.')
  return record
}

/** Everybody who is told at once of broken glass: officers, and who leads the record's team. */
export function officersNow(
  orgId: string,
  teamId: string | null,
  now: string,
): Query<{ id: string; name: string; is_officer: boolean }> {
  return sql<{ id: string; name: string; is_officer: boolean }>`
    select * from (select p.id, p.name, exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
        where a.org_id = p.org_id and a.person_id = p.id and o.permissions && array['security.work', 'privacy.review']
          and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now})) as is_officer,
      exists (select from core.team_member m where m.org_id = p.org_id and m.person_id = p.id and m.is_lead and m.team_id = ${teamId}) as is_lead
    from core.person p where p.org_id = ${orgId} and p.is_active) x
    where x.is_officer or x.is_lead order by x.id limit 500`
}
