/** What several actions are sent and do: what is affected, the promised time, the title. */
import { Type } from 'typebox'
import { indexWords } from '../../../core/search/entry.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Id, Line } from '../../../platform/http/schema.ts'

export const Applications = Type.Array(Line(200), { maxItems: 20 })
export const PlaceIds = Type.Array(Id, { maxItems: 100 })
/** Some lines that say something. */
export const Reason = Type.String({
  minLength: 1,
  maxLength: 2000,
  pattern: '^(?=[\\s\\S]*\\S)[^\\u0000\\p{Cs}]*$',
})

const hours_ahead_max = 24 * 7

/** The statement by which the title is found. */
export function titleEntry(record: { org_id: string; id: string; kind: string }, title: string, now: string) {
  return indexWords({
    orgId: record.org_id,
    entryId: record.id,
    recordId: record.id,
    kind: record.kind,
    isInternal: false,
    at: now,
    title,
    body: '',
  })
}

/** Throws a 422 problem for a promise that is over already, or so far away that nobody waits for it. */
export function requireFuture(at: string | null, now: string): string | null {
  if (at === null) return null
  const ahead_hours = (Date.parse(at) - Date.parse(now)) / 3_600_000
  if (ahead_hours <= 0 || ahead_hours > hours_ahead_max)
    throw invalid('#/next_update_at', 'Choose a time that lies ahead, within a week.')
  return at
}
