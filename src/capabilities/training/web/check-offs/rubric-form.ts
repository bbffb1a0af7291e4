/** A rubric while it is written. */
import type { Competency } from '../data.ts'
import type { Rubric } from './data.ts'

export type RubricForm = {
  title: string
  /** One a line, from the lowest. */
  levels: string
  criteria: { id: string; text: string; level: number }[]
  competency: Pick<Competency, 'id' | 'code' | 'name' | 'levels'> | null
  competencyLevel: number
}

export const newCriterion = (level: number) => ({
  id: crypto.randomUUID(),
  text: '',
  level: Math.max(level, 1),
})

export const emptyForm = (): RubricForm => ({
  title: '',
  levels: '',
  criteria: [newCriterion(1)],
  competency: null,
  competencyLevel: 1,
})

export const formOf = (rubric: Rubric): RubricForm => ({
  title: rubric.title,
  levels: rubric.levels.join('\n'),
  criteria: rubric.criteria.map(({ text, level }) => ({ ...newCriterion(level), text })),
  competency:
    rubric.competency_id === null
      ? null
      : {
          id: rubric.competency_id,
          code: '',
          name: rubric.competency ?? '',
          levels: rubric.competency_levels,
        },
  competencyLevel: rubric.competency_level ?? 1,
})

const linesOf = (text: string) => text.split('\n').flatMap((line) => line.trim() || [])

export function bodyOf(form: RubricForm) {
  return {
    title: form.title,
    levels: linesOf(form.levels),
    criteria: form.criteria.map(({ text, level }) => ({ text, level })),
    ...(form.competency ? { competency_id: form.competency.id, competency_level: form.competencyLevel } : {}),
  }
}
