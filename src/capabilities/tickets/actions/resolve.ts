import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, OneOf, Text } from '../../../platform/http/schema.ts'
import { resolutionCodes, ticketLife } from '../lifecycle.ts'
import { takesPart, worksWith } from '../policy.ts'

const reopen_days = 14

/** Ends the work with a code and, where known, the cause. */
export const resolve = recordAction({
  name: 'tickets.resolve',
  summary: 'Resolve the ticket with a code and its cause.',
  life: ticketLife,
  move: 'resolve',
  input: Body({ code: OneOf(resolutionCodes), cause: Type.Optional(Text(2000)) }),
  permits: worksWith('tickets.resolve'),
  run: async ({ tx, actor, input, record, now }) => {
    tx.send(
      raw(
        'update tickets.ticket set resolution_code = $3, cause = coalesce($4, cause), resolved_at = $5 where org_id = $1 and id = $2',
        [actor.orgId, record.id, input.code, input.cause?.trim() || null, now],
      ),
    )
    return {
      result: {},
      changes: record.owner_id === null ? { owner_id: actor.personId } : {},
      facts: { code: input.code },
    }
  },
})

/** Ends a resolved ticket for good. */
export const close = recordAction({
  name: 'tickets.close',
  summary: 'Close a resolved ticket.',
  life: ticketLife,
  move: 'close',
  input: Body({}),
  permits: worksWith('tickets.close'),
  run: async ({ tx, actor, record, now }) => {
    tx.send(
      raw('update tickets.ticket set closed_at = $3 where org_id = $1 and id = $2', [
        actor.orgId,
        record.id,
        now,
      ]),
    )
    return { result: {} }
  },
})

/** Takes a resolved or closed ticket up again; after the window a new one is the right way. */
export const reopen = recordAction({
  name: 'tickets.reopen',
  summary: 'Reopen the ticket, because the trouble is back.',
  life: ticketLife,
  move: 'reopen',
  input: Body({}),
  permits: takesPart('tickets.reopen'),
  run: async ({ tx, actor, record, now }) => {
    const row = await tx.one(
      raw<{ resolved_at: string | null }>(
        'select resolved_at from tickets.ticket where org_id = $1 and id = $2',
        [actor.orgId, record.id],
      ),
    )
    const age_days =
      row.resolved_at === null ? 0 : (Date.parse(now) - Date.parse(row.resolved_at)) / 86_400_000
    if (age_days > reopen_days)
      throw conflict(
        `This was resolved more than ${reopen_days} days ago. Please file a new request and mention this one.`,
      )
    tx.send(
      raw(
        'update tickets.ticket set reopened_count = reopened_count + 1, resolved_at = null, closed_at = null where org_id = $1 and id = $2',
        [actor.orgId, record.id],
      ),
    )
    return { result: {} }
  },
})

/** Ends a ticket that nobody needs any more. */
export const cancel = recordAction({
  name: 'tickets.cancel',
  summary: 'Cancel the ticket.',
  life: ticketLife,
  move: 'cancel',
  input: Body({}),
  permits: takesPart('tickets.cancel'),
  run: async () => ({ result: {} }),
})
