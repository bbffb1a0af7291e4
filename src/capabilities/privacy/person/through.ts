/** Takes a person's words out of records, each by the action that its own people take words out by. */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { read } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { keptAsTheyAre } from './hold.ts'
import { type Range, rangesIn, type Spelled, spellings } from './spelled.ts'
import type { Word, Work } from './words-of.ts'

/** How often a record is looked at again while others write on it. */
const rounds_max = 3
/** By which action words are taken out of a whole record of the kind. */
export const redactions: Readonly<Record<string, { action: string; input: (text: string) => object }>> = {
  ticket: { action: 'tickets.redact', input: (text) => ({ text, is_everywhere: true }) },
  article: { action: 'knowledge.redact', input: (text) => ({ text }) },
  major_incident: { action: 'incidents.redact', input: (text) => ({ text, is_everywhere: true }) },
  course: { action: 'courses.redact', input: (text) => ({ text }) },
  class: { action: 'classes.redact', input: (text) => ({ text }) },
  learning_plan: { action: 'learning_plans.redact', input: (text) => ({ text }) },
}

export type Place = { id: string; kind: string; is_asked: boolean }
export type Outcome = { changed: number; kept: number; holds: readonly string[] }
export const nothing: Outcome = { changed: 0, kept: 0, holds: [] }

/** What others are known by too goes where the person asked. */
export async function throughSome(
  app: App,
  work: Work,
  records: readonly Place[],
  isOwn: boolean,
): Promise<Outcome> {
  const { actor } = work
  const words = isOwn ? work.words.own : work.words.everywhere
  const ids = records.map(({ id }) => id)
  const { held, spelled } = await read(app.pool, actor.orgId, async (tx) => {
    const spelled = await spellings(tx, ids, words, isOwn)
    return { spelled, held: await keptAsTheyAre(app, tx, [...spelled.keys()]) }
  })
  const outcome = { changed: 0, kept: 0, holds: [...held.values()].flat() }
  for (const record of records) {
    const found = spelled.get(record.id)
    if (!found) continue
    const results = held.has(record.id)
      ? ['kept' as const]
      : await throughOne(app, work, record, found, words)
    if (results.includes('taken')) outcome.changed++
    if (results.includes('kept')) outcome.kept++
  }
  return outcome
}

type Result = 'taken' | 'gone' | 'kept'

/**
 * Takes the words out of a record. Where parts of longer words stand there too, places can be told apart in the messages
 * of tickets alone, and it is looked again afterwards: what still stands there is kept.
 */
async function throughOne(
  app: App,
  { actor }: Work,
  record: Place,
  found: Spelled,
  words: readonly Word[],
): Promise<Result[]> {
  const results: Result[] = []
  let spelled: Spelled | undefined = found
  for (let round = 0; round < rounds_max && spelled; round++) {
    const before = results.length
    for (const text of spelled.clear) results.push(await takeOut(app, actor, record, { text }))
    if (spelled.mixed.length === 0) return results
    const ranges =
      record.kind === 'ticket'
        ? await read(app.pool, actor.orgId, (tx) => rangesIn(tx, record.id, words, record.is_asked))
        : []
    for (const range of ranges) results.push(await takeOut(app, actor, record, range))
    if (results.length === before) break
    spelled = await read(app.pool, actor.orgId, async (tx) =>
      (await spellings(tx, [record.id], words, record.is_asked)).get(record.id),
    )
  }
  return spelled ? [...results, 'kept'] : results
}

/** Whether the words were taken, stood there no more, or have to stay since nobody may change the record. */
async function takeOut(
  app: App,
  actor: Actor,
  { id, kind }: Place,
  what: { text: string } | Range,
): Promise<Result> {
  const how = redactions[kind]
  const action = how && app.registry.recordActions.get(how.action)
  if (!how || !action) return 'kept'
  try {
    await execute(app, actor, action, 'from' in what ? what : how.input(what.text), id)
    return 'taken'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 404 || error.status === 422) return 'gone'
    if (error.status === 403 || error.status === 409) return 'kept'
    throw error
  }
}
