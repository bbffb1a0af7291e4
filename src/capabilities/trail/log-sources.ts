/**
 * Which way lines of the audit log are found. Each way is one index from its newest end, so that a page is as fast in a
 * log of millions of lines: an `or` over several columns would read all that fits and sort it.
 */
import { type RawBuilder, sql } from 'kysely'
import { raw, type Tx } from '../../platform/db/transaction.ts'

/** What leads to the lines; what else is asked for is held against each of them. */
export type Lead = {
  /** The entries of one person. */
  people?: readonly string[] | undefined
  record_id?: string | undefined
  /** The hashes of a word that was searched for, one for each secret. */
  terms?: readonly string[] | undefined
  /** Whole names of actions. */
  actions?: readonly string[] | undefined
  from?: string | undefined
  /** No line of a later time is asked for. */
  until?: string | undefined
}

const columns = sql`l.id, l.at, l.org_id, l.action, l.actor_id, l.record_id, l.address, l.data, false as is_timeline`

/** The newest lines, at most `limit`, which fit all conditions (alias `l`). */
export function newestLines(
  lead: Lead,
  conditions: readonly RawBuilder<unknown>[],
  limit: number,
): RawBuilder<unknown> {
  const newest = sql`order by l.at desc, l.id desc limit ${limit}`
  const direct = (condition: RawBuilder<unknown>) =>
    sql`(select ${columns} from core.audit l where ${sql.join([...conditions, condition], sql` and `)} ${newest})`
  const told = (what: string, named: RawBuilder<unknown>, condition = sql`true`) =>
    sql`(select l.* from trail.told(${what}, ${named}, ${lead.from ?? '-infinity'}, ${lead.until ?? 'infinity'}) with ordinality t (at, id, place)
      cross join lateral (select ${columns} from core.audit l
        where l.at = t.at and l.id = t.id and ${sql.join([...conditions, condition], sql` and `)}) l
      order by t.place limit ${limit})`
  const each = (list: readonly string[], cast: string, lines: RawBuilder<unknown>) =>
    sql`select l.* from unnest(${list}::${sql.raw(cast)}) lead (named) cross join lateral (${lines}) l ${newest}`
  if (lead.terms !== undefined) return each(lead.terms, 'text[]', told('terms', sql`lead.named`))
  if (lead.record_id !== undefined) {
    const own = direct(sql`l.record_id = ${lead.record_id}`)
    const others = told(
      'record',
      sql`${lead.record_id}::text`,
      sql`l.record_id is distinct from ${lead.record_id}`,
    )
    return sql`select l.* from (${own} union all ${others}) l ${newest}`
  }
  if (lead.people !== undefined) {
    const isOwn = sql`coalesce(l.actor_id = any(${lead.people}::uuid[]), false)`
    const others = told('person', sql`lead.named::text`, sql`not ${isOwn}`)
    return each(lead.people, 'uuid[]', sql`${direct(sql`l.actor_id = lead.named`)} union all ${others}`)
  }
  if (lead.actions !== undefined) return each(lead.actions, 'text[]', direct(sql`l.action = lead.named`))
  return direct(sql`true`)
}

/** The names of all actions in the log that are among these, or begin with one that ends in a dot. */
export async function actionsNamed(tx: Tx, names: readonly string[]): Promise<string[]> {
  const beginnings = names.filter((name) => name.endsWith('.'))
  if (beginnings.length === 0) return [...new Set(names)]
  // From one name to the next by the index, since there are few names and many lines.
  const known = await tx.all(
    raw<{ action: string }>(
      `with recursive known as (
         (select action from core.audit where org_id = $1 order by action limit 1)
         union all
         select (select a.action from core.audit a where a.org_id = $1 and a.action > k.action order by a.action limit 1)
         from known k where k.action is not null
       ) select action from known where action is not null`,
      [tx.orgId],
    ),
  )
  const isMeant = (action: string) =>
    names.includes(action) || beginnings.some((beginning) => action.startsWith(beginning))
  return known.map(({ action }) => action).filter(isMeant)
}
