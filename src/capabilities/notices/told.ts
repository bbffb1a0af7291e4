/** Hears, inside the write, that notifications were made: silences what is muted, and lets the rest wait for its way out. */
import type { Notices } from '../../core/notifications/notices.ts'
import { raw } from '../../platform/db/transaction.ts'
import { defaultsOf, hasOwnMail, kindOf, termsOf } from './kinds.ts'
import { choicesOf, personWith } from './preferences.ts'
import { digestAfter, quietUntil } from './quiet.ts'

/**
 * One statement in the write's own trip, for whoever and however many are told. What comes muted comes read. What has
 * a mail of its own waits here only when that mail asks for it.
 */
export const told: Notices['told'] = (tx, ids, reason) => {
  const asOther = kindOf(reason, false)
  const asRequester = kindOf(reason, true)
  if (termsOf(asOther).isFixed) return
  const ways = (isRequester: boolean) => {
    const { mail, push } = defaultsOf(isRequester ? asRequester : asOther)
    return [hasOwnMail(reason, isRequester) ? 'own' : mail, push]
  }
  const [mailOther, pushOther] = ways(false)
  const [mailRequester, pushRequester] = ways(true)
  tx.send(
    raw(
      `with told as (
         select n.id, n.person_id, n.created_at, k.kind, m.record_id is not null or not coalesce(e.in_app, c.in_app, true) as is_muted,
           m.record_id is null and case when k.mail = 'own' then false else coalesce(e.mail, c.mail, k.mail) <> 'off' end as mails,
           m.record_id is null and coalesce(e.push, c.push, k.push) as pushes
         from core.notification n
         left join core.record r on r.org_id = n.org_id and r.id = n.record_id
         cross join lateral (select case when r.requester_id = n.person_id then $4::text else $3::text end as kind,
           case when r.requester_id = n.person_id then $6::text else $5::text end as mail,
           case when r.requester_id = n.person_id then $8::boolean else $7::boolean end as push) k
         left join notices.choice c on c.org_id = n.org_id and c.person_id = n.person_id and c.kind = k.kind
         left join notices.event_choice e on e.org_id = n.org_id and e.person_id = n.person_id and e.kind = k.kind and e.reason = $9
         left join notices.muted_record m on m.org_id = n.org_id and m.person_id = n.person_id and m.record_id = n.record_id
         where n.org_id = $1 and n.id = any($2::uuid[])
       ), silenced as (
         update core.notification n set read_at = n.created_at from told t where n.org_id = $1 and n.id = t.id and t.is_muted
       )
       insert into notices.waiting (org_id, notification_id, channel, person_id, kind, due_at)
       select $1, t.id, w.channel, t.person_id, t.kind, t.created_at
       from told t cross join lateral (values ('mail', t.mails), ('push', t.pushes)) w (channel, wanted) where w.wanted`,
      [tx.orgId, ids, asOther, asRequester, mailOther, mailRequester, pushOther, pushRequester, reason],
    ),
  )
}

/**
 * Whether the mail that a notification has of its own is kept back: it is not wanted, or it waits and then goes with
 * what else waits. Answers the same however often it is asked, since a job may run twice: what waits once goes on
 * waiting, and what lies in the outbox stays there.
 */
export const keepsBack: Notices['keepsBack'] = async (app, tx, { mail, personId, recordId, reason, at }) => {
  const [[known], [person]] = await tx.many(
    raw<{ id: string | null; kept: boolean; queued: boolean; muted: boolean; is_requester: boolean }>(
      `select n.id, exists (select from notices.waiting w where w.org_id = $1 and w.notification_id = n.id and w.channel = 'mail') as kept,
         exists (select from core.outbox o where o.org_id = $1 and o.id = $6) as queued,
         exists (select from notices.muted_record m where m.org_id = $1 and m.person_id = $2 and m.record_id = $3) as muted,
         r.requester_id is not distinct from $2 as is_requester
       from core.record r left join core.notification n on n.org_id = r.org_id and n.record_id = r.id and n.person_id = $2 and n.reason = $4 and n.created_at = $5
       where r.org_id = $1 and r.id = $3 limit 1`,
      [tx.orgId, personId, recordId, reason, at, mail],
    ),
    personWith(tx.orgId, personId),
  )
  if (!known || !person) return false
  if (known.kept) return true
  if (known.queued) return false
  const kind = kindOf(reason, known.is_requester)
  const way = (await choicesOf(tx, personId)).of(kind, reason).mail
  if (way === 'off' || known.muted) return true
  const now = app.clock.now().toISOString()
  const due =
    way === 'digest' ? digestAfter(person, at) : termsOf(kind).isUrgent ? undefined : quietUntil(person, now)
  if (due === undefined || known.id === null) return false
  tx.send(
    raw(
      `insert into notices.waiting (org_id, notification_id, channel, person_id, kind, due_at) values ($1,$2,'mail',$3,$4,$5)
       on conflict (org_id, notification_id, channel) do nothing`,
      [tx.orgId, known.id, personId, kind, due],
    ),
  )
  return true
}
