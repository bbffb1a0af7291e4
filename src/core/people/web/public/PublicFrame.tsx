import type { ReactNode } from 'react'
import { LanguageSwitch } from '../../../../web/i18n/LanguageSwitch.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Density } from '../../../../web/kit/Density.tsx'
import { useTitle } from '../../../../web/kit/useTitle.ts'
import styles from './public.module.css'
import { useAccountT } from './useAccountT.ts'

type PublicFrameProps = { title: string; children: ReactNode; isWide?: boolean; hasSignIn?: boolean }

/** One card in the middle of the page, for somebody whom the product does not know yet. */
export function PublicFrame(props: PublicFrameProps) {
  return (
    <Density kind="portal">
      <main id="main" className={styles.frame}>
        <Card {...props} />
      </main>
    </Density>
  )
}

function Card({ title, children, isWide, hasSignIn = true }: PublicFrameProps) {
  const t = useAccountT()
  useTitle(title)
  return (
    <>
      <p className={styles.brand}>
        <img src="/wardline.svg" alt="" />
        Wardline
      </p>
      <div className={styles.card} data-wide={isWide}>
        <h1>{title}</h1>
        {children}
        {hasSignIn && (
          <AppLink href="/sign-in" className={styles.link}>
            {t('account.signIn')}
          </AppLink>
        )}
      </div>
      <div className={styles.language}>
        <LanguageSwitch />
      </div>
    </>
  )
}
