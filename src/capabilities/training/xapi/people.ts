/** Which person of here an actor is. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Agent, Statement } from './check-statement.ts'
import { isUuid } from './grammar.ts'

/** The ids of those of whom the statements tell, one for one; undefined for strangers and for groups. */
export async function peopleOf(
  tx: Tx,
  statements: readonly Pick<Statement, 'actor'>[],
  site: string,
): Promise<(string | undefined)[]> {
  const keys = statements.map(({ actor }) => (actor.objectType === 'Group' ? undefined : keyOf(actor, site)))
  const rows = await tx.all(
    raw<{ id: string; email: string | null; external_key: string | null; survivor: string }>(
      `select id, email, external_key, coalesce(merged_into_id, id) as survivor from core.person
       where org_id = $1 and kind <> 'service' and (email = any($2::text[]) or external_key = any($2::text[]) or id::text = any($2::text[]))`,
      [tx.orgId, keys.flatMap((key) => key ?? [])],
    ),
  )
  const found = new Map(
    rows.flatMap(({ id, email, external_key, survivor }) =>
      [id, email, external_key].flatMap((key) => (key === null ? [] : [[key, survivor] as const])),
    ),
  )
  return keys.map((key) => (key === undefined ? undefined : found.get(key)))
}

/** An address, or an account of this site: an employee number, or the id by which launches name their person. */
function keyOf({ mbox, account }: Agent, site: string): string | undefined {
  if (mbox !== undefined) return mbox.slice('mailto:'.length).toLowerCase()
  if (account === undefined || new URL(account.homePage).origin !== site) return
  return isUuid(account.name) ? account.name.toLowerCase() : account.name
}
