import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { filterOf, recordsQuery } from './data.ts'
import { RecordFilters } from './RecordFilters.tsx'
import { RecordTable } from './RecordTable.tsx'

/** The list at its address, with what stands above it and below its head. */
export function RecordList({
  path,
  note,
  above,
  tabs,
}: {
  path: string
  note: string
  above?: React.ReactNode
  tabs?: React.ReactNode
}) {
  const t = useTrainingT()
  const router = useRouter()
  const filter = filterOf(useSearch({ strict: false }))
  const first = useInfiniteQuery(recordsQuery(filter)).data?.pages[0]
  const show = (change: Record<string, string>) => {
    const next = new URLSearchParams(
      Object.entries({ ...filter, ...change }).filter(([, value]) => value !== ''),
    )
    router.history.push(next.size > 0 ? `${path}?${next}` : path)
  }
  return (
    <div className={styles.page}>
      <PageHeader
        above={above}
        title={t('training.records.title')}
        note={note}
        actions={
          <Button
            component="a"
            h={44}
            variant="default"
            href={`/api/training/records/export.csv?${new URLSearchParams(filter)}`}
            download
          >
            {t('training.records.export')}
          </Button>
        }
      />
      {tabs}
      {tabs ? (
        <RecordFilters filter={filter} first={first} onChange={show} />
      ) : (
        // On a phone the records come before what they can be narrowed by.
        <details className={styles.fold} open={Object.keys(filter).length > 0}>
          <summary>{t('training.records.filters')}</summary>
          <RecordFilters filter={filter} first={first} onChange={show} />
        </details>
      )}
      <RecordTable filter={filter} />
    </div>
  )
}
