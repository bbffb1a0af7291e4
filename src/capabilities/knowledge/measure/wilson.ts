export type Interval = { share: number; low: number; high: number; n: number }

const z = 1.959964

/**
 * The share of successes with its 95 % interval after Wilson, each from 0 to 1; null while there is nothing to
 * judge by, which is not the same as a share of nothing.
 */
export function wilson(successes: number, n: number): Interval | null {
  if (n === 0) return null
  const share = successes / n
  const center = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return { share, low: Math.max(0, center - half), high: Math.min(1, center + half), n }
}
