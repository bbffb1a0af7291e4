import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { articleOf } from '../article.ts'
import { articleLife } from '../lifecycle.ts'
import { keepers } from '../people.ts'

export const flagReasons = ['wrong', 'outdated', 'unclear', 'duplicate', 'private_data'] as const

/** Says that something is not right. Whoever keeps the article is told, and it waits on their Today until answered. */
export const flag = recordAction({
  name: 'knowledge.flag',
  summary: 'Say that the article is wrong, outdated, unclear, a duplicate, or tells private data.',
  life: articleLife,
  input: Body({ reason: OneOf(flagReasons), body: Type.Optional(Text(2000)) }),
  output: Type.Object({ flag_id: Id }),
  permits: () => true,
  run: async ({ app, tx, actor, input, record, now }) => {
    const article = await articleOf(tx, record)
    if (article.published_version === null) throw conflict('Only an article that readers see can be flagged.')
    const open = await tx.maybe(
      raw(
        'select 1 as one from knowledge.flag where org_id = $1 and article_id = $2 and reporter_id = $3 and answered_at is null',
        [record.org_id, record.id, actor.personId],
      ),
    )
    if (open) throw conflict('You have told us already. You hear from us as soon as somebody has looked.')
    const flag_id = newId()
    tx.send(
      raw(
        'insert into knowledge.flag (org_id, id, article_id, version, reporter_id, reason, body, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
        [
          record.org_id,
          flag_id,
          record.id,
          article.published_version,
          actor.personId,
          input.reason,
          input.body?.trim() ?? '',
          now,
        ],
      ),
    )
    const told = (await tx.all(keepers(tx.orgId, record, now))).filter(({ id }) => id !== actor.personId)
    notify(
      app,
      tx,
      { record, byId: actor.personId, now },
      new Map(told.map(({ id }) => [id, 'article_flagged'])),
    )
    return { result: { flag_id }, isSilent: true, audit: { flag: flag_id } }
  },
})

/** Answers what a reader said; the reader is told and reads the answer beside the article. */
export const answerFlag = recordAction({
  name: 'knowledge.answer_flag',
  summary: 'Answer a flag: what was done, or why nothing was.',
  life: articleLife,
  input: Body({ flag_id: Id, answer: Text(2000, { minLength: 1 }) }),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async ({ app, tx, actor, input, record, now }) => {
    if (input.answer.trim() === '') throw invalid('#/answer', 'Say what was done, or why nothing was.')
    const found = await tx.maybe(
      raw<{ reporter_id: string; answered_at: string | null }>(
        'select reporter_id, answered_at from knowledge.flag where org_id = $1 and article_id = $2 and id = $3',
        [record.org_id, record.id, input.flag_id],
      ),
    )
    if (!found) throw invalid('#/flag_id', 'There is no such flag.')
    if (record.owner_id !== actor.personId && !may(actor, 'knowledge.validate'))
      throw forbidden('The owner of the article answers, or somebody who may validate.')
    if (found.answered_at !== null) throw conflict('Somebody has answered it already.')
    tx.send(
      raw(
        'update knowledge.flag set answer = $4, answered_by = $5, answered_at = $6 where org_id = $1 and article_id = $2 and id = $3',
        [record.org_id, record.id, input.flag_id, input.answer.trim(), actor.personId, now],
      ),
    )
    if (found.reporter_id !== actor.personId)
      notify(app, tx, { record, byId: actor.personId, now }, new Map([[found.reporter_id, 'flag_answered']]))
    return { result: {}, isSilent: true, audit: { flag: input.flag_id } }
  },
})
