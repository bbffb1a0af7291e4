/** Who hears of verifications: those who are asked, those who could confirm, security, and the person themself. */
import type { App } from '../../core/app.ts'
import type { Writing } from '../../core/followers.ts'
import { notify, type Reason } from '../../core/notifications/notify.ts'
import { mailNotice } from '../../core/people/mails.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'

const told_max = 200

export function tellAsked(app: App, tx: Tx, askedId: string, byId: string, now: string): void {
  notify(app, tx, { record: null, byId, now }, new Map([[askedId, 'caller_asked' as const]]))
}

/** Tells those who may confirm that a verification waits for a second person. */
export async function tellSecond({ app, tx, actor, now }: Writing, personId: string): Promise<void> {
  const people = await holdersOf(tx, ['callers.verify'], now)
  tell(
    { app, tx, now },
    people.filter((id) => id !== actor.personId && id !== personId),
    'caller_second',
    actor.personId,
  )
}

/** Security hears of it, and so does the person who somebody claimed to be; of a burst once, and once that it is an attack. */
export async function tellFailed(
  { app, tx, now }: Pick<Writing, 'app' | 'tx' | 'now'>,
  personId: string,
  tells: { failed: boolean; pattern: boolean },
  what: 'failed' | 'vouched' = 'failed',
): Promise<void> {
  const found = (await holdersOf(tx, ['callers.alerts'], now)).filter((id) => id !== personId)
  const security = found.length > 0 ? found : await holdersOf(tx, ['roles.manage'], now)
  const officers = security.filter((id) => id !== personId)
  if (tells.pattern) tell({ app, tx, now }, officers, 'caller_pattern', null)
  if (!tells.failed) return
  tell({ app, tx, now }, officers, `caller_${what}`, null)
  tell({ app, tx, now }, [personId], `caller_${what}_you`, null)
  if (what === 'failed') await mailNotice(app, tx, 'callerFailed', personId, now)
}

function tell(
  { app, tx, now }: Pick<Writing, 'app' | 'tx' | 'now'>,
  people: readonly string[],
  reason: Reason,
  byId: string | null,
): void {
  if (people.length > 0)
    notify(app, tx, { record: null, byId, now }, new Map(people.map((id) => [id, reason])))
}

async function holdersOf(tx: Tx, permissions: readonly string[], now: string): Promise<string[]> {
  const rows = await tx.all(
    raw<{ id: string }>(
      `select p.id from core.person p where p.org_id = $1 and p.is_active and p.merged_into_id is null and p.kind <> 'service'
         and exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
           where a.org_id = p.org_id and a.person_id = p.id and o.permissions && $2::text[] and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3))
       order by p.id limit ${told_max}`,
      [tx.orgId, permissions, now],
    ),
  )
  return rows.map(({ id }) => id)
}
