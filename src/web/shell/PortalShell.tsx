import { Outlet } from '@tanstack/react-router'
import { AppLink } from '../kit/AppLink.tsx'
import { Density } from '../kit/Density.tsx'
import { useRouteAnnouncer } from '../kit/RouteAnnouncer.tsx'
import { SkipLink } from '../kit/SkipLink.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { useNavigation } from './capabilities-context.ts'
import { NavLinks } from './NavLinks.tsx'
import { NewsLink } from './NewsMenu.tsx'
import { StepUpDialog } from './StepUpDialog.tsx'
import styles from './shell.module.css'
import { useShellT } from './useShellT.ts'
import { useShownPath } from './useShownPath.ts'
import { useLiveNews } from './useSignedIn.ts'

/** The frame of the portal: large targets, one column, who is signed in always in sight. */
export function PortalShell() {
  return (
    <Density kind="portal">
      <Frame />
    </Density>
  )
}

function Frame() {
  const t = useShellT()
  useLiveNews()
  useRouteAnnouncer(useShownPath())
  return (
    <div className={styles.portal}>
      <SkipLink />
      <header className={`${styles.top} ${styles.portalTop}`}>
        <AppLink href="/" className={styles.brand}>
          <img src="/wardline.svg" alt="" />
          {t('shell.product')}
        </AppLink>
        <nav className={styles.tabs} aria-label={t('shell.nav.main')}>
          <NavLinks items={useNavigation('portal')} />
        </nav>
        <div className={styles.spacer} />
        <NewsLink />
        <AccountMenu />
      </header>
      <main id="main" className={styles.portalMain} tabIndex={-1}>
        <Outlet />
      </main>
      <StepUpDialog />
    </div>
  )
}
