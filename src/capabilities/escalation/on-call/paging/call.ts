/** Calling people for a page: who was called is kept, they are told, and the next call is put on the clock. */
import type { App } from '../../../../core/app.ts'
import type { RecordRow } from '../../../../core/records/record.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { paged } from '../mails.ts'
import { tellPeople } from '../tell.ts'
import { queueWebhook } from '../webhook/send.ts'
import type { Call } from './responders.ts'

export type PageRow = {
  id: string
  record_id: string
  team_id: string
  by_id: string
  state: 'open' | 'acknowledged' | 'unanswered' | 'ended'
  acknowledge_minutes: number
  step: number
  due_at: string | null
}

export const pageColumns = 'id, record_id, team_id, by_id, state, acknowledge_minutes, step, due_at'

/** Keeps and makes the calls of a step. Nobody is called twice by one page, whatever runs twice. */
export async function callPeople(
  app: App,
  tx: Tx,
  about: {
    page: Pick<PageRow, 'id' | 'team_id' | 'step'>
    record: RecordRow
    byId: string | null
    now: string
  },
  call: Call,
): Promise<void> {
  const { page, record, now } = about
  const team = await tx.one(
    raw<{ name: string }>('select name from core.team where org_id = $1 and id = $2', [
      tx.orgId,
      page.team_id,
    ]),
  )
  tx.send(
    raw(
      `insert into escalation.page_call (org_id, page_id, person_id, step, because, layer, called_at)
       select $1, $2, unnest($3::uuid[]), $4, $5, $6, $7`,
      [tx.orgId, page.id, call.people, page.step, call.because, call.layer, now],
    ),
  )
  await queueWebhook(app, tx, page, now)
  await tellPeople(app, tx, call.people, {
    reason: 'paged',
    template: paged,
    ring: { en: 'You are paged', es: 'Se le necesita ahora' },
    team: team.name,
    record: { id: record.id, kind: record.kind, number: record.number },
    byId: about.byId,
    path: `/desk/tickets/${record.id}`,
    now,
  })
}

/** The moment at which the next one is called. */
export function dueAfter(now: string, minutes: number): string {
  return new Date(Date.parse(now) + minutes * 60_000).toISOString()
}

/**
 * One job waits for the due time of each open page; nothing looks around in between. It carries the step, so that a
 * job that was made twice, or too many, does nothing.
 */
export function armPage(app: App, tx: Tx, page: { id: string; step: number; due_at: string }): void {
  app.jobs.add(tx, 'on_call.page_due', { page: page.id, step: page.step }, { runAt: page.due_at })
}
