import { setTimeout as sleep } from 'node:timers/promises'

const rest_ms_max = 250

/**
 * Repeats a piece of work until it answers false, `pieces_max` times at most. It rests as long as each piece took,
 * so that what runs behind leaves half of the machine to those who work in front.
 */
export async function repeatGently(piece: () => Promise<boolean>, pieces_max: number): Promise<void> {
  for (let count = 0; count < pieces_max; count++) {
    const begun_ms = performance.now()
    if (!(await piece())) return
    await sleep(Math.min(performance.now() - begun_ms, rest_ms_max))
  }
}
