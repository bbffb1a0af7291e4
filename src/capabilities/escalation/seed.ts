/** The demo hospital's promises: two calendars, five policies, and the clocks that its tickets had by them. */
import type { App } from '../../core/app.ts'
import type { EventRow } from '../../core/records/insert-rows.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { idAt, newId } from '../../platform/id/id.ts'
import { type CalendarRules, compile, type Holiday, type Span } from './calendars/calendar.ts'
import { type Clock, firesNext, type Rulebook } from './clocks/clock.ts'
import { promiseOf } from './clocks/follow.ts'
import { noClocks, step, type TicketClocks } from './clocks/replay.ts'
import { type Changed, storeClocks, wakeBy } from './clocks/store.ts'
import { type Aspects, type Book, choose, type PolicyRules } from './policies/policy.ts'

type Story = { record: RecordRow; ticket: { ticket_kind: string }; readonly events: EventRow[] }
export type SeededPromises = {
  /** Lives through a ticket's timeline: promises move in its events, warnings and breaches join them. */
  follow(story: Story): void
  /** Stores the clocks, after the tickets. */
  store(): Promise<void>
}

const pausing_states = ['waiting_on_requester', 'waiting_on_vendor', 'waiting_on_approval', 'scheduled']
const minutes = { half: 30, hour: 60, shift: 480 }

function policy(
  name: string,
  when: { kinds?: string[]; priorities?: number[] },
  targets: [first: number, next: number | null, resolution: number],
  calendar_id: string | null,
): PolicyRules {
  const [first_response, next_response, resolution] = targets
  const open = { category_ids: [], applications: [], team_ids: [], department_ids: [], role_ids: [] }
  return {
    name,
    when: { kinds: [], priorities: [], ...open, ...when },
    targets: { first_response, next_response, resolution },
    warn_percent: 75,
    pausing_states,
    calendar_id,
  }
}

/** Sends the calendars and policies; the teams in `always` work around the clock. */
export function seedPromises(
  app: App,
  tx: Tx,
  demo: { timeZone: string; always: readonly string[]; byId: string; now: Date },
): SeededPromises {
  const ids = { office: newId(), always: newId(), officeVersion: newId(), alwaysVersion: newId() }
  const office = { name: 'Office hours', rules: officeRules(demo.timeZone, demo.now.getUTCFullYear()) }
  const always = { name: 'Around the clock', rules: alwaysRules(demo.timeZone) }
  const at = demo.now.toISOString()
  sendCalendar(tx, ids.office, ids.officeVersion, office, demo.byId, at)
  sendCalendar(tx, ids.always, ids.alwaysVersion, always, demo.byId, at)
  sendUses(tx, ids, demo.always)
  const { half, hour, shift } = minutes
  const policies = [
    policy('Critical', { priorities: [1] }, [half, hour, 2 * shift], ids.always),
    policy('High', { priorities: [2] }, [hour + half, 2 * hour, 3 * shift], null),
    policy('Requests', { kinds: ['service_request'] }, [shift, shift, 5 * shift], null),
    policy('Questions', { kinds: ['question'] }, [shift / 2, shift, 3 * shift], null),
    policy('Everything else', {}, [4 * hour, shift, 3 * shift], null),
  ].map((rules) => ({ id: newId(), version_id: newId(), version: 1, rules }))
  for (const [index, each] of policies.entries()) sendPolicy(tx, each, index + 1, demo.byId, at)
  const book: Book = {
    policies,
    calendars: [
      { id: ids.office, version_id: ids.officeVersion, is_default: true, site_ids: [], team_ids: [] },
      {
        id: ids.always,
        version_id: ids.alwaysVersion,
        is_default: false,
        site_ids: [],
        team_ids: [...demo.always],
      },
    ],
  }
  const rules = rulebookOf(policies, [
    { id: ids.officeVersion, calendarId: ids.office, ...office },
    { id: ids.alwaysVersion, calendarId: ids.always, ...always },
  ])
  const changed: Changed[] = []
  return {
    follow(story) {
      const after = liveThrough(story, book, rules, at)
      if (after.follows) changed.push({ id: story.record.id, before: undefined, after })
    },
    store: async () => wakeBy(app, tx, storeClocks(tx, changed), undefined),
  }
}

function rulebookOf(
  policies: Book['policies'],
  calendars: readonly { id: string; calendarId: string; name: string; rules: CalendarRules }[],
): Rulebook {
  return {
    policies: new Map(
      policies.map(({ id, version_id, version, rules }) => [
        version_id,
        { id: version_id, policyId: id, number: version, rules },
      ]),
    ),
    calendars: new Map(
      calendars.map(({ rules, ...each }) => [each.id, { ...each, number: 1, calendar: compile(rules) }]),
    ),
  }
}

type Changes = Record<string, [from: unknown, to: unknown]>

