import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import styles from '../catalog.module.css'
import { offeredQuery } from '../data.ts'
import { useCatalogT } from '../useCatalogT.ts'

/** Above a new request: what has a form of its own is asked for with it. */
export function NewPart() {
  const t = useCatalogT()
  const { data } = useQuery(offeredQuery)
  if (!data || data.rows.length === 0) return null
  return (
    <p className={styles.hint}>
      {t('catalog.home.newHint')} <AppLink href="/catalog">{t('catalog.home.newLink')}</AppLink>
    </p>
  )
}
