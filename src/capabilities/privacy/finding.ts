/** Findings: where patient data was found, and what became of it. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'

export const states = ['suspected', 'confirmed', 'false_positive', 'redacted'] as const

export type NewFinding = {
  mask: string | null
  kind: string
  score: number
  field: string
  from: number
  to: number
  /** What is masked; null where the words stay in a file. */
  words: string | null
}

type Place = {
  action: string
  recordId: string | null
  /** Of what is on no record and belongs to a team. */
  teamId?: string | undefined
  attachmentId: string | null
  isInternal: boolean
  /** Null where nobody wrote it here: it was imported. */
  writerId: string | null
  now: string
}

/** Sends the statements that keep findings, and apart from them the words. */
export function keepFindings(tx: Tx, place: Place, findings: readonly NewFinding[]): void {
  if (findings.length === 0) return
  const rows = findings.map((finding) => ({ ...finding, id: newId() }))
  tx.send(
    raw(
      `insert into privacy.finding (org_id, id, mask, kind, score, record_id, attachment_id, is_internal, action, field, span_from, span_to, writer_id, created_at, team_id)
       select $1, x.id, x.mask, x.kind, x.score, $3, $4, $5, $6, x.field, x."from", x."to", $7, $8, (select t.id from core.team t where t.org_id = $1 and t.id = $9)
       from jsonb_to_recordset($2::jsonb) x (id uuid, mask text, kind text, score real, field text, "from" int, "to" int)`,
      [
        tx.orgId,
        JSON.stringify(rows.map(({ words: _words, ...rest }) => rest)),
        place.recordId,
        place.attachmentId,
        place.isInternal,
        place.action,
        place.writerId,
        place.now,
        place.teamId ?? null,
      ],
    ),
  )
  const covered = rows.filter(({ words }) => words !== null)
  if (covered.length > 0)
    tx.send(
      raw(
        `insert into privacy.covered (org_id, finding_id, words) select $1, x.id, x.words from jsonb_to_recordset($2::jsonb) x (id uuid, words text)`,
        [tx.orgId, JSON.stringify(covered.map(({ id, words }) => ({ id, words })))],
      ),
    )
}
