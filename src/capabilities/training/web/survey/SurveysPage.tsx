import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { Table, Tabs, useDay } from '../parts.tsx'
import { surveysPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type SurveyRow, surveysQuery } from './data.ts'
import { SurveyDialog } from './SurveyDialog.tsx'
import { SurveyState } from './SurveyState.tsx'

/** Surveys of needs: those that run, and what came of the others. */
export function Page() {
  const t = useTrainingT()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const { data, error, refetch } = useQuery(surveysQuery)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.surveys.title')}
        note={t('training.surveys.note')}
        {...(may('training.manage')
          ? { actions: <Button onClick={() => setAsking(true)}>{t('training.surveys.add')}</Button> }
          : {})}
      />
      <Tabs here={surveysPath} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={4} />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('training.surveys.none')}>{t('training.surveys.noneBody')}</EmptyState>
      ) : (
        <Table
          label={t('training.surveys.title')}
          heads={[
            t('training.surveys.field.title'),
            t('training.column.subject'),
            t('training.surveys.days'),
            t('training.surveys.answered'),
            t('training.column.state'),
          ]}
        >
          {data.rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </Table>
      )}
      {isAsking && <SurveyDialog onClose={() => setAsking(false)} />}
    </div>
  )
}

function Row({ row }: { row: SurveyRow }) {
  const t = useTrainingT()
  const day = useDay()
  return (
    <tr>
      <th scope="row">
        <AppLink className={styles.link} href={`${surveysPath}/${row.id}`}>
          {row.title}
        </AppLink>
      </th>
      <td>
        {row.whom}
        <div className={styles.small}>{t(`training.subject.${row.subject}`)}</div>
      </td>
      <td>{t('training.surveys.fromTo', { from: day(row.starts_on), to: day(row.ends_on) })}</td>
      <td>{t('training.surveys.of', { answered: row.answered, asked: row.asked })}</td>
      <td>
        <SurveyState survey={row} />
      </td>
    </tr>
  )
}
