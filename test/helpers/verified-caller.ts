/** A verification of a caller as it stands after two people made it, for tests of what comes after. */
import type pg from 'pg'
import { newId } from '../../src/platform/id/id.ts'

export type VerifiedCaller = { agentId: string; person_id: string; act: string; role_id?: string | null }

/** Answers its id. */
export async function verifiedCaller(owner: pg.Pool, now: Date, of: VerifiedCaller): Promise<string> {
  const id = newId()
  await owner.query(
    `insert into callers.verification (org_id, id, person_id, agent_id, act, role_id, state, method, started_at, ends_at, decided_at, second_id, second_how, seconded_at)
     select p.org_id, $1, p.id, $3, $4, $5, 'passed', 'call_back', $6, $6::timestamptz + interval '30 minutes', $6, p.id, 'joined', $6
     from core.person p where p.id = $2`,
    [id, of.person_id, of.agentId, of.act, of.role_id ?? null, now],
  )
  return id
}
