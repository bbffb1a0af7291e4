/** Whether a ticket is as a rule asks. Pure: the same for a firing, a daily look and a trial. */
import type { Condition, Conditions } from './statement.ts'

/** What of a ticket rules ask for. Categories and departments come with those above them. */
export type Facts = {
  kind: string
  priority: number | null
  category_ids: readonly string[]
  application: string | null
  team_id: string | null
  owner_id: string | null
  tags: readonly string[]
  channel: string
  place_id: string | null
  site_id: string | null
  department_ids: readonly string[]
  state: string
  /** The title and the first message, as people wrote them. */
  words: string
  created_at: string
  updated_at: string
  reopened_count: number
}

/** Whether they hold at `now`, and the numbers of those that do: first the single ones, then those of the groups. */
export function holds(asked: Conditions, facts: Facts, now: string): { isHeld: boolean; held: number[] } {
  const verdicts = asked.conditions.map((condition) => isMet(condition, facts, now))
  const groups = asked.groups.map(({ match, conditions }) => {
    const own = conditions.map((condition) => isMet(condition, facts, now))
    return { own, isHeld: together(match, own) }
  })
  const isHeld = together(asked.match, [...verdicts, ...groups.map((group) => group.isHeld)])
  const all = [...verdicts, ...groups.flatMap(({ own }) => own)]
  return { isHeld, held: all.flatMap((isTrue, index) => (isTrue ? [index] : [])) }
}

// Of nothing asked everything holds, also where one would be enough.
function together(match: 'all' | 'any', verdicts: readonly boolean[]): boolean {
  if (verdicts.length === 0) return true
  return match === 'all' ? verdicts.every(Boolean) : verdicts.some(Boolean)
}

function isMet({ field, is, values }: Condition, facts: Facts, now: string): boolean {
  if (is === 'at_least' || is === 'less_than') {
    const isReached = numberOf(field, facts, now) >= Number(values[0])
    return is === 'at_least' ? isReached : !isReached
  }
  if (field === 'words') {
    const text = plain(facts.words)
    return values.some((value) => text.includes(plain(value))) === (is === 'is')
  }
  const own = valuesOf(field, facts)
  if (is === 'empty' || is === 'not_empty') return (own.length === 0) === (is === 'empty')
  const wanted = values.map(plain)
  return own.some((value) => wanted.includes(plain(value))) === (is === 'is')
}

function numberOf(field: Condition['field'], facts: Facts, now: string): number {
  if (field === 'reopened_count') return facts.reopened_count
  const from = field === 'age_hours' ? facts.created_at : facts.updated_at
  return (Date.parse(now) - Date.parse(from)) / 3_600_000
}

function valuesOf(field: Condition['field'], facts: Facts): string[] {
  const some = (value: string | number | null) => (value === null ? [] : [String(value)])
  switch (field) {
    case 'category':
      return [...facts.category_ids]
    case 'department':
      return [...facts.department_ids]
    case 'tag':
      return [...facts.tags]
    case 'kind':
    case 'priority':
    case 'application':
    case 'channel':
    case 'state':
      return some(facts[field])
    case 'team':
    case 'owner':
    case 'place':
    case 'site':
      return some(facts[`${field}_id`])
    default:
      return []
  }
}

/** Neither case nor accents matter. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
