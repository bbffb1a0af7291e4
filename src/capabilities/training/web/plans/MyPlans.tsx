import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import { myPlansPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { plansKey, plansQuery } from './data.ts'
import { PlanState, Progress } from './PlanTable.tsx'

/** One's own plan that is not over, or the way to begin one. */
export function MyPlans() {
  const t = useTrainingT()
  const me = useMe()
  const router = useRouter()
  const queries = useQueryClient()
  const { data } = useQuery(plansQuery({ state: 'current', person: me.person_id }))
  const { isBusy, problem, submit } = useSubmit(async () => {
    const { id } = await ask(api.POST('/api/learning-plans', { body: { person_id: me.person_id } }))
    await queries.invalidateQueries({ queryKey: plansKey })
    router.history.push(`${myPlansPath}/${id}`)
  })
  if (!data) return null
  return (
    <>
      <h2 className={styles.heading}>{t('training.plans.mine')}</h2>
      {data.rows.length === 0 ? (
        <>
          <p className={styles.small}>{t('training.plans.none')}</p>
          <Button h={44} mt={8} variant="default" loading={isBusy} onClick={() => void submit()}>
            {t('training.plans.begin')}
          </Button>
          <Failure problem={problem} />
        </>
      ) : (
        <ul className={styles.courses}>
          {data.rows.map((row) => (
            <li key={row.id}>
              <div>
                <AppLink className={styles.link} href={`${myPlansPath}/${row.id}`}>
                  {t('training.plans.ofNumber', { number: row.number })}
                </AppLink>
                <Progress row={row} />
              </div>
              <PlanState state={row.state} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <AppLink className={styles.link} href={myPlansPath}>
          {t('training.plans.allOfMine')}
        </AppLink>
      </p>
    </>
  )
}
