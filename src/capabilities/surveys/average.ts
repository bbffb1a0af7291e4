/** An average of ratings and between which bounds it lies. Pure. */

const z = 1.959964

/**
 * The average of `count` ratings with their standard deviation, and the bounds in which the true average lies with
 * 95 % certainty (Student's t; its quantile by the expansion of Cornish and Fisher, within 2 % from three ratings
 * on). One or two ratings tell nothing of their spread, so that they have no bounds.
 */
export function averageOf(
  count: number,
  mean: number | null,
  deviation: number | null,
): { average: number | null; low: number | null; high: number | null } {
  if (count === 0 || mean === null) return { average: null, low: null, high: null }
  const average = rounded(mean)
  if (count < 3 || deviation === null) return { average, low: null, high: null }
  const margin = (quantile(count - 1) * deviation) / Math.sqrt(count)
  return { average, low: rounded(Math.max(1, mean - margin)), high: rounded(Math.min(5, mean + margin)) }
}

function quantile(freedom: number): number {
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
