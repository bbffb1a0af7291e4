import { setTimeout as sleep } from 'node:timers/promises'

const rest_ms_max = 250

/**
 * Repeats a piece of work until it answers false, `pieces_max` times at most. It rests as long as each piece took, or
 * `rests` times as long, so that what runs behind leaves at least half of the machine to those who work in front.
 */
export async function repeatGently(
  piece: () => Promise<boolean>,
  pieces_max: number,
  rests = 1,
): Promise<void> {
  for (let count = 0; count < pieces_max; count++) {
    const begun_ms = performance.now()
    if (!(await piece())) return
    await sleep(Math.min(rests * (performance.now() - begun_ms), rest_ms_max))
  }
}
