import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { QuizList } from './assessment/QuizList.tsx'
import { CheckOffsOf } from './check-offs/CheckOffList.tsx'
import { MyClaims } from './claims/MyClaims.tsx'
import { mineQuery } from './data.ts'
import { Booked } from './homes/Booked.tsx'
import { Due } from './homes/Due.tsx'
import { PackageList } from './PackageList.tsx'
import { myClassesPath, myPeoplePath, myRecordsPath } from './paths.ts'
import { MyPlans } from './plans/MyPlans.tsx'
import { SurveyList } from './survey/SurveyList.tsx'
import { TranscriptView } from './TranscriptView.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** One's own learning: what is due, booked, begun and done. */
export function Page() {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(mineQuery)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.mine.title')}
        note={t('training.mine.note')}
        actions={
          <div className={styles.buttons}>
            <Button h={44} variant="default" component={AppLink} href={myPeoplePath}>
              {t('training.matrix.myPeople')}
            </Button>
            <Button h={44} variant="default" component={AppLink} href={myRecordsPath}>
              {t('training.records.mine')}
            </Button>
            <Button h={44} variant="default" component={AppLink} href={myClassesPath}>
              {t('training.classes.mine')}
            </Button>
          </div>
        }
      />
      <SurveyList />
      <Due />
      <MyPlans />
      <Booked />
      <PackageList />
      <QuizList />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <>
          <TranscriptView transcript={data} mayRevoke={false} />
          <MyClaims credentials={data.credentials} />
          <CheckOffsOf personId={data.person.id} />
        </>
      ) : (
        <PageSkeleton />
      )}
    </div>
  )
}
