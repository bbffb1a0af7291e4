import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { breakPath, doorQuery } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'

/** Where a record is not there for somebody who may break glass: whether it is one that is restricted. */
export function GlassHint({ id }: { id: string }) {
  const t = useRestrictionT()
  const { data } = useQuery(doorQuery({ id }))
  if (!data) return null
  return (
    <aside className={styles.notice} aria-label={t('restriction.notice.label')}>
      <IconLock size={18} aria-hidden />
      <p className={styles.text}>
        <strong>{t('restriction.glass.isRestricted')}</strong>{' '}
        <AppLink href={`${breakPath}?id=${id}`}>{t('restriction.glass.ask')}</AppLink>
      </p>
    </aside>
  )
}
