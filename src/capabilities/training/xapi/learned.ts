/** What a statement says that somebody learned. */
import { createHash } from 'node:crypto'
import type { NewLine } from '../records/store.ts'
import type { Statement } from './check-statement.ts'
import { durationMinutes } from './grammar.ts'

const verbs = 'http://adlnet.gov/expapi/verbs/'
const title_length_max = 200
const minutes_max = 100_000

export type Outcome = 'completed' | 'passed' | 'failed'

/** Completed, passed or failed; what is only scored is as good as its success says. Undefined for everything else. */
export function outcomeOf({ verb, result }: Statement): Outcome | undefined {
  const name = verb.id.startsWith(verbs) ? verb.id.slice(verbs.length) : ''
  if (name === 'completed' || name === 'passed' || name === 'failed') return name
  if (name !== 'scored' || result?.success === undefined) return undefined
  return result.success ? 'passed' : 'failed'
}

/** From 0 to 100, or undefined when the statement does not say of how much. */
export function percentOf({ result }: Statement): number | undefined {
  const { scaled, raw, min = 0, max } = result?.score ?? {}
  if (scaled !== undefined) return bounded(scaled * 100)
  if (raw === undefined || max === undefined || max <= min) return undefined
  return bounded(((raw - min) / (max - min)) * 100)
}

const bounded = (percent: number) => Math.round(Math.min(100, Math.max(0, percent)) * 100) / 100

/** The line of learning that follows from a stored statement of somebody on a day, once for each statement. */
export function lineOf(
  statement: Statement & { id: string },
  personId: string,
  happenedOn: string,
): NewLine | undefined {
  const verb = outcomeOf(statement)
  if (!verb) return
  const score = percentOf(statement)
  const minutes = durationMinutes(statement.result?.duration ?? '')
  const title = titleOf(statement)
  return {
    personId,
    verb,
    origin: 'statement',
    happenedOn,
    ...(score === undefined ? {} : { scorePercent: score }),
    ...(minutes === undefined ? {} : { durationMinutes: Math.min(minutes_max, Math.round(minutes)) }),
    lineHash: createHash('sha256').update(`statement ${statement.id}`).digest(),
    words: title === undefined ? {} : { title },
    grants: [],
  }
}

function titleOf({ object }: Statement): string | undefined {
  const names = (object as { definition?: { name?: Record<string, string> } }).definition?.name ?? {}
  const name =
    Object.entries(names).find(([language]) => language.startsWith('en'))?.[1] ?? Object.values(names)[0]
  const title = (name ?? object.id ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, title_length_max)
  return title === '' ? undefined : title.toWellFormed()
}
