import { useKitT } from '../i18n/useKitT.ts'
import styles from './SkipLink.module.css'

/** The first stop of the Tab key: over the navigation, to the element with this id (usually <main>). */
export function SkipLink({ to = 'main' }: { to?: string }) {
  const t = useKitT()
  const jump = () => {
    const target = document.getElementById(to)
    if (!target) return
    if (!target.hasAttribute('tabindex')) target.setAttribute('tabindex', '-1')
    target.focus()
  }
  return (
    <a className={styles.link} href={`#${to}`} onClick={jump}>
      {t('kit.skip')}
    </a>
  )
}
