import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { writeMessage } from '../../../core/messages/write-message.ts'
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
