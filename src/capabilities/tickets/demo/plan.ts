import { between, pick, pickWeighted, type Random } from '../../../core/people/demo/random.ts'
import { minuteOfRequest, shareOfWeekday, type WallClock } from './clock.ts'
import type { Until } from './placing.ts'
import type { Template } from './texts.ts'

/** What one generated ticket is going to be: which trouble, since when, on which course, and whether it stops early. */
export type Plan = { template: Template; created_ms: number; path: string; until?: Until }

/** Days before now on which the password rules changed and on which the passphrase lessons had been held. */
export const passwordRulesDaysAgo = 205
export const passphraseLessonsDaysAgo = 92

type Unclosed = { until: Until; path: string; count: number; age_minutes: [number, number] }

/** Tickets not closed yet: new ones of the last hours, work in hand, all ways of waiting, some too long, and answers just given. */
const unclosed: Unclosed[] = [
  { until: 'none', path: 'quick', count: 6, age_minutes: [4, 90] },
  { until: 'none', path: 'escalated', count: 4, age_minutes: [10, 150] },
  { until: 'assign', path: 'quick', count: 5, age_minutes: [50, 130] },
  { until: 'start', path: 'quick', count: 6, age_minutes: [60, 240] },
  { until: 'reply', path: 'escalated', count: 7, age_minutes: [300, 3000] },
  { until: 'ask', path: 'asked', count: 9, age_minutes: [1500, 14_000] },
  { until: 'wait_vendor', path: 'vendor', count: 5, age_minutes: [5000, 42_000] },
  { until: 'schedule', path: 'scheduled', count: 5, age_minutes: [7000, 13_000] },
  { until: 'escalate', path: 'escalated', count: 6, age_minutes: [200, 2500] },
  { until: 'resolve', path: 'quick', count: 8, age_minutes: [700, 6000] },
  { until: 'resolve', path: 'answered', count: 3, age_minutes: [400, 3000] },
  { until: 'reopen', path: 'reopened', count: 2, age_minutes: [4500, 9000] },
]

/** Plans for every generated ticket, as many as the templates' counts say, in no order of time. */
export function plansOf(templates: Template[], clock: WallClock, now_ms: number, random: Random): Plan[] {
  const open = new Map(templates.map((template) => [template, template.count]))
  const take = (template: Template) => open.set(template, (open.get(template) ?? 0) - 1)
  const plans: Plan[] = []
  for (const wish of unclosed) {
    for (let index = 0; index < wish.count; index += 1) {
      const fitting = templates.filter((entry) => entry.paths[wish.path] && (open.get(entry) ?? 0) > 3)
      // Lock-outs stay rare after the lessons, so they are not taken for the work of the last days.
      const template = pick(
        random,
        fitting.filter((entry) => entry.key !== 'lockout' || wish.until === 'reopen'),
      )
      take(template)
      plans.push({
        template,
        path: wish.path,
        until: wish.until,
        created_ms: recent(wish, clock, now_ms, random),
      })
    }
  }
  for (const [template, count] of open) {
    for (let index = 0; index < count; index += 1) {
      const path = pickWeighted(random, Object.entries(template.paths), (entry) => entry[1])[0]
      plans.push({ template, path, created_ms: someTimeInTheYear(template, clock, random) })
    }
  }
  return plans
}

function recent(wish: Unclosed, clock: WallClock, now_ms: number, random: Random): number {
  const age = between(random, wish.age_minutes[0], wish.age_minutes[1])
  if (age < 1500) return now_ms - age * 60_000
  return clock.instantAt(Math.max(1, Math.round(age / 1440)), minuteOfRequest(random))
}

/** A day of the past year and a minute of it; working days and their mornings come up more often. */
function someTimeInTheYear(template: Template, clock: WallClock, random: Random): number {
  for (let tries = 0; tries < 40; tries += 1) {
    const days =
      template.key === 'lockout' ? dayOfLockout(random) : between(random, ...(template.days ?? [1, 364]))
    const instant_ms = clock.instantAt(days, minuteOfRequest(random))
    if (random() < shareOfWeekday(clock.read(instant_ms).weekday) / 1.5) return instant_ms
  }
  return clock.instantAt(between(random, ...(template.days ?? [2, 364])), 9 * 60)
}

/** Few lock-outs before the rules changed, many until the lessons were held, few since. */
function dayOfLockout(random: Random): number {
  const chance = random()
  if (chance < 0.12) return between(random, 2, passphraseLessonsDaysAgo - 1)
  if (chance < 0.8) return between(random, passphraseLessonsDaysAgo, passwordRulesDaysAgo)
  return between(random, passwordRulesDaysAgo + 1, 364)
}
