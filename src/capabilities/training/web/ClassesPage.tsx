import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { type ClassLine, classesQuery, classTones, mondayOf } from './classes-data.ts'
import { PlanDialog } from './PlanDialog.tsx'
import { Table, Tabs, useDay } from './parts.tsx'
import { classesPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** The classes of a week, one's own or all. */
export function Page() {
  const t = useTrainingT()
  const may = useMay()
  const day = useDay()
  const format = useFormat()
  const router = useRouter()
  const { week, mine } = useSearch({ strict: false }) as { week?: string; mine?: string | number }
  const monday = mondayOf(/^\d{4}-\d{2}-\d{2}$/.test(String(week)) ? String(week) : format.day(Date.now()))
  const isMine = String(mine ?? '') === '1'
  const { data, error, refetch } = useQuery(
    classesQuery({
      from: `${monday}T00:00:00Z`,
      until: `${mondayOf(monday, 1)}T00:00:00Z`,
      ...(isMine ? { taught_by_me: true } : {}),
    }),
  )
  const [isPlanning, setPlanning] = useState(false)
  const hrefOf = (weeks: number, own = isMine) =>
    `${classesPath}?week=${mondayOf(monday, weeks)}${own ? '&mine=1' : ''}`
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.classes.title')}
        note={t('training.classes.weekOf', { day: day(monday) })}
        actions={
          may('training.record') && (
            <Button onClick={() => setPlanning(true)}>{t('training.classes.plan')}</Button>
          )
        }
      />
      <Tabs here={classesPath} />
      <div className={styles.row}>
        <Button variant="default" component={AppLink} href={hrefOf(-1)}>
          {t('training.classes.before')}
        </Button>
        <Button variant="default" component={AppLink} href={hrefOf(1)}>
          {t('training.classes.after')}
        </Button>
        {may('training.record') && (
          <CheckboxField
            label={t('training.classes.taughtByMe')}
            checked={isMine}
            onChange={(event) => void router.navigate({ href: hrefOf(0, event.currentTarget.checked) })}
          />
        )}
      </div>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('training.classes.empty')}>{t('training.classes.emptyBody')}</EmptyState>
      ) : (
        <ClassTable rows={data.rows} />
      )}
      {isPlanning && <PlanDialog onClose={() => setPlanning(false)} />}
    </div>
  )
}

function ClassTable({ rows }: { rows: ClassLine[] }) {
  const t = useTrainingT()
  const format = useFormat()
  return (
    <Table
      label={t('training.classes.title')}
      heads={[
        t('training.classes.when'),
        t('training.courses.course'),
        t('training.classes.place'),
        t('training.classes.trainers'),
        t('training.classes.seats'),
        t('training.column.state'),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            {format.dateTime(row.starts_at)}
            <div className={styles.small}>
              {t('training.classes.until', { time: format.time(row.ends_at) })}
            </div>
          </td>
          <th scope="row">
            <AppLink className={styles.link} href={`${classesPath}/${row.id}`}>
              {row.title}
            </AppLink>
            <div className={styles.small}>#{row.number}</div>
          </th>
          <td>{row.place ?? t('training.classes.noPlace')}</td>
          <td>{row.trainers.join(', ')}</td>
          <td>
            {t('training.classes.taken', { booked: row.booked, capacity: row.capacity })}
            {row.waiting > 0 && (
              <div className={styles.small}>{t('training.classes.waiting', { count: row.waiting })}</div>
            )}
          </td>
          <td>
            <StatusBadge tone={classTones[row.state]} label={t(`training.classes.state.${row.state}`)} />
          </td>
        </tr>
      ))}
    </Table>
  )
}
