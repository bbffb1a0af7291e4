/** Examines a text by the rules of its organization: who works there and what was said to be harmless is left out. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import type { Span } from './detect/span.ts'
import { type Look, looked } from './looked.ts'
import type { Setting } from './setting.ts'

const names_asked_max = 500
const namesakes_max = 2000

/**
 * The places of each text that the organization has masked. Without any, nothing is asked of the database. `look` does
 * it elsewhere than here, for long texts.
 */
export async function examine(
  tx: Pick<Tx, 'orgId' | 'many'>,
  setting: Setting,
  texts: readonly string[],
  now: string,
  look: (how: Look) => Span[][] | Promise<Span[][]> = looked,
): Promise<Span[][]> {
  if (!setting.is_on) return texts.map(() => [])
  const how: Look = { texts, setting, yearNow: new Date(now).getUTCFullYear(), staff: [] }
  const first = await look(how)
  if (first.every((spans) => spans.length === 0)) return first
  const said = new Set(
    first.flatMap((spans, at) => spans.map(({ from, to }) => texts[at]?.slice(from, to).toLowerCase() ?? '')),
  )
  const words = [...new Set([...said].flatMap((each) => each.split(/[^\p{L}\p{M}'’-]+/u)))].filter(
    (word) => word.length > 1,
  )
  const [namesakes, allowed] = await tx.many(
    raw<{ name: string }>(
      `select name from core.person where org_id = $1 and is_active and kind = 'staff' and string_to_array(lower(name), ' ') && $2::text[] limit ${namesakes_max}`,
      [tx.orgId, words.slice(0, names_asked_max)],
    ),
    raw<{ phrase: string; kind: string }>(
      'select phrase, kind from privacy.allowed where org_id = $1 and phrase = any($2::text[])',
      [tx.orgId, [...said].slice(0, names_asked_max)],
    ),
  )
  const isAllowed = new Set(allowed.map(({ phrase, kind }) => `${kind} ${phrase}`))
  const harmless = new Set(setting.harmless_words)
  const again =
    namesakes.length === 0 ? first : await look({ ...how, staff: namesakes.map(({ name }) => name) })
  return again.map((spans, at) =>
    spans.filter(({ from, to, kind }) => {
      const said = texts[at]?.slice(from, to).toLowerCase() ?? ''
      return !isAllowed.has(`${kind} ${said}`) && !isHarmless(harmless, said)
    }),
  )
}

/** True for what the organization says is never a patient's: the whole of it, or each of its words. */
function isHarmless(harmless: ReadonlySet<string>, said: string): boolean {
  if (harmless.size === 0) return false
  return harmless.has(said) || said.split(/\s+/).every((word) => harmless.has(word))
}
