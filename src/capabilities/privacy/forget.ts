/** Takes words away for good: the row that holds them is the only copy. */
import type { Writing } from '../../core/followers.ts'
import type { Where } from '../../core/guard.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { masksIn, maskText } from './mask.ts'

type Covered = { mask: string; kind: string; words: string }

/** As `Guard.asStored` says: whoever sees the words marks them, and in the message stands a mask. */
export async function asStored(tx: Tx, where: Where, text: string): Promise<string> {
  const isMessage = typeof where === 'string'
  const stands = isMessage
    ? 'select m.record_id, m.body from core.message m where m.org_id = $1 and m.id = $2::uuid and $4::text is null'
    : 'select $2::uuid as record_id, $4::text as body'
  const rows = await tx.all(
    raw<Covered>(
      `select f.mask, f.kind, c.words from (${stands}) m join privacy.finding f on f.org_id = $1 and f.record_id = m.record_id
         join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id
       where position(f.mask in m.body) > 0 and (position(c.words in $3) > 0 or position($3 in c.words) > 0)`,
      [tx.orgId, isMessage ? where : where.recordId, text, isMessage ? null : where.body],
    ),
  )
  let stored = text
  for (const { mask, kind, words } of rows.toSorted((a, b) => b.words.length - a.words.length))
    stored = stored.includes(words) ? stored.replaceAll(words, maskText(kind, mask)) : stored
  if (stored !== text) return stored
  // A part of what is masked goes with the whole of it.
  const around = rows.find(({ words }) => words.includes(text))
  return around ? maskText(around.kind, around.mask) : text
}

/** As `Guard.forget` says. */
export async function forget(
  { tx, actor, now }: Writing,
  recordId: string,
  removed: string,
  holding?: string,
): Promise<string[]> {
  const gone = await tx.all(
    raw<{ id: string; words: string | null }>(
      `update privacy.finding f set state = 'redacted', decided_at = $4, decided_by = $5
       where f.org_id = $1 and f.state <> 'redacted' and (
         (f.record_id = $2 and (f.mask = any($3::text[]) or exists (select from privacy.covered c where c.org_id = f.org_id and c.finding_id = f.id and position($6 in c.words) > 0)))
         or exists (select from core.attachment a where a.org_id = f.org_id and a.id = f.attachment_id and a.record_id = $2
           and (a.removed_at is not null or exists (select from privacy.covered c where c.org_id = f.org_id and c.finding_id = f.id and position($6 in c.words) > 0))))
       returning f.id, (select c.words from privacy.covered c where c.org_id = f.org_id and c.finding_id = f.id) as words`,
      [tx.orgId, recordId, masksIn(removed), now, actor.personId, holding ?? null],
    ),
  )
  deleteWords(
    tx,
    gone.map(({ id }) => id),
  )
  if (holding !== undefined) redactReasons(tx, recordId, holding)
  return gone.flatMap(({ words }) => words ?? [])
}

export function deleteWords(tx: Tx, ids: readonly string[]): void {
  if (ids.length > 0)
    tx.send(
      raw('delete from privacy.covered where org_id = $1 and finding_id = any($2::uuid[])', [tx.orgId, ids]),
    )
}

/** Takes words out of the reasons that people gave on the record, and of what was said to be harmless. */
function redactReasons(tx: Tx, recordId: string, text: string): void {
  tx.send(
    raw(
      `update privacy.reveal set reason = replace(reason, $3, '▇') where org_id = $1 and record_id = $2 and position($3 in reason) > 0`,
      [tx.orgId, recordId, text],
    ),
  )
  tx.send(
    raw('delete from privacy.allowed where org_id = $1 and position(lower($2) in phrase) > 0', [
      tx.orgId,
      text,
    ]),
  )
}
