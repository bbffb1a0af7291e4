/** Words that come many at once, from an import: examined together, and their findings kept when the records are known. */
import type { CoveredText, TextToCover } from '../../core/guard.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { findings_of_text_max, masked } from './cover.ts'
import { examine } from './examine.ts'
import { keepFindings, type NewFinding } from './finding.ts'
import { maskText } from './mask.ts'
import { settingOf } from './setting.ts'

/** As `Guard.coverTexts` says. */
export async function coverTexts(tx: Tx, now: string, texts: readonly TextToCover[]): Promise<CoveredText[]> {
  const setting = await settingOf(tx)
  const found = await examine(
    tx,
    setting,
    texts.map(({ text }) => text),
    now,
  )
  const known = await knownMasks(tx, texts)
  return texts.map((each, at) => {
    const spans = (found[at] ?? []).slice(0, findings_of_text_max)
    if (spans.length === 0) return { text: each.text, keep: () => {} }
    const findings: NewFinding[] = []
    const { length_max = Number.POSITIVE_INFINITY } = each
    let text = masked(
      { pointer: `/${each.field}`, text: each.text, length_max, context: '', isNumber: false },
      spans,
      findings,
    )
    // What was imported before keeps its mask, so that the same file imported again changes nothing.
    const fresh = findings.filter(({ kind, words, mask }) => {
      const same = known.get(keyOf(each.recordId ?? '', kind, words ?? ''))
      if (same === undefined || mask === null) return true
      text = text.replaceAll(maskText(kind, mask), maskText(kind, same))
      return false
    })
    return {
      text,
      keep: (action, recordId) =>
        keepFindings(
          tx,
          { action, recordId, attachmentId: null, isInternal: each.isInternal, writerId: null, now },
          fresh,
        ),
    }
  })
}

const keyOf = (recordId: string, kind: string, words: string) => JSON.stringify([recordId, kind, words])

async function knownMasks(tx: Tx, texts: readonly TextToCover[]): Promise<Map<string, string>> {
  const ids = [...new Set(texts.flatMap(({ recordId }) => recordId ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await tx.all(
    raw<{ record_id: string; kind: string; mask: string; words: string }>(
      `select f.record_id, f.kind, f.mask, c.words from privacy.finding f join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id
       where f.org_id = $1 and f.record_id = any($2::uuid[]) and f.state in ('suspected', 'confirmed') order by f.created_at desc, f.id desc`,
      [tx.orgId, ids],
    ),
  )
  return new Map(rows.map(({ record_id, kind, mask, words }) => [keyOf(record_id, kind, words), mask]))
}
