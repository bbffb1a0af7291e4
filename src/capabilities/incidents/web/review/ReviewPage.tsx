import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Entries } from '../command/Timeline.tsx'
import { attempt, base, type Incident, incidentQuery, useRefresh } from '../data.ts'
import styles from '../incidents.module.css'
import { StateBadge } from '../look.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'
import { Actions } from './Actions.tsx'

const parts = ['what_happened', 'impact', 'went_well'] as const
type Part = (typeof parts)[number]

/** What was learned, on one page that can be printed. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(incidentQuery(id))
  if (data) return <Review key={id} incident={data} />
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  return <PageSkeleton />
}

function Review({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const close = async () => {
    const deed = ask(
      api.POST('/api/incidents/{id}/close', { params: { path: { id: incident.id } }, body: {} }),
    )
    if (await attempt(deed, t('incidents.review.closed'))) await refresh()
  }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('incidents.review.title', { title: incident.title })}
        above={
          <span className={styles.row}>
            <AppLink href={`${base}/${incident.id}`} className={`${styles.link} wl-no-print`}>
              {t('incidents.review.back')}
            </AppLink>
            <span>{t('incidents.number', { number: incident.number })}</span>
            <StateBadge state={incident.state} />
          </span>
        }
        actions={
          <span className={`${styles.row} wl-no-print`}>
            {incident.may.includes('incidents.close') && (
              <Button size="compact-sm" onClick={close}>
                {t('incidents.review.close')}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => window.print()}>
              {t('incidents.review.print')}
            </Button>
          </span>
        }
      />
      <Facts incident={incident} />
      {incident.state === 'review' && <Writing incident={incident} />}
      <div className={incident.state === 'review' ? `${styles.column} ${styles.onPaper}` : styles.column}>
        <Written incident={incident} />
      </div>
      <Actions incident={incident} />
      <section className={styles.card} aria-labelledby="course">
        <h2 id="course">{t('incidents.review.course')}</h2>
        <Entries incident={incident} isOldestFirst />
      </section>
    </div>
  )
}

function Facts({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const people = incident.duties.map((duty) => `${t(`incidents.duty.${duty.role}`)}: ${duty.person.name}`)
  return (
    <section className={styles.card} aria-labelledby="facts">
      <h2 id="facts">{t('incidents.review.facts')}</h2>
      <dl className={styles.facts}>
        <dt>{t('incidents.command.began')}</dt>
        <dd>
          <Time at={incident.began_at} as="exact" />
        </dd>
        <dt>{t('incidents.command.resolvedAt')}</dt>
        <dd>{incident.resolved_at && <Time at={incident.resolved_at} as="exact" />}</dd>
        <dt>{t('incidents.about.applications')}</dt>
        <dd>{incident.applications.join(', ') || t('incidents.about.none')}</dd>
        <dt>{t('incidents.about.places')}</dt>
        <dd>{incident.places.map((place) => place.name).join(', ') || t('incidents.about.none')}</dd>
        <dt>{t('incidents.review.reports')}</dt>
        <dd>{incident.counts.tickets}</dd>
        <dt>{t('incidents.duty.title')}</dt>
        <dd>{people.join(', ')}</dd>
      </dl>
    </section>
  )
}

function Written({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  return parts.map((part) => (
    <section key={part} className={styles.card} aria-labelledby={part}>
      <h2 id={part}>{t(`incidents.review.${part}`)}</h2>
      <p className={styles.body}>{incident[part] || t('incidents.review.nothing')}</p>
    </section>
  ))
}

/** The three texts; each saves only when it was changed, so that two may write at once. */
function Writing({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [drafts, setDrafts] = useState<Partial<Record<Part, string>>>({})
  const changed = parts.filter((part) => drafts[part] !== undefined && drafts[part] !== incident[part])
  const save = async () => {
    const body = Object.fromEntries(changed.map((part) => [part, drafts[part]]))
    const deed = ask(
      api.POST('/api/incidents/{id}/write-review', { params: { path: { id: incident.id } }, body }),
    )
    if (!(await attempt(deed, t('incidents.review.saved')))) return
    await refresh()
    setDrafts({})
  }
  return (
    <section className={`${styles.card} wl-no-print`} aria-labelledby="writing">
      <h2 id="writing">{t('incidents.review.writing')}</h2>
      <div className={styles.form}>
        {parts.map((part) => (
          <TextAreaField
            key={part}
            label={t(`incidents.review.${part}`)}
            hint={t(`incidents.review.hint_${part}`)}
            maxLength={20_000}
            value={drafts[part] ?? incident[part]}
            onChange={(event) => setDrafts({ ...drafts, [part]: event.currentTarget.value })}
          />
        ))}
        <div className="wl-no-print">
          <Button onClick={save} disabled={changed.length === 0}>
            {t('incidents.review.save')}
          </Button>
        </div>
      </div>
    </section>
  )
}
