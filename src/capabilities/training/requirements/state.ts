/** The states of a credential, told from its days. */
import { type RawBuilder, sql } from 'kysely'

export const credentialStates = [
  'assigned',
  'in_progress',
  'certified',
  'window_open',
  'expired',
  'revoked',
] as const

/** The state of a credential (alias `c`) on a day. */
export function stateOn(today: string): RawBuilder<(typeof credentialStates)[number]> {
  return sql`(case
    when c.achieved_on is not null and c.expires_on > ${today}::date then
      case when c.window_on <= ${today}::date then 'window_open' else 'certified' end
    when c.achieved_on is not null then 'expired'
    when c.is_begun then 'in_progress'
    when c.is_revoked then 'revoked'
    else 'assigned' end)`
}

/** A day as text; none for what never comes. */
export const dayOf = (column: string): RawBuilder<string | null> =>
  sql`case when ${sql.raw(column)} <> 'infinity' then to_char(${sql.raw(column)}, 'YYYY-MM-DD') end`
