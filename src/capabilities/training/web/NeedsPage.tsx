import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { type Need, needsQuery } from './data.ts'
import { NeedNumbers, NeedState } from './needs.tsx'
import { Table, Tabs } from './parts.tsx'
import { needsPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** What the queue shows that has to be taught. */
export function Page() {
  const t = useTrainingT()
  const router = useRouter()
  const isAll = (useSearch({ strict: false }) as Record<string, unknown>).state === 'all'
  return (
    <div className={styles.page}>
      <PageHeader title={t('training.needs.title')} note={t('training.needs.note')} />
      <Tabs here={needsPath} />
      <div className={styles.filters}>
        <SelectField
          label={t('training.column.state')}
          value={isAll ? 'all' : ''}
          data={[
            { value: '', label: t('training.needs.current') },
            { value: 'all', label: t('training.needs.all') },
          ]}
          onChange={(event) =>
            router.history.push(event.currentTarget.value ? `${needsPath}?state=all` : needsPath)
          }
        />
      </div>
      <List isAll={isAll} />
    </div>
  )
}

function List({ isAll }: { isAll: boolean }) {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(needsQuery(isAll))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={6} />
  if (data.rows.length === 0)
    return <EmptyState title={t('training.needs.empty')}>{t('training.needs.emptyBody')}</EmptyState>
  return (
    <Table
      label={t('training.needs.title')}
      heads={[t('training.needs.what'), t('training.needs.asked'), t('training.column.state')]}
    >
      {data.rows.map((need) => (
        <Line key={need.id} need={need} />
      ))}
    </Table>
  )
}

function Line({ need }: { need: Need }) {
  const t = useTrainingT()
  return (
    <tr>
      <th scope="row">
        <AppLink className={styles.link} href={`${needsPath}/${need.id}`}>
          {[need.application, need.category].filter(Boolean).join(' · ')}
        </AppLink>
        <div className={styles.small}>{need.department || t('training.surveys.everybody')}</div>
      </th>
      <td>
        <NeedNumbers need={need} />
      </td>
      <td>
        <NeedState state={need.state} />
      </td>
    </tr>
  )
}
