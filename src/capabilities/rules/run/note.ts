/** Rules hear of each write to a ticket, inside it: what concerns one of them is noted, and a job looks at it later. */
import type { App } from '../../../core/app.ts'
import type { Follower, Listener } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { awaited, chain_max, happenings, isTimed } from '../happenings.ts'
import type { When } from '../statement.ts'
import { keepTime } from '../timing/timers.ts'

// An organization without rules for it pays no round trip at its writes. A rule that another server has switched on
// is heard of by this one so much later.
const believed_ms = 5_000

type Heard = { id: string; when: When }
const beliefs = new Map<string, { until_ms: number; rules: readonly Heard[] }>()

/** Called when rules of the organization have changed. */
export function forgetRules(orgId: string): void {
  beliefs.delete(orgId)
}

async function rulesHeard(tx: Tx): Promise<readonly Heard[]> {
  const belief = beliefs.get(tx.orgId)
  if (belief && belief.until_ms > performance.now()) return belief.rules
  const rules = await tx.all(
    raw<Heard>(
      `select r.id, v.statement -> 'when' as "when" from rules.rule r
       join rules.rule_version v on v.org_id = r.org_id and v.rule_id = r.id and v.number = r.version
       where r.org_id = $1 and r.is_on`,
      [tx.orgId],
    ),
  )
  beliefs.set(tx.orgId, { until_ms: performance.now() + believed_ms, rules })
  return rules
}

// A deed of a rule tells the follower of its own write whose doing it is.
const chains = new WeakMap<Tx, readonly string[]>()

/** Says of the write that it is the doing of these rules, the first one first. */
export function doneByRules(tx: Tx, chain: readonly string[]): void {
  chains.set(tx, chain)
}

export const followTicket: Follower = async ({ app, tx, now }, { after, action, data }) => {
  if (after.kind !== 'ticket') return undefined
  const rules = await rulesHeard(tx)
  if (rules.length === 0) return undefined
  const chain = chains.get(tx) ?? []
  const happened = happenings(action, data)
  if (isAwaited(rules, happened, chain)) note(app, tx, [{ ticketId: after.id, happened, chain }], now)
  const timed = rules.filter(({ when }) => when.on === 'after')
  if (timed.length > 0) await keepTime({ app, tx, now }, after.id, timed, happened, chain)
  return undefined
}

/** What clocks tell by themselves. */
export const hearClocks: Listener = async ({ app, tx, now }, told) => {
  const rules = told.length === 0 ? [] : await rulesHeard(tx)
  const noted = told.flatMap(({ record, action, data }) => {
    const happened = happenings(action, data)
    const isNews = record.kind === 'ticket' && isAwaited(rules, happened, [])
    return isNews ? [{ ticketId: record.id, happened, chain: [] }] : []
  })
  if (noted.length > 0) note(app, tx, noted, now)
}

/** A rule is not asked about its own doing, and at the end of a long chain none is. */
function isAwaited(rules: readonly Heard[], happened: readonly string[], chain: readonly string[]): boolean {
  if (chain.length >= chain_max) return false
  return rules.some(
    ({ id, when }) => !isTimed(when) && !chain.includes(id) && happened.includes(awaited(when) ?? ''),
  )
}

type Noted = { ticketId: string; happened: readonly string[]; chain: readonly string[] }

function note(app: App, tx: Tx, noted: readonly Noted[], now: string): void {
  for (const { ticketId, happened, chain } of noted) {
    tx.send(
      raw(
        'insert into rules.task (org_id, id, ticket_id, happened, chain, created_at) values ($1,$2,$3,$4,$5,$6)',
        [tx.orgId, newId(), ticketId, happened, chain, now],
      ),
    )
    app.jobs.add(tx, 'rules.run', { ticket: ticketId })
  }
}
