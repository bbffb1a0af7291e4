/** Rows of grouping sets turned into what the report answers. Pure. */

const parts_max = 12

export type Cell = {
  by: 'step' | 'hour' | 'subject' | 'place' | 'team'
  /** From 1. */
  step: number | null
  weekday: number | null
  hour: number | null
  id: string | null
  count: number
}

/** Durations of one step, from 1, or of all of them where the step is null. */
export type Timed = { step: number | null; all: number; spread: [number, number] | null }

/** The times of each step and those of the whole period. */
export function timesBy(rows: readonly Timed[]): {
  byStep: Map<number, Timed>
  total: Timed | undefined
} {
  const byStep = new Map<number, Timed>()
  for (const row of rows) if (row.step !== null) byStep.set(row.step, row)
  return { byStep, total: rows.find(({ step }) => step === null) }
}

export function spreadOf(timed: Timed | undefined) {
  return {
    count: timed?.all ?? 0,
    median_s: timed?.spread?.[0] ?? null,
    p90_s: timed?.spread?.[1] ?? null,
  }
}

/** The largest parts; what is left over is counted together. */
export function partsOf(cells: readonly Cell[], by: Cell['by']) {
  const all = cells.filter((cell) => cell.by === by).sort((a, b) => b.count - a.count)
  return {
    rows: all.slice(0, parts_max).map(({ id, count }) => ({ id, count })),
    others: all.slice(parts_max).reduce((sum, { count }) => sum + count, 0),
  }
}
