/** A word on a merged ticket reaches those who go on with the other one. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { tell } from '../../../core/notifications/tell.ts'
import { automationActor } from '../../../core/people/automation.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { seesInside } from '../../../core/records/visible.ts'
import { isDuplicate, raw, read, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, Problem } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { ownerAgain } from '../actions/owner-again.ts'
import { ticketLife } from '../lifecycle.ts'
import type { Side } from '../say.ts'
import { endOf, treeOf } from './tree.ts'

/** Refuses a word on a merged ticket when the one that it goes on with takes none any more. */
export async function requireGoesOn(tx: Tx, record: RecordRow): Promise<void> {
  const end = await tx.maybe(endOf(tx.orgId, record.id))
  if (!takesWords(end))
    throw conflict(
      'This was handled together with another request, which is over and takes no more replies. File a new request.',
    )
}

/** True when a ticket that goes on for merged ones takes their words; one that ended as merged was merged elsewhere. */
export function takesWords(end: { state: string } | null | undefined): boolean {
  return !!end && end.state !== 'closed' && end.state !== 'cancelled' && end.state !== 'merged'
}

/** True when the ticket goes on for somebody else than the person, who cannot end it for them. */
export async function goesOnForOthers(tx: Tx, record: { id: string }, personId: string): Promise<boolean> {
  const others = await tx.all(
    sql<{ id: string }>`${treeOf(tx.orgId, record.id)}
      select r.id from tree m join core.record r on r.org_id = ${tx.orgId} and r.id = m.id
      where m.depth > 0 and r.requester_id is distinct from ${personId} limit 1`,
  )
  return others.length > 0
}

/** Refuses to end what others wait for, unless the actor works on it and can look after them. */
export async function requireForOneself(tx: Tx, actor: Actor, record: RecordRow): Promise<void> {
  if (seesInside(actor, record) || !(await goesOnForOthers(tx, record, actor.personId))) return
  throw conflict(
    'This is handled together with another request, so that you cannot cancel it. Write that you need it no more.',
  )
}

/**
 * Has the other ticket hear of it, later and in a transaction of its own: this one holds the merged ticket, and
 * waiting for the other could be waiting for somebody who waits for this one.
 */
export function passOn(app: App, tx: Tx, record: RecordRow, messageId: string, side: Side): void {
  if (side === 'outside') app.jobs.add(tx, 'tickets.hear_merged', { record: record.id, message: messageId })
}

/** By the automation alone, so it is mounted nowhere: the ticket goes on when it waited for its requester. */
const hear = recordAction({
  name: 'tickets.hear_merged',
  summary: 'Hear of a word on a ticket that was merged into this one.',
  life: ticketLife,
  input: Body({ from: Id, message: Id }),
  output: Type.Object({}),
  permits: (actor) => actor.isService === true,
  run: async ({ app, tx, actor, input, record, now }) => {
    // Where nobody has it, the team hears of it, so that no word is lost.
    const { tells } = await ownerAgain(tx, record, 'merged_word')
    await tell({ app, tx, actor, now }, record, {
      tells,
      watchersHear: 'merged_word',
      isInside: true,
    })
    const isAwaited = record.state === 'waiting_on_requester'
    return {
      result: {},
      changes: isAwaited ? { state: 'open' } : {},
      facts: input,
      isInternal: !isAwaited,
    }
  },
})

/** Job `tickets.hear_merged`: tells of one message once, however often it runs. */
export async function hearMerged(app: App, payload: Record<string, unknown>): Promise<void> {
  const [orgId, from, message] = [String(payload.org), String(payload.record), String(payload.message)]
  const { actor, end } = await read(app.pool, orgId, async (tx) => ({
    actor: await automationActor(tx, app.clock.now().toISOString()),
    end: await tx.maybe(endOf(orgId, from)),
  }))
  // It was unmerged meanwhile, or nothing may act by itself here.
  if (!actor || !end || end.id === from) return
  const first = async (tx: Tx) =>
    tx.send(raw('insert into tickets.heard_word (org_id, message_id) values ($1,$2)', [orgId, message]))
  try {
    await execute(app, actor, hear, { from, message }, end.id, { first })
  } catch (error) {
    // It was told before, or the automation may not: trying again would change nothing.
    if (isDuplicate(error)) return
    if (!(error instanceof Problem)) throw error
    app.log.warn({ status: error.status }, 'a word on a merged ticket was told to nobody')
  }
}
