/** Approvals of people who have left and whom nobody replaces: told to the owner of the item, who has somebody asked. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { complete, laterThan } from '../../core/execute.ts'
import { notify } from '../../core/notifications/notify.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { notKept } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id, NullableText, Page, Time } from '../../platform/http/schema.ts'
import { ticketLife } from '../tickets/index.ts'
import { type Place, requireOther } from './decide.ts'
import { mailStuck } from './mail-stuck.ts'
import { addApprovals, tellApprovers } from './round.ts'
import { type Approval, approvalColumns, lockTicket, type Round, roundColumns } from './store.ts'

const told_max = 20
const rows_max = 100
const pause_minutes = 60

/** True for the approvals (alias `a`) that somebody can decide: who was asked, a deputy, or who was called in. */
function isDecidable(now: string) {
  return sql<boolean>`exists (select from core.person h where h.org_id = a.org_id and h.is_active
    and (h.id = a.approver_id or h.id = a.escalated_to_id or exists (select from approvals.deputy d
      where d.org_id = a.org_id and d.person_id = a.approver_id and d.deputy_id = h.id and d.from_at <= ${now} and d.until_at > ${now})))`
}

/** What somebody can decide again is not stuck any more, and is told anew when it is so once more. */
export function forgetStuck(tx: Tx, now: string): void {
  tx.send(sql`update approvals.approval a set stuck_at = null
    where a.org_id = ${tx.orgId} and a.stuck_at is not null and a.state in ('open', 'asked') and ${isDecidable(now)}`)
}

/** Has another owner of an item answer for what waits because of it. */
export function passToOwner(tx: Tx, ticketIds: readonly string[], ownerId: string): void {
  tx.send(
    raw(
      "update approvals.round set owner_id = $3 where org_id = $1 and ticket_id = any($2::uuid[]) and not is_by_hand and state = 'waiting'",
      [tx.orgId, ticketIds, ownerId],
    ),
  )
}

/** Tells once that nobody can decide: the owner of the item, else who asked by hand, else who keeps the catalog. */
export async function tellStuck(
  app: App,
  tx: Tx,
  about: { record: RecordRow; round: Round; id: string; now: string },
): Promise<void> {
  const { record, round, id, now } = about
  const isNew = await tx.maybe(sql`update approvals.approval a set stuck_at = ${now}
    where a.org_id = ${tx.orgId} and a.id = ${id} and a.stuck_at is null and not ${isDecidable(now)} returning 1 as one`)
  if (!isNew) return
  // An owner who filed it for somebody does not choose who approves it.
  const owner = round.owner_id === round.asked_by_id ? null : round.owner_id
  const responsible = round.is_by_hand ? round.asked_by_id : owner
  const people = await tx.all(
    raw<{ id: string }>(
      `with owner as (select id from core.person where org_id = $1 and id = $2 and is_active)
       select id from owner
       union
       select p.id from core.person p join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id
         join core.role o on o.org_id = a.org_id and o.id = a.role_id and 'catalog.manage' = any(o.permissions)
       where p.org_id = $1 and p.is_active and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3)
         and not exists (select from owner)
       limit ${told_max}`,
      [tx.orgId, responsible, now],
    ),
  )
  notify(app, tx, { record, byId: null, now }, new Map(people.map((each) => [each.id, 'approval_stuck'])))
  mailStuck(app, tx, { approvalId: id, personIds: people.map((each) => each.id), now })
}

/** True for the rounds (alias `o`) whose approvers the actor may have asked again. */
function answersFor(actor: Actor) {
  return sql<boolean>`(${may(actor, 'catalog.manage')} or (not o.is_by_hand and o.owner_id = ${actor.personId}))`
}

const Row = Type.Object({
  id: Id,
  number: Type.Integer(),
  requester: NullableText,
  approver: Type.String(),
  step: Type.String(),
  stuck_at: Time,
})

export const stuck = reader({
  name: 'approvals.stuck',
  summary: 'Approvals that nobody can decide any more, of the items that one answers for.',
  path: '/api/approvals/stuck',
  output: Page(Row),
  permits: () => true,
  run: async ({ tx, actor, now }) => ({
    rows: await tx.all(sql<Static<typeof Row>>`
      select a.id, r.number, q.name as requester, p.name as approver, o.plan -> 'steps' -> a.step ->> 'name' as step, a.stuck_at
      from approvals.approval a join approvals.round o on o.org_id = a.org_id and o.id = a.round_id and o.state = 'waiting'
        join core.person p on p.org_id = a.org_id and p.id = a.approver_id
        join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
        left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
      where a.org_id = ${actor.orgId} and ${notKept(actor)} and a.stuck_at is not null and a.state in ('open', 'asked')
        and not ${isDecidable(now)} and r.requester_id is distinct from ${actor.personId} and o.asked_by_id <> ${actor.personId} and ${answersFor(actor)}
      order by a.stuck_at, a.id limit ${rows_max}`),
    next: null,
  }),
})

