/** Brings the tickets of a period together: folded days where they may be used, and the tickets themselves. */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, may } from '../../../core/actor.ts'
import { inside } from '../../../core/records/visible.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { type Filter, filterCondition } from '../queries/rows.ts'
import type { FlowDay } from './cells.ts'
import type { Period } from './period.ts'
import { type CellRow, cellRows } from './rows.ts'
import { addCell, addDay, emptyTally, type Scope, type Tally } from './tally.ts'

const days_at_once = 100
const span_days_max = 31

type Asked = { tx: Tx; actor: Actor; period: Period; scope: Scope; now: string }
/** Whole days, both included; null is since ever. */
type Span = { first: string | null; last: string }

/** Everything that came in or went out in the period and that the actor may see, counted. */
export async function gather(asked: Asked): Promise<Tally> {
  const { actor, period, scope } = asked
  const tally = emptyTally(period, scope)
  // Folded days hold every ticket, so they are for those who see every ticket.
  if (!may(actor, 'tickets.read_all')) {
    await addSpan(asked, tally, { first: null, last: period.last_day }, new Set())
    return tally
  }
  // Read before the days, so that what changes in between is in one of them.
  const changed = [...(await restrictedRows(asked)), ...(await changedRows(asked))]
  const numbers = new Set(changed.map(({ number }) => number))
  for (const row of changed) if (isWithin(scope, row)) addCell(tally, row.day, row)
  for (const span of await addFolded(asked, tally, numbers)) await addSpan(asked, tally, span, numbers)
  return tally
}

function isWithin(scope: Scope, row: CellRow): boolean {
  return (['team', 'place', 'subject'] as const).every(
    (part) => scope[part] === undefined || scope[part] === row[part],
  )
}

/** The tickets that changed since the days were folded, whatever the scope: they may have left it. */
function changedRows({ tx, actor, period, now }: Asked): Promise<CellRow[]> {
  const since = sql`(select f.folded_at from tickets.flow_fold f where f.org_id = ${tx.orgId})`
  return tx.all(
    cellRows(
      period.time_zone,
      sql<boolean>`${filterCondition(actor, {}, now)} and r.restriction is null and r.updated_at >= ${since}`,
    ),
  )
}

/** The restricted tickets that the actor sees: no folded day holds them. */
function restrictedRows({ tx, actor, period, now }: Asked): Promise<CellRow[]> {
  return tx.all(
    cellRows(
      period.time_zone,
      sql<boolean>`${filterCondition(actor, {}, now)} and r.restriction is not null`,
    ),
  )
}

/** Counts the folded days and answers the spans of days that are not folded. */
async function addFolded({ tx, period }: Asked, tally: Tally, without: ReadonlySet<number>): Promise<Span[]> {
  const [days, [oldest]] = await tx.many(
    raw<{ day: string; is_needed: boolean }>(
      `select to_char(d.day, 'YYYY-MM-DD') as day, (d.day >= $3::date or d.resolved_last >= $4) is true as is_needed
       from tickets.flow_day d join tickets.flow_fold f on f.org_id = d.org_id
       where d.org_id = $1 and f.time_zone = $5 and d.day <= $2::date order by d.day`,
      [tx.orgId, period.last_day, period.first_day, period.from, period.time_zone],
    ),
    raw<{ day: string | null }>(
      `select to_char(min(r.created_at) at time zone $2, 'YYYY-MM-DD') as day from core.record r where r.org_id = $1 and r.kind = 'ticket'`,
      [tx.orgId, period.time_zone],
    ),
  )
  const known = new Set(days.filter((day) => !day.is_needed).map(({ day }) => day))
  const needed = days.filter((day) => day.is_needed).map(({ day }) => day)
  for (let at = 0; at < needed.length; at += days_at_once) {
    const some = await tx.all(
      raw<FlowDay>(
        `select to_char(day, 'YYYY-MM-DD') as day, extract(epoch from day::timestamp at time zone $3)::bigint as begins_s,
           names, cells from tickets.flow_day where org_id = $1 and day = any($2::date[])`,
        [tx.orgId, needed.slice(at, at + days_at_once), period.time_zone],
      ),
    )
    for (const day of some) {
      addDay(tally, day, without)
      known.add(day.day)
    }
  }
  return oldest?.day ? missingSpans(oldest.day, period.last_day, known) : []
}

/** The runs of days that are not known. */
function missingSpans(first: string, last: string, known: ReadonlySet<string>): Span[] {
  const spans: { first: string; last: string }[] = []
  for (let day = first; day <= last; day = dayAfter(day)) {
    if (known.has(day)) continue
    const span = spans.at(-1)
    if (span && dayAfter(span.last) === day) span.last = day
    else spans.push({ first: day, last: day })
  }
  return spans
}

function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Counts the tickets that came in within the span, a month at a time, and those of it that went out later. */
async function addSpan(asked: Asked, tally: Tally, span: Span, without: ReadonlySet<number>): Promise<void> {
  const { period } = asked
  const add = async (condition: RawBuilder<boolean>, filter: Filter) => {
    for (const row of await rowsOf(asked, condition, filter))
      if (!without.has(row.number)) addCell(tally, row.day, row)
  }
  const begin = span.first === null ? sql`'-infinity'::timestamptz` : midnight(asked, span.first)
  if (span.first === null || span.first < period.first_day)
    await add(
      sql<boolean>`r.created_at >= ${begin} and r.created_at < least(${midnight(asked, dayAfter(span.last))}, ${midnight(asked, period.first_day)})`,
      {
        resolved_from: period.from,
        resolved_to: period.to,
      },
    )
  let first = span.first === null || span.first < period.first_day ? period.first_day : span.first
  while (first <= span.last) {
    const next = [dayAfter(first, span_days_max), dayAfter(span.last)].sort()[0] ?? dayAfter(first)
    await add(
      sql<boolean>`r.created_at >= ${midnight(asked, first)} and r.created_at < ${midnight(asked, next)}`,
      {},
    )
    first = next
  }
}

function midnight({ period }: Asked, day: string): RawBuilder<string> {
  return sql`(${day}::timestamp at time zone ${period.time_zone})`
}

function rowsOf(
  { tx, actor, period, scope, now }: Asked,
  condition: RawBuilder<boolean>,
  filter: Filter,
): Promise<CellRow[]> {
  const whole = {
    ...filter,
    ...(scope.team ? { team: [scope.team] } : {}),
    ...(scope.place ? { place: [scope.place] } : {}),
    ...(scope.subject ? { subject: scope.subject } : {}),
  }
  const team = sql`case when ${inside(actor)} then r.team_id end`
  return tx.all(
    cellRows(period.time_zone, sql<boolean>`${filterCondition(actor, whole, now)} and ${condition}`, team),
  )
}
