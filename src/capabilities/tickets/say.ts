/** A public message on a ticket: what it does to the ticket's row is the same, whichever action carries it. */
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { type Writing, writeMessage } from '../../core/messages/write-message.ts'
import type { Reason } from '../../core/notifications/notify.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { seesInside } from '../../core/records/visible.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { forbidden } from '../../platform/http/problem.ts'
import { type InnerArticle, requireKept } from '../knowledge/index.ts'
import type { TicketFields } from './ticket.ts'

type Context = { app: App; tx: Tx; actor: Actor; now: string }
type Words = Pick<Writing, 'body' | 'fileIds' | 'tells' | 'people'> & {
  watchersHear: Reason
  /** The writer knows that the words may lead outside to what the department alone reads. */
  mayGiveAway: boolean | undefined
  /** The articles that they may give away, where the action has read them already. */
  inner?: readonly InnerArticle[]
}

export type Side = 'inside' | 'outside' | 'automation'

/**
 * Whose words these are: those of who works on it, or of the requester and others outside, whatever their roles.
 * What is sent by itself is nobody's answer: it keeps no promise and begins no work.
 */
export function sideOf(actor: Actor, record: RecordRow): Side {
  if (actor.isService) return 'automation'
  return seesInside(actor, record) && record.requester_id !== actor.personId ? 'inside' : 'outside'
}

/**
 * Writes the public message in the action's transaction. Answers the message with its warnings, and the columns
 * of the ticket that change with it: the last word, and the first answer where this is one.
 */
export async function say(context: Context, record: RecordRow, before: TicketFields, words: Words) {
  const { actor, now } = context
  if (!may(actor, 'tickets.reply')) throw forbidden('You may not write on this ticket.')
  const { mayGiveAway, inner, ...written } = words
  if (!mayGiveAway) await requireNothingInner(context, record, words.body, inner)
  const message = await writeMessage(context, record, { ...written, isInternal: false })
  const isFirst = before.first_response_at === null && sideOf(actor, record) === 'inside'
  const columns: Partial<TicketFields> = {
    last_word_at: now,
    last_word_by_id: actor.personId,
    ...(isFirst ? { first_response_at: now } : {}),
  }
  return { message, columns }
}

/** Refuses words of those who work on it that give away what the department alone reads. */
export async function requireNothingInner(
  context: Pick<Context, 'tx' | 'actor'>,
  record: RecordRow,
  text: string,
  inner?: readonly InnerArticle[],
): Promise<void> {
  if (sideOf(context.actor, record) === 'inside') await requireKept(context, record.id, text, inner)
}
