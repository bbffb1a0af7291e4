import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { attemptPath, minePath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type Quiz, quizQuery } from './data.ts'

/** What a quiz asks of whoever takes it, and how one did before. */
export function Page() {
  const t = useTrainingT()
  const router = useRouter()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(quizQuery(id))
  const { isBusy, problem, submit } = useSubmit(async () => {
    const begun = await ask(
      api.POST('/api/training/quizzes/{id}/attempts', { params: { path: { id } }, body: {} }),
    )
    await router.navigate({ href: `${attemptPath}/${begun.id}` })
  })
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        title={data.title}
        above={
          <AppLink className={styles.link} href={minePath}>
            {t('training.course.back')}
          </AppLink>
        }
      />
      {data.instructions && <p className={styles.words}>{data.instructions}</p>}
      <ul className={styles.words}>
        <li>{t('training.assessment.quiz.questions', { count: data.questions })}</li>
        <li>{t('training.assessment.quiz.pass', { percent: data.pass_percent })}</li>
        <li>
          {data.minutes === null
            ? t('training.assessment.quiz.noLimit')
            : t('training.assessment.quiz.minutes', { count: data.minutes })}
        </li>
        <li>
          {data.attempts_max === null
            ? t('training.assessment.quiz.anyAttempts')
            : t('training.assessment.quiz.attempts', { used: data.tries, of: data.attempts_max })}
        </li>
      </ul>
      <Failure problem={problem} />
      {data.may_start ? (
        <Button mt="md" h={44} loading={isBusy} onClick={() => void submit()}>
          {t(data.open_id === null ? 'training.assessment.quiz.start' : 'training.assessment.quiz.goOn')}
        </Button>
      ) : (
        <p className={styles.late}>{t('training.assessment.quiz.noneLeft')}</p>
      )}
      <Own quiz={data} />
    </div>
  )
}

function Own({ quiz }: { quiz: Quiz }) {
  const t = useTrainingT()
  const format = useFormat()
  const done = quiz.own.filter(({ handed_in_at }) => handed_in_at !== null)
  if (done.length === 0) return null
  return (
    <>
      <h2 className={styles.heading}>{t('training.assessment.quiz.own')}</h2>
      <ul className={styles.courses}>
        {done.map((each) => (
          <li key={each.id}>
            <AppLink className={styles.link} href={`${attemptPath}/${each.id}`}>
              {t('training.assessment.quiz.nth', {
                nth: each.nth,
                at: format.dateTime(each.handed_in_at ?? ''),
              })}
            </AppLink>
            <span>
              <StatusBadge
                tone={each.is_passed ? 'success' : 'danger'}
                label={t(each.is_passed ? 'training.assessment.passed' : 'training.assessment.failed')}
              />{' '}
              {each.score_percent} %
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
