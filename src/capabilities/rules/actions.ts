/** Making, changing, ordering and switching rules. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { reorder } from '../../core/order.ts'
import { ensureAutomation } from '../../core/people/automation.ts'
import { storeOr } from '../../core/people/store.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id } from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'
import { requirePermitted, requireSound } from './check.ts'
import { forgetRules } from './run/note.ts'
import { rules_max, type Statement, StatementBody } from './statement.ts'
import { shareAlarm, wakeBy } from './timing/alarm.ts'
import { nextDaily } from './timing/daily.ts'

export const managesRules = (actor: Actor) => may(actor, 'rules.manage')
/** A rule reaches every ticket, and what a trial counts tells of tickets. */
export const seesWhatRulesSee = (actor: Actor) => managesRules(actor) && may(actor, 'tickets.read_all')

const Params = Body({ id: Id })
const double = { rule_name: () => invalid('#/name', 'There is a rule of this name already.') }

export const createRule = plainAction({
  name: 'rules.create',
  summary: 'Make a rule. It is switched off and asked after all others until that is changed.',
  input: StatementBody,
  output: Type.Object({ id: Id }),
  permits: managesRules,
  run: async ({ tx, actor, input, now }) => {
    await requireSound(tx, input)
    requirePermitted(actor, input)
    lockRules(tx)
    await ensureAutomation(tx, actor.personId, now)
    const { count } = await tx.one(
      raw<{ count: number }>(
        'select count(*) as count from rules.rule where org_id = $1 and archived_at is null',
        [tx.orgId],
      ),
    )
    if (count >= rules_max)
      throw conflict(`There are ${rules_max} rules already. Put some of them together first.`)
    const id = newId()
    await storeOr(
      tx,
      raw(
        `insert into rules.rule (org_id, id, name, position, keeper_id)
         select $1, $2, $3, coalesce(max(position), 0) + 1, $4 from rules.rule where org_id = $1`,
        [tx.orgId, id, input.name, actor.personId],
      ),
      double,
    )
    insertVersion(tx, id, 1, input, actor.personId, now)
    return { result: { id }, audit: { rule: id } }
  },
})

export const editRule = plainAction({
  name: 'rules.edit',
  summary: 'Change a rule. It goes on as it is now, on or off; what it did before names the version before.',
  path: '/api/rules/:id',
  method: 'PUT',
  params: Params,
  input: StatementBody,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: managesRules,
  run: async ({ app, tx, actor, input, now, params }) => {
    const id = params.id as string
    const rule = await lockRule(tx, id)
    await requireSound(tx, input)
    requirePermitted(actor, input)
    const version = rule.version + 1
    await storeOr(
      tx,
      raw('update rules.rule set name = $3, version = $4, keeper_id = $5 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        input.name,
        version,
        actor.personId,
      ]),
      double,
    )
    insertVersion(tx, id, version, input, actor.personId, now)
    if (rule.is_on && JSON.stringify(rule.statement.when) !== JSON.stringify(input.when))
      await setTimes(app, tx, id, input, now)
    tx.afterCommit(() => forgetRules(tx.orgId))
    return { result: { id, version }, audit: { rule: id, version } }
  },
})

export const switchRule = plainAction({
  name: 'rules.switch',
  summary: 'Switch a rule on or off. It hears of what happens from then on.',
  path: '/api/rules/:id/switch',
  params: Params,
  input: Body({ is_on: Type.Boolean() }),
  output: Type.Object({ id: Id, is_on: Type.Boolean() }),
  permits: managesRules,
  run: async ({ app, tx, actor, input, now, params }) => {
    const id = params.id as string
    const rule = await lockRule(tx, id)
    if (input.is_on) {
      await requireSound(tx, rule.statement)
      requirePermitted(actor, rule.statement)
      await ensureAutomation(tx, actor.personId, now)
    }
    tx.send(
      raw(
        `update rules.rule set is_on = $3, keeper_id = case when $3 then $4 else keeper_id end,
           stopped_at = case when not $3 then stopped_at end, stopped_because = case when not $3 then stopped_because end
         where org_id = $1 and id = $2`,
        [tx.orgId, id, input.is_on, actor.personId],
      ),
    )
    if (rule.is_on !== input.is_on) await setTimes(app, tx, id, input.is_on ? rule.statement : null, now)
    tx.afterCommit(() => forgetRules(tx.orgId))
    return { result: { id, is_on: input.is_on }, audit: { rule: id, is_on: input.is_on } }
  },
})

