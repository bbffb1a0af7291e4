/** What the tests of clocks need: a cast whose time is turned by hand, a calendar, policies, and the jobs run at once. */
import { execute } from '../../../core/execute.ts'
import { automationActor, ensureAutomation } from '../../../core/people/automation.ts'
import { write } from '../../../platform/db/transaction.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { settle } from './clock.ts'
import type { TicketClocks } from './replay.ts'
import { clockQueries, joinClocks, replayStored } from './store.ts'

/** A Monday, nine in the morning in Chicago. */
export const monday = '2026-07-06T14:00:00.000Z'

export type ClockCast = Cast & {
  calendarId: string
  /** Turns the time forward; everybody stays signed in. */
  later(minutes: number): void
  /** Turns the time back to Monday at nine. */
  backToMonday(): void
  policy(fields?: Record<string, unknown>): Promise<string>
  /** Runs a job now, as the worker would. */
  job(name: string, payload?: Record<string, unknown>): Promise<void>
  recount(): Promise<void>
  /** A reply that is sent by itself, as rules and rounds send it. */
  replyByItself(id: string): Promise<void>
  due(id: string): Promise<string | null>
  stored(id: string): Promise<TicketClocks | undefined>
  replayed(id: string): Promise<TicketClocks | undefined>
}

export const office = {
  name: 'Office hours',
  time_zone: 'America/Chicago',
  week: [
    ...Array.from({ length: 5 }, () => [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ]),
    [],
    [],
  ],
  holidays: [] as { date: string; name: string }[],
  is_default: true,
}

export const anyTicket = {
  kinds: [],
  priorities: [],
  category_ids: [],
  applications: [],
  team_ids: [],
  department_ids: [],
  role_ids: [],
}
export const standard = {
  name: 'Standard',
  when: anyTicket,
  targets: { first_response: 60, next_response: 120, resolution: 480 },
  warn_percent: 75,
  pausing_states: ['waiting_on_requester', 'waiting_on_vendor', 'scheduled'],
  calendar_id: null,
}

/** Starts the cast with the office calendar for all and no policy. */
export async function startClockCast(options: { env?: Record<string, string> } = {}): Promise<ClockCast> {
  const cast = await startCast({ now: monday, ...options })
  const { wardline, admin } = cast
  await wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02'",
  )
  const calendarId = must(await admin.post('/api/calendars', office)).body.id as string
  const { app } = wardline.composition
  const job = async (name: string, payload: Record<string, unknown> = {}) => {
    await app.registry.jobs.get(name)?.(app, { ...payload, org: wardline.orgId })
  }
  return {
    ...cast,
    calendarId,
    later: (minutes) => wardline.clock.advance(minutes * 60_000),
    backToMonday: () => wardline.clock.advance(Date.parse(monday) - wardline.clock.now().getTime()),
    policy: async (fields = {}) =>
      must(await admin.post('/api/policies', { ...standard, ...fields })).body.id,
    job,
    recount: async () => {
      const [run] = await cast.rows('select id from escalation.recount where finished_at is null')
      if (run) await job('escalation.recount', { recount: run.id })
    },
    replyByItself: async (id) => {
      const now = app.clock.now().toISOString()
      const actor = await write(app.pool, wardline.orgId, async (tx) => {
        await ensureAutomation(tx, admin.personId, monday)
        return automationActor(tx, now)
      })
      const reply = app.registry.recordActions.get('tickets.reply')
      if (!actor || !reply) throw new Error('Nobody is there to reply by itself.')
      await execute(app, actor, reply, { body: 'We got it.' }, id)
    },
    due: async (id) => {
      const [row] = await cast.rows('select due_at from core.record where id = $1', [id])
      return row?.due_at ? new Date(row.due_at as string).toISOString() : null
    },
    stored: (id) =>
      write(app.pool, wardline.orgId, async (tx) => {
        const [followings, clocks] = await tx.many(...clockQueries(tx.orgId, [id]))
        const [record] = await cast.rows('select id, state, requester_id from core.record where id = $1', [
          id,
        ])
        return settled(joinClocks([record as never], followings, clocks).get(id), app.clock.now())
      }),
    replayed: (id) =>
      write(app.pool, wardline.orgId, async (tx) =>
        settled((await replayStored(tx, [id])).clocks.get(id), app.clock.now()),
      ),
  }
}

/** Clocks in an order of their own and as they stand at the moment, so that two of them can be compared. */
function settled(clocks: TicketClocks | undefined, now: Date): TicketClocks | undefined {
  if (!clocks) return undefined
  const own = clocks.clocks.map((clock) => settle(clock, now.toISOString()))
  const inOrder = own.sort((a, b) => `${a.kind}${a.round}`.localeCompare(`${b.kind}${b.round}`))
  return spelledAlike({ ...clocks, clocks: inOrder }) as TicketClocks
}

/** The database spells whole seconds without their thousandths. */
function spelledAlike(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelledAlike)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, spelledAlike(each)]))
}
