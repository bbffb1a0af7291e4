import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { redactMessage, short_mark } from '../../../core/messages/redact.ts'
import { writeMessage } from '../../../core/messages/write-message.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { incidentLife } from '../lifecycle.ts'
import { takesPart } from '../policy.ts'

/** What happened or was decided, for those who work on it and for the review. */
export const note = recordAction({
  name: 'incidents.note',
  summary: 'Write a note or a decision into the timeline; staff do not see it.',
  life: incidentLife,
  input: Body({ body: Text(20_000, { minLength: 1 }), is_decision: Type.Optional(Type.Boolean()) }),
  output: Type.Object({ message_id: Id }),
  permits: takesPart,
  run: async ({ app, tx, actor, input, record, now }) => {
    if (input.body.trim() === '') throw invalid('#/body', 'Write what happened.')
    const message = await writeMessage({ app, tx, actor, now }, record, {
      body: input.body,
      isInternal: true,
      tells: record.owner_id ? { [record.owner_id]: 'note' } : {},
    })
    return {
      result: { message_id: message.id },
      facts: { message: message.id, ...(input.is_decision ? { is_decision: true } : {}) },
    }
  },
})

/** Takes words out of a note or an update for good; what reporters got is redacted in their tickets. */
export const redact = recordAction({
  name: 'incidents.redact',
  summary: 'Take words out of a note or an update, or all of it, leaving a mark.',
  life: incidentLife,
  input: Body({ message_id: Id, text: Type.Optional(Text(20_000, { minLength: 1 })) }),
  permits: (actor, record) => takesPart(actor, record) && may(actor, 'tickets.redact'),
  run: async ({ app, tx, actor, input, record, now }) => {
    const passage = input.text === undefined ? 'all' : { text: input.text }
    const { isInternal } = await redactMessage({ app, tx, actor, now }, record, input.message_id, passage)
    for (const [table, column] of [
      ['incidents.update', 'reporter_body'],
      ['incidents.round', 'body'],
    ] as const)
      tx.send(
        raw(
          `update ${table} set ${column} = case when $4::text is null then $5 else replace(${column}, $4, $5) end where org_id = $1 and incident_id = $2 and id = $3`,
          [tx.orgId, record.id, input.message_id, input.text ?? null, short_mark],
        ),
      )
    return { result: {}, facts: { message: input.message_id }, isInternal }
  },
})