export const askAnew = plainAction({
  name: 'approvals.ask_again',
  summary: 'Remind an approver, or have somebody else asked in place of one who has left.',
  path: '/api/approvals/:id/ask-again',
  params: Body({ id: Id }),
  input: Body({ person_id: Type.Optional(Id) }),
  output: Type.Object({ id: Id }),
  permits: () => true,
  run: async ({ app, tx, actor, input, params }) => {
    const held = await lockStanding(tx, actor, params.id ?? '')
    if (held.record.requester_id === actor.personId)
      throw forbidden('You asked for this yourself, so that somebody else decides about it.')
    const asking = {
      ...held,
      writing: { app, tx, actor, now: laterThan(held.record.updated_at, app.clock.now()) },
    }
    if (input.person_id === undefined) await remindNow(asking)
    else await nameAnother(asking, input.person_id)
    const { id } = held.approval
    return {
      result: { id },
      audit: { approval: id, ...(input.person_id ? { person: input.person_id } : {}) },
    }
  },
})

type Standing = Approval & { approver: string; is_there: boolean; reminded_at: string | null }
type Held = { record: RecordRow; round: Round; approval: Standing }

/** What waits for a decision, locked; 404 for who does not answer for it, and 409 where none is needed any more. */
async function lockStanding(tx: Tx, actor: Actor, id: string): Promise<Held> {
  const found = await tx.maybe(
    sql<{ ticket_id: string }>`select o.ticket_id from approvals.approval a
      join approvals.round o on o.org_id = a.org_id and o.id = a.round_id
      where a.org_id = ${tx.orgId} and a.id = ${id} and ${answersFor(actor)}`,
  )
  if (!found) throw notFound('This approval')
  const record = await lockTicket(tx, found.ticket_id)
  const [approvals, rounds] = await tx.many(
    sql<Standing>`select ${approvalColumns}, p.name as approver, p.is_active as is_there, a.reminded_at
      from approvals.approval a join core.person p on p.org_id = a.org_id and p.id = a.approver_id
      where a.org_id = ${tx.orgId} and a.id = ${id} for no key update of a`,
    sql<Round>`select ${roundColumns} from approvals.round where org_id = ${tx.orgId}
      and id = (select round_id from approvals.approval where org_id = ${tx.orgId} and id = ${id}) for no key update`,
  )
  // Both were found a moment ago, and neither is ever deleted.
  const [approval, round] = [approvals[0] as Standing, rounds[0] as Round]
  if ((approval.state !== 'open' && approval.state !== 'asked') || round.state !== 'waiting')
    throw conflict('This decision is not needed any more.')
  return { record, round, approval }
}

type Asking = Held & { writing: Place['writing'] }

/** Somebody who is there is reminded as by the clock, though not again and again. */
async function remindNow({ writing, record, approval }: Asking): Promise<void> {
  const { tx, now } = writing
  if (!approval.is_there)
    throw invalid('#/person_id', `${approval.approver} has left. Name somebody who is asked instead.`)
  if (approval.state === 'asked')
    throw conflict('A question about this waits for its answer, so that nobody is reminded now.')
  const since =
    approval.reminded_at === null ? Number.POSITIVE_INFINITY : msBetween(approval.reminded_at, now)
  if (since < pause_minutes * 60_000)
    throw conflict(`${approval.approver} was reminded less than an hour ago.`)
  tx.send(
    raw('update approvals.approval set reminded_at = $3 where org_id = $1 and id = $2', [
      tx.orgId,
      approval.id,
      now,
    ]),
  )
  const people = [{ id: approval.id, personId: approval.approver_id }]
  await tellApprovers(writing, record, people, 'approval_reminder')
}

const msBetween = (from: string, to: string) => Date.parse(to) - Date.parse(from)

/** Somebody else takes the place of who has left; nobody is led around anybody who can decide. */
async function nameAnother(asking: Asking, personId: string): Promise<void> {
  const { writing, record, round, approval } = asking
  const { tx, actor } = writing
  if (approval.is_there)
    throw conflict(
      `${approval.approver} is still there and decides. Who is away for a while names a deputy, or is reminded.`,
    )
  if (round.asked_by_id === actor.personId)
    throw forbidden('You asked for this yourself, so that somebody else decides about it.')
  const decidable = await tx.maybe(
    sql`select 1 as one from approvals.approval a where a.org_id = ${tx.orgId} and a.id = ${approval.id} and ${isDecidable(writing.now)}`,
  )
  if (decidable)
    throw conflict(
      `${approval.approver} has left, but a deputy or who was called in is still there and decides.`,
    )
  if (personId.toLowerCase() === actor.personId)
    throw invalid('#/person_id', 'Somebody else has to approve what you ask for.')
  const id = await requireOther(asking, { person_id: personId })
  tx.send(
    raw("update approvals.approval set state = 'withdrawn', remind_at = null where org_id = $1 and id = $2", [
      tx.orgId,
      approval.id,
    ]),
  )
  const named = { personId: id, because: 'named' as const, instead_of: null, namedById: actor.personId }
  await addApprovals(writing, record, round, [named])
  await complete(writing, { name: 'approvals.ask_again', life: ticketLife }, record, {
    facts: { step: approval.step, approvers: 1 },
  })
}
