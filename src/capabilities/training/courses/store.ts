/** Stores and reads the versions of a course. A published version is never written to again. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { activityKinds, CourseKind } from './lifecycle.ts'
import type { Content } from './shape.ts'

export type StoredContent = {
  version: number
  title: string
  course_kind: CourseKind
  applications: string[]
  audience: string
  summary: string
  needs_approval: boolean
  published_at: string | null
  objectives: {
    statement: string
    competency_id: string | null
    code: string | null
    competency: string | null
    levels: string[] | null
    level: number | null
    level_name: string | null
  }[]
  activities: {
    activity_kind: (typeof activityKinds)[number]
    title: string
    minutes: number
    objective: number | null
    material: string
    verification: string
  }[]
  materials: {
    file_id: string
    name: string
    media_type: string
    size_bytes: number
    is_for_learners: boolean
    is_removed: boolean
  }[]
}

/** Writes the draft of a course anew; the version is that of the draft that is there, or the next one. Answers it, and whether it was begun now. */
export async function storeDraft(
  tx: Tx,
  courseId: string,
  content: Content,
): Promise<{ version: number; isNew: boolean }> {
  const { title, course_kind, applications, audience, summary, needs_approval } = content
  const { version, isNew } = await tx.one(
    raw<{ version: number; isNew: boolean }>(
      `insert into training.course_version (org_id, course_id, version, title, course_kind, applications, audience, summary, needs_approval)
       select $1, $2, coalesce(max(version) filter (where published_at is null), max(version) + 1, 1), $3, $4, $5, $6, $7, $8
       from training.course_version where org_id = $1 and course_id = $2
       on conflict (org_id, course_id, version) do update set title = excluded.title, course_kind = excluded.course_kind,
         applications = excluded.applications, audience = excluded.audience, summary = excluded.summary, needs_approval = excluded.needs_approval
       returning version, xmax = 0 as "isNew"`,
      [tx.orgId, courseId, title, course_kind, applications, audience, summary, needs_approval],
    ),
  )
  for (const table of ['activity', 'objective'])
    tx.send(
      raw(`delete from training.${table} where org_id = $1 and course_id = $2 and version = $3`, [
        tx.orgId,
        courseId,
        version,
      ]),
    )
  tx.send(
    raw(
      `insert into training.objective (org_id, course_id, version, position, statement, competency_id, level)
       select $1, $2, $3, position, statement, competency_id, level
       from json_to_recordset($4::json) as each (position smallint, statement text, competency_id uuid, level smallint)`,
      [tx.orgId, courseId, version, JSON.stringify(inOrder(content.objectives))],
    ),
  )
  tx.send(
    raw(
      `insert into training.activity (org_id, course_id, version, position, activity_kind, title, minutes, objective_position, material, verification)
       select $1, $2, $3, position, activity_kind, title, minutes, objective, coalesce(material, ''), coalesce(verification, '')
       from json_to_recordset($4::json) as each (position smallint, activity_kind text, title text, minutes smallint, objective smallint, material text, verification text)`,
      [tx.orgId, courseId, version, JSON.stringify(inOrder(content.activities))],
    ),
  )
  return { version, isNew }
}

const inOrder = (rows: readonly object[]) => rows.map((row, index) => ({ position: index + 1, ...row }))

/** The versions of a course, the newest first, each with its objectives and its lesson plan. */
export function versionsOf(tx: Tx, courseId: string, only?: number): Promise<StoredContent[]> {
  return tx.all(
    raw<StoredContent>(
      `select v.version, v.title, v.course_kind, v.applications, v.audience, v.summary, v.needs_approval, v.published_at,
         coalesce((select json_agg(json_build_object('statement', o.statement, 'competency_id', o.competency_id, 'code', c.code, 'competency', c.name, 'levels', f.levels,
             'level', o.level, 'level_name', f.levels[o.level]) order by o.position)
           from training.objective o left join training.competency c on c.org_id = o.org_id and c.id = o.competency_id
             left join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
           where o.org_id = v.org_id and o.course_id = v.course_id and o.version = v.version), '[]') as objectives,
         coalesce((select json_agg(json_build_object('activity_kind', a.activity_kind, 'title', a.title, 'minutes', a.minutes,
             'objective', a.objective_position, 'material', a.material, 'verification', a.verification) order by a.position)
           from training.activity a where a.org_id = v.org_id and a.course_id = v.course_id and a.version = v.version), '[]') as activities,
         coalesce((select json_agg(json_build_object('file_id', m.attachment_id, 'name', f.name, 'media_type', f.media_type, 'size_bytes', f.size_bytes,
             'is_for_learners', m.is_for_learners, 'is_removed', f.removed_at is not null) order by m.position)
           from training.course_material m join core.attachment f on f.org_id = m.org_id and f.id = m.attachment_id
           where m.org_id = v.org_id and m.course_id = v.course_id and m.version = v.version), '[]') as materials
       from training.course_version v where v.org_id = $1 and v.course_id = $2 and ($3::int is null or v.version = $3)
       order by v.version desc limit 100`,
      [tx.orgId, courseId, only ?? null],
    ),
  )
}
