/** Rounds and approvals in the database, and who may decide which. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { notKept } from '../../core/records/visible.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { ApprovalPlan } from './plan.ts'
import { answersOf } from './request-part.ts'

export const approvalStates = ['open', 'asked', 'approved', 'declined', 'delegated', 'withdrawn'] as const
export const roundStates = ['waiting', 'approved', 'declined', 'withdrawn'] as const

export type Round = {
  id: string
  ticket_id: string
  plan: ApprovalPlan
  step: number
  state: (typeof roundStates)[number]
  was_new: boolean
  owner_id: string | null
  is_by_hand: boolean
  asked_by_id: string
}
export type Approval = {
  id: string
  round_id: string
  step: number
  approver_id: string
  state: (typeof approvalStates)[number]
  delegated_from_id: string | null
  remind_hours: number | null
  decided_by: string | null
  /** Who had this person asked instead of one who has left, and so decides it for nobody. */
  named_by_id: string | null
  /** The actor says yes for nobody else in this step, and did not ask for it. */
  is_separate: boolean
}

export const roundColumns = sql.raw(
  'id, ticket_id, plan, step, state, was_new, owner_id, is_by_hand, asked_by_id',
)
/** Of the approval `a`. */
export const approvalColumns = sql.raw(
  'a.id, a.round_id, a.step, a.approver_id, a.state, a.delegated_from_id, a.remind_hours, a.named_by_id',
)

/** True for the approvals (alias `a`) that are the actor's at `now`: own ones, as a deputy, or as who was called in. */
function concerns(actor: Actor, now: string): RawBuilder<boolean> {
  return sql<boolean>`(a.approver_id = ${actor.personId} or a.escalated_to_id = ${actor.personId} or exists (
    select from approvals.deputy d where d.org_id = a.org_id and d.person_id = a.approver_id and d.deputy_id = ${actor.personId}
      and d.from_at <= ${now} and d.until_at > ${now}))`
}

/**
 * True for the approvals (alias `a`, of the round `o`) that the actor may decide for another: not who asked for it or
 * named the approver, and not who says yes for somebody else already where all have to. What is one's own is one's own.
 */
export function isSeparate(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(a.approver_id = ${actor.personId} or (o.asked_by_id <> ${actor.personId} and a.named_by_id is distinct from ${actor.personId} and (
    o.plan -> 'steps' -> a.step ->> 'needs' = 'any' or not exists (
      select from approvals.approval x where x.org_id = a.org_id and x.round_id = a.round_id and x.step = a.step and x.id <> a.id
        and (x.approver_id = ${actor.personId} and x.state in ('open', 'asked', 'approved')
          or x.decided_by_id = ${actor.personId} and x.state = 'approved')))))`
}

/** True for the approvals (alias `a`, of the round `o`) that wait for the actor's decision at `now`. */
export function mayDecide(actor: Actor, now: string): RawBuilder<boolean> {
  return sql<boolean>`(a.state in ('open', 'asked') and o.state = 'waiting' and ${isSeparate(actor)} and ${concerns(actor, now)})`
}

/**
 * True for the approvals (alias `a`, of the round `o`) that the actor may read: own ones, those that the actor decided,
 * and of others those alone that wait for a decision, so that a deputy of a day does not read what was decided before.
 */
export function mayRead(actor: Actor, now: string): RawBuilder<boolean> {
  return sql<boolean>`(a.approver_id = ${actor.personId} or a.decided_by_id = ${actor.personId} or ${mayDecide(actor, now)})`
}

/** The ticket, locked for this write. The right to it was found elsewhere: approvers do not see tickets. */
export async function lockTicket(tx: Tx, id: string): Promise<RecordRow> {
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${id} and r.kind = 'ticket' for no key update of r`,
  )
  if (!record) throw notFound('This ticket')
  return record
}

