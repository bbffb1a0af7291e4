/**
 * Masks of a reply that several write together. It is saved with each pause of the typing, so that the same words must
 * not be covered anew each time, and what was typed on the way must not stay.
 */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import type { NewFinding } from './finding.ts'
import { maskText } from './mask.ts'

/** The action that saves such a reply; its path names the ticket. */
export const save_together = 'shared_drafts.save'

/**
 * Puts the masks back that the writer's same words had when this draft was saved before, into the texts of `put`, and
 * takes their findings out of the new ones. Answers the names of the masks that stay.
 */
export async function keptMasks(
  tx: Tx,
  writerId: string,
  ticketId: string,
  findings: NewFinding[],
  put: Map<string, string>,
): Promise<string[]> {
  if (findings.length === 0) return []
  const before = await tx.all(
    raw<{ mask: string; kind: string; words: string }>(
      `select f.mask, f.kind, c.words from privacy.finding f join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id
       where f.org_id = $1 and f.record_id = $2 and f.action = $3 and f.writer_id = $4 and f.state in ('suspected', 'confirmed')
         and c.words = any($5::text[]) order by f.created_at, f.id`,
      [tx.orgId, ticketId, save_together, writerId, findings.flatMap(({ words }) => words ?? [])],
    ),
  )
  const kept: string[] = []
  const fresh = findings.filter(({ kind, words, mask }) => {
    const same = before.find((each) => each.kind === kind && each.words === words)
    if (!same || mask === null) return true
    for (const [pointer, text] of put)
      put.set(pointer, text.replaceAll(maskText(kind, mask), maskText(kind, same.mask)))
    kept.push(same.mask)
    return false
  })
  findings.splice(0, findings.length, ...fresh)
  return kept
}

type Saved = { ticketId: string; now: string; standing: readonly string[] }

/** Takes away what the writer typed into the draft before and what now stands neither there nor in a message. */
export function forgetFallenOut(tx: Tx, writerId: string, { ticketId, now, standing }: Saved): void {
  tx.send(
    raw(
      `with gone as (
         update privacy.finding f set state = 'redacted', decided_at = $5
         where f.org_id = $1 and f.record_id = $2 and f.action = $3 and f.writer_id = $4 and f.state in ('suspected', 'confirmed')
           and not f.mask = any($6::text[])
           and not exists (select from core.message m where m.org_id = f.org_id and m.record_id = f.record_id and position(f.mask in m.body) > 0)
         returning f.id)
       delete from privacy.covered c using gone where c.org_id = $1 and c.finding_id = gone.id`,
      [tx.orgId, ticketId, save_together, writerId, now, standing],
    ),
  )
}