export const archiveRule = plainAction({
  name: 'rules.archive',
  summary: 'Take a rule out of use; its history stays.',
  path: '/api/rules/:id',
  method: 'DELETE',
  params: Params,
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: managesRules,
  run: async ({ app, tx, now, params }) => {
    const id = params.id as string
    await lockRule(tx, id)
    tx.send(
      raw('update rules.rule set is_on = false, archived_at = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        now,
      ]),
    )
    await setTimes(app, tx, id, null, now)
    tx.afterCommit(() => forgetRules(tx.orgId))
    return { result: { id }, audit: { rule: id } }
  },
})

export const orderRules = plainAction({
  name: 'rules.order',
  summary: 'Set the order in which rules are asked: a later one sees what an earlier one did.',
  path: '/api/rules/order',
  method: 'PUT',
  input: Body({ ids: Type.Array(Id, { maxItems: rules_max }) }),
  output: Type.Object({ ids: Type.Array(Id) }),
  permits: managesRules,
  run: async ({ tx, input }) => {
    lockRules(tx)
    const rows = await tx.all(
      raw<{ id: string }>('select id from rules.rule where org_id = $1 and archived_at is null', [tx.orgId]),
    )
    reorder(
      tx,
      'rules.rule',
      rows,
      input.ids,
      'Name each rule once. Somebody may have added or removed one: look again.',
    )
    return { result: { ids: input.ids }, audit: { rules: input.ids.length } }
  },
})

/** Makes those who add and order rules wait for each other. */
function lockRules(tx: Tx): void {
  tx.send(raw("select pg_advisory_xact_lock(hashtext('rules'), hashtext($1))", [tx.orgId]))
}

async function lockRule(
  tx: Tx,
  id: string,
): Promise<{ version: number; is_on: boolean; statement: Statement }> {
  const rule = await tx.maybe(
    raw<{ version: number; is_on: boolean; statement: Statement }>(
      `select r.version, r.is_on, v.statement from rules.rule r
       join rules.rule_version v on v.org_id = r.org_id and v.rule_id = r.id and v.number = r.version
       where r.org_id = $1 and r.id = $2 and r.archived_at is null for update of r`,
      [tx.orgId, id],
    ),
  )
  if (!rule) throw notFound('This rule')
  return rule
}

/** The times of a rule begin anew with what it says; of one that is switched off there are none. */
async function setTimes(
  app: App,
  tx: Tx,
  id: string,
  statement: Statement | null,
  now: string,
): Promise<void> {
  tx.send(raw('delete from rules.timer where org_id = $1 and rule_id = $2', [tx.orgId, id]))
  const { time_zone } = await tx.one(
    raw<{ time_zone: string }>('select time_zone from core.organization where id = $1', [tx.orgId]),
  )
  const when = statement?.when
  const dailyAt = when?.on === 'daily' ? nextDaily(now, when.time ?? '00:00', time_zone) : null
  shareAlarm(tx)
  tx.send(
    raw('update rules.rule set daily_at = $3, daily_after = null where org_id = $1 and id = $2', [
      tx.orgId,
      id,
      dailyAt,
    ]),
  )
  await wakeBy(app, tx, dailyAt)
}

function insertVersion(
  tx: Tx,
  ruleId: string,
  number: number,
  statement: Statement,
  byId: string,
  now: string,
): void {
  tx.send(
    raw(
      'insert into rules.rule_version (org_id, id, rule_id, number, statement, created_by, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
      [tx.orgId, newId(), ruleId, number, JSON.stringify(statement), byId, now],
    ),
  )
}
