/** Under which name a folder is kept, so that its pages are known again when it is sent once more. */
import type { Actor } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** The name by which a folder is known again when it is sent once more: that of its file, without what a browser adds. */
export function sourceOf(fileName: string): string {
  const stem = fileName.replace(/\.(zip|md|markdown)$/i, '').replace(/[ -]*\(\d+\)$/, '')
  return stem.trim().toLowerCase().slice(0, 200) || 'folder'
}

/**
 * The source under which this person's folder is kept: two people send a `docs.zip` with an `index.md` each, and the
 * one must not become a version of the other. A name alone is theirs who sent it before people were told apart.
 */
export async function sourceFor(tx: Tx, actor: Actor, fileName: string): Promise<string> {
  const name = sourceOf(fileName)
  const first = await tx.maybe(
    raw<{ created_by: string }>(
      `select created_by from knowledge.exchange_run where org_id = $1 and source = $2 and state in ('running', 'done')
       order by created_at, id limit 1`,
      [tx.orgId, name],
    ),
  )
  return first?.created_by === actor.personId ? name : `${name.slice(0, 150)} ${actor.personId}`
}
