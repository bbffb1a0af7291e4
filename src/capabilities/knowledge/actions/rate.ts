import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, Text } from '../../../platform/http/schema.ts'
import { articleLife } from '../lifecycle.ts'

/** Was this helpful? One answer a person, which may be changed. It leaves the article and its timeline alone. */
export const rate = recordAction({
  name: 'knowledge.rate',
  summary: 'Say whether the article helped.',
  life: articleLife,
  input: Body({ is_helpful: Type.Boolean(), comment: Type.Optional(Text(2000)) }),
  output: Type.Object({ is_helpful: Type.Boolean() }),
  permits: () => true,
  run: async ({ tx, actor, input, record, now }) => {
    if (record.audience === 'parties') throw conflict('Only an article that readers see can be rated.')
    tx.send(
      raw(
        `insert into knowledge.feedback (org_id, article_id, person_id, is_helpful, comment, created_at) values ($1,$2,$3,$4,$5,$6)
         on conflict (org_id, article_id, person_id) do update set is_helpful = excluded.is_helpful, comment = excluded.comment, created_at = excluded.created_at`,
        [record.org_id, record.id, actor.personId, input.is_helpful, input.comment ?? '', now],
      ),
    )
    return { result: { is_helpful: input.is_helpful }, isSilent: true, audit: {} }
  },
})
