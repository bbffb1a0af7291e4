/** Who could take a ticket, in which order, and why: one written sum, so that nobody wonders. Pure. */

export const duties = ['on_call', 'here', 'hours', 'away'] as const
/** On call now; active in Wardline in the last quarter of an hour; the team works now; none of these. */
export type Duty = (typeof duties)[number]

export type Facts = {
  person: { id: string; name: string }
  /** The skills named like the ticket's application or category, with how well they are mastered (1 to 4). */
  skills: readonly { name: string; level: number }[]
  duty: Duty
  open: number
  /** Solved in the last half year, of the same category or application. */
  solved: number
}
export type Candidate = Facts & { level: number; is_full: boolean; score: number }

const points = {
  level: 10,
  duty: { on_call: 20, here: 20, hours: 10, away: 0 },
  solved: 2,
  solved_max: 20,
  open: -2,
  open_max: 20,
} as const

/** The sum that candidates are ranked by; README.md says it in words. */
export function scoreOf({
  level,
  duty,
  open,
  solved,
}: Pick<Candidate, 'level' | 'duty' | 'open' | 'solved'>): number {
  return (
    level * points.level +
    points.duty[duty] +
    Math.min(points.solved_max, solved * points.solved) +
    Math.min(points.open_max, open) * points.open
  )
}

/** The candidates, the best first; those who have as much as they should come last. */
export function ranked(all: readonly Facts[], openMax: number | null): Candidate[] {
  return all
    .map((facts) => {
      const level = Math.max(0, ...facts.skills.map((skill) => skill.level))
      const is_full = openMax !== null && facts.open >= openMax
      return { ...facts, level, is_full, score: scoreOf({ ...facts, level }) }
    })
    .toSorted(
      (a, b) =>
        Number(a.is_full) - Number(b.is_full) ||
        b.score - a.score ||
        a.open - b.open ||
        a.person.name.localeCompare(b.person.name) ||
        a.person.id.localeCompare(b.person.id),
    )
}

/** To whom a ticket is given without anybody's choosing: the best of those who are there and have room. */
export function chosen(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.find(({ is_full, duty }) => !is_full && duty !== 'away')
}
