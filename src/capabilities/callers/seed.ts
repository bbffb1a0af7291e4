/** The demo hospital's share: a caller who was verified, one who was not, and one who waits for a second person. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { isHighRisk, riskyPermissions } from './setting.ts'
import type { Act, Failure, Method } from './words.ts'

const minute_ms = 60_000
const day_ms = 24 * 60 * minute_ms

type Seeded = {
  person_id: string
  act: Act
  age_ms: number
  method: Method
  failure?: Failure
  isUsed?: boolean
}

/** `byId` verifies. Nothing where the hospital has nobody who could call. */
export async function seedCallers(tx: Tx, byId: string, now: Date): Promise<void> {
  const rows = await tx.all(
    raw<{ id: string; is_risky: boolean }>(
      `select p.id, exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
           where a.org_id = p.org_id and a.person_id = p.id and ${isHighRisk('$3::text[]')}) as is_risky
       from core.person p where p.org_id = $1 and p.id <> $2 and p.is_active and p.phone is not null and p.kind <> 'service'
       order by p.name, p.id limit 500`,
      [tx.orgId, byId, riskyPermissions],
    ),
  )
  const plain = rows.filter(({ is_risky }) => !is_risky)
  const [first, second] = plain
  const risky = rows.find(({ is_risky }) => is_risky)
  if (!first || !second || !risky) return
  const all: Seeded[] = [
    { person_id: first.id, act: 'password', age_ms: 2 * day_ms, method: 'call_back', isUsed: true },
    { person_id: second.id, act: 'factor', age_ms: 3 * day_ms, method: 'badge', failure: 'wrong_badge' },
    { person_id: risky.id, act: 'factor', age_ms: 5 * minute_ms, method: 'call_back' },
  ]
  for (const each of all) keep(tx, byId, each, now)
}

/** The one that waits does so for the day on which somebody looks at the demo. */
function keep(tx: Tx, byId: string, of: Seeded, now: Date): void {
  const at = (ms: number) => new Date(ms).toISOString()
  const started_ms = now.getTime() - of.age_ms
  const decided = at(started_ms + 3 * minute_ms)
  const used = of.isUsed ? at(started_ms + 4 * minute_ms) : null
  tx.send(
    raw(
      `insert into callers.verification (org_id, id, person_id, agent_id, act, state, method, evidence, failure, told, started_at, ends_at, decided_at, uses, used_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
      [
        tx.orgId,
        newId(),
        of.person_id,
        byId,
        of.act,
        of.failure ? 'failed' : 'passed',
        of.failure ? null : of.method,
        JSON.stringify(of.method === 'call_back' ? { field: 'phone' } : {}),
        of.failure ?? null,
        of.failure ? 'failed' : null,
        at(started_ms),
        of.age_ms < day_ms ? at(now.getTime() + day_ms) : at(started_ms + 33 * minute_ms),
        decided,
        of.isUsed ? 1 : 0,
        used,
      ],
    ),
  )
}
