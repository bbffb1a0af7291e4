/** The only source of the time: whoever needs "now" takes a clock as an argument, so that tests may turn it. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

export type FakeClock = Clock & {
  /** Moves the time forward (or back, when negative) by so many milliseconds. */
  advance(ms: number): void
}

/** A clock that stands still at `start` until it is advanced. */
export function fakeClock(start: Date | string): FakeClock {
  let at_ms = new Date(start).getTime()
  if (Number.isNaN(at_ms)) throw new RangeError(`A clock cannot start at "${start}".`)
  return {
    now: () => new Date(at_ms),
    advance: (ms) => {
      at_ms += ms
    },
  }
}
