/** Rules in the database. */
import { type Raw, raw } from '../../platform/db/transaction.ts'
import { rules_max, type Statement } from './statement.ts'

export type RuleRow = {
  id: string
  version_id: string
  version: number
  is_on: boolean
  keeper_id: string
  keeper: string
  stopped_at: string | null
  stopped_because: 'ticket' | 'organization' | null
  statement: Statement
}

const columns = `r.id, v.id as version_id, r.version, r.is_on, r.keeper_id, k.name as keeper, r.stopped_at, r.stopped_because, v.statement`
const tables = `rules.rule r join rules.rule_version v on v.org_id = r.org_id and v.rule_id = r.id and v.number = r.version
  join core.person k on k.org_id = r.org_id and k.id = r.keeper_id`

/** The query for all rules in the order in which they are asked, with what they say now. */
export function allRules(orgId: string): Raw<RuleRow> {
  return raw(
    `select ${columns} from ${tables} where r.org_id = $1 and r.archived_at is null order by r.position, r.id limit ${rules_max}`,
    [orgId],
  )
}

/** The same for those that are switched on. */
export function rulesOn(orgId: string): Raw<RuleRow> {
  return raw(
    `select ${columns} from ${tables} where r.org_id = $1 and r.is_on order by r.position, r.id limit ${rules_max}`,
    [orgId],
  )
}
