import { demoOrganization } from '../../../core/people/demo/organization.ts'
import { seededRandom } from '../../../core/people/demo/random.ts'
import type { DemoOrganization } from '../../../core/people/demo/types.ts'
import { wallClock } from './clock.ts'
import { generatedTicket, type Making } from './generated.ts'
import { longStories } from './long-stories.ts'
import { plansOf } from './plan.ts'
import { loadCommonTexts, loadTemplates } from './texts.ts'
import type { DemoTicket } from './types.ts'

/**
 * The demo hospital's year of tickets with their threads, oldest first. The same `now` gives the same tickets;
 * all times are whole minutes before `now`.
 */
export function demoTickets(now: Date, organization: DemoOrganization = demoOrganization()): DemoTicket[] {
  const random = seededRandom(4417)
  const clock = wallClock(now, organization.organization.timeZone)
  const now_ms = Math.floor(now.getTime() / 60_000) * 60_000
  const making: Making = { random, clock, now_ms, organization, common: loadCommonTexts() }
  const plans = plansOf(loadTemplates(), clock, now_ms, random).sort((a, b) => a.created_ms - b.created_ms)
  const numbers = new Map<string, number>()
  const generated = plans.map((plan) => {
    const number = (numbers.get(plan.template.key) ?? 0) + 1
    numbers.set(plan.template.key, number)
    return generatedTicket(making, plan, `${plan.template.key}-${String(number).padStart(2, '0')}`)
  })
  const stories = longStories(making)
  return [...stories, ...generated].sort((a, b) => b.createdMinutesAgo - a.createdMinutesAgo)
}
