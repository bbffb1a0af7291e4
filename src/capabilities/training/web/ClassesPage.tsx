import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { startOfDay } from '../../../web/i18n/day.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { MonthView } from './classes/MonthView.tsx'
import { type ClassLine, classesQuery, classTones, mondayOf } from './classes-data.ts'
import { PlanDialog } from './PlanDialog.tsx'
import { Table, Tabs, useDay } from './parts.tsx'
import { classesPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

type Search = { week?: string; month?: string; mine?: string | number }

/** The classes of a week or of a month, one's own or all. */
export function Page() {
  const t = useTrainingT()
  const may = useMay()
  const router = useRouter()
  const { day } = useFormat()
  const { week, month, mine } = useSearch({ strict: false }) as Search
  const monday = mondayOf(/^\d{4}-\d{2}-\d{2}$/.test(String(week)) ? String(week) : day(Date.now()))
  const shown = /^\d{4}-(0[1-9]|1[0-2])$/.test(String(month)) ? String(month) : undefined
  const isMine = String(mine ?? '') === '1'
  const [isPlanning, setPlanning] = useState(false)
  const hrefOf = (at: Search, own = isMine) =>
    `${classesPath}?${new URLSearchParams({ ...at, ...(own ? { mine: '1' } : {}) } as Record<string, string>)}`
  const here = shown ? { month: shown } : { week: monday }
  const toggle = shown ? { week: mondayOf(`${shown}-01`) } : { month: mondayOf(monday).slice(0, 7) }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.classes.title')}
        actions={
          <>
            <Button variant="default" component={AppLink} href={hrefOf(toggle)}>
              {t(shown ? 'training.classes.week' : 'training.classes.month')}
            </Button>
            {may('training.record') && (
              <Button onClick={() => setPlanning(true)}>{t('training.classes.plan')}</Button>
            )}
          </>
        }
      />
      <Tabs here={classesPath} />
      {may('training.record') && (
        <CheckboxField
          label={t('training.classes.taughtByMe')}
          checked={isMine}
          onChange={(event) => void router.navigate({ href: hrefOf(here, event.currentTarget.checked) })}
        />
      )}
      {shown ? (
        <MonthView month={shown} isMine={isMine} />
      ) : (
        <WeekView monday={monday} isMine={isMine} hrefOf={(at) => hrefOf({ week: at })} />
      )}
      {isPlanning && <PlanDialog onClose={() => setPlanning(false)} />}
    </div>
  )
}

function WeekView({
  monday,
  isMine,
  hrefOf,
}: {
  monday: string
  isMine: boolean
  hrefOf: (monday: string) => string
}) {
  const t = useTrainingT()
  const day = useDay()
  const { zone } = useFormat()
  const { data, error, refetch } = useQuery(
    classesQuery({
      from: startOfDay(monday, zone) ?? '',
      until: startOfDay(mondayOf(monday, 1), zone) ?? '',
      ...(isMine ? { taught_by_me: true } : {}),
    }),
  )
  return (
    <>
      <h2 className={styles.heading}>{t('training.classes.weekOf', { day: day(monday) })}</h2>
      <div className={styles.row}>
        <Button variant="default" component={AppLink} href={hrefOf(mondayOf(monday, -1))}>
          {t('training.classes.before')}
        </Button>
        <Button variant="default" component={AppLink} href={hrefOf(mondayOf(monday, 1))}>
          {t('training.classes.after')}
        </Button>
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
    </>
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
