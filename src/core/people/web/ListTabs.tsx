import { AppLink } from '../../../web/kit/AppLink.tsx'
import { base } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

export const lists = ['departments', 'places', 'workstations', 'sites', 'skills', 'categories'] as const
export type ListName = (typeof lists)[number]

/** The small lists of the organization side by side; each has its own address. */
export function ListTabs({ here }: { here: ListName }) {
  const t = useOrganizationT()
  return (
    <nav aria-label={t('organization.lists.nav')}>
      <ul className={styles.tabs}>
        {lists.map((name) => (
          <li key={name}>
            <AppLink href={`${base}/lists/${name}`} aria-current={name === here ? 'page' : undefined}>
              {t(`organization.lists.${name}.title`)}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
