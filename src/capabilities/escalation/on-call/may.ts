/** Who may read and change rotas. */
import { type Actor, may } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { forbidden, notFound } from '../../../platform/http/problem.ts'

/** Rotas are for those who work in the department. */
export const readsRotas = (actor: Actor): boolean => may(actor, 'people.read')

export type Standing = { id: string; name: string; isMember: boolean; manages: boolean }

/** The team and what the actor is to it: those who manage teams, and the lead, change its rota. */
export async function standingIn(tx: Tx, actor: Actor, teamId: string): Promise<Standing> {
  const standing = await findStanding(tx, actor, teamId)
  if (!standing) throw notFound('This team')
  return standing
}

/** Refuses those who neither lead the team nor manage teams. `what` ends the sentence of the refusal. */
export async function requireManages(
  tx: Tx,
  actor: Actor,
  teamId: string,
  what = 'its rota',
): Promise<Standing> {
  const standing = await findStanding(tx, actor, teamId)
  if (standing ? !standing.manages : !may(actor, 'teams.manage'))
    throw forbidden(`Only the lead of the team and those who manage teams may change ${what}.`)
  if (!standing) throw notFound('This team')
  return standing
}

async function findStanding(tx: Tx, actor: Actor, teamId: string): Promise<Standing | undefined> {
  const team = await tx.maybe(
    raw<{ id: string; name: string; is_member: boolean; is_lead: boolean }>(
      `select t.id, t.name, m.person_id is not null as is_member, coalesce(m.is_lead, false) as is_lead
       from core.team t left join core.team_member m on m.org_id = t.org_id and m.team_id = t.id and m.person_id = $3
       where t.org_id = $1 and t.id = $2`,
      [tx.orgId, teamId, actor.personId],
    ),
  )
  if (!team) return undefined
  const { id, name, is_member, is_lead } = team
  return { id, name, isMember: is_member, manages: is_lead || may(actor, 'teams.manage') }
}
