/** What a trainer makes of a need that the queue showed. */
import { recordAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Body, Text } from '../../../platform/http/schema.ts'
import { manages } from '../policy.ts'
import { needLife } from './lifecycle.ts'

const base = { life: needLife, permits: manages }
const plain = { ...base, input: Body({}), run: async () => ({ result: {} }) }
const end = (orgId: string, id: string, now: string, reason: string | null) =>
  raw('update training.need set ended_at = $3, reason = coalesce($4, reason) where org_id = $1 and id = $2', [
    orgId,
    id,
    now,
    reason,
  ])

export const confirmNeed = recordAction({
  ...plain,
  name: 'needs.confirm',
  summary: 'Training would help with what the queue shows.',
  move: 'confirm',
})

export const planNeed = recordAction({
  ...plain,
  name: 'needs.plan',
  summary: 'Something is planned for the need.',
  move: 'plan',
})

export const deliverNeed = recordAction({
  ...plain,
  name: 'needs.deliver',
  summary: 'What was planned for the need took place.',
  move: 'deliver',
})

export const evaluateNeed = recordAction({
  ...plain,
  name: 'needs.evaluate',
  summary: 'It was looked at whether it helped.',
  move: 'evaluate',
})

export const closeNeed = recordAction({
  ...base,
  name: 'needs.close',
  summary: 'Nothing is left to do about the need. What is asked from now on can show another one.',
  move: 'close',
  input: Body({}),
  run: async ({ tx, record, now }) => {
    tx.send(end(tx.orgId, record.id, now, null))
    return { result: {} }
  },
})

export const declineNeed = recordAction({
  ...base,
  name: 'needs.decline',
  summary: 'Training would not help, with the reason. What is asked from now on can show it again.',
  move: 'decline',
  input: Body({ reason: Text(2000, { minLength: 1 }) }),
  run: async ({ tx, record, input, now }) => {
    tx.send(end(tx.orgId, record.id, now, input.reason))
    return { result: {} }
  },
})
