/** Clocks in the database: read with what their tickets follow, and stored many at once. */
import type { App } from '../../../core/app.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { compiledVersions } from '../calendars/store.ts'
import type { Following } from '../policies/policy.ts'
import { policyVersions } from '../policies/store.ts'
import type { Clock, Rulebook } from './clock.ts'
import { type ClockEvent, replayClocks, type TicketClocks, versionsIn } from './replay.ts'

const events_max = 100_000

const columns =
  'c.kind, c.round, c.state, c.policy_version_id as policy, c.calendar_version_id as calendar, c.target_minutes, c.warn_percent, c.started_at, c.ended_at, c.due_at, c.warn_at, c.warned_at, c.breached_at, c.is_warning_fired, c.is_breach_fired, c.fires_at, c.spans'

type FollowingRow = {
  ticket_id: string
  policy_version_id: string | null
  calendar_version_id: string | null
  has_response: boolean
  is_awaited: boolean
}
type ClockRow = Clock & { ticket_id: string }

/** The queries for what some tickets follow and for their clocks: the open ones, those to be told, the last of each kind. */
export function clockQueries(
  orgId: string,
  ids: readonly string[],
): readonly [Raw<FollowingRow>, Raw<ClockRow>] {
  return [
    raw(
      'select ticket_id, policy_version_id, calendar_version_id, has_response, is_awaited from escalation.following where org_id = $1 and ticket_id = any($2)',
      [orgId, ids],
    ),
    raw(
      `select c.ticket_id, ${columns} from escalation.clock c
       where c.org_id = $1 and c.ticket_id = any($2) and (c.ended_at is null or c.fires_at is not null
         or not exists (select from escalation.clock l where l.org_id = c.org_id and l.ticket_id = c.ticket_id and l.kind = c.kind and l.round > c.round))
       order by c.ticket_id, c.kind, c.round`,
      [orgId, ids],
    ),
  ]
}

type Known = Pick<RecordRow, 'id' | 'state' | 'requester_id'>

/** The clocks of each ticket that has been followed before; the others are missing in the answer. */
export function joinClocks(
  records: readonly Known[],
  followings: readonly FollowingRow[],
  clocks: readonly ClockRow[],
): Map<string, TicketClocks> {
  const clocksOf = Map.groupBy(clocks, ({ ticket_id }) => ticket_id)
  const followingOf = new Map(followings.map((row) => [row.ticket_id, row]))
  return new Map(
    records.flatMap(({ id, state, requester_id }): [string, TicketClocks][] => {
      const following = followingOf.get(id)
      if (!following) return []
      const { policy_version_id: policy, calendar_version_id: calendar, has_response, is_awaited } = following
      const follows = policy === null || calendar === null ? null : { policy, calendar }
      const own = (clocksOf.get(id) ?? []).map(({ ticket_id, ...clock }) => clock)
      return [[id, { state, requester_id, follows, has_response, is_awaited, clocks: own }]]
    }),
  )
}

/** The rules of all versions that the clocks and `next` name. */
export async function rulebookFor(
  tx: Tx,
  all: Iterable<TicketClocks>,
  next: Iterable<Following | null> = [],
): Promise<Rulebook> {
  const policies = new Set<string>()
  const calendars = new Set<string>()
  const add = (named: { policy: string; calendar: string } | null) => {
    if (named === null) return
    policies.add(named.policy)
    calendars.add(named.calendar)
  }
  for (const { follows, clocks } of all) {
    add(follows)
    for (const clock of clocks) {
      add(clock)
      for (const span of clock.spans) add(span)
    }
  }
  for (const each of next) add(each)
  return { policies: await policyVersions(tx, policies), calendars: await compiledVersions(tx, calendars) }
}

/** The timelines of some tickets, as far as clocks read them. */
export async function timelinesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, ClockEvent[]>> {
  const events = await tx.all(
    raw<ClockEvent & { record_id: string }>(
      `select record_id, at, action, actor_id, data from core.event
       where org_id = $1 and record_id = any($2) order by record_id, at, id limit ${events_max}`,
      [tx.orgId, ids],
    ),
  )
  return Map.groupBy(events, ({ record_id }) => record_id)
}

/** The clocks of some tickets, recomputed from their timelines alone, and the rules that they were computed with. */
export async function replayStored(
  tx: Tx,
  ids: readonly string[],
): Promise<{ clocks: Map<string, TicketClocks>; rules: Rulebook }> {
  const timelines = await timelinesOf(tx, ids)
  const named = versionsIn([...timelines.values()].flat())
  const rules = {
    policies: await policyVersions(tx, named.policies),
    calendars: await compiledVersions(tx, named.calendars),
  }
  return { clocks: new Map(ids.map((id) => [id, replayClocks(timelines.get(id) ?? [], rules)])), rules }
}

