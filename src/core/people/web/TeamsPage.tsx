import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { base, structureQuery } from './data.ts'
import styles from './organization.module.css'
import { TeamForm } from './TeamForm.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

/** All teams by line: the first line answers, the second and third are asked when it cannot. */
export function Page() {
  const t = useOrganizationT()
  const may = useMay()
  const router = useRouter()
  const [isAdding, setAdding] = useState(false)
  const [withArchived, setArchived] = useState(false)
  const { data, error, refetch } = useQuery(structureQuery(withArchived))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('organization.team.title')}
        note={t('organization.team.note')}
        actions={
          may('teams.manage') && <Button onClick={() => setAdding(true)}>{t('organization.team.add')}</Button>
        }
      />
      <div className={styles.filters}>
        <CheckboxField
          label={t('organization.archived.show')}
          checked={withArchived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
      </div>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton />
      ) : data.teams.length === 0 ? (
        <EmptyState title={t('organization.team.empty')}>{t('organization.team.emptyBody')}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {data.teams.map((team) => (
            <li key={team.id}>
              <AppLink href={`${base}/teams/${team.id}`}>{team.name}</AppLink>
              <span className={styles.small}>
                {[
                  t('organization.team.line', { tier: team.tier }),
                  t('organization.team.members', { count: team.members }),
                  ...(team.archived_at ? [t('organization.archived.is')] : []),
                ].join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {isAdding && (
        <TeamForm
          onClose={() => setAdding(false)}
          onDone={(id) => router.history.push(`${base}/teams/${id}`)}
        />
      )}
    </div>
  )
}
