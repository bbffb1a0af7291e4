import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { Tabs, useDay } from '../parts.tsx'
import { surveysPath } from '../paths.ts'
import { RedactButton } from '../RedactButton.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type Results, resultsQuery, surveysKey } from './data.ts'
import { ResultTable } from './ResultTable.tsx'
import { SurveyState } from './SurveyState.tsx'

/** One survey of needs, and what came of it. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(resultsQuery(id))
  return (
    <div className={styles.page}>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Shown survey={data} />
      ) : (
        <ListSkeleton rows={6} />
      )}
    </div>
  )
}

function Shown({ survey }: { survey: Results }) {
  const t = useTrainingT()
  const day = useDay()
  const may = useMay()
  return (
    <>
      <PageHeader
        title={survey.title}
        note={t('training.surveys.asks', {
          whom: survey.whom,
          from: day(survey.starts_on),
          to: day(survey.ends_on),
        })}
        {...(may('training.manage')
          ? {
              actions:
                survey.ended_at === null ? (
                  <End id={survey.id} />
                ) : (
                  <RedactButton kind="survey" id={survey.id} />
                ),
            }
          : {})}
      />
      <Tabs here={surveysPath} />
      <div className={styles.row}>
        <SurveyState survey={survey} />
        <p className={styles.small}>
          {t('training.surveys.of', { answered: survey.answered, asked: survey.asked })}
        </p>
      </div>
      {survey.ended_at === null ? (
        <p className={styles.more}>{t('training.surveys.running')}</p>
      ) : (
        <Ended survey={survey} />
      )}
    </>
  )
}

function Ended({ survey }: { survey: Results }) {
  const t = useTrainingT()
  const count = survey.people_min
  return (
    <>
      <p className={styles.more}>{t('training.surveys.anonymous', { count })}</p>
      {survey.competencies.map((competency) => (
        <section key={competency.id}>
          <h2 className={styles.heading}>{`${competency.code} ${competency.name}`}</h2>
          {competency.blocks.length === 0 ? (
            <p className={styles.small}>{t('training.surveys.few', { count })}</p>
          ) : (
            <ResultTable surveyId={survey.id} of={competency} />
          )}
        </section>
      ))}
      <h2 className={styles.heading}>{t('training.surveys.wishes')}</h2>
      {survey.wishes.length === 0 ? (
        <p className={styles.small}>{t('training.surveys.fewWishes', { count })}</p>
      ) : (
        <ul className={styles.lines}>
          {survey.wishes.map((wish, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: Two people can wish for the same, and they never change.
            <li key={at} className={styles.words}>
              {wish}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function End({ id }: { id: string }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(api.POST('/api/training/needs-surveys/{id}/end', { params: { path: { id } }, body: {} }))
    await queries.invalidateQueries({ queryKey: surveysKey })
  })
  return (
    <>
      <Button variant="default" loading={isBusy} onClick={() => setAsked(true)}>
        {t('training.surveys.end')}
      </Button>
      <Failure problem={problem} />
      <ConfirmDialog
        isOpen={isAsked}
        title={t('training.surveys.endTitle')}
        confirmLabel={t('training.surveys.end')}
        onConfirm={() => {
          setAsked(false)
          void submit()
        }}
        onCancel={() => setAsked(false)}
      >
        {t('training.surveys.endBody')}
      </ConfirmDialog>
    </>
  )
}
