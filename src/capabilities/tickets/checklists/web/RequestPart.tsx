import { useQuery } from '@tanstack/react-query'
import styles from './checklists.module.css'
import { checklistsQuery } from './data.ts'
import { useChecklistsT } from './useChecklistsT.ts'

/** On a request in the portal: how far it is, in words, where that is shown. */
export function RequestPart({ id = '' }: { id?: string }) {
  const t = useChecklistsT()
  const { data } = useQuery(checklistsQuery(id))
  if (!data || data.total === 0) return null
  return (
    <section className={styles.notice} aria-label={t('checklists.requestLabel')}>
      {t('checklists.request', { done: data.done, total: data.total })}
    </section>
  )
}
