/** How hard a question was, and whether those who know more answer it more often. */

/** What one person's attempt made of its questions. */
export type Marked = ReadonlyMap<string, boolean>
export type ItemStatistics = {
  /** Of how many people. */
  n: number
  /** The share that answered rightly; null below the least number. */
  difficulty: number | null
  /**
   * The point-biserial correlation with the rest of the attempt, without the question itself, from −1 to 1. Null below
   * the least number, and where nothing differs: all right, all wrong, or no other question.
   */
  discrimination: number | null
}

/** Below it a share and a correlation say more about chance than about the question. */
export const people_min = 20

/** By the question, from one attempt of each person. */
export function itemStatistics(attempts: readonly Marked[]): Map<string, ItemStatistics> {
  const names = new Set(attempts.flatMap((attempt) => [...attempt.keys()]))
  return new Map([...names].map((name) => [name, statisticsOf(name, attempts)]))
}

function statisticsOf(name: string, attempts: readonly Marked[]): ItemStatistics {
  const having = attempts.filter((attempt) => attempt.has(name))
  const n = having.length
  if (n < people_min) return { n, difficulty: null, discrimination: null }
  const items = having.map((attempt) => (attempt.get(name) ? 1 : 0))
  return { n, difficulty: mean(items), discrimination: discriminationOf(name, having, items) }
}

function discriminationOf(name: string, having: readonly Marked[], items: readonly number[]): number | null {
  if (having.some((attempt) => attempt.size < 2)) return null
  return correlation(
    items,
    having.map((attempt) => restOf(name, attempt)),
  )
}

/** The share of the other questions that are right: attempts of several versions need not have as many. */
function restOf(name: string, attempt: Marked): number {
  const others = [...attempt].filter(([other]) => other !== name)
  return others.filter(([, isRight]) => isRight).length / others.length
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

/** Of values of which some are only 0 and 1 it is the point-biserial one. Null where one side does not differ. */
export function correlation(some: readonly number[], others: readonly number[]): number | null {
  const [a, b] = [mean(some), mean(others)]
  let together = 0
  let ofSome = 0
  let ofOthers = 0
  for (const [index, value] of some.entries()) {
    const [x, y] = [value - a, (others[index] ?? 0) - b]
    together += x * y
    ofSome += x * x
    ofOthers += y * y
  }
  // Thirds add up to a hair beside a whole: what differs less does not differ.
  const least = 1e-12
  return ofSome < least || ofOthers < least ? null : together / Math.sqrt(ofSome * ofOthers)
}
