import type en from '../i18n/en.json' with { type: 'json' }
import { useT } from '../i18n/useT.ts'
import styles from './SkipLink.module.css'

/** The first stop of the Tab key: over the navigation, to the element with this id (usually <main>). */
export function SkipLink({ to = 'main' }: { to?: string }) {
  const t = useT<typeof en>()
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
