import { useRouterState } from '@tanstack/react-router'
import { useT } from '../i18n/useT.ts'
import { AppLink } from '../kit/AppLink.tsx'
import styles from './shell.module.css'
import type { NavItem } from './web-capability.ts'

/** Links of the navigation, in groups; the page that is shown is marked. */
export function NavLinks({ items }: { items: readonly NavItem[] }) {
  const t = useT()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const here = hereOf(path, items)
  const groups = [...new Set(items.map((item) => item.group))]
  return groups.map((group) => (
    <div key={group ?? ''}>
      {group && <p className={styles.group}>{t(group)}</p>}
      <ul>
        {items
          .filter((item) => item.group === group)
          .map((item) => (
            <li key={item.href}>
              <AppLink
                href={item.href}
                className={styles.link}
                aria-current={item.href === here ? 'page' : undefined}
              >
                <item.icon size={18} stroke={1.6} aria-hidden />
                {t(item.label)}
              </AppLink>
            </li>
          ))}
      </ul>
    </div>
  ))
}

/** The one entry that the page belongs to: of those whose address it lies under, the one that says most. */
function hereOf(path: string, items: readonly NavItem[]): string | undefined {
  const above = items.map(({ href }) => href).filter((href) => isUnder(path, href))
  return above.reduce<string | undefined>(
    (best, href) => (best === undefined || href.length > best.length ? href : best),
    undefined,
  )
}

function isUnder(path: string, href: string): boolean {
  return path === href || (href !== '/' && href !== '/desk' && path.startsWith(`${href}/`))
}
