/** Tells who writes what will be masked. */
import { Type } from 'typebox'
import { reader } from '../../core/registry.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { Body, OneOf } from '../../platform/http/schema.ts'
import { kinds } from './detect/span.ts'
import { examine } from './examine.ts'
import { settingOf } from './setting.ts'

const spans_max = 100

export const look = reader({
  name: 'privacy.examine',
  summary: 'Which places of unsent words may be patient data. Nothing of it is kept.',
  path: '/api/privacy/examine',
  isPosted: true,
  query: Body({ text: Type.String({ maxLength: 20_000 }) }),
  output: Type.Object({
    spans: Type.Array(
      Type.Object({
        from: Type.Integer({ description: 'In UTF-16 units, as browsers count.' }),
        to: Type.Integer(),
        kind: OneOf(kinds),
      }),
    ),
  }),
  permits: () => true,
  run: async ({ tx, query, now }) => {
    const [spans = []] = await examine(tx, await settingOf(tx), [query.text], now)
    return { spans: spans.slice(0, spans_max).map(({ from, to, kind }) => ({ from, to, kind })) }
  },
})

/** As `Guard.isSuspect` says. */
export async function isSuspect(tx: Tx, text: string, now: string): Promise<boolean> {
  const [spans = []] = await examine(tx, await settingOf(tx), [text], now)
  return spans.length > 0
}
