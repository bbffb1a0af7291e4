import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { Card, HealthFacts } from './HealthFacts.tsx'
import styles from './organization.module.css'
import { TrailCard } from './TrailCard.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

const EVERY_MS = 30_000
const checks = ['live', 'ready'] as const

/** Whether the server runs and reaches its database, as a watchdog would ask, and how the installation fares. */
export function Page() {
  const t = useOrganizationT()
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery({
    queryKey: ['health'],
    queryFn: () => ask(api.GET('/api/system', background)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })
  const probes = useQuery({
    queryKey: ['health', 'probes'],
    queryFn: () => Promise.all(checks.map(probe)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })
  const again = () => void Promise.all([refetch(), probes.refetch()])
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('organization.health.title')}
        note={
          dataUpdatedAt > 0 && (
            <>
              {t('organization.health.asked')} <Time at={dataUpdatedAt} />
            </>
          )
        }
        actions={
          <Button variant="default" loading={isFetching} onClick={again}>
            {t('organization.health.again')}
          </Button>
        }
      />
      {error && <ErrorState problem={error} onRetry={again} />}
      <div className={styles.columns}>
        <Card title={t('organization.health.state')}>
          <ul className={styles.list}>
            {probes.data?.map(({ name, isWell, took_ms }) => (
              <li key={name}>
                <span className={styles.words}>
                  {t(`organization.health.${name}`)}
                  <span className={styles.small}>{t('organization.health.took', { count: took_ms })}</span>
                </span>
                <StatusBadge
                  tone={isWell ? 'success' : 'danger'}
                  label={t(isWell ? 'organization.health.well' : 'organization.health.unwell')}
                />
              </li>
            ))}
            <li>
              <a href="/metrics">{t('organization.health.metrics')}</a>
            </li>
          </ul>
        </Card>
        {data ? <HealthFacts system={data} /> : !error && <PageSkeleton />}
        <TrailCard />
      </div>
    </div>
  )
}

/** These two are for watchdogs and answer without a login, so they stand outside /api. */
async function probe(name: (typeof checks)[number]) {
  const began = performance.now()
  const isWell = await fetch(`/health/${name}`, { cache: 'no-store' }).then(
    (answer) => answer.ok,
    () => false,
  )
  return { name, isWell, took_ms: Math.round(performance.now() - began) }
}
