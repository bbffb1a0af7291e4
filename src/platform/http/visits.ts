/** How often strangers may ask: counted by address in this process, since nothing of theirs is worth a write. */

const window_ms = 60_000
const addresses_max = 10_000

export type Visits = {
  /** Counts one more visit; answers how many seconds to wait, or 0. */
  count(address: string, now_ms: number): number
}

/** At most `visits_max` a minute from one address. */
export function createVisits(visits_max: number): Visits {
  let began_ms = 0
  let counts = new Map<string, number>()
  return {
    count(address, now_ms) {
      // A new minute begins for all at once, so that what is kept stays small.
      if (now_ms - began_ms >= window_ms || now_ms < began_ms || counts.size >= addresses_max) {
        began_ms = now_ms
        counts = new Map()
      }
      const visits = (counts.get(address) ?? 0) + 1
      counts.set(address, visits)
      return visits <= visits_max ? 0 : Math.ceil((began_ms + window_ms - now_ms) / 1000)
    },
  }
}
