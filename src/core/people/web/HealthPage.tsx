import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { base } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

const EVERY_MS = 30_000
const checks = ['live', 'ready'] as const

/** Whether the server runs and reaches its database, as a watchdog would ask. */
export function Page() {
  const t = useOrganizationT()
  const may = useMay()
  const { data, refetch, isFetching, dataUpdatedAt } = useQuery({
    queryKey: ['health'],
    queryFn: () => Promise.all(checks.map(probe)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })
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
          <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
            {t('organization.health.again')}
          </Button>
        }
      />
      <ul className={styles.list}>
        {data?.map(({ name, isWell, took_ms }) => (
          <li key={name}>
            <span>{t(`organization.health.${name}`)}</span>
            <span className={styles.small}>{t('organization.health.took', { count: took_ms })}</span>
            <StatusBadge
              tone={isWell ? 'success' : 'danger'}
              label={t(isWell ? 'organization.health.well' : 'organization.health.unwell')}
            />
          </li>
        ))}
        <li>
          <a href="/metrics">{t('organization.health.metrics')}</a>
        </li>
        {may('outbox.read') && (
          <li>
            <AppLink href={`${base}/outbox?state=failed`}>{t('organization.health.failedMail')}</AppLink>
          </li>
        )}
      </ul>
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
