/** Asks once more when a mail leaves the outbox, where it may have waited for a server or behind a limit. */
import type { Notices } from '../../core/notifications/notices.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { asksInVain } from '../approvals/index.ts'
import { seen } from './seen.ts'

type Leaving = {
  person: string
  about: string | null
  is_secret: boolean
  records: string[]
}

const why = 'It was not sent: its reader may not see any more what it is about.'
const over = 'It was not sent: what it asks for cannot be decided any more.'

/**
 * A mail about something that its reader may not see any more is emptied and goes nowhere, also not when it is sent
 * again by hand. Notices that it told of beside that wait anew, and are decided on one by one.
 */
export const takesBack: Notices['takesBack'] = async (app, tx, mail) => {
  const now = app.clock.now().toISOString()
  const leaving = await tx.maybe(
    raw<Leaving>(
      `select o.to_person_id as person, o.about_id as about, o.is_secret,
         array(
         select distinct n.record_id from notices.waiting w join core.notification n on n.org_id = w.org_id and n.id = w.notification_id
         where w.org_id = o.org_id and w.mail_id = o.id and n.record_id is not null) as records
       from core.outbox o where o.org_id = $1 and o.id = $2 and o.state = 'queued' and o.to_person_id is not null
         and (o.claimed_until is null or o.claimed_until < $3)`,
      [tx.orgId, mail, now],
    ),
  )
  if (leaving === undefined) return false
  if (await asksInVain(tx, mail)) return takeBack(tx, mail, over, now)
  const { person, about, records } = leaving
  const all = [...new Set([...records, ...(about === null ? [] : [about])])]
  // What opens an account is about nothing; who approves need not see the ticket.
  if (all.length === 0 || leaving.is_secret) return false
  const shown = await seen(tx, person, all, now)
  return all.every((id) => shown.has(id)) ? false : takeBack(tx, mail, why, now)
}

function takeBack(tx: Tx, mail: string, reason: string, now: string): true {
  tx.send(
    raw(
      `update core.outbox set state = 'failed', last_error = $3, body_text = '', body_html = '', calendar = null, calendar_method = null
       where org_id = $1 and id = $2`,
      [tx.orgId, mail, reason],
    ),
  )
  tx.send(
    raw(
      'update notices.waiting set done_at = null, outcome = null, mail_id = null, due_at = $3 where org_id = $1 and mail_id = $2',
      [tx.orgId, mail, now],
    ),
  )
  return true
}
