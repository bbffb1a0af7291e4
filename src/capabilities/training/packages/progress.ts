/** How far somebody is in a package, and what follows from it: one line of learning for each better outcome. */
import { ensureAutomation } from '../../../core/people/automation.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { storeLines } from '../records/store.ts'
import { todayOf } from '../today.ts'
import type { Launch } from './launch.ts'

const kept_characters_max = 300_000

export type Reached = { isCompleted?: boolean; success?: 'passed' | 'failed'; scorePercent?: number }
export type Kept = Record<string, string>
type Outcome = 'failed' | 'completed' | 'passed'

const rank: Readonly<Record<Outcome, number>> = { failed: 1, completed: 2, passed: 3 }

type Registration = {
  package_id: string
  person_id: string
  recorded: Outcome | null
  title: string
  uploaded_by: string
}

/** `seconds` are those that are new since it was noted last. */
type Progress = {
  kept?: Readonly<Record<string, string | null>>
  reached(all: Kept): Reached
  seconds?: number
}

/**
 * Adds to what is kept of the unit (null takes a value out), and what was reached in it: nothing that was reached once
 * is lost again. Answers whether a line of learning was added.
 */
export async function noteProgress(
  tx: Tx,
  launch: Pick<Launch, 'registrationId' | 'unitId'>,
  { kept = {}, reached, seconds = 0 }: Progress,
  now: string,
): Promise<boolean> {
  const of = [tx.orgId, launch.registrationId, launch.unitId]
  const registration = await tx.one(
    raw<Registration>(
      `select g.package_id, g.person_id, g.recorded, k.title, k.uploaded_by from training.registration g
         join training.package k on k.org_id = g.org_id and k.id = g.package_id
       where g.org_id = $1 and g.id = $2 for no key update of g`,
      of.slice(0, 2),
    ),
  )
  const before = await tx.maybe(
    raw<{ kept: Kept }>(
      'select kept from training.unit_progress where org_id = $1 and registration_id = $2 and unit_id = $3',
      of,
    ),
  )
  const all = merged(before?.kept ?? {}, kept)
  const now_reached = reached(all)
  tx.send(
    raw(
      `insert into training.unit_progress as u (org_id, registration_id, unit_id, kept, is_completed, success, score_percent, saved_at, time_seconds)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9)
       on conflict (org_id, registration_id, unit_id) do update set kept = excluded.kept, saved_at = excluded.saved_at, time_seconds = u.time_seconds + excluded.time_seconds,
         is_completed = u.is_completed or excluded.is_completed,
         success = case when u.success = 'passed' then u.success else coalesce(excluded.success, u.success) end,
         score_percent = greatest(u.score_percent, excluded.score_percent)`,
      [
        ...of,
        JSON.stringify(all),
        now_reached.isCompleted ?? false,
        now_reached.success ?? null,
        now_reached.scorePercent ?? null,
        now,
        seconds,
      ],
    ),
  )
  return record(tx, launch.registrationId, registration, now)
}

function merged(before: Kept, change: Readonly<Record<string, string | null>>): Kept {
  const all = new Map(Object.entries(before))
  for (const [key, value] of Object.entries(change)) {
    if (value === null) all.delete(key)
    else all.set(key, value)
  }
  const kept = Object.fromEntries(all)
  if (JSON.stringify(kept).length > kept_characters_max)
    throw invalid('#/values', 'This course keeps more than can be stored for one person.')
  return kept
}

async function record(tx: Tx, registrationId: string, of: Registration, now: string): Promise<boolean> {
  const state = await tx.one(
    raw<{
      is_done: boolean
      is_passed: boolean
      is_failed: boolean
      score_percent: number | null
      minutes: number
    }>(
      `select bool_and(case u.move_on when 'NotApplicable' then true when 'Passed' then coalesce(g.success = 'passed', false)
                when 'Completed' then coalesce(g.is_completed, false)
                when 'CompletedAndPassed' then coalesce(g.is_completed and g.success = 'passed', false)
                else coalesce(g.is_completed or g.success = 'passed', false) end)
                and bool_and(coalesce(g.success <> 'failed', true)) as is_done,
         coalesce(bool_or(g.success = 'passed'), false) as is_passed, coalesce(bool_or(g.success = 'failed'), false) as is_failed,
         round(avg(g.score_percent), 2)::float8 as score_percent, round(coalesce(sum(g.time_seconds), 0) / 60.0)::int as minutes
       from training.package_unit u left join training.unit_progress g on g.org_id = u.org_id and g.unit_id = u.id and g.registration_id = $2
       where u.org_id = $1 and u.package_id = $3`,
      [tx.orgId, registrationId, of.package_id],
    ),
  )
  const outcome: Outcome | undefined = state.is_done
    ? state.is_passed
      ? 'passed'
      : 'completed'
    : state.is_failed
      ? 'failed'
      : undefined
  if (!outcome || rank[outcome] <= (of.recorded === null ? 0 : rank[of.recorded])) return false
  const grants = await tx.all(
    raw<{ competencyId: string; level: number }>(
      'select competency_id as "competencyId", level from training.package_grant where org_id = $1 and package_id = $2',
      [tx.orgId, of.package_id],
    ),
  )
  // Nobody writes down their own learning: the product does it, and who brought the package answers for it.
  const personId = await ensureAutomation(tx, of.uploaded_by, now)
  const [line] = storeLines(tx, { personId, now }, [
    {
      personId: of.person_id,
      verb: outcome,
      origin: 'package',
      happenedOn: await todayOf(tx, now),
      ...(state.score_percent === null ? {} : { scorePercent: state.score_percent }),
      ...(state.minutes === 0 ? {} : { durationMinutes: state.minutes }),
      words: { title: of.title },
      grants,
    },
  ])
  tx.send(
    raw('update training.registration set recorded = $3, record_id = $4 where org_id = $1 and id = $2', [
      ...[tx.orgId, registrationId, outcome, line],
    ]),
  )
  return true
}
