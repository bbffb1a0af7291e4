/** Impact, urgency and priority are levels from 1 (highest) to 4. */
export type Level = 1 | 2 | 3 | 4

export const levels = [1, 2, 3, 4] as const

/** The level within the scale that is nearest. */
export function levelOf(value: number): Level {
  return Math.min(4, Math.max(1, value)) as Level
}

/** The priority unless the organization has its own matrix: the mean, rounded to the less urgent, so that only 1 and 1 give 1. */
export function priorityOf(impact: number, urgency: number): Level {
  return levelOf(Math.ceil((impact + urgency) / 2))
}

const promise_hours: Record<Level, number> = { 1: 4, 2: 8, 3: 72, 4: 168 }

/** When the answer is promised, for a ticket of this priority that starts at `from`. */
export function promisedAt(priority: Level, from: string): string {
  return new Date(Date.parse(from) + promise_hours[priority] * 3_600_000).toISOString()
}
