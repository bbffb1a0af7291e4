import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { type CourseFilter, courseStates, coursesQuery, courseTones } from './courses-data.ts'
import { Table, Tabs } from './parts.tsx'
import { coursesPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** What is taught. */
export function Page() {
  const t = useTrainingT()
  const format = useFormat()
  const may = useMay()
  const { state, q } = useSearch({ strict: false }) as CourseFilter
  const filter: CourseFilter = { ...(state ? { state } : {}), ...(q ? { q } : {}) }
  const { data, error, refetch } = useQuery(coursesQuery(filter))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.courses.title')}
        note={t('training.courses.note')}
        actions={
          may('training.manage') && (
            <Button component={AppLink} href={`${coursesPath}/new`}>
              {t('training.courses.add')}
            </Button>
          )
        }
      />
      <Tabs here={coursesPath} />
      <Filters filter={filter} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('training.courses.empty')}>{t('training.courses.emptyBody')}</EmptyState>
      ) : (
        <Table
          label={t('training.courses.title')}
          heads={[
            t('training.courses.course'),
            t('training.column.kind'),
            t('training.courses.audience'),
            t('training.courses.length'),
            t('training.column.state'),
          ]}
        >
          {data.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <AppLink className={styles.link} href={`${coursesPath}/${row.id}`}>
                  {row.title}
                </AppLink>
                <div className={styles.small}>{row.applications.join(', ')}</div>
              </th>
              <td>{t(`training.courses.kind.${row.course_kind}`)}</td>
              <td>{row.audience}</td>
              <td>{t('training.line.minutes', { count: row.minutes })}</td>
              <td>
                <StatusBadge tone={courseTones[row.state]} label={t(`training.courses.state.${row.state}`)} />
                {row.published !== null && (
                  <div className={styles.small}>
                    {t('training.line.version', { version: format.number(row.published) })}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  )
}

function Filters({ filter }: { filter: CourseFilter }) {
  const t = useTrainingT()
  const router = useRouter()
  const [q, setQ] = useState(filter.q ?? '')
  const go = (next: { state?: string; q?: string }) => {
    const search = new URLSearchParams(
      Object.entries(next).filter(([, value]) => value) as [string, string][],
    )
    void router.navigate({ href: `${coursesPath}${search.size > 0 ? `?${search}` : ''}` })
  }
  return (
    <form
      className={styles.filters}
      onSubmit={(event) => {
        event.preventDefault()
        go({ ...filter, q: q.trim() })
      }}
    >
      <TextField
        type="search"
        label={t('training.courses.search')}
        value={q}
        maxLength={100}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <SelectField
        label={t('training.column.state')}
        value={filter.state ?? ''}
        data={[
          { value: '', label: t('training.courses.allStates') },
          ...courseStates.map((value) => ({ value, label: t(`training.courses.state.${value}`) })),
        ]}
        onChange={(event) => go({ ...filter, state: event.currentTarget.value })}
      />
    </form>
  )
}
