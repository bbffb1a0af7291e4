import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Tabs } from '../parts.tsx'
import { minePath, myPlansPath, plansPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type PlanFilter, type PlanRow, planStates, plansQuery } from './data.ts'
import { PlanTable } from './PlanTable.tsx'
import { ProposeDialog } from './ProposeDialog.tsx'

/** Learning plans of oneself, of those whom one leads, or of all, by state and by what waits for the reader. */
export function Page() {
  const t = useTrainingT()
  const router = useRouter()
  const isDesk = useLocation({ select: ({ pathname }) => pathname.startsWith(plansPath) })
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const [isProposing, setProposing] = useState(false)
  const base = isDesk ? plansPath : myPlansPath
  const show = String(search.show ?? '')
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.plans.title')}
        note={t('training.plans.note')}
        above={
          isDesk ? undefined : (
            <AppLink className={styles.link} href={minePath}>
              {t('training.mine.title')}
            </AppLink>
          )
        }
        actions={
          <Button h={44} onClick={() => setProposing(true)}>
            {t('training.plans.propose')}
          </Button>
        }
      />
      {isDesk && <Tabs here={plansPath} />}
      <div className={styles.filters}>
        <SelectField
          label={t('training.plans.show')}
          value={show}
          data={[
            { value: '', label: t('training.plans.current') },
            { value: 'me', label: t('training.plans.waitsForMe') },
            ...planStates.map((value) => ({ value, label: t(`training.planState.${value}`) })),
            { value: 'all', label: t('training.plans.all') },
          ]}
          onChange={({ currentTarget: { value } }) =>
            router.history.push(value ? `${base}?show=${value}` : base)
          }
        />
      </div>
      <List base={base} filter={filterOf(show)} />
      {isProposing && <ProposeDialog onClose={() => setProposing(false)} />}
    </div>
  )
}

function filterOf(show: string): PlanFilter {
  if (show === 'me') return { waits: 'me' }
  if (show === 'all') return {}
  return { state: planStates.find((state) => state === show) ?? ('current' as PlanRow['state'] | 'current') }
}

function List({ base, filter }: { base: string; filter: PlanFilter }) {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(plansQuery(filter))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={6} />
  if (data.rows.length === 0)
    return <EmptyState title={t('training.plans.empty')}>{t('training.plans.emptyBody')}</EmptyState>
  return <PlanTable base={base} rows={data.rows} />
}
