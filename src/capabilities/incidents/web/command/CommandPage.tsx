import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ProblemError } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { GlassHint, RestrictionNotice } from '../../../restriction/web/index.ts'
import { base, type Incident, incidentQuery, useReportNews } from '../data.ts'
import styles from '../incidents.module.css'
import { StateBadge } from '../look.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'
import { About } from './About.tsx'
import { Duties } from './Duties.tsx'
import { Moves } from './Moves.tsx'
import { NextUpdate } from './NextUpdate.tsx'
import { Offers } from './Offers.tsx'
import { PublishForm } from './PublishForm.tsx'
import { Reports } from './Reports.tsx'
import { Timeline } from './Timeline.tsx'

/** Everything that those need who lead a major incident, on one page. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(incidentQuery(id))
  const mayBreak = useMay()('records.break_glass')
  useReportNews(id)
  if (data) return <Command incident={data} />
  if (error)
    return (
      <div className={styles.page}>
        {mayBreak && error instanceof ProblemError && error.status === 404 && <GlassHint id={id} />}
        <ErrorState problem={error} onRetry={() => void refetch()} />
      </div>
    )
  return <PageSkeleton />
}

function Command({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const hasReview = ['review', 'closed'].includes(incident.state)
  return (
    <div className={styles.page}>
      <PageHeader
        title={incident.title}
        above={
          <span className={styles.row}>
            <AppLink href={base} className={styles.link}>
              {t('incidents.list.title')}
            </AppLink>
            <span>{t('incidents.number', { number: incident.number })}</span>
            <StateBadge state={incident.state} />
          </span>
        }
        note={
          <>
            {t('incidents.command.began')} <Time at={incident.began_at} as="dateTime" />
            {incident.resolved_at && (
              <>
                {' · '}
                {t('incidents.command.resolvedAt')} <Time at={incident.resolved_at} as="dateTime" />
              </>
            )}
          </>
        }
        actions={<Moves incident={incident} />}
      />
      {incident.restriction && <RestrictionNotice id={incident.id} />}
      {incident.counts.recurring > 0 && (
        <p className={styles.notice} role="status">
          {t('incidents.command.recurring', { count: incident.counts.recurring })}
        </p>
      )}
      {incident.ended_why && (
        <p className={styles.notice}>{t('incidents.command.endedWhy', { why: incident.ended_why })}</p>
      )}
      {hasReview && (
        <p>
          <AppLink href={`${base}/${incident.id}/review`} className={styles.link}>
            {t('incidents.review.open')}
          </AppLink>
        </p>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          {incident.may.includes('incidents.publish') &&
            (incident.state === 'working' || incident.state === 'resolved') && (
              <PublishForm incident={incident} />
            )}
          <Offers incident={incident} />
          <Timeline incident={incident} />
        </div>
        <div className={styles.column}>
          {incident.state === 'working' && <NextUpdate incident={incident} />}
          <Duties incident={incident} />
          <Reports incident={incident} />
          <About incident={incident} />
        </div>
      </div>
    </div>
  )
}
