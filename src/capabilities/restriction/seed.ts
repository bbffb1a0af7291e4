/** The demo hospital's share: a ticket of security, one that is kept for its team, and broken glass that waits for a review. */
import type { Actor } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { executePlain } from '../../core/execute.ts'
import { personActor } from '../../core/people/automation.ts'
import { raw, read } from '../../platform/db/transaction.ts'
import { restrict } from './actions.ts'
import { breakGlass } from './glass.ts'

type Found = {
  security: string | null
  of_team: string | null
  setter: string | null
  breaker: string | null
}

/** Does it by the same actions as people do. Nothing where the hospital has nobody for it. */
export async function seedRestriction(app: App, orgId: string): Promise<void> {
  const now = app.clock.now().toISOString()
  const { found, setter, breaker } = await read(app.pool, orgId, async (tx) => {
    const picked = await tx.one(whoAndWhat(orgId, now))
    const actor = (id: string | null) => (id === null ? undefined : personActor(tx, id, now))
    return { found: picked, setter: await actor(picked.setter), breaker: await actor(picked.breaker) }
  })
  if (!setter || !breaker || found.security === null || found.of_team === null) return
  const act = (actor: Actor, action: Parameters<typeof executePlain>[2], id: string, input: object) =>
    executePlain(app, { ...actor, steppedUpAt: now }, action, input, { params: { id } })
  await act(setter, restrict, found.security, { level: 'security', reason: 'It is being looked into.' })
  await act(setter, restrict, found.of_team, {
    level: 'team',
    reason: 'It is about the account of a colleague.',
    accepts_losing: true,
  })
  await act(breaker, breakGlass, found.of_team, {
    reason: 'The ward cannot sign in, and the shift of the team is over.',
  })
}

function whoAndWhat(orgId: string, now: string) {
  const holder = (permissions: string, but: string) => `(
    select p.id from core.person p where p.org_id = $1 and p.is_active and p.kind = 'staff' and (
      select array_agg(permission) from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
      where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)) @> '${permissions}' ${but}
    order by p.name, p.id limit 1)`
  return raw<Found>(
    `select
       (select id from core.record where org_id = $1 and kind = 'ticket' and category <> 'done'
          order by title ~* 'phish|suspicious|password' desc, created_at desc, id limit 1) as security,
       (select id from core.record where org_id = $1 and kind = 'ticket' and category <> 'done' and team_id is not null
          order by title ~* 'account|locked|sign in' desc, created_at, id limit 1) as of_team,
       ${holder('{security.work,records.restrict,tickets.read_all}', '')} as setter,
       ${holder('{records.break_glass,tickets.read_all}', `and not exists (select from core.team_member m where m.org_id = p.org_id and m.person_id = p.id)`)} as breaker`,
    [orgId, now],
  )
}
