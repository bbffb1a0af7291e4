/** What a policy says, and which of several a ticket gets: the first that fits, in the administrator's order. */
import type { StoredCalendar } from '../calendars/store.ts'

export const clockKinds = ['first_response', 'next_response', 'resolution'] as const
export type ClockKind = (typeof clockKinds)[number]

/** To whom a policy applies; an empty list leaves its question open. */
export type Conditions = {
  kinds: string[]
  priorities: number[]
  category_ids: string[]
  applications: string[]
  team_ids: string[]
  department_ids: string[]
  role_ids: string[]
}
export type PolicyRules = {
  name: string
  when: Conditions
  /** Working minutes; null promises nothing. */
  targets: Record<ClockKind, number | null>
  /** At which share of a target the warning comes. */
  warn_percent: number | null
  pausing_states: string[]
  /** Null counts each ticket by the calendar of its team, its place's site, or the organization. */
  calendar_id: string | null
}

/** What of a ticket a policy asks for. Categories and departments come with those above them. */
export type Aspects = {
  kind: string
  priority: number | null
  category_ids: readonly string[]
  application: string | null
  team_id: string | null
  department_ids: readonly string[]
  role_ids: readonly string[]
  site_id: string | null
}

export type CurrentPolicy = { id: string; version_id: string; version: number; rules: PolicyRules }
/** All policies in order with the calendars of now: whatever is needed to choose. */
export type Book = {
  policies: readonly CurrentPolicy[]
  calendars: readonly Pick<StoredCalendar, 'id' | 'version_id' | 'is_default' | 'site_ids' | 'team_ids'>[]
}
/** The versions that a ticket follows. */
export type Following = { policy: string; calendar: string }

/** The questions of the policy that the ticket answers otherwise; none means that the policy fits. */
export function misfits(when: Conditions, ticket: Aspects): (keyof Conditions)[] {
  const isAmong = <T>(wanted: readonly T[], have: readonly T[]) =>
    wanted.length === 0 || have.some((each) => wanted.includes(each))
  const some = <T>(value: T | null) => (value === null ? [] : [value])
  const application = some(ticket.application?.toLowerCase() ?? null)
  const fits: Record<keyof Conditions, boolean> = {
    kinds: isAmong(when.kinds, [ticket.kind]),
    priorities: isAmong(when.priorities, some(ticket.priority)),
    category_ids: isAmong(when.category_ids, ticket.category_ids),
    applications: isAmong(
      when.applications.map((name) => name.toLowerCase()),
      application,
    ),
    team_ids: isAmong(when.team_ids, some(ticket.team_id)),
    department_ids: isAmong(when.department_ids, ticket.department_ids),
    role_ids: isAmong(when.role_ids, ticket.role_ids),
  }
  return (Object.keys(fits) as (keyof Conditions)[]).filter((question) => !fits[question])
}

/** What the ticket follows by the book, or null when no policy fits. */
export function choose(book: Book, ticket: Aspects): Following | null {
  const policy = book.policies.find(({ rules }) => misfits(rules.when, ticket).length === 0)
  if (!policy) return null
  const calendar = calendarFor(book, policy.rules, ticket)
  return calendar === undefined ? null : { policy: policy.version_id, calendar: calendar.version_id }
}

/** By which calendar a ticket of the policy is counted, and why by that one. */
export function calendarFor(
  { calendars }: Pick<Book, 'calendars'>,
  rules: Pick<PolicyRules, 'calendar_id'>,
  ticket: Pick<Aspects, 'team_id' | 'site_id'>,
): (Book['calendars'][number] & { why: 'policy' | 'team' | 'site' | 'organization' }) | undefined {
  const found = (
    why: 'policy' | 'team' | 'site' | 'organization',
    calendar: Book['calendars'][number] | undefined,
  ) => calendar && { ...calendar, why }
  if (rules.calendar_id !== null)
    return found(
      'policy',
      calendars.find(({ id }) => id === rules.calendar_id),
    )
  const { team_id, site_id } = ticket
  return (
    found(
      'team',
      calendars.find(({ team_ids }) => team_id !== null && team_ids.includes(team_id)),
    ) ??
    found(
      'site',
      calendars.find(({ site_ids }) => site_id !== null && site_ids.includes(site_id)),
    ) ??
    found(
      'organization',
      calendars.find(({ is_default }) => is_default),
    )
  )
}
