/** Lines whose times lie before those of lines that were chained before them. */
import type pg from 'pg'
import { type Finding, nameOf, timeOf } from './findings.ts'
import type { Entry, Line, Link } from './lines.ts'

/** Clocks of several servers differ a little, and a transaction commits some time after it took its time. */
export const late_us_max = 15n * 60_000_000n

/** How far the times of lines have gone, in microseconds, and from which transaction on they are judged. */
export type Times = { latest: bigint; since: bigint }

/**
 * From which transaction on the times of lines and what redactions left is judged: lines from before say nothing of
 * either. An organization that was there before has a line that says where; the first one counts.
 */
export async function judgedSince(client: pg.ClientBase, orgId: string): Promise<bigint> {
  const { rows } = await client.query<{ tx: string }>(
    `select tx::text from core.audit where org_id = $1 and action = 'audit.judge' order by tx, id limit 1`,
    [orgId],
  )
  return BigInt(rows[0]?.tx ?? -1)
}

/**
 * Names lines of a link that were older from the first moment than what was written before them; `entries` says which
 * times they had then. Whoever writes of the past, as an import does, says so by a line of the same transaction.
 */
export async function compareTimes(
  client: pg.ClientBase,
  orgId: string,
  lines: readonly Line[],
  entries: readonly Entry[],
  link: Pick<Link, 'at'>,
  times: Times,
): Promise<Finding[]> {
  const chained = new Map(entries.map(({ id, at }) => [id, at]))
  const early: { line: Line; latest: bigint }[] = []
  for (const each of lines) {
    const line = { ...each, at: chained.get(each.id) ?? times.latest }
    if (line.at < times.latest - late_us_max && line.tx >= times.since)
      early.push({ line, latest: times.latest })
    // What bears a time after that of its link makes no other line late.
    const isAhead = line.at > link.at
    const at = isAhead ? link.at : line.at
    if (at > times.latest) times.latest = at
  }
  if (early.length === 0) return []
  const { rows } = await client.query<{ tx: string }>(
    `select distinct tx::text from core.audit where org_id = $1 and tx = any($2::bigint[]) and action = 'history.add'`,
    [orgId, [...new Set(early.map(({ line }) => line.tx))]],
  )
  const ofThePast = new Set(rows.map(({ tx }) => tx))
  return early
    .filter(({ line }) => !ofThePast.has(String(line.tx)))
    .map(({ line, latest }) => ({
      deed: 'backdated',
      sentence: `Line ${nameOf(line)} was written after lines of ${timeOf(latest)}, and bears an earlier time.`,
    }))
}
