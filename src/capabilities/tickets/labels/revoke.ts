import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { permitsLabels } from './may.ts'

/** Takes a label back: what is scanned says so. The next sheet has a new code for the same thing. */
export const revoke = plainAction({
  name: 'labels.revoke',
  summary: 'Take a label back, so that its code does not work any more.',
  input: Body({ id: Id }),
  output: Type.Object({}),
  permits: permitsLabels,
  run: async ({ tx, input, now }) => {
    const gone = await tx.maybe(
      raw(
        'update tickets.label set revoked_at = $3 where org_id = $1 and id = $2 and revoked_at is null returning 1 as gone',
        [tx.orgId, input.id, now],
      ),
    )
    if (!gone) throw notFound('This label')
    return { result: {}, audit: { label: input.id } }
  },
})
