import { useQuery } from '@tanstack/react-query'
import { useLocation, useParams } from '@tanstack/react-router'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { myPlansPath, plansPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type Plan, planQuery } from './data.ts'
import { PlanItems } from './PlanItems.tsx'
import { PlanSteps } from './PlanSteps.tsx'
import { PlanState, Progress } from './PlanTable.tsx'

/** One learning plan: what is to be learned until when, how far it is, and what the reader may do with it. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(planQuery(id))
  return (
    <div className={styles.page}>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Shown plan={data} />
      ) : (
        <ListSkeleton rows={6} />
      )}
    </div>
  )
}

function Shown({ plan }: { plan: Plan }) {
  const t = useTrainingT()
  const isDesk = useLocation({ select: ({ pathname }) => pathname.startsWith(plansPath) })
  return (
    <>
      <PageHeader
        title={t('training.plans.of', { name: plan.learner })}
        note={
          plan.reviewer === null
            ? t('training.plans.reviewedByTraining', { number: plan.number })
            : t('training.plans.reviewedBy', { number: plan.number, name: plan.reviewer })
        }
        above={
          <AppLink className={styles.link} href={isDesk ? plansPath : myPlansPath}>
            {t('training.plans.title')}
          </AppLink>
        }
      />
      <div className={styles.row}>
        <PlanState state={plan.state} />
        <div>
          <Progress row={plan} />
        </div>
      </div>
      {plan.reason !== null && (plan.state === 'draft' || plan.state === 'withdrawn') && (
        <>
          <h2 className={styles.heading}>
            {t(plan.state === 'draft' ? 'training.plans.sentBackWhy' : 'training.plans.withdrawnWhy')}
          </h2>
          <p className={styles.words}>{plan.reason}</p>
        </>
      )}
      <PlanSteps plan={plan} />
      <h2 className={styles.heading}>{t('training.plans.items')}</h2>
      <PlanItems plan={plan} />
    </>
  )
}
