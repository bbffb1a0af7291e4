import { AppLink } from '../../../web/kit/AppLink.tsx'
import styles from './notices.module.css'
import { useNoticesT } from './useNoticesT.ts'

/** Where one's own page leads to what one is told of. */
export function ProfilePart() {
  const t = useNoticesT()
  return (
    <section className={styles.part} aria-labelledby="notices">
      <h2 id="notices">{t('notices.settings.title')}</h2>
      <p className={styles.small}>{t('notices.settings.note')}</p>
      <AppLink href="/notices/settings" className={styles.link}>
        {t('notices.settings.link')}
      </AppLink>
    </section>
  )
}
