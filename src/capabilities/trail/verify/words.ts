/** Words beside the lines of a timeline: the ones that were committed to, or what a redaction left of them. */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Finding, nameOf } from './findings.ts'
import type { Line, Words } from './lines.ts'

type Redaction = {
  record_id: string
  tx: string
  /** For each event the hash of what was left of its words; of redactions before the judging none. */
  kept: Record<string, string> | null
}

/**
 * Words that are not what was committed to must be what a redaction left of them, as it says on the timeline itself.
 * Of redactions before `judgedSince`, the number of a transaction, only that there was one is known.
 */
export async function compareWords(
  client: pg.ClientBase,
  orgId: string,
  lines: readonly Line[],
  judgedSince: bigint,
): Promise<{ redacted: number; findings: Finding[] }> {
  const doubtful = lines.filter(({ words }) => words !== null && !isHashOf(words, words.commitment))
  if (doubtful.length === 0) return { redacted: 0, findings: [] }
  const { rows } = await client.query<Redaction>(
    `select record_id, tx::text, data -> 'kept' as kept from core.event
     where org_id = $1 and record_id = any($2) and action ~ 'redact|erase' order by tx, id`,
    [orgId, [...new Set(doubtful.map(({ record_id }) => record_id))]],
  )
  const findings: Finding[] = []
  for (const line of doubtful) {
    const redactions = rows.filter(({ record_id }) => record_id === line.record_id)
    if (!isLeft(line, redactions, judgedSince))
      findings.push({
        deed: 'words altered',
        sentence: `The words beside line ${nameOf(line)} are neither the ones that were written nor what a redaction left of them.`,
      })
  }
  return { redacted: doubtful.length - findings.length, findings }
}

function isLeft({ id, words, tx }: Line, redactions: readonly Redaction[], judgedSince: bigint): boolean {
  // Whatever was chained was committed to: words without that were put there afterwards.
  if (words === null || words.commitment === null) return false
  const last = redactions.findLast(({ kept }) => kept !== null && id in kept)
  if (last) return isHashOf(words, Buffer.from(String(last.kept?.[id]), 'hex'))
  const isOld = (number: bigint) => number < judgedSince
  return words.salt === null && isOld(tx) && redactions.some((each) => isOld(BigInt(each.tx)))
}

function isHashOf({ text, salt }: Words, hash: Buffer | null): boolean {
  if (salt === null || hash === null) return false
  return createHash('sha256').update(salt).update(text).digest().equals(hash)
}