/** The approval with its round and ticket, all locked: of two who decide at once the second sees what the first did. */
export async function lockApproval(
  tx: Tx,
  actor: Actor,
  id: string,
  now: string,
): Promise<{ record: RecordRow; round: Round; approval: Approval }> {
  const found = await tx.maybe(
    sql<{
      ticket_id: string
    }>`select o.ticket_id from approvals.approval a join approvals.round o on o.org_id = a.org_id and o.id = a.round_id
        join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
      where a.org_id = ${tx.orgId} and a.id = ${id} and ${notKept(actor)} and (${concerns(actor, now)} or a.decided_by_id = ${actor.personId})`,
  )
  if (!found) throw notFound('This approval')
  const record = await lockTicket(tx, found.ticket_id)
  const [approvals, rounds] = await tx.many(
    sql<Approval>`select ${approvalColumns},
        (select p.name from core.person p where p.org_id = a.org_id and p.id = a.decided_by_id) as decided_by, ${isSeparate(actor)} as is_separate
      from approvals.approval a join approvals.round o on o.org_id = a.org_id and o.id = a.round_id where a.org_id = ${tx.orgId} and a.id = ${id} for no key update of a`,
    sql<Round>`select ${roundColumns} from approvals.round where org_id = ${tx.orgId}
      and id = (select round_id from approvals.approval where org_id = ${tx.orgId} and id = ${id}) for no key update`,
  )
  // Both were found a moment ago, and neither is ever deleted.
  return { record, approval: approvals[0] as Approval, round: rounds[0] as Round }
}

/** The newest round of the ticket, which is locked. */
export function lastRound(tx: Tx, ticketId: string): Promise<Round | undefined> {
  return tx.maybe(
    sql<Round>`select ${roundColumns} from approvals.round where org_id = ${tx.orgId} and ticket_id = ${ticketId} order by began_at desc, id desc limit 1`,
  )
}

/** The newest round that the item demanded which was requested; nothing for what nobody had to approve. */
export function lastDemanded(tx: Tx, ticketId: string): Promise<Round | undefined> {
  return tx.maybe(
    sql<Round>`select ${roundColumns} from approvals.round where org_id = ${tx.orgId} and ticket_id = ${ticketId} and not is_by_hand order by began_at desc, id desc limit 1`,
  )
}

/** True when the last that somebody had to decide about the ticket was approved. */
export async function wasApproved(tx: Tx, ticketId: string): Promise<boolean> {
  const last = (await lastDemanded(tx, ticketId)) ?? (await lastRound(tx, ticketId))
  return last?.state === 'approved'
}

/** How each approval of the step stands, those that were handed on or not needed left out. */
export async function standing(tx: Tx, round: Round): Promise<Approval['state'][]> {
  const rows = await tx.all(
    raw<{ state: Approval['state'] }>(
      "select state from approvals.approval where org_id = $1 and round_id = $2 and step = $3 and state not in ('delegated', 'withdrawn')",
      [tx.orgId, round.id, round.step],
    ),
  )
  return rows.map(({ state }) => state)
}

/**
 * Ends the round; whoever was still asked is asked no more. It keeps the answers as they read now, so that nobody is
 * said to have decided on others.
 */
export async function endRound(
  tx: Tx,
  round: Pick<Round, 'id' | 'ticket_id'>,
  state: Exclude<Round['state'], 'waiting'>,
  now: string,
): Promise<void> {
  releaseOpen(tx, round.id)
  tx.send(
    raw('update approvals.round set state = $3, ended_at = $4, answers = $5 where org_id = $1 and id = $2', [
      tx.orgId,
      round.id,
      state,
      now,
      JSON.stringify(await answersOf(tx, round.ticket_id)),
    ]),
  )
}

/** Nobody who has not decided yet has to any more. */
export function releaseOpen(tx: Tx, roundId: string): void {
  tx.send(
    raw(
      "update approvals.approval set state = 'withdrawn', remind_at = null where org_id = $1 and round_id = $2 and state in ('open', 'asked')",
      [tx.orgId, roundId],
    ),
  )
}
