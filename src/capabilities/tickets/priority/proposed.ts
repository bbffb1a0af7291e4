/** A proposed P1 must not wait for somebody who happens to look: those who may call it are told at once. */
import { notify } from '../../../core/notifications/notify.ts'
import type { Follower } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'

const proposing = new Set(['tickets.create', 'tickets.answer', 'tickets.override_priority'])
const told_max = 200

/** Tells everybody who may call this ticket P1 and sees it from the inside, but for whoever proposed it; once a proposal. */
export const followProposals: Follower = async ({ app, tx, actor, now }, { before, after, action, data }) => {
  const weighing = data.weighing as { p1?: string | null } | undefined
  if (!proposing.has(action) || weighing?.p1 !== 'proposed') return undefined
  const [isOld, people] = await tx.many(
    raw<{ one: number }>(
      `select 1 as one from core.notification where org_id = $1 and record_id = $2 and reason = 'p1_proposed' limit 1`,
      [tx.orgId, after.id],
    ),
    raw<{ id: string }>(
      `select p.id from core.person p
       join core.role_assignment a on a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)
       join core.role o on o.org_id = a.org_id and o.id = a.role_id
       where p.org_id = $1 and p.is_active and p.kind <> 'service' and p.id <> $3
       group by p.id
       having bool_or('tickets.call_p1' = any(o.permissions)) and (bool_or('tickets.read_all' = any(o.permissions))
         or (bool_or('tickets.read_team' = any(o.permissions)) and exists (
           select from core.team_member m where m.org_id = $1 and m.person_id = p.id and m.team_id = $4)))
       order by p.id limit ${told_max}`,
      [tx.orgId, now, actor.personId, after.team_id],
    ),
  )
  if (before !== null && isOld.length > 0) return undefined
  const told = new Map(people.map(({ id }) => [id, 'p1_proposed' as const]))
  notify(app, tx, { record: after, byId: actor.personId, now }, told)
  return undefined
}
