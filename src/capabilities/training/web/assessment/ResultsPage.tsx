import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { Table, Tabs } from '../parts.tsx'
import { assessmentPath, attemptPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { resultsQuery } from './data.ts'

/** How a quiz went: its questions, and who handed in what. */
export function Page() {
  const t = useTrainingT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(resultsQuery(id))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        title={data.title}
        note={t('training.assessment.results.note', { count: data.people_min })}
      />
      <Tabs here={assessmentPath} />
      {data.rows.length === 0 ? (
        <EmptyState title={t('training.assessment.results.none')}>
          {t('training.assessment.results.noneBody')}
        </EmptyState>
      ) : (
        <Results data={data} />
      )}
    </div>
  )
}

function Results({
  data,
}: {
  data: Awaited<ReturnType<NonNullable<ReturnType<typeof resultsQuery>['queryFn']>>>
}) {
  const t = useTrainingT()
  const format = useFormat()
  const few = t('training.assessment.results.few')
  return (
    <>
      <h2 className={styles.heading}>{t('training.assessment.questions')}</h2>
      <Table
        label={t('training.assessment.questions')}
        heads={[
          t('training.assessment.field.prompt'),
          t('training.assessment.results.n'),
          t('training.assessment.results.difficulty'),
          t('training.assessment.results.discrimination'),
        ]}
      >
        {data.items.map((item) => (
          <tr key={`${item.question_id} ${item.version}`}>
            <td>{item.prompt}</td>
            <td>{item.n}</td>
            <td>{item.difficulty === null ? few : `${Math.round(item.difficulty * 100)} %`}</td>
            <td>
              {item.discrimination === null
                ? item.difficulty === null
                  ? few
                  : t('training.assessment.results.same')
                : item.discrimination.toFixed(2)}
            </td>
          </tr>
        ))}
      </Table>
      <h2 className={styles.heading}>{t('training.assessment.results.people')}</h2>
      <Table
        label={t('training.assessment.results.people')}
        heads={[
          t('training.column.person'),
          t('training.assessment.results.attempt'),
          t('training.assessment.results.score'),
          t('training.column.state'),
        ]}
      >
        {data.rows.map((row) => (
          <tr key={row.id}>
            <td>{row.person}</td>
            <td>
              <AppLink className={styles.link} href={`${attemptPath}/${row.id}`}>
                {t('training.assessment.quiz.nth', { nth: row.nth, at: format.dateTime(row.handed_in_at) })}
              </AppLink>
            </td>
            <td>{row.score_percent} %</td>
            <td>
              <StatusBadge
                tone={row.is_passed ? 'success' : 'danger'}
                label={t(row.is_passed ? 'training.assessment.passed' : 'training.assessment.failed')}
              />
            </td>
          </tr>
        ))}
      </Table>
    </>
  )
}
