/** Who is compared with whom. */
import type { Stratum } from './difference.ts'

export type Member = {
  id: string
  /** Department and job: people are compared within these alone. */
  unit: string
  /** When it was taken first, as days since 1970; null for who has not. */
  tookOn: number | null
  /** When tickets were filed, as days since 1970. */
  filedOn: readonly number[]
  /** From which day on the person was here. */
  sinceOn: number
}

export type Place = { personId: string; tookOn: number; isColleague: boolean }
export type Matched = {
  strata: Stratum[]
  /** Whose days around which date are in it. */
  places: Place[]
  /** Who took it and is not in it: too lately or before coming here, or without anybody alike. */
  recent: number
  alone: number
  tickets: { tookBefore: number; tookAfter: number; colleaguesBefore: number; colleaguesAfter: number }
}

const colleagues_each_max = 3
/** The least number of tickets before of each band: within one, people count as alike. */
const bands = [0, 1, 2, 3, 5, 9, 15, 30]

type Cohort = { tookOn: number; took: Member[]; unit: string; band: number }

/** In how many days before and after were tickets filed; the day itself is neither. */
export function around({ filedOn }: Pick<Member, 'filedOn'>, day: number, days: number): [number, number] {
  let before = 0
  let after = 0
  for (const at of filedOn) {
    if (at >= day - days && at < day) before++
    if (at > day && at <= day + days) after++
  }
  return [before, after]
}

/**
 * Matches who took it with colleagues of the same department and job, with about as many tickets in the days before,
 * who had not taken it when the days after were over. Each colleague is asked for once, so that none counts twice; who
 * takes it later is one as long as those days do not touch the days before their own.
 */
export function matched(members: readonly Member[], days: number, today: number): Matched {
  const took = members.filter((member): member is Member & { tookOn: number } => member.tookOn !== null)
  const judged = took.filter(({ tookOn, sinceOn }) => tookOn + days < today && sinceOn <= tookOn - days)
  const cohorts = new Map<string, Cohort>()
  for (const member of judged) {
    const band = bandOf(around(member, member.tookOn, days)[0])
    const key = JSON.stringify([member.tookOn, member.unit, band])
    const cohort = cohorts.get(key) ?? { tookOn: member.tookOn, unit: member.unit, band, took: [] }
    cohort.took.push(member)
    cohorts.set(key, cohort)
  }
  const byUnit = new Map<string, Member[]>()
  for (const member of members) byUnit.set(member.unit, [...(byUnit.get(member.unit) ?? []), member])
  const used = new Set<string>()
  const found: Matched = {
    strata: [],
    places: [],
    recent: took.length - judged.length,
    alone: 0,
    tickets: { tookBefore: 0, tookAfter: 0, colleaguesBefore: 0, colleaguesAfter: 0 },
  }
  for (const cohort of [...cohorts.values()].sort((a, b) => a.tookOn - b.tookOn)) {
    const free = (byUnit.get(cohort.unit) ?? []).filter(
      (member) => !used.has(member.id) && isColleague(member, cohort, days),
    )
    const colleagues = free.slice(0, colleagues_each_max * cohort.took.length)
    if (colleagues.length === 0) found.alone += cohort.took.length
    else add(found, cohort, colleagues, days)
    for (const { id } of colleagues) used.add(id)
  }
  return found
}

function isColleague(member: Member, { tookOn, band }: Cohort, days: number): boolean {
  if (member.sinceOn > tookOn - days) return false
  if (member.tookOn !== null && member.tookOn - days <= tookOn + days) return false
  return bandOf(around(member, tookOn, days)[0]) === band
}

function bandOf(before: number): number {
  return bands.findLastIndex((least) => before >= least)
}

function add(found: Matched, { took, tookOn }: Cohort, colleagues: readonly Member[], days: number): void {
  const changesOf = (people: readonly Member[], isColleague: boolean) =>
    people.map((member) => {
      const [before, after] = around(member, tookOn, days)
      found.tickets[isColleague ? 'colleaguesBefore' : 'tookBefore'] += before
      found.tickets[isColleague ? 'colleaguesAfter' : 'tookAfter'] += after
      found.places.push({ personId: member.id, tookOn, isColleague })
      return after - before
    })
  found.strata.push({ took: changesOf(took, false), colleagues: changesOf(colleagues, true) })
}
