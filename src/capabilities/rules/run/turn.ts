/**
 * Which rule fires next for a ticket. Whoever asks, the oldest task comes first, and of its rules the first in
 * order that has not looked at it yet; so that two workers with the same ticket help each other and change nothing.
 */
import type { App } from '../../../core/app.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { holds } from '../conditions.ts'
import { type Known, knownTickets } from '../facts.ts'
import { awaited } from '../happenings.ts'
import type { Statement } from '../statement.ts'
import { type RuleRow, rulesOn } from '../store.ts'
import { limitReached, stopRule } from './limits.ts'

type Task = {
  id: string
  happened: string[]
  rule_id: string | null
  chain: string[]
  looked: string[]
}
export type Firing = {
  id: string
  rule_id: string
  ticket_id: string
  chain: string[]
  statement: Statement
}

const task_columns = 'id, happened, rule_id, chain, looked'

/** The firing whose deeds are to be done now; `looked` when a task is through, `nothing` when there is none. */
export async function nextTurn(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  ticketId: string,
): Promise<Firing | 'looked' | 'nothing'> {
  const task = await tx.maybe(
    raw<Task>(
      `select ${task_columns} from rules.task where org_id = $1 and ticket_id = $2 order by id limit 1 for update`,
      [tx.orgId, ticketId],
    ),
  )
  if (!task) return 'nothing'
  const [unfinished, rules] = await tx.many(
    raw<Firing>(
      `select f.id, f.rule_id, f.ticket_id, f.chain, v.statement from rules.firing f
       join rules.rule_version v on v.org_id = f.org_id and v.id = f.version_id
       where f.org_id = $1 and f.task_id = $2 and f.finished_at is null`,
      [tx.orgId, task.id],
    ),
    rulesOn(tx.orgId),
  )
  if (unfinished[0]) return unfinished[0]
  const waiting = rules.filter((rule) => waitsFor(rule, task))
  const [known] = waiting.length > 0 ? await knownTickets(tx, [ticketId]) : []
  if (known) {
    const firing = await look({ app, tx, now }, task, known, waiting)
    if (firing) return firing
  }
  tx.send(raw('delete from rules.task where org_id = $1 and id = $2', [tx.orgId, task.id]))
  return 'looked'
}

function waitsFor({ id, statement }: RuleRow, task: Task): boolean {
  if (task.looked.includes(id) || task.chain.includes(id)) return false
  if (task.rule_id !== null) return task.rule_id === id
  const { when } = statement
  return when.on !== 'after' && task.happened.includes(awaited(when) ?? '')
}

/** Has the rules look at the ticket until one fires; where they stopped is kept with the firing. */
async function look(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  task: Task,
  { record, facts }: Known,
  rules: readonly RuleRow[],
): Promise<Firing | undefined> {
  const looked = [...task.looked]
  for (const rule of rules) {
    looked.push(rule.id)
    const { isHeld, held } = holds(rule.statement.if, facts, now)
    if (!isHeld) continue
    const limit = await limitReached(tx, rule, record.id, now)
    if (limit) {
      await stopRule({ app, tx, now }, rule, record, limit)
      continue
    }
    const firing = {
      id: newId(),
      rule_id: rule.id,
      ticket_id: record.id,
      chain: [...task.chain, rule.id],
      statement: rule.statement,
    }
    const happened = task.rule_id === null ? (awaited(rule.statement.when) ?? '') : (task.happened[0] ?? '')
    tx.send(
      raw(
        `insert into rules.firing (org_id, id, rule_id, version_id, ticket_id, task_id, happened, chain, held, fired_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
        [
          tx.orgId,
          firing.id,
          rule.id,
          rule.version_id,
          record.id,
          task.id,
          happened,
          firing.chain,
          held,
          now,
        ],
      ),
    )
    tx.send(
      raw('update rules.task set looked = $3 where org_id = $1 and id = $2', [tx.orgId, task.id, looked]),
    )
    return firing
  }
  return undefined
}
