/** Whom a step goes to, at the moment at which it is taken: a team, a person, or why there is nobody. */
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { onCall } from '../on-call/rota.ts'
import { loadRota } from '../on-call/store.ts'
import { targetsFor } from '../targets.ts'
import type { To } from './ladder.ts'
import type { Why } from './view.ts'

/** `personId` is set where one person is meant, `skillId` where those of the team who have it are. */
export type Whom = { teamId: string | null; personId: string | null; skillId: string | null }
type Found = Whom | { why: Why }

const teams_max = 500

export function whomOf(tx: Tx, to: To, record: RecordRow, now: string): Promise<Found> {
  const id = to.id ?? ''
  const ways: Record<To['kind'], () => Promise<Found>> = {
    next_tier: () => nextTier(tx, record),
    skill: () => withSkill(tx, id, record),
    manager: () => managerOf(tx, record),
    on_call: () => onCallOf(tx, id, now),
    person: () => present(tx, id),
  }
  return ways[to.kind]()
}

// Of several teams the one with the fitting skill; nothing is guessed between equals.
async function nextTier(tx: Tx, record: RecordRow): Promise<Found> {
  const targets = await targetsFor(tx, record)
  const tier = (targets.find(({ is_present }) => is_present)?.tier ?? 0) + 1
  const inTier = targets.filter((each) => each.tier === tier && !each.is_archived)
  const fitting = inTier.filter(({ fits }) => fits)
  const [only, more] = fitting.length > 0 ? fitting : inTier
  if (only === undefined) return { why: 'top' }
  return more === undefined ? { teamId: only.id, personId: null, skillId: null } : { why: 'several' }
}

/** The team with the skill: the ticket's own, else the one of the lowest tier that is not below it. */
async function withSkill(tx: Tx, skillId: string, record: RecordRow): Promise<Found> {
  const teams = await tx.all(
    raw<{ id: string; tier: number }>(
      `select t.id, t.tier from core.team t join core.team_skill s on s.org_id = t.org_id and s.team_id = t.id
       where t.org_id = $1 and s.skill_id = $2 and t.archived_at is null
         and t.tier >= coalesce((select tier from core.team where org_id = $1 and id = $3), 1)
       order by t.tier, t.id limit ${teams_max}`,
      [tx.orgId, skillId, record.team_id],
    ),
  )
  const own = teams.find(({ id }) => id === record.team_id)
  const [only, more] = own ? [own] : teams.filter(({ tier }) => tier === teams[0]?.tier)
  if (only === undefined) return { why: 'nobody' }
  return more === undefined ? { teamId: only.id, personId: null, skillId } : { why: 'several' }
}

async function managerOf(tx: Tx, record: RecordRow): Promise<Found> {
  if (record.owner_id === null) return { why: 'no_owner' }
  const owner = await tx.maybe(
    raw<{ manager_id: string | null }>('select manager_id from core.person where org_id = $1 and id = $2', [
      tx.orgId,
      record.owner_id,
    ]),
  )
  return owner?.manager_id ? present(tx, owner.manager_id) : { why: 'no_manager' }
}

async function onCallOf(tx: Tx, teamId: string, now: string): Promise<Found> {
  const now_ms = Date.parse(now)
  const rota = await loadRota(tx, teamId, { from_ms: now_ms, to_ms: now_ms })
  const [shift] = rota ? onCall(rota, now_ms) : []
  return { teamId, personId: shift?.person_id ?? null, skillId: null }
}

/** The person, or whom it was merged into. */
async function present(tx: Tx, id: string): Promise<Found> {
  const person = await tx.maybe(
    raw<{ id: string }>(
      `select q.id from core.person p join core.person q on q.org_id = p.org_id and q.id = coalesce(p.merged_into_id, p.id)
       where p.org_id = $1 and p.id = $2 and q.is_active`,
      [tx.orgId, id],
    ),
  )
  return person ? { teamId: null, personId: person.id, skillId: null } : { why: 'left' }
}

/** Who is told when a step notifies: the person, those with the skill, who leads the team, or everybody in it. */
export async function peopleOf(tx: Tx, whom: Whom): Promise<string[]> {
  if (whom.personId !== null) return [whom.personId]
  const members = await tx.all(
    raw<{ id: string; is_lead: boolean; is_skilled: boolean }>(
      `select p.id, m.is_lead, exists (select from core.person_skill s where s.org_id = p.org_id and s.person_id = p.id and s.skill_id = $3) as is_skilled
       from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id
       where m.org_id = $1 and m.team_id = $2 and p.is_active order by p.id limit ${teams_max}`,
      [tx.orgId, whom.teamId, whom.skillId],
    ),
  )
  const skilled = members.filter(({ is_skilled }) => is_skilled)
  const leads = members.filter(({ is_lead }) => is_lead)
  const told = skilled.length > 0 ? skilled : leads.length > 0 ? leads : members
  return told.map(({ id }) => id)
}

/** In which team a person would work on the ticket: the ticket's own, else the lowest that is not below it. */
export async function teamOfPerson(tx: Tx, personId: string, record: RecordRow): Promise<string | undefined> {
  const team = await tx.maybe(
    raw<{ id: string }>(
      `select t.id from core.team_member m join core.team t on t.org_id = m.org_id and t.id = m.team_id
       where m.org_id = $1 and m.person_id = $2 and t.archived_at is null
       order by (t.id = $3) desc nulls last, (t.tier >= coalesce((select tier from core.team where org_id = $1 and id = $3), 1)) desc, t.tier, t.name
       limit 1`,
      [tx.orgId, personId, record.team_id],
    ),
  )
  return team?.id
}
