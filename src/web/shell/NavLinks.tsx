import { useRouterState } from '@tanstack/react-router'
import { useT } from '../i18n/useT.ts'
import { AppLink } from '../kit/AppLink.tsx'
import styles from './shell.module.css'
import type { NavItem } from './web-capability.ts'

/** Links of the navigation, in groups; the page that is shown is marked. */
export function NavLinks({ items }: { items: readonly NavItem[] }) {
  const t = useT()
  const path = useRouterState({ select: (state) => state.location.pathname })
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
                aria-current={isHere(path, item.href) ? 'page' : undefined}
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

function isHere(path: string, href: string): boolean {
  return path === href || (href !== '/' && href !== '/desk' && path.startsWith(`${href}/`))
}
