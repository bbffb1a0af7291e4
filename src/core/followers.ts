/** Asks the capabilities that follow a write, inside it and before the timeline is told. */
import type { Tx } from '../platform/db/transaction.ts'
import type { Changes } from './action.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import type { RecordRow } from './records/record.ts'
import { apart, type Change } from './timeline/event.ts'

export type Facts = Record<string, unknown> & { words?: Record<string, Change> }
export type Writing = { app: App; tx: Tx; actor: Actor; now: string }

/** What the followers make of the write: the promise that they move, all facts for the event, and what comes after it. */
export async function askFollowers(
  writing: Writing,
  action: string,
  told: Facts,
  written: { before: RecordRow | null; after: RecordRow; change: Change },
): Promise<{
  due: Pick<Changes, 'due_at'>
  facts: Facts
  next: ((after: RecordRow) => Promise<RecordRow>)[]
}> {
  let due: Pick<Changes, 'due_at'> = {}
  let facts: Facts = told
  const next: ((after: RecordRow) => Promise<RecordRow>)[] = []
  for (const follower of writing.app.registry.followers) {
    const { before, after, change } = written
    const data = eventData(apart(change).told, facts)
    const found = await follower(writing, { before, after: { ...after, ...due }, action, data })
    if (found?.due_at !== undefined) due = { due_at: found.due_at }
    facts = { ...facts, ...found?.facts }
    if (found?.next) next.push(found.next)
  }
  return { due, facts, next }
}

/** What the event tells; words are kept beside it. */
export function eventData(told: Change, { words, ...facts }: Facts): Record<string, unknown> {
  return { ...(Object.keys(told).length > 0 ? { changes: told } : {}), ...facts }
}
