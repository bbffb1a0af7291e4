import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { missesQuery } from './find.ts'
import styles from './search.module.css'
import { useFindingT } from './useFindingT.ts'

/** What people looked for and nobody has written yet. */
export function Page() {
  const t = useFindingT()
  const { data, error, refetch } = useQuery(missesQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('finding.missed.title')} note={t('finding.missed.note')} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('finding.missed.none.title')}>{t('finding.missed.none.body')}</EmptyState>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('finding.missed.words')}</th>
              <th scope="col">{t('finding.missed.times')}</th>
              <th scope="col">{t('finding.missed.last')}</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.words}>
                <th scope="row">
                  <AppLink href={`/desk/search?q=${encodeURIComponent(row.words)}`}>{row.words}</AppLink>
                </th>
                <td>{row.times}</td>
                <td>
                  <Time at={row.last_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
