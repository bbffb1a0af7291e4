/** What somebody learned by taking a course: a line of learning for the competencies of its objectives. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { storeLines } from '../records/store.ts'
import { minutesOf } from './shape.ts'
import { versionsOf } from './store.ts'

/**
 * Writes down that these people completed a version of a course on a day (YYYY-MM-DD), in the name of who saw it.
 * Answers the id of each line by the person.
 */
export async function completeCourse(
  tx: Tx,
  by: { personId: string; now: string },
  done: { courseId: string; version: number; personIds: readonly string[]; happenedOn: string },
): Promise<Map<string, string>> {
  const [version] = await versionsOf(tx, done.courseId, done.version)
  if (!version) throw new Error('A course was completed in a version that it does not have.')
  const ids = storeLines(
    tx,
    by,
    done.personIds.map((personId) => ({
      personId,
      verb: 'completed' as const,
      origin: 'observed' as const,
      happenedOn: done.happenedOn,
      durationMinutes: minutesOf(version.activities),
      assessorId: by.personId,
      words: { title: version.title, version: String(version.version) },
      grants: grantsOf(version.objectives),
    })),
  )
  tx.send(
    raw(
      `insert into training.course_completion (org_id, record_id, course_id, version) select $1, unnest($2::uuid[]), $3, $4`,
      [tx.orgId, ids, done.courseId, done.version],
    ),
  )
  return new Map(done.personIds.map((personId, index) => [personId, ids[index] as string]))
}

/** Each competency once, at its highest level. */
function grantsOf(objectives: readonly { competency_id: string | null; level: number | null }[]) {
  const highest = new Map<string, number>()
  for (const { competency_id, level } of objectives)
    if (competency_id !== null && level !== null)
      highest.set(competency_id, Math.max(level, highest.get(competency_id) ?? 0))
  return [...highest].map(([competencyId, level]) => ({ competencyId, level }))
}
