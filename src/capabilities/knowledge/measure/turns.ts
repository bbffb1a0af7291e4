/** Long work in one process that serves others: after so many steps of it everybody else has a turn. */
import { setImmediate } from 'node:timers/promises'

/** A step is about one look into a map, so that as many take some milliseconds even on a slow machine. */
export const steps_per_turn = 20_000

/** Counts steps; to be awaited after each piece of work with how many steps it was. */
export type Turns = (steps: number) => Promise<void> | undefined

export function inTurns(): Turns {
  let steps = 0
  return (more) => {
    steps += more
    if (steps < steps_per_turn) return undefined
    steps = 0
    return setImmediate()
  }
}

/** What `work` makes of each item, in their order; `stepsOf` says how much work one is. */
export async function mapInTurns<Item, Made>(
  items: readonly Item[],
  stepsOf: (item: Item) => number,
  work: (item: Item) => Made,
): Promise<Made[]> {
  const turn = inTurns()
  const made: Made[] = []
  for (const item of items) {
    made.push(work(item))
    await turn(stepsOf(item))
  }
  return made
}