function liveThrough(story: Story, book: Book, rules: Rulebook, now: string): TicketClocks {
  const past = story.events.splice(0)
  const record = { priority: null, team_id: null } as Pick<Aspects, 'priority' | 'team_id'>
  let clocks = noClocks
  let due_at: string | null = null
  for (const event of past) {
    clocks = fireUntil(story, clocks, event.at, rules)
    const changes: Changes = { ...((event.data.changes ?? {}) as Changes) }
    record.priority = (changes.priority ? changes.priority[1] : record.priority) as number | null
    record.team_id = (changes.team_id ? changes.team_id[1] : record.team_id) as string | null
    const next = choose(book, { ...unasked, ...record, kind: story.ticket.ticket_kind })
    const isNew = next?.policy !== clocks.follows?.policy || next?.calendar !== clocks.follows?.calendar
    const data = { ...event.data, ...(isNew ? { clocks: next } : {}) }
    clocks = step(clocks, { ...event, data }, rules)
    const promised: string | null = promiseOf(clocks, due_at).due_at ?? due_at
    const { due_at: _old, ...others } = changes
    const all = promised === due_at ? others : { ...others, due_at: [due_at, promised] }
    story.events.push({
      ...event,
      data: { ...data, ...(Object.keys(all).length > 0 ? { changes: all } : {}) },
    })
    due_at = promised
  }
  clocks = fireUntil(story, clocks, now, rules)
  story.record = { ...story.record, due_at }
  return clocks
}

const unasked = { category_ids: [], application: null, department_ids: [], role_ids: [], site_id: null }

/** Tells the warnings and breaches before the moment, each at its time. */
function fireUntil(story: Story, clocks: TicketClocks, until: string, rules: Rulebook): TicketClocks {
  let after = clocks
  for (let next = firstDue(after, until); next !== undefined; next = firstDue(after, until)) {
    const last_ms = Date.parse(story.events.at(-1)?.at ?? '')
    const at = new Date(Math.max(Date.parse(next.fires_at ?? ''), last_ms) + 1)
    const event = {
      record_id: story.record.id,
      at: at.toISOString(),
      id: idAt(at),
      actor_id: null,
      action: firesNext(next) === 'breach' ? 'escalation.breached' : 'escalation.warned',
      data: { clock: next.kind, round: next.round, due_at: next.due_at },
    }
    after = step(after, event, rules)
    story.events.push(event)
  }
  return after
}

// A little room is left, so that the event after it stays the later one.
const room_ms = 10

function firstDue({ clocks }: TicketClocks, until: string): Clock | undefined {
  const until_ms = Date.parse(until) - room_ms
  return clocks
    .filter(({ fires_at }) => fires_at !== null && Date.parse(fires_at) < until_ms)
    .toSorted((a, b) => Date.parse(a.fires_at ?? '') - Date.parse(b.fires_at ?? ''))[0]
}

function officeRules(time_zone: string, year: number): CalendarRules {
  const day: Span[] = [
    ['07:30', '12:00'],
    ['12:30', '17:00'],
  ]
  return {
    time_zone,
    week: [day, day, day, day, day, [], []],
    holidays: [year - 1, year, year + 1].flatMap(holidaysOf),
  }
}

function alwaysRules(time_zone: string): CalendarRules {
  return { time_zone, week: Array.from({ length: 7 }, (): Span[] => [['00:00', '24:00']]), holidays: [] }
}

function holidaysOf(year: number): Holiday[] {
  const november = new Date(Date.UTC(year, 10, 1)).getUTCDay()
  // The fourth Thursday; Sunday is the first day of the week here.
  const thanksgiving = 22 + ((4 - november + 7) % 7)
  return [
    { date: `${year}-01-01`, name: 'New Year’s Day' },
    { date: `${year}-07-04`, name: 'Independence Day' },
    { date: `${year}-11-${thanksgiving}`, name: 'Thanksgiving Day' },
    { date: `${year}-12-24`, name: 'Christmas Eve', from: '12:00', to: '24:00' },
    { date: `${year}-12-25`, name: 'Christmas Day' },
  ]
}

function sendCalendar(
  tx: Tx,
  id: string,
  versionId: string,
  { name, rules }: { name: string; rules: CalendarRules },
  byId: string,
  at: string,
): void {
  tx.send(raw('insert into escalation.calendar (org_id, id, name) values ($1,$2,$3)', [tx.orgId, id, name]))
  tx.send(
    raw(
      'insert into escalation.calendar_version (org_id, id, calendar_id, number, rules, created_by, created_at) values ($1,$2,$3,1,$4,$5,$6)',
      [tx.orgId, versionId, id, JSON.stringify(rules), byId, at],
    ),
  )
}

function sendUses(tx: Tx, ids: { office: string; always: string }, always: readonly string[]): void {
  tx.send(
    raw('insert into escalation.calendar_use (org_id, scope_id, calendar_id) values ($1, $1, $2)', [
      tx.orgId,
      ids.office,
    ]),
  )
  tx.send(
    raw(
      'insert into escalation.calendar_use (org_id, scope_id, calendar_id, team_id) select $1, team, $2, team from unnest($3::uuid[]) as team',
      [tx.orgId, ids.always, always],
    ),
  )
}

function sendPolicy(
  tx: Tx,
  { id, version_id, rules }: { id: string; version_id: string; rules: PolicyRules },
  position: number,
  byId: string,
  at: string,
): void {
  tx.send(
    raw('insert into escalation.policy (org_id, id, name, position, calendar_id) values ($1,$2,$3,$4,$5)', [
      tx.orgId,
      id,
      rules.name,
      position,
      rules.calendar_id,
    ]),
  )
  tx.send(
    raw(
      'insert into escalation.policy_version (org_id, id, policy_id, number, rules, created_by, created_at) values ($1,$2,$3,1,$4,$5,$6)',
      [tx.orgId, version_id, id, JSON.stringify(rules), byId, at],
    ),
  )
}
