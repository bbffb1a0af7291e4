/** How long somebody was in a unit. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { durationMinutes } from '../xapi/grammar.ts'
import type { Launch } from './launch.ts'

const told_seconds_max = 9_999 * 3600

/** The seconds that a course says its session took until now (of SCORM 1.2 or 2004); undefined when it says none. */
export function sessionSeconds(values: Readonly<Record<string, string | null>>): number | undefined {
  const told = values['cmi.core.session_time'] ?? values['cmi.session_time']
  if (!told) return
  const [, hours, minutes, seconds] = /^(\d{2,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$/.exec(told) ?? []
  if (hours !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  const long = durationMinutes(told)
  return long === undefined ? undefined : long * 60
}

/** As SCORM 1.2 tells what was before: hours with four digits. */
export function time12(total_seconds: number): string {
  const pair = (count: number) => String(Math.floor(count)).padStart(2, '0')
  const hours = Math.min(9_999, Math.floor(total_seconds / 3600))
  return `${String(hours).padStart(4, '0')}:${pair((total_seconds % 3600) / 60)}:${pair(total_seconds % 60)}.00`
}

/** As SCORM 2004 does: a duration of ISO 8601. */
export const time2004 = (total_seconds: number): string => `PT${Math.floor(total_seconds)}S`

/**
 * Counts what a course told of its session and answers how many seconds are new. A course tells the whole session each
 * time; when it tells less than before, a page of it has begun another one. More than the unit was open is not counted.
 */
export async function countTime(
  tx: Tx,
  launch: Pick<Launch, 'registrationId' | 'unitId' | 'sessionId'>,
  told_seconds: number,
  now: string,
): Promise<number> {
  const told = Math.round(Math.min(told_seconds, told_seconds_max))
  const row = await tx.maybe(
    raw<{ seconds: number }>(
      `with was as (
         select token_hash, told_seconds, counted_seconds, extract(epoch from $5::timestamptz - made_at)::int as open_seconds
         from training.launch where org_id = $1 and registration_id = $2 and unit_id = $3 and encode(substr(token_hash, 1, 16), 'hex') = $4 for update),
       more as (
         select token_hash, greatest(0, least(case when $6 < told_seconds then $6 else $6 - told_seconds end, open_seconds - counted_seconds)) as seconds from was)
       update training.launch l set told_seconds = $6, counted_seconds = l.counted_seconds + more.seconds
       from more where l.org_id = $1 and l.token_hash = more.token_hash returning more.seconds`,
      [tx.orgId, launch.registrationId, launch.unitId, launch.sessionId, now, told],
    ),
  )
  return row?.seconds ?? 0
}
