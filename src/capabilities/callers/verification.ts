/** A verification as it is stored, and what may still become of it. */
import { createHmac } from 'node:crypto'
import type { Writing } from '../../core/followers.ts'
import { isHeldStill } from '../../core/people/policy.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, notFound } from '../../platform/http/problem.ts'
import { isHighRisk, riskyPermissions, type Setting } from './setting.ts'
import type { Act, Failure, Method, State } from './words.ts'

/** How long an agent has to find out who calls. */
export const started_minutes = 60

export type Verification = {
  id: string
  person_id: string
  agent_id: string
  act: Act
  role_id: string | null
  ticket_id: string | null
  state: State
  method: Method | 'server' | null
  evidence: Record<string, unknown>
  failure: Failure | null
  asked_id: string | null
  caller_hash: Buffer | null
  started_at: string
  ends_at: string
  decided_at: string | null
  second_id: string | null
  second_how: string | null
  uses: number
  used_at: string | null
}

/** The state (alias `v`) at the time: what was not decided or used in time is over. */
export function stateAt(time: string): string {
  return `case when v.state in ('started', 'passed') and v.ends_at <= ${time} then 'expired' else v.state end`
}

const columns = (time: string) =>
  `v.id, v.person_id, v.agent_id, v.act, v.role_id, v.ticket_id, ${stateAt(time)} as state, v.method, v.evidence, v.failure, v.asked_id, v.caller_hash,
   v.started_at, v.ends_at, v.decided_at, v.second_id, v.second_how, v.uses, v.used_at`

/** The verification; with `isLocked` nobody else changes it in the meantime. Throws a 404 when there is none. */
export async function verificationOf(
  tx: Tx,
  id: string,
  now: string,
  isLocked = false,
): Promise<Verification> {
  const found = await tx.maybe(
    raw<Verification>(
      `select ${columns('$3')} from callers.verification v where v.org_id = $1 and v.id = $2${isLocked ? ' for update' : ''}`,
      [tx.orgId, id, now],
    ),
  )
  if (!found) throw notFound('This verification')
  return found
}

/** The one that the agent may work on now. Others do not see it; what is over is a conflict. */
export async function ownStarted({ tx, actor, now }: Writing, id: string): Promise<Verification> {
  const found = await verificationOf(tx, id, now, true)
  if (found.agent_id !== actor.personId) throw notFound('This verification')
  requireStarted(found)
  return found
}

export function requireStarted({ state }: Verification): void {
  if (state !== 'started') throw conflict('This verification is over. Start again.', { state })
}

/** Those of the agent that passed for the act and are not over, newest first, locked so that one act alone uses one. */
export function passedFor({ tx, actor, now }: Writing, of: { personId: string; act: Act; roleId?: string }) {
  return tx.all(
    raw<Verification>(
      `select ${columns('$6')} from callers.verification v
       where v.org_id = $1 and v.person_id = $2 and v.agent_id = $3 and v.act = $4 and v.role_id is not distinct from $5::uuid
         and v.state = 'passed' and v.ends_at > $6
       order by v.decided_at desc, v.id limit 20 for update`,
      [tx.orgId, of.personId, actor.personId, of.act, of.act === 'role' ? (of.roleId ?? null) : null, now],
    ),
  )
}

/** Why two people have to verify: a high-risk role is at stake, or somebody was not verified lately. */
export async function whyTwo(
  tx: Tx,
  of: { personId: string; roleId?: string | null },
  setting: Setting,
  now: string,
): Promise<'high_risk' | 'held' | undefined> {
  const since = new Date(Date.parse(now) - setting.hold_hours * 3_600_000).toISOString()
  const found = await tx.one(
    raw<{ is_high: boolean; is_held: boolean }>(
      `select exists (select from core.role o where o.org_id = $1 and ${isHighRisk('$5::text[]')} and (o.id = $3::uuid
           or exists (select from core.role_assignment a where a.org_id = o.org_id and a.role_id = o.id and a.person_id = $2 and ${isHeldStill('$4::timestamptz')}))) as is_high,
         exists (select from callers.verification v where v.org_id = $1 and v.person_id = $2 and v.state = 'failed' and v.decided_at > $6) as is_held`,
      [tx.orgId, of.personId, of.roleId ?? null, now, riskyPermissions, since],
    ),
  )
  return found.is_high ? 'high_risk' : found.is_held ? 'held' : undefined
}

/** Notes that the caller was verified by the method; from then on it counts for some minutes. */
export function pass(
  { tx, now }: Writing,
  verification: Verification,
  by: { method: Method; evidence: Record<string, unknown> },
  setting: Setting,
): void {
  const ends = new Date(Date.parse(now) + setting.valid_minutes * 60_000).toISOString()
  tx.send(
    raw(
      `update callers.verification set state = 'passed', method = $3, evidence = $4, decided_at = $5, ends_at = $6 where org_id = $1 and id = $2`,
      [tx.orgId, verification.id, by.method, JSON.stringify(by.evidence), now, ends],
    ),
  )
}

/** The number of two digits that the agent reads out, and with which the person's own page shows two others. */
export function matchOf(secret: string, id: string): { right: number; shown: number[] } {
  const bytes = createHmac('sha256', secret).update(`callers.match ${id}`).digest()
  const numbers: number[] = []
  for (const byte of bytes) {
    const number = 10 + (byte % 90)
    if (!numbers.includes(number)) numbers.push(number)
    if (numbers.length === 3) break
  }
  const [right = 10] = numbers
  return { right, shown: numbers.toSorted((a, b) => a - b) }
}

/** The number that somebody called from, so that only the same one can be found again; nothing to read. */
export function callerHash(secret: string, number: string): Buffer | null {
  const digits = number.replaceAll(/\D/g, '')
  return digits.length < 3
    ? null
    : createHmac('sha256', secret)
        .update(`callers.number ${digits.slice(-15)}`)
        .digest()
}
