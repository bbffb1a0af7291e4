import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { type Gap, type GapFilter, gapsQuery } from './data.ts'
import { CredentialState, Table } from './parts.tsx'
import { peoplePath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** Who lacks what, the longest missing first; more comes on demand. */
export function GapList({ filter }: { filter: GapFilter }) {
  const t = useTrainingT()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    gapsQuery(filter),
  )
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={8} />
  const rows = data.pages.flatMap((page) => page.rows)
  if (rows.length === 0)
    return <EmptyState title={t('training.gaps.empty')}>{t('training.gaps.emptyBody')}</EmptyState>
  return (
    <>
      <Table
        label={t('training.gaps.title')}
        heads={[
          t('training.column.person'),
          t('training.column.department'),
          t('training.column.competency'),
          t('training.column.state'),
        ]}
      >
        {rows.map((row) => (
          <Line key={`${row.person_id} ${row.requirement_id}`} row={row} />
        ))}
      </Table>
      {hasNextPage && (
        <Button
          className={styles.more}
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('training.more')}
        </Button>
      )}
    </>
  )
}

function Line({ row }: { row: Gap }) {
  const may = useMay()
  return (
    <tr>
      <th scope="row">
        {may('training.read_all') ? (
          <AppLink className={styles.link} href={`${peoplePath}/${row.person_id}`}>
            {row.person}
          </AppLink>
        ) : (
          row.person
        )}
        <div className={styles.small}>{row.title}</div>
      </th>
      <td>{row.department ?? '–'}</td>
      <td>
        {row.competency}
        <div className={styles.small}>{[row.code, row.level_name].filter(Boolean).join(' · ')}</div>
      </td>
      <td>
        <CredentialState of={row} />
      </td>
    </tr>
  )
}
