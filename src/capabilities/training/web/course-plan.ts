/** A course while it is being written: rows with keys of their own, so that they can be moved. */

import type { activityKinds, CourseContent, CourseVersion, courseKinds } from './courses-data.ts'
import type { Competency } from './data.ts'

export type ObjectiveRow = {
  id: string
  statement: string
  competency: Pick<Competency, 'id' | 'code' | 'name' | 'levels'> | null
  level: number
}
export type ActivityRow = {
  id: string
  activity_kind: (typeof activityKinds)[number]
  title: string
  minutes: string
  /** The id of the objective's row. */
  objective: string
  material: string
  verification: string
}
export type MaterialRow = { file_id: string; name: string; is_for_learners: boolean }
export type Plan = {
  title: string
  course_kind: (typeof courseKinds)[number]
  applications: string
  audience: string
  summary: string
  needs_approval: boolean
  objectives: ObjectiveRow[]
  activities: ActivityRow[]
  materials: MaterialRow[]
}

let keys = 0
const key = () => `row-${++keys}`

export const newObjective = (): ObjectiveRow => ({ id: key(), statement: '', competency: null, level: 1 })
export const newActivity = (): ActivityRow => ({
  id: key(),
  activity_kind: 'demonstration',
  title: '',
  minutes: '15',
  objective: '',
  material: '',
  verification: '',
})

export const emptyPlan: Plan = {
  title: '',
  course_kind: 'new_software',
  applications: '',
  audience: '',
  summary: '',
  needs_approval: false,
  objectives: [],
  activities: [],
  materials: [],
}

/** The version as it is changed. */
export function planOf(version: CourseVersion): Plan {
  const objectives = version.objectives.map((each) => ({
    id: key(),
    statement: each.statement,
    competency: each.competency_id
      ? {
          id: each.competency_id,
          code: each.code ?? '',
          name: each.competency ?? '',
          levels: each.levels ?? [],
        }
      : null,
    level: each.level ?? 1,
  }))
  return {
    ...version,
    applications: version.applications.join(', '),
    objectives,
    activities: version.activities.map((each) => ({
      ...each,
      id: key(),
      minutes: String(each.minutes),
      objective: objectives[(each.objective ?? 0) - 1]?.id ?? '',
    })),
    materials: version.materials
      .filter(({ is_removed }) => !is_removed)
      .map(({ file_id, name, is_for_learners }) => ({ file_id, name, is_for_learners })),
  }
}

/** What is sent. */
export function contentOf(plan: Plan): CourseContent {
  return {
    title: plan.title.trim(),
    course_kind: plan.course_kind,
    applications: plan.applications.split(',').flatMap((name) => name.trim() || []),
    audience: plan.audience.trim(),
    summary: plan.summary.trim(),
    needs_approval: plan.needs_approval,
    objectives: plan.objectives.map(({ statement, competency, level }) => ({
      statement: statement.trim(),
      ...(competency ? { competency_id: competency.id, level } : {}),
    })),
    activities: plan.activities.map((each) => {
      const at = plan.objectives.findIndex(({ id }) => id === each.objective)
      return {
        activity_kind: each.activity_kind,
        title: each.title.trim(),
        minutes: Number(each.minutes),
        ...(at >= 0 ? { objective: at + 1 } : {}),
        material: each.material.trim(),
        verification: each.verification.trim(),
      }
    }),
    materials: plan.materials.map(({ file_id, is_for_learners }) => ({ file_id, is_for_learners })),
  }
}

/** The minutes of the whole plan, as far as they are numbers. */
export const resultOf = (plan: Plan): number =>
  plan.activities.reduce((sum, { minutes }) => sum + (Number(minutes) || 0), 0)
