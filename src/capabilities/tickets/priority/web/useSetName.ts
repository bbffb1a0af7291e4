import { useCategories } from '../../web/data/directory.ts'
import { usePriorityT } from './usePriorityT.ts'

/** Names the category of a question set; without one, the set is for all others. */
export function useSetName(): (categoryId: string | null) => string {
  const t = usePriorityT()
  const categories = useCategories()
  return (id) =>
    id === null
      ? t('priority.sets.general')
      : (categories.find((each) => each.id === id)?.name ?? t('priority.sets.gone'))
}
