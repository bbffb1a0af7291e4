/**
 * Job `on_call.page_due`: nobody acknowledged in time, so the next one is called. It runs at the due time that is
 * stored with the page, or later if no worker was there; each step is done once, however often the job runs.
 */
import { sql } from 'kysely'
import type { App } from '../../../../core/app.ts'
import { type RecordRow, recordColumns, updateRecord } from '../../../../core/records/record.ts'
import { isToldOutside } from '../../../../core/records/visible.ts'
import { appendEvent } from '../../../../core/timeline/event.ts'
import { raw, type Tx, write } from '../../../../platform/db/transaction.ts'
import { hearLadders } from '../../ladders/follow.ts'
import { unanswered } from '../mails.ts'
import { tellPeople } from '../tell.ts'
import { armPage, callPeople, dueAfter, type PageRow, pageColumns } from './call.ts'
import { callersOf } from './callers.ts'
import { respondersNow } from './responders.ts'

/** Calls the next one for the page of the payload, or says that there is nobody left. */
export async function pageDue(app: App, payload: Record<string, unknown>): Promise<void> {
  await write(app.pool, String(payload.org), async (tx) => {
    const found = await lockPage(tx, String(payload.page))
    if (found === undefined) return
    const { page, record } = found
    // An acknowledgement or an earlier run has done away with this step.
    if (page.state !== 'open' || page.due_at === null || page.step !== payload.step) return
    const clock = app.clock.now()
    // The clocks of two servers may differ a little, and a page is never hurried.
    if (Date.parse(page.due_at) > clock.getTime())
      return armPage(app, tx, { id: page.id, step: page.step, due_at: page.due_at })
    const now = new Date(Math.max(clock.getTime(), Date.parse(record.updated_at) + 1)).toISOString()
    await (record.category === 'done'
      ? endPage(app, tx, page, record, now)
      : callNext(app, tx, page, record, now))
  })
}

/** The ticket before the page, as every write of a ticket does, so that two writes never wait for each other. */
async function lockPage(tx: Tx, id: string): Promise<{ page: PageRow; record: RecordRow } | undefined> {
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId}
      and r.id = (select record_id from escalation.page where org_id = ${tx.orgId} and id = ${id}) for update of r`,
  )
  const page = await tx.maybe(
    raw<PageRow>(`select ${pageColumns} from escalation.page where org_id = $1 and id = $2 for update`, [
      tx.orgId,
      id,
    ]),
  )
  return record && page ? { page, record } : undefined
}

async function callNext(app: App, tx: Tx, page: PageRow, record: RecordRow, now: string): Promise<void> {
  const called = await tx.all(
    raw<{ person_id: string }>(
      'select person_id from escalation.page_call where org_id = $1 and page_id = $2',
      [tx.orgId, page.id],
    ),
  )
  const about = { record, teamId: page.team_id, called: called.map((row) => row.person_id), now }
  const { next } = await respondersNow(tx, about)
  if (!next) return giveUp(app, tx, page, record, now)
  const step = page.step + 1
  const due_at = dueAfter(now, page.acknowledge_minutes)
  tx.send(
    raw('update escalation.page set step = $3, due_at = $4 where org_id = $1 and id = $2', [
      tx.orgId,
      page.id,
      step,
      due_at,
    ]),
  )
  await callPeople(app, tx, { page: { ...page, step }, record, byId: null, now }, next)
  tellTicket(app, tx, record, 'escalation.page_next', factsOf(page, { because: next.because }), now)
  armPage(app, tx, { id: page.id, step, due_at })
}

async function giveUp(app: App, tx: Tx, page: PageRow, record: RecordRow, now: string): Promise<void> {
  closePage(tx, page, 'unanswered')
  const team = await tx.one(
    raw<{ name: string }>('select name from core.team where org_id = $1 and id = $2', [
      tx.orgId,
      page.team_id,
    ]),
  )
  await tellPeople(app, tx, await callersOf(tx, record, [page], now), {
    reason: 'page_unanswered',
    template: unanswered,
    team: team.name,
    record: { id: record.id, kind: record.kind, number: record.number },
    byId: null,
    path: `/desk/tickets/${record.id}`,
    now,
  })
  tellTicket(app, tx, record, 'escalation.page_unanswered', factsOf(page), now)
  const happening = { on: 'unanswered' as const, name: page.id }
  await hearLadders(app, tx, [{ ticketId: record.id, happening }])
}

async function endPage(app: App, tx: Tx, page: PageRow, record: RecordRow, now: string): Promise<void> {
  closePage(tx, page, 'ended')
  tellTicket(app, tx, record, 'escalation.page_ended', factsOf(page), now)
}

function closePage(tx: Tx, page: PageRow, state: 'unanswered' | 'ended'): void {
  tx.send(
    raw('update escalation.page set state = $3, due_at = null where org_id = $1 and id = $2', [
      tx.orgId,
      page.id,
      state,
    ]),
  )
}

function factsOf(page: PageRow, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { page: page.id, team: page.team_id, ...more }
}

/** The ticket's timeline tells what the clock did, and its version counts every event. */
function tellTicket(
  app: App,
  tx: Tx,
  record: RecordRow,
  action: string,
  facts: Record<string, unknown>,
  now: string,
): void {
  const { id, kind, team_id, owner_id, requester_id, audience, restriction, org_id: org } = record
  tx.send(appendEvent({ orgId: org, recordId: id, at: now, actorId: null, action, data: facts }))
  tx.send(updateRecord({ ...record, updated_at: now }, isToldOutside(kind, action)))
  const news = {
    id,
    kind,
    action,
    by: null,
    team_id,
    owner_id,
    requester_id,
    audience,
    restriction,
    isNew: false,
  }
  tx.afterCommit(() => app.live.publish({ topic: 'record', org, ...news }))
}
