import { useQuery } from '@tanstack/react-query'
import { useT } from '../../../../web/i18n/useT.ts'
import { templatesQuery } from '../../checklists/web/data.ts'
import { useCategories, useTeams } from '../../web/data/directory.ts'
import type { MacroDeed, Named } from './data.ts'
import { type MacrosKey, useMacrosT } from './useMacrosT.ts'

/** What a step does, in a few words: "Add tags: badge". */
export function useStepWords(people: readonly Named[] = []): (deed: Omit<MacroDeed, 'text'>) => string {
  const t = useMacrosT()
  const words = useT<unknown>()
  const teams = useTeams()
  const categories = useCategories()
  const { data: lists } = useQuery(templatesQuery)
  return (deed) => {
    const nameIn = (list: readonly Named[], id: string | undefined) =>
      list.find((each) => each.id === id)?.name
    const values = [
      nameIn(teams, deed.team_id),
      nameIn(people, deed.person_id),
      nameIn(categories, deed.category_id),
      nameIn(lists?.rows ?? [], deed.template_id),
      deed.kind && words(`tickets.kind.${deed.kind}`),
      deed.priority && words(`tickets.priority.${deed.priority}`),
      deed.tags?.join(', '),
      deed.move && t(`macros.move.${deed.move}`),
      deed.code && words(`tickets.code.${deed.code}`),
      deed.days && t('macros.inDays' as MacrosKey, { count: deed.days }),
    ].filter(Boolean)
    return [t(`macros.deed.${deed.do}`), values.join(', ')].filter(Boolean).join(': ')
  }
}
