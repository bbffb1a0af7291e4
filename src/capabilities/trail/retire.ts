/** Taking out lines of the audit log whose years have passed. */
import type pg from 'pg'
import { newId } from '../../platform/id/id.ts'
import { link_lines_max } from './chain.ts'

/** Why nothing was taken out. */
export class RetirementRefused extends Error {
  override name = 'RetirementRefused'
}

/** The first month of which nothing may be taken out yet: that in which the years end. */
export function firstKeptMonth(now: Date, years: number): string {
  return new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), 1)).toISOString().slice(0, 7)
}

/**
 * Takes the months before `month` (YYYY-MM) out of the audit log of all organizations, and leaves a line in the log of
 * each that had any. Timelines stay with their records. What is taken out was chained before, and its hashes stay.
 * `owner` must own the tables: the application cannot do this. Answers how many lines are gone. Throws a
 * RetirementRefused when a line of those months is younger than the years.
 */
export async function retireLines(
  owner: pg.ClientBase,
  { month, years, now }: { month: string; years: number; now: Date },
): Promise<number> {
  const first = firstKeptMonth(now, years)
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new RetirementRefused('Give the month as YYYY-MM.')
  if (month > first)
    throw new RetirementRefused(
      `Lines are kept for ${years} years. Those before ${first} may be taken out; nothing was.`,
    )
  await chainEverything(owner)
  const before = `${month}-01T00:00:00Z`
  let total: number
  await owner.query('begin')
  try {
    await owner.query('lock table core.audit in access exclusive mode')
    const { rows } = await owner.query<{ org_id: string; lines: number }>(
      'select org_id, count(*)::int as lines from core.audit where at < $1::timestamptz group by org_id',
      [before],
    )
    await requireChained(owner, before)
    for (const { org_id, lines } of rows)
      await owner.query(
        "insert into core.audit (org_id, at, id, action, data) values ($1, $2, $3, 'audit.retire', $4)",
        [org_id, now.toISOString(), newId(), JSON.stringify({ before, lines })],
      )
    await owner.query('delete from core.searched where at < $1::timestamptz', [before])
    await owner.query('delete from core.audit_other where at < $1::timestamptz', [before])
    await dropMonths(owner, month)
    await owner.query('commit')
    total = rows.reduce((sum, { lines }) => sum + lines, 0)
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
  // Verifying believes what was taken out only once the line about it is chained.
  await chainEverything(owner)
  return total
}

async function chainEverything(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('select trail.organizations_waiting() as id')
  for (const { id } of rows) {
    await owner.query("select set_config('app.org_id', $1, false)", [id])
    let lines = link_lines_max
    while (lines > 0)
      lines = (await owner.query<{ lines: number }>('select trail.extend($1) as lines', [link_lines_max]))
        .rows[0]?.lines as number
  }
}

async function requireChained(owner: pg.ClientBase, before: string): Promise<void> {
  const { rowCount } = await owner.query(
    `select from core.audit a
     left join lateral (select to_tx, to_id from trail.link l where l.org_id = a.org_id order by seq desc limit 1) l on true
     where a.at < $1::timestamptz and (l.to_tx is null or (a.tx, a.id) > (l.to_tx, l.to_id)) limit 1`,
    [before],
  )
  if (rowCount)
    throw new RetirementRefused(
      'Some of these lines are not chained yet, since a transaction is still open. Try again in a minute; nothing was taken out.',
    )
}

async function dropMonths(owner: pg.ClientBase, month: string): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'core.audit'::regclass and c.relname ~ '^audit_\\d{4}_\\d{2}$' and c.relname < $1`,
    [`audit_${month.replace('-', '_')}`],
  )
  for (const { name } of rows) await owner.query(`drop table core.${name}`)
}