export type Changed = { id: string; before: TicketClocks | undefined; after: TicketClocks }

/** Sends what changed of the clocks of some tickets; answers the earliest time at which one of them has to be told. */
export function storeClocks(tx: Tx, changed: readonly Changed[]): string | null {
  const followings = changed.flatMap(({ id, before, after }) => {
    const row = followingRow(id, after)
    return before && JSON.stringify(followingRow(id, before)) === JSON.stringify(row) ? [] : [row]
  })
  const clocks = changed.flatMap(({ id, before, after }) =>
    after.clocks
      .filter((clock) => !before?.clocks.includes(clock))
      .map((clock) => ({ ticket_id: id, ...clock })),
  )
  if (followings.length > 0) tx.send(raw(storeFollowings, [tx.orgId, JSON.stringify(followings)]))
  if (clocks.length > 0) tx.send(raw(storeAll, [tx.orgId, JSON.stringify(clocks)]))
  const fires = clocks.flatMap(({ fires_at }) => fires_at ?? [])
  return fires.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

function followingRow(id: string, { follows, has_response, is_awaited }: TicketClocks): FollowingRow {
  return {
    ticket_id: id,
    policy_version_id: follows?.policy ?? null,
    calendar_version_id: follows?.calendar ?? null,
    has_response,
    is_awaited,
  }
}

const storeFollowings = `
  insert into escalation.following (org_id, ticket_id, policy_version_id, calendar_version_id, has_response, is_awaited)
  select $1, f.* from json_to_recordset($2::json) as f (ticket_id uuid, policy_version_id uuid, calendar_version_id uuid, has_response boolean, is_awaited boolean)
  on conflict (org_id, ticket_id) do update set policy_version_id = excluded.policy_version_id,
    calendar_version_id = excluded.calendar_version_id, has_response = excluded.has_response, is_awaited = excluded.is_awaited`

const storeAll = `
  insert into escalation.clock (org_id, ticket_id, kind, round, state, policy_version_id, calendar_version_id, target_minutes, warn_percent,
    started_at, ended_at, due_at, warn_at, warned_at, breached_at, is_warning_fired, is_breach_fired, fires_at, spans)
  select $1, c.* from json_to_recordset($2::json) as c (ticket_id uuid, kind text, round int, state text, policy uuid, calendar uuid,
    target_minutes int, warn_percent int, started_at timestamptz, ended_at timestamptz, due_at timestamptz, warn_at timestamptz,
    warned_at timestamptz, breached_at timestamptz, is_warning_fired boolean, is_breach_fired boolean, fires_at timestamptz, spans jsonb)
  on conflict (org_id, ticket_id, kind, round) do update set state = excluded.state, policy_version_id = excluded.policy_version_id,
    calendar_version_id = excluded.calendar_version_id, target_minutes = excluded.target_minutes, warn_percent = excluded.warn_percent,
    ended_at = excluded.ended_at, due_at = excluded.due_at, warn_at = excluded.warn_at, warned_at = excluded.warned_at,
    breached_at = excluded.breached_at, is_warning_fired = excluded.is_warning_fired, is_breach_fired = excluded.is_breach_fired,
    fires_at = excluded.fires_at, spans = excluded.spans`

/** Makes sure that the one job that fires wakes by then; costs nothing when it does anyway. */
export async function wakeBy(
  app: App,
  tx: Tx,
  at: string | null,
  armed: string | null | undefined,
): Promise<void> {
  if (at === null || (armed && Date.parse(armed) <= Date.parse(at))) return
  const isEarlier = await tx.maybe(
    raw(
      `insert into escalation.alarm as a (org_id, wakes_at) values ($1, $2)
       on conflict (org_id) do update set wakes_at = excluded.wakes_at where a.wakes_at > excluded.wakes_at returning wakes_at`,
      [tx.orgId, at],
    ),
  )
  if (isEarlier) app.jobs.add(tx, 'escalation.fire', {}, { runAt: at, key: fireKey(tx.orgId) })
}

/** One job for an organization: a new time takes the place of the one before. */
export function fireKey(orgId: string): string {
  return `escalation.fire ${orgId}`
}

/** The query for the time at which the job that fires will wake; far in the future when nothing runs. */
export function alarmQuery(orgId: string): Raw<{ wakes_at: string }> {
  return raw('select wakes_at from escalation.alarm where org_id = $1', [orgId])
}
