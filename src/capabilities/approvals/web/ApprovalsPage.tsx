import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import styles from './approvals.module.css'
import { Deputies } from './Deputies.tsx'
import { listQuery, type Tab, tabs, usePlace } from './data.ts'
import { RowList } from './RowList.tsx'
import { Stuck } from './Stuck.tsx'
import { useApprovalsT } from './useApprovalsT.ts'

/** What waits for one’s decision, what was decided, and who decides in one’s place. */
export function Page() {
  const t = useApprovalsT()
  const { base, isDesk } = usePlace()
  const search = useSearch({ strict: false }) as { tab?: string }
  const tab: Tab = tabs.find((each) => each === search.tab) ?? 'waiting'
  const { data, isPending, isError, error, refetch } = useQuery(listQuery(tab))
  return (
    <div className={styles.page} data-desk={isDesk}>
      <PageHeader title={t('approvals.title')} note={t('approvals.note')} />
      <nav aria-label={t('approvals.tab.label')}>
        <ul className={styles.tabs}>
          {tabs.map((each) => (
            <li key={each}>
              <AppLink
                href={each === 'waiting' ? base : `${base}?tab=${each}`}
                aria-current={each === tab ? 'page' : undefined}
              >
                {t(`approvals.tab.${each}`)}
              </AppLink>
            </li>
          ))}
        </ul>
      </nav>
      {isPending && <ListSkeleton rows={3} />}
      {isError && <ErrorState problem={error} onRetry={() => refetch()} />}
      {data?.rows.length === 0 && (
        <EmptyState title={t(`approvals.empty.${tab}`)}>{t(`approvals.empty.${tab}Body`)}</EmptyState>
      )}
      {data && data.rows.length > 0 && <RowList rows={data.rows} label={t(`approvals.tab.${tab}`)} />}
      <Stuck />
      <Deputies />
    </div>
  )
}
