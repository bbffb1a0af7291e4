/** Ladders in the database: what they say, where tickets are on them, and which steps wait. */
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Climb, CurrentLadder, LadderRules, Rung } from './ladder.ts'

export const ladders_max = 100

/** The query for the ladders in their order, with what they say now. */
export function currentLadders(orgId: string): Raw<CurrentLadder> {
  return raw(
    `select l.id, v.id as version_id, l.version, v.rules from escalation.ladder l
     join escalation.ladder_version v on v.org_id = l.org_id and v.ladder_id = l.id and v.number = l.version
     where l.org_id = $1 and l.archived_at is null order by l.position, l.id limit ${ladders_max}`,
    [orgId],
  )
}

/** The query for whether the organization ever had a ladder, archived ones included. */
export function everyLadder(orgId: string): Raw<{ is_any: boolean }> {
  return raw('select exists (select from escalation.ladder where org_id = $1) as is_any', [orgId])
}

export type LadderVersion = { id: string; ladderId: string; number: number; rules: LadderRules }

// A version never changes, so that it is read once.
const versions = new Map<string, LadderVersion>()
const versions_max = 1_000

/** What versions of ladders say, by their ids; those that this process has not met yet cost one query. */
export async function ladderVersions(
  tx: Tx,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, LadderVersion>> {
  const wanted = [...new Set(ids)]
  const missing = wanted.filter((id) => !versions.has(id))
  if (missing.length > 0) {
    const rows = await tx.all(
      raw<{ id: string; ladder_id: string; number: number; rules: LadderRules }>(
        'select id, ladder_id, number, rules from escalation.ladder_version where org_id = $1 and id = any($2)',
        [tx.orgId, missing],
      ),
    )
    if (versions.size + rows.length > versions_max) versions.clear()
    for (const { id, ladder_id, number, rules } of rows)
      versions.set(id, { id, ladderId: ladder_id, number, rules })
  }
  return new Map(wanted.flatMap((id) => (versions.has(id) ? [[id, versions.get(id) as LadderVersion]] : [])))
}

export type ClimbRow = Climb & { ticket_id: string; calendar_version_id: string | null }
export type RungRow = Rung & {
  ticket_id: string
  version_id: string
  state: 'waiting' | 'held' | 'done' | 'skipped'
  is_by_hand: boolean
  tries: number
  why: string | null
  ended_at: string | null
}

/** The queries for where some tickets are, by which calendar their clocks count, and for their steps. */
export function climbQueries(orgId: string, ids: readonly string[]) {
  return [
    raw<Omit<ClimbRow, 'calendar_version_id'>>(
      'select ticket_id, version_id, filed_at, team_at, filings, movings from escalation.climb where org_id = $1 and ticket_id = any($2)',
      [orgId, ids],
    ),
    raw<{ ticket_id: string; calendar_version_id: string }>(
      'select ticket_id, calendar_version_id from escalation.following where org_id = $1 and ticket_id = any($2) and calendar_version_id is not null',
      [orgId, ids],
    ),
    raw<RungRow>(
      `select ${rungColumns} from escalation.rung where org_id = $1 and ticket_id = any($2) order by ticket_id, position, due_at`,
      [orgId, ids],
    ),
  ] as const
}

export const rungColumns =
  'ticket_id, step_id, cause, version_id, position, state, due_at, is_by_hand, tries, why, ended_at'

/** What changes for one ticket: where it is, the steps that wait from now on, and those that do not any more. */
export type Turn = {
  ticket_id: string
  climb: Climb | undefined
  waits: readonly (Rung & { version_id: string })[]
  gone: readonly { step_id: string; cause: string }[]
  /** Steps that were held while the ticket was paused come due. */
  isReleased: boolean
}

/** Sends what changed for some tickets; answers the earliest time at which a step has to be taken. */
export function storeTurns(tx: Tx, turns: readonly Turn[], now: string): string | null {
  const climbs = turns.flatMap(({ ticket_id, climb }) => (climb ? [{ ticket_id, ...climb }] : []))
  const waits = turns.flatMap(({ ticket_id, waits: own }) => own.map((rung) => ({ ticket_id, ...rung })))
  const gone = turns.flatMap(({ ticket_id, gone: own }) => own.map((rung) => ({ ticket_id, ...rung })))
  const released = turns.filter(({ isReleased }) => isReleased).map(({ ticket_id }) => ticket_id)
  if (climbs.length > 0) tx.send(raw(storeClimbs, [tx.orgId, JSON.stringify(climbs)]))
  if (gone.length > 0) tx.send(raw(removeRungs, [tx.orgId, JSON.stringify(gone)]))
  if (waits.length > 0) tx.send(raw(storeRungs, [tx.orgId, JSON.stringify(waits)]))
  if (released.length > 0) tx.send(raw(releaseRungs, [tx.orgId, released, now]))
  const dues = [...waits.map(({ due_at }) => due_at), ...(released.length > 0 ? [now] : [])]
  return dues.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

const storeClimbs = `
  insert into escalation.climb (org_id, ticket_id, version_id, filed_at, team_at, filings, movings)
  select $1, c.* from json_to_recordset($2::json) as c (ticket_id uuid, version_id uuid, filed_at timestamptz, team_at timestamptz, filings int, movings int)
  on conflict (org_id, ticket_id) do update set version_id = excluded.version_id, filed_at = excluded.filed_at,
    team_at = excluded.team_at, filings = excluded.filings, movings = excluded.movings`

// What was taken or left out stays so, whoever plans it once more.
const storeRungs = `
  insert into escalation.rung (org_id, ticket_id, step_id, cause, version_id, position, state, due_at)
  select $1, r.ticket_id, r.step_id, r.cause, r.version_id, r.position, 'waiting', r.due_at
  from json_to_recordset($2::json) as r (ticket_id uuid, step_id uuid, cause text, version_id uuid, position int, due_at timestamptz)
  on conflict (org_id, ticket_id, step_id, cause) do update set version_id = excluded.version_id,
    position = excluded.position, due_at = excluded.due_at
  where rung.state = 'waiting'`

const removeRungs = `
  delete from escalation.rung r using json_to_recordset($2::json) as g (ticket_id uuid, step_id uuid, cause text)
  where r.org_id = $1 and r.ticket_id = g.ticket_id and r.step_id = g.step_id and r.cause = g.cause and r.state in ('waiting', 'held')`

const releaseRungs = `
  update escalation.rung set state = 'waiting', due_at = $3 where org_id = $1 and ticket_id = any($2) and state = 'held'`
