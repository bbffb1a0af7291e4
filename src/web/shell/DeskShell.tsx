import { ActionIcon } from '@mantine/core'
import { IconMenu2, IconSearch } from '@tabler/icons-react'
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { Suspense, useMemo, useState } from 'react'
import { useT } from '../i18n/useT.ts'
import { AppLink } from '../kit/AppLink.tsx'
import { Density } from '../kit/Density.tsx'
import { useRouteAnnouncer } from '../kit/RouteAnnouncer.tsx'
import { SkipLink } from '../kit/SkipLink.tsx'
import { CommandPalette, openCommandPalette } from '../kit/shortcuts/CommandPalette.tsx'
import { Keys } from '../kit/shortcuts/Keys.tsx'
import { useCommandSource } from '../kit/shortcuts/useCommandSource.ts'
import { useShortcut } from '../kit/shortcuts/useShortcut.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { useCapabilities, useNavigation } from './capabilities-context.ts'
import { NavLinks } from './NavLinks.tsx'
import { NewsMenu } from './NewsMenu.tsx'
import { StepUpDialog } from './StepUpDialog.tsx'
import styles from './shell.module.css'
import { useShellT } from './useShellT.ts'
import { useShownPath } from './useShownPath.ts'
import { useLiveNews } from './useSignedIn.ts'
import type { NavItem } from './web-capability.ts'

/** The frame of the desk: navigation at the side, search and account at the top, the page in the middle. */
export function DeskShell() {
  return (
    <Density kind="desk">
      <Frame />
    </Density>
  )
}

function Frame() {
  const t = useShellT()
  const items = useNavigation('desk')
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [openAt, setOpenAt] = useState<string>()
  const isOpen = openAt === path
  useLiveNews()
  useRouteAnnouncer(useShownPath())
  useNavigationCommands(items)
  useShortcut('/', t('shell.search'), openCommandPalette)
  return (
    <div className={styles.desk}>
      <SkipLink />
      <header className={`${styles.top} wl-no-print`}>
        <ActionIcon
          className={styles.menuButton}
          variant="default"
          aria-label={t('shell.nav.more')}
          aria-expanded={isOpen}
          onClick={() => setOpenAt(isOpen ? undefined : path)}
        >
          <IconMenu2 size={18} />
        </ActionIcon>
        <AppLink href="/desk" className={styles.brand}>
          <img src="/wardline.svg" alt={t('shell.product')} />
          <span className={styles.brandName} aria-hidden>
            {t('shell.product')}
          </span>
        </AppLink>
        <button type="button" className={styles.search} onClick={openCommandPalette}>
          <IconSearch size={16} aria-hidden />
          <span>{t('shell.search')}</span>
          <Keys keys="mod+k" />
        </button>
        <div className={styles.spacer} />
        <NewsMenu />
        <AccountMenu />
      </header>
      <nav className={`${styles.side} wl-no-print`} data-open={isOpen} aria-label={t('shell.nav.main')}>
        <NavLinks items={items} />
      </nav>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <CommandPalette />
      <StepUpDialog />
      {items.map((item) => item.shortcut && <GoTo key={item.href} item={item} keys={item.shortcut} />)}
      <AmbientParts />
    </div>
  )
}

function GoTo({ item, keys }: { item: NavItem; keys: string }) {
  const t = useT()
  const router = useRouter()
  useShortcut(keys, t(item.label), () => router.navigate({ href: item.href }))
  return null
}

function useNavigationCommands(items: readonly NavItem[]): void {
  const t = useT()
  const ts = useShellT()
  const heading = ts('shell.nav.main')
  const commands = items.map((item) => ({
    id: `go:${item.href}`,
    label: t(item.label),
    href: item.href,
    ...(item.shortcut ? { shortcut: item.shortcut } : {}),
  }))
  const key = JSON.stringify(commands)
  // The commands are the same as long as their text is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for commands.
  useCommandSource(useMemo(() => ({ id: 'navigation', group: heading, order: 50, commands }), [key, heading]))
}

function AmbientParts() {
  return useCapabilities().map(
    ({ name, Ambient }) =>
      Ambient && (
        <Suspense key={name}>
          <Ambient />
        </Suspense>
      ),
  )
}
