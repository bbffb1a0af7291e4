/** What is still open on the checklists of a ticket, by name. */
import type { Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { type Item, itemsOf } from './store.ts'

/** The items as part of a sentence. */
export const named = (items: readonly Item[]) => items.map((item) => `“${item.title}”`).join(', ')

const named_max = 5

/** Refuses to resolve while items are open, naming them, unless somebody says why it is all the same. */
export async function requireItemsDone(tx: Tx, ticketId: string, reason: string | undefined): Promise<void> {
  if (reason?.trim()) return
  const open = (await tx.all(itemsOf(tx.orgId, ticketId))).filter(({ done_at }) => done_at === null)
  if (open.length === 0) return
  const more = open.length > named_max ? `, and ${open.length - named_max} more` : ''
  throw invalid(
    '#/open_items_reason',
    `On the checklists is still open: ${named(open.slice(0, named_max))}${more}. Do that first, or say why it is resolved without.`,
  )
}
