import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { shownQuery } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'
import { useLevelSentence } from './WhoSees.tsx'

/** Above a restricted record, for those inside: that it is, and who sees it. */
export function RestrictionNotice({ id }: { id: string }) {
  const t = useRestrictionT()
  const sentence = useLevelSentence()
  const { data } = useQuery(shownQuery(id))
  if (!data?.level) return null
  const others = data.admissions.filter(({ way, is_open }) => way !== 'named' && is_open).length
  return (
    <aside className={styles.notice} aria-label={t('restriction.notice.label')}>
      <IconLock size={18} aria-hidden />
      <p className={styles.text}>
        <strong>{t('restriction.notice.title')}</strong> {sentence(data)}{' '}
        {others > 0 && t('restriction.notice.others', { count: others })}{' '}
        {data.reason && <span className={styles.dim}>{data.reason.body}</span>}
      </p>
    </aside>
  )
}
