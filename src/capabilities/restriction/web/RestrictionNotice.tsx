import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { useMe } from '../../../web/shell/session.ts'
import { shownQuery } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'
import { useLevelSentence } from './WhoSees.tsx'

/** Above a restricted record, for those inside: that it is, and who sees it. */
export function RestrictionNotice({ id }: { id: string }) {
  const t = useRestrictionT()
  const sentence = useLevelSentence()
  const format = useFormat()
  const me = useMe()
  const { data } = useQuery(shownQuery(id))
  if (!data?.level) return null
  const own = data.admissions.find(
    ({ way, is_open, person }) => way === 'glass' && is_open && person?.id === me.person_id,
  )
  const others = data.admissions.filter((each) => each.way !== 'named' && each.is_open && each !== own).length
  return (
    <aside className={styles.notice} aria-label={t('restriction.notice.label')}>
      <IconLock size={18} aria-hidden />
      <p className={styles.text}>
        <strong>{t('restriction.notice.title')}</strong> {sentence(data)}{' '}
        {others > 0 && t('restriction.notice.others', { count: others })}{' '}
        {own?.until && (
          <strong>{t('restriction.notice.glass', { until: format.dateTime(own.until) })} </strong>
        )}
        {data.reason && <span className={styles.dim}>{data.reason.body}</span>}
      </p>
    </aside>
  )
}
