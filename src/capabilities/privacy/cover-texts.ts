/** Words that come many at once, from an import: examined together, and their findings kept when the records are known. */
import type { CoveredText, TextToCover } from '../../core/guard.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { masked, withoutContext } from './cover.ts'
import { examine } from './examine.ts'
import { keepFindings, type NewFinding } from './finding.ts'
import { contextOf, type Leaf } from './leaves.ts'
import { maskText } from './mask.ts'
import { settingOf } from './setting.ts'

/** Fields of the file that have none of their own here. */
const imported = 'imported/'

/** As `Guard.coverTexts` says. */
export async function coverTexts(tx: Tx, now: string, texts: readonly TextToCover[]): Promise<CoveredText[]> {
  const setting = await settingOf(tx)
  const found = await examine(
    tx,
    setting,
    texts.map((each) => contextFor(each) + each.text),
    now,
  )
  const known = await knownMasks(tx, texts)
  return texts.map((each, at) => {
    const leaf: Leaf = {
      pointer: `/${each.field}`,
      text: each.text,
      length_max: each.length_max ?? Number.POSITIVE_INFINITY,
      context: contextFor(each),
      isNumber: false,
    }
    const spans = withoutContext(leaf, found[at] ?? [])
    if (spans.length === 0) return { text: each.text, keep: () => {} }
    const findings: NewFinding[] = []
    let text = masked(leaf, spans, findings)
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

/** A column that the file calls “Patient name” says what its values are. */
const contextFor = ({ field }: TextToCover) =>
  field.startsWith(imported) ? contextOf('', field.slice(imported.length)) : ''

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
