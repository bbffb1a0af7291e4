/** Why a target is due when it is: recomputed from the timeline, span by span. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { worksOnTickets } from '../../tickets/index.ts'
import { clockKinds } from '../policies/policy.ts'
import { type Clock, type Rulebook, settle, workedUntil } from './clock.ts'
import { replayStored } from './store.ts'

const Named = Type.Object({ id: Id, name: Type.String(), version: Type.Integer() })
const Span = Type.Object({
  from: Time,
  to: NullableTime,
  is_running: Type.Boolean(),
  state: Type.String({ description: 'The state of the ticket in which the clock ran or paused.' }),
  worked_minutes: Type.Integer(),
  policy: Named,
  calendar: Named,
})

export const explainClocks = reader({
  name: 'escalation.clocks',
  summary: 'The clocks of a ticket with the policy, the calendar and each span of time that they follow.',
  path: '/api/tickets/:id/clocks',
  params: Body({ id: Id }),
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        kind: OneOf(clockKinds),
        round: Type.Integer(),
        state: OneOf(['running', 'paused', 'met', 'stopped'] as const),
        target_minutes: Type.Integer(),
        worked_minutes: Type.Integer(),
        warn_percent: Nullable(Type.Integer()),
        started_at: Time,
        ended_at: NullableTime,
        due_at: NullableTime,
        warned_at: NullableTime,
        breached_at: NullableTime,
        policy: Named,
        calendar: Type.Object({ ...Named.properties, time_zone: Type.String() }),
        spans: Type.Array(Span),
      }),
    ),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params, now }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor)}`,
    )
    if (!record) throw notFound('This ticket')
    const { clocks, rules } = await replayStored(tx, [record.id])
    const own = clocks.get(record.id)?.clocks ?? []
    return { rows: own.map((clock) => explained(settle(clock, now), now, rules)) }
  },
})

function explained(clock: Clock, now: string, rules: Rulebook) {
  const {
    kind,
    round,
    state,
    target_minutes,
    warn_percent,
    started_at,
    ended_at,
    due_at,
    warned_at,
    breached_at,
  } = clock
  const minutes = (ms: number) => Math.floor(ms / 60_000)
  const until = (to: string | null) => (to === null ? now : to)
  const spanned = clock.spans.map((span) => ({
    from: span.from,
    to: span.to,
    is_running: span.is_running,
    state: span.state,
    worked_minutes: minutes(workedUntil({ ...clock, spans: [span] }, until(span.to), rules)),
    policy: policyNamed(rules, span.policy),
    calendar: calendarNamed(rules, span.calendar),
  }))
  return {
    kind,
    round,
    state,
    target_minutes,
    worked_minutes: minutes(workedUntil(clock, now, rules)),
    warn_percent,
    started_at,
    ended_at,
    due_at,
    warned_at,
    breached_at,
    policy: policyNamed(rules, clock.policy),
    calendar: {
      ...calendarNamed(rules, clock.calendar),
      time_zone: rules.calendars.get(clock.calendar)?.calendar.timeZone ?? '',
    },
    spans: spanned,
  }
}

function policyNamed(rules: Rulebook, version: string) {
  const { policyId = '', number = 0, rules: said } = rules.policies.get(version) ?? {}
  return { id: policyId, name: said?.name ?? '', version: number }
}

function calendarNamed(rules: Rulebook, version: string) {
  const { calendarId = '', number = 0, name = '' } = rules.calendars.get(version) ?? {}
  return { id: calendarId, name, version: number }
}
