import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { base, rolesQuery } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

const families = [
  'own',
  'built-in',
  'conventional',
  'onc-short',
  'onc-university',
  'onc-research',
  'leadership',
] as const

/** The catalogue of roles by family, with how many people hold each. */
export function Page() {
  const t = useOrganizationT()
  const may = useMay()
  const { data, error, refetch } = useQuery(rolesQuery)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('organization.role.title')}
        note={t('organization.role.note')}
        actions={
          may('roles.manage') && (
            <Button component={AppLink} href={`${base}/roles/new`}>
              {t('organization.role.add')}
            </Button>
          )
        }
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton />
      ) : (
        families.map((family) => {
          const roles = data.rows.filter((role) => role.family === family)
          if (roles.length === 0) return null
          return (
            <section key={family} aria-labelledby={`family-${family}`}>
              <h2 id={`family-${family}`} className={styles.group}>
                {t(`organization.role.family.${family}`)}
              </h2>
              <ul className={styles.list}>
                {roles.map((role) => (
                  <li key={role.id}>
                    <span className={styles.words}>
                      <AppLink href={`${base}/roles/${role.id}`}>{role.title}</AppLink>
                      <span className={styles.small}>{role.summary}</span>
                    </span>
                    <span className={styles.small}>
                      {[
                        t('organization.role.holders', { count: role.holders }),
                        t('organization.role.count', { count: role.permissions.length }),
                        ...(role.archived_at ? [t('organization.archived.is')] : []),
                      ].join(' · ')}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )
        })
      )}
    </div>
  )
}
