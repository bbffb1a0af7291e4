import { lazy, Suspense } from 'react'
import { useCategories, useTeams } from '../data/directory.ts'
import type { Draft } from './draft.ts'

const TemplateSelect = lazy(() =>
  import('../../macros/web/TemplateSelect.tsx').then((module) => ({ default: module.TemplateSelect })),
)

/** Fills in what the template says. What somebody typed already stays. */
export function FromTemplate({ draft, onFill }: { draft: Draft; onFill: (some: Partial<Draft>) => void }) {
  const teams = useTeams()
  const categories = useCategories()
  return (
    <Suspense fallback={null}>
      <TemplateSelect
        onChoose={({ title, body, kind, category_id, application, team_id, tags }) => {
          const category = categories.find(({ id }) => id === category_id)
          const team = teams.find(({ id }) => id === team_id)
          onFill({
            ...(title && !draft.title.trim() ? { title } : {}),
            ...(body && !draft.body.trim() ? { body } : {}),
            ...(kind && kind !== 'problem' ? { kind } : {}),
            ...(category && !draft.category ? { category } : {}),
            ...(application && !draft.application.trim() ? { application } : {}),
            ...(team && !draft.team ? { team: { id: team.id, name: team.name } } : {}),
            ...(tags ? { tags: [...new Set([...draft.tags, ...tags])] } : {}),
          })
        }}
      />
    </Suspense>
  )
}
