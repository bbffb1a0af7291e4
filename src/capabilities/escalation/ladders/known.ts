/** What a ladder may name, as it is in the database now. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Known } from './check.ts'
import type { LadderRules } from './ladder.ts'

const teams_max = 500
const skills_max = 1_000

export async function knownFor(tx: Tx, rules: LadderRules, hasBridge: boolean, now: string): Promise<Known> {
  const people = rules.steps.flatMap(({ to }) => (to?.kind === 'person' && to.id !== null ? [to.id] : []))
  const [teams, there, skills, calendars] = await tx.many(
    raw<{ id: string; name: string; tier: number; skill_ids: string[] }>(
      `select t.id, t.name, t.tier, array(select s.skill_id from core.team_skill s where s.org_id = t.org_id and s.team_id = t.id) as skill_ids
       from core.team t where t.org_id = $1 and t.archived_at is null limit ${teams_max}`,
      [tx.orgId],
    ),
    raw<{ id: string; works: boolean }>(
      `select p.id, exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3) and 'tickets.work' = any(o.permissions)) as works
       from core.person p where p.org_id = $1 and p.id = any($2) and p.is_active and p.kind = 'staff'`,
      [tx.orgId, people, now],
    ),
    raw<{ id: string; name: string }>(
      `select id, name from core.skill where org_id = $1 and archived_at is null limit ${skills_max}`,
      [tx.orgId],
    ),
    raw<{ one: number }>(
      `select 1 as one from escalation.calendar_use u join escalation.calendar c on c.org_id = u.org_id and c.id = u.calendar_id
       where u.org_id = $1 and u.scope_id = $1 and c.archived_at is null limit 1`,
      [tx.orgId],
    ),
  )
  return {
    teams: new Map(teams.map((team) => [team.id, team])),
    people: new Set(there.map(({ id }) => id)),
    workers: new Set(there.filter(({ works }) => works).map(({ id }) => id)),
    skills: new Map(skills.map(({ id, name }) => [id, name])),
    hasCalendar: calendars.length > 0,
    hasBridge,
  }
}
