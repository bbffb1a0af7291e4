import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Table, Tabs } from '../parts.tsx'
import { assessmentPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type QuestionRow, type QuizRow, questionsQuery, quizzesQuery } from './data.ts'

/** The quizzes, and the bank of questions from which they are made. */
export function Page() {
  const t = useTrainingT()
  const quizzes = useQuery(quizzesQuery)
  const questions = useQuery(questionsQuery({}))
  const error = quizzes.error ?? questions.error
  return (
    <div className={styles.page}>
      <PageHeader title={t('training.assessment.title')} note={t('training.assessment.note')} />
      <Tabs here={assessmentPath} />
      {error ? (
        <ErrorState
          problem={error}
          onRetry={() => {
            void quizzes.refetch()
            void questions.refetch()
          }}
        />
      ) : !quizzes.data || !questions.data ? (
        <ListSkeleton rows={4} />
      ) : (
        <>
          <Quizzes rows={quizzes.data.rows} hasQuestions={questions.data.rows.length > 0} />
          <Bank rows={questions.data.rows} />
        </>
      )}
    </div>
  )
}

function Quizzes({ rows, hasQuestions }: { rows: readonly QuizRow[]; hasQuestions: boolean }) {
  const t = useTrainingT()
  return (
    <>
      <h2 className={styles.heading}>{t('training.assessment.quizzes')}</h2>
      {rows.length === 0 ? (
        <EmptyState title={t('training.assessment.noQuiz')}>{t('training.assessment.noQuizBody')}</EmptyState>
      ) : (
        <Table
          label={t('training.assessment.quizzes')}
          heads={[
            t('training.assessment.field.title'),
            t('training.assessment.bank'),
            t('training.packages.learners'),
            t('training.column.state'),
            t('training.column.actions'),
          ]}
        >
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </Table>
      )}
      {hasQuestions && (
        <Button mt="sm" component={AppLink} href={`${assessmentPath}/quizzes/new`}>
          {t('training.assessment.addQuiz')}
        </Button>
      )}
    </>
  )
}

function Row({ row }: { row: QuizRow }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(
      api.POST('/api/training/quizzes/{id}/open', {
        params: { path: { id: row.id } },
        body: { is_open: !row.is_open },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  })
  return (
    <tr>
      <td>
        <AppLink className={styles.link} href={`${assessmentPath}/quizzes/${row.id}`}>
          {row.title}
        </AppLink>
      </td>
      <td>{row.questions}</td>
      <td>{row.learners}</td>
      <td>{t(row.is_open ? 'training.assessment.open' : 'training.assessment.closed')}</td>
      <td>
        <Button
          variant="default"
          size="compact-md"
          loading={isBusy}
          aria-label={t(row.is_open ? 'training.assessment.closeOf' : 'training.assessment.openOf', {
            title: row.title,
          })}
          onClick={() => void submit()}
        >
          {t(row.is_open ? 'training.assessment.doClose' : 'training.assessment.doOpen')}
        </Button>{' '}
        <Button
          variant="default"
          size="compact-md"
          component={AppLink}
          href={`${assessmentPath}/quizzes/${row.id}/edit`}
          aria-label={t('training.packages.editOf', { title: row.title })}
        >
          {t('training.edit')}
        </Button>
        <Failure problem={problem} />
      </td>
    </tr>
  )
}

function Bank({ rows }: { rows: readonly QuestionRow[] }) {
  const t = useTrainingT()
  return (
    <>
      <h2 className={styles.heading}>{t('training.assessment.bank')}</h2>
      {rows.length === 0 ? (
        <EmptyState title={t('training.assessment.noQuestion')}>
          {t('training.assessment.noQuestionBody')}
        </EmptyState>
      ) : (
        <Table
          label={t('training.assessment.bank')}
          heads={[
            t('training.assessment.field.prompt'),
            t('training.column.kind'),
            t('training.column.competency'),
            t('training.assessment.inQuizzes'),
          ]}
        >
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <AppLink className={styles.link} href={`${assessmentPath}/questions/${row.id}`}>
                  {row.prompt}
                </AppLink>
              </td>
              <td>{t(`training.assessment.kind.${row.question_kind}`)}</td>
              <td>{row.competency}</td>
              <td>{row.quizzes}</td>
            </tr>
          ))}
        </Table>
      )}
      <Button mt="sm" variant="default" component={AppLink} href={`${assessmentPath}/questions/new`}>
        {t('training.assessment.addQuestion')}
      </Button>
    </>
  )
}
