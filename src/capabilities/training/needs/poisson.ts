/**
 * Rates of tickets. One person can ask many times, so that tickets are counts and no shares: the interval is the exact
 * one of Poisson (Garwood), which holds for a handful of tickets too, where approximations are too narrow.
 */

/** Tickets for each user, with the 95 % interval. */
export type Rate = { rate: number; low: number; high: number }

const tail = 0.025
const steps = 200

/** The rate of so many tickets among so many users; null without users. */
export function rateOf(tickets: number, users: number): Rate | null {
  if (users <= 0) return null
  const low = tickets === 0 ? 0 : meanWhere((mean) => 1 - atMost(tickets - 1, mean) >= tail, tickets)
  const high = meanWhere((mean) => atMost(tickets, mean) <= tail, tickets)
  return { rate: tickets / users, low: low / users, high: high / users }
}

/** The chance of at most `count` when `mean` are expected. */
export function atMost(count: number, mean: number): number {
  // From the largest term down, in logarithms, so that neither end runs out of digits.
  let sum = 0
  let term = count * Math.log(mean) - mean - logFactorial(count)
  for (let k = count; k >= 0 && term > -745; k--) {
    sum += Math.exp(term)
    term += Math.log(k) - Math.log(mean)
  }
  return Math.min(1, sum)
}

function logFactorial(count: number): number {
  let sum = 0
  for (let k = 2; k <= count; k++) sum += Math.log(k)
  return sum
}

/** The least mean for which the condition holds, which holds from there on. */
function meanWhere(holds: (mean: number) => boolean, near: number): number {
  let low = 0
  let high = near + 10 + 10 * Math.sqrt(near + 1)
  for (let step = 0; step < steps && high - low > 1e-9; step++) {
    const middle = (low + high) / 2
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
