/** Takes words out of a course or a class for good, wherever it keeps them. */
import { Type } from 'typebox'
import { recordAction } from '../../core/action.ts'
import type { Lifecycle } from '../../core/lifecycle.ts'
import { short_mark } from '../../core/messages/redact.ts'
import { redactEverywhere } from '../../core/messages/redact-everywhere.ts'
import { raw } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import { Body, Text } from '../../platform/http/schema.ts'
import { manages } from './policy.ts'

/** A table of the record, the column of its id, and the columns that hold words. */
export type WordsIn = readonly (readonly [table: string, key: string, columns: readonly string[]])[]

/** The action that does so. It is for those who teach, and for who erases what is known of a person. */
export function redaction(name: string, life: Lifecycle, words: WordsIn) {
  return recordAction({
    name,
    summary: 'Take words out for good, wherever it keeps them; what was learned stays.',
    life,
    input: Body({
      text: Text(2_000, { minLength: 1, description: 'What is taken out, wherever it stands.' }),
    }),
    output: Type.Object({ places: Type.Integer() }),
    permits: manages,
    run: async ({ app, tx, actor, record, input: { text }, now }) => {
      await app.registry.guard?.requireUnheld(tx, record.id)
      if (text.trim() === '') throw invalid('#/text', 'Say which words are taken out.')
      const { changes, outside, inside, facts } = await redactEverywhere(
        { app, tx, actor, now },
        record,
        text,
      )
      let places = outside + inside
      for (const [table, key, columns] of words) {
        const cut = columns.map((column) => `${column} = replace(${column}, $3, $4)`).join(', ')
        const isThere = columns.map((column) => `position($3 in ${column}) > 0`).join(' or ')
        const rows = await tx.all(
          raw(`update ${table} set ${cut} where org_id = $1 and ${key} = $2 and (${isThere}) returning 1`, [
            record.org_id,
            record.id,
            text,
            short_mark,
          ]),
        )
        places += rows.length
      }
      if (places === 0)
        throw invalid('#/text', 'These words do not stand here. Look at the present ones and try again.')
      return {
        result: { places },
        changes,
        facts: { places, ...facts },
        isInternal: true,
        forgetsWords: true,
      }
    },
  })
}
