import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { addLink } from '../../../core/links/link.ts'
import { writeMessage } from '../../../core/messages/write-message.ts'
import { tell } from '../../../core/notifications/tell.ts'
import { conflict, forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import { MayGiveAway } from '../../knowledge/index.ts'
import { requireItemsDone } from '../checklists/open-items.ts'
import { resolutionCodes, ticketLife } from '../lifecycle.ts'
import { requireForOneself } from '../merging/heard.ts'
import { isRequester, isRequesterOrWorks, worksWith } from '../policy.ts'
import { say } from '../say.ts'
import { changeTicket, ticketOf } from '../ticket.ts'
import { ownerAgain } from './owner-again.ts'
import { tellsOf } from './reply.ts'

const reopen_days = 14

/** A step with the words that go with it, which the requester sees: both are stored or neither is. */
const WithWords = Body({ body: Type.Optional(Text(100_000)), may_give_away: MayGiveAway })

const messageFact = (said: { message: { id: string } } | undefined) =>
  said ? { message: said.message.id } : {}

/** Ends the work with a code and, where known, the cause. */
export const resolve = recordAction({
  name: 'tickets.resolve',
  summary: 'Resolve the ticket with a code, its cause, and the article that solved it.',
  life: ticketLife,
  move: 'resolve',
  input: Body({
    code: OneOf(resolutionCodes),
    cause: Type.Optional(Text(2000)),
    solved_by_id: Type.Optional(Id),
    open_items_reason: Type.Optional(
      Text(2000, {
        description: 'Why it is resolved although items of its checklists are open; kept as a note.',
      }),
    ),
  }),
  permits: worksWith('tickets.resolve'),
  run: async ({ app, tx, actor, input, record, now }) => {
    // What acts by itself was told to resolve it by somebody who knew, or by a rule.
    if (!actor.isService) await requireItemsDone(tx, record.id, input.open_items_reason)
    const before = await ticketOf(tx, record.id)
    const cause = input.cause?.trim()
    const article = input.solved_by_id
    if (article !== undefined) {
      if (!may(actor, 'tickets.link')) throw forbidden('You may not link this to an article.')
      await addLink({ app, tx, actor, now }, record, 'solved_by', article, 'tickets.link')
    }
    const reason = input.open_items_reason?.trim()
    if (reason)
      await writeMessage({ app, tx, actor, now }, record, { body: reason, isInternal: true, tells: {} })
    const change = changeTicket(tx, record.id, before, {
      resolution_code: input.code,
      resolved_at: now,
      resume_at: null,
      ...(cause ? { cause } : {}),
    })
    await tell({ app, tx, actor, now }, record, {
      tells: record.requester_id ? { [record.requester_id]: 'resolved' } : {},
      watchersHear: 'resolved',
    })
    return {
      result: {},
      // What acts by itself cannot take it up again when it comes back, so that it stays with the team.
      changes: record.owner_id === null && !actor.isService ? { owner_id: actor.personId } : {},
      facts: { code: input.code, ...(article ? { solved_by: article } : {}), ...change },
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
  run: async ({ tx, record, now }) => {
    const before = await ticketOf(tx, record.id)
    return { result: {}, facts: changeTicket(tx, record.id, before, { closed_at: now }) }
  },
})

/** Takes a resolved or closed ticket up again; after the window a new one is the right way. */
export const reopen = recordAction({
  name: 'tickets.reopen',
  summary: 'Reopen the ticket, because the trouble is back.',
  life: ticketLife,
  move: 'reopen',
  input: WithWords,
  permits: isRequesterOrWorks('tickets.reopen'),
  run: async ({ app, tx, actor, input, record, now }) => {
    const before = await ticketOf(tx, record.id)
    const age_days =
      before.resolved_at === null ? 0 : (Date.parse(now) - Date.parse(before.resolved_at)) / 86_400_000
    if (age_days > reopen_days)
      throw conflict(
        `This was resolved more than ${reopen_days} days ago. Please file a new request and mention this one.`,
      )
    const context = { app, tx, actor, now }
    const body = input.body?.trim()
    const { owner_id, tells } = await ownerAgain(tx, record)
    const again = { ...record, owner_id }
    const said = body
      ? await say(context, again, before, {
          body,
          tells: { ...tellsOf(again, 'reply'), ...tells },
          watchersHear: 'reopened',
          mayGiveAway: input.may_give_away,
        })
      : undefined
    // With words one notification says both; nobody hears of it twice.
    if (!said) await tell(context, again, { tells, watchersHear: 'reopened' })
    const change = changeTicket(tx, record.id, before, {
      reopened_count: before.reopened_count + 1,
      resolved_at: null,
      closed_at: null,
      // It was about the solution that did not last; the next one is judged on its own.
      rating: null,
      ...said?.columns,
    })
    return { result: {}, changes: { owner_id }, facts: { ...messageFact(said), ...change } }
  },
})

/** Ends a ticket that nobody needs any more. */
export const cancel = recordAction({
  name: 'tickets.cancel',
  summary: 'Cancel the ticket.',
  life: ticketLife,
  move: 'cancel',
  input: WithWords,
  permits: isRequesterOrWorks('tickets.cancel'),
  run: async ({ app, tx, actor, input, record, now }) => {
    await requireForOneself(tx, actor, record)
    const before = await ticketOf(tx, record.id)
    const body = input.body?.trim()
    const said = body
      ? await say({ app, tx, actor, now }, record, before, {
          body,
          tells: tellsOf(record, 'reply'),
          watchersHear: 'reply',
          mayGiveAway: input.may_give_away,
        })
      : undefined
    const change = changeTicket(tx, record.id, before, { resume_at: null, ...said?.columns })
    return { result: {}, facts: { ...messageFact(said), ...change } }
  },
})

/** The requester's verdict on the answer; a later one replaces it until the ticket is closed. */
export const rate = recordAction({
  name: 'tickets.rate',
  summary: 'Say how well one was helped, from 1 (badly) to 5 (very well).',
  life: ticketLife,
  input: Body({
    rating: Type.Integer({ minimum: 1, maximum: 5 }),
    comment: Type.Optional(Text(2000)),
  }),
  permits: isRequester('tickets.rate'),
  run: async ({ tx, input, record }) => {
    if (record.state !== 'resolved' && record.state !== 'closed')
      throw conflict('You can rate this once it is resolved.')
    const before = await ticketOf(tx, record.id)
    if (record.state === 'closed' && before.rating !== null && before.rating !== input.rating)
      throw conflict('This is closed, so that your rating stands.')
    const change = changeTicket(tx, record.id, before, {
      rating: input.rating,
      rating_comment: input.comment?.trim() || null,
    })
    return { result: {}, facts: { rating: input.rating, ...change } }
  },
})
