/** How far a ticket is on its ladder. Pure. */
import type { LadderRules, Step } from './ladder.ts'
import type { RungRow } from './store.ts'

export type Progress = Step & {
  position: number
  /** The state of its latest cause; `open` when nothing has set it off yet. */
  state: RungRow['state'] | 'open'
  due_at: string | null
  ended_at: string | null
  why: string | null
}

/** Each step of the ladder with what became of it. */
export function progressOf(rules: LadderRules, rungs: readonly RungRow[]): Progress[] {
  return rules.steps.map((step, index) => {
    const own = rungs.filter(({ step_id }) => step_id === step.id)
    const waiting = own.find(isWaiting)
    const ended = own
      .filter((rung) => !isWaiting(rung))
      .toSorted((a, b) => Date.parse(b.ended_at ?? '') - Date.parse(a.ended_at ?? ''))[0]
    const shown = waiting ?? ended
    return {
      ...step,
      position: index + 1,
      state: shown?.state ?? 'open',
      due_at: waiting?.due_at ?? null,
      ended_at: waiting ? null : (ended?.ended_at ?? null),
      why: waiting ? null : (ended?.why ?? null),
    }
  })
}

/** The first step that was not taken yet. What was left out may be taken by hand after all. */
export function nextStep(
  rules: LadderRules,
  rungs: readonly RungRow[],
): { id: string; position: number; waiting: RungRow | undefined } | undefined {
  for (const [index, { id }] of rules.steps.entries()) {
    const own = rungs.filter(({ step_id }) => step_id === id)
    const waiting = own.find(isWaiting)
    if (waiting || !own.some(({ state }) => state === 'done')) return { id, position: index + 1, waiting }
  }
  return undefined
}

const isWaiting = ({ state }: RungRow) => state === 'waiting' || state === 'held'
