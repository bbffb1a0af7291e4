import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, Time } from '../../../platform/http/schema.ts'
import { articleOf } from '../article.ts'
import { articleLife } from '../lifecycle.ts'

const day_ms = 86_400_000

/** Looked at again, and still right: the next look is due after the article's own interval. */
export const review = recordAction({
  name: 'knowledge.review',
  summary: 'Say that the article was looked at and is still right; the next review moves on.',
  life: articleLife,
  input: Body({}),
  output: Type.Object({ review_at: Time }),
  permits: (actor, record) =>
    may(actor, 'knowledge.write') && (record.owner_id === actor.personId || may(actor, 'knowledge.validate')),
  run: async ({ tx, record, now }) => {
    if (record.state !== 'validated')
      throw conflict('Only a validated article can be still right. Validate it instead.')
    const { review_interval_days } = await articleOf(tx, record)
    const review_at = new Date(Date.parse(now) + review_interval_days * day_ms).toISOString()
    tx.send(
      raw(
        'update knowledge.article set review_at = $3, reviewed_at = $4, reminded = 0 where org_id = $1 and id = $2',
        [record.org_id, record.id, review_at, now],
      ),
    )
    return { result: { review_at }, facts: { review_at } }
  },
})
