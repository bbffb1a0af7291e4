/** Which lines may be gone, since their years had passed when they were taken out. */
import type pg from 'pg'
import { digestOf, type Line, type Link, type Place, readEntries, readLines, readLinkOf } from './lines.ts'

const lines_max = 10_000
const month = /^\d{4}-\d\d-01T00:00:00Z$/

/**
 * Before when lines may be gone, in microseconds. Whoever can delete lines can write one that permits it, so that a
 * line is believed only when it stands in the chain as it is now, and only as far as the years had passed by its own
 * time, by the time of its link, and by now.
 */
export async function retirement(
  client: pg.ClientBase,
  orgId: string,
  { years, now }: { years: number; now: Date },
): Promise<bigint> {
  let latest = -(2n ** 62n)
  const { rows } = await client.query<{ tx: string; id: string; before: string }>(
    `select tx::text, id, data ->> 'before' as before from core.audit
     where org_id = $1 and action = 'audit.retire' and data ? 'before'`,
    [orgId],
  )
  for (const { tx, id, before } of rows) {
    if (!month.test(before)) continue
    const place = { tx: BigInt(tx), id }
    const link = await readLinkOf(client, orgId, place)
    const line = link && (await chainedLine(client, orgId, place, link))
    if (!link || !line) continue
    let told = micros(now)
    for (const each of [line.at, link.at]) if (each < told) told = each
    const at = micros(new Date(before))
    if (at <= yearsBefore(told, years) && at > latest) latest = at
  }
  return latest
}

/** The line of the place when its link says the same of it. */
async function chainedLine(
  client: pg.ClientBase,
  orgId: string,
  place: Place,
  link: Link,
): Promise<Line | undefined> {
  const after = { tx: place.tx, id: '00000000-0000-0000-0000-000000000000' }
  const line = (await readLines(client, orgId, after, place, lines_max)).find(({ id }) => id === place.id)
  const entry = readEntries(link).find(({ id }) => id === place.id)
  return line && entry?.source === line.source && entry.digest === digestOf(line) ? line : undefined
}

function micros(time: Date): bigint {
  return BigInt(time.getTime()) * 1000n
}

function yearsBefore(at: bigint, years: number): bigint {
  const time = new Date(Number(at / 1000n))
  time.setUTCFullYear(time.getUTCFullYear() - years)
  return micros(time)
}
