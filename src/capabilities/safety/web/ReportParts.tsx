/** On the page of a ticket and of a request: the question, and that one's own report has arrived. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { eventsPath, reportedQuery, useSafetyNews } from './data.ts'
import { EventState } from './look.tsx'
import { ReportDialog } from './ReportDialog.tsx'
import styles from './safety.module.css'
import { useSafetyT } from './useSafetyT.ts'

/** At the side of a ticket. Who works on patient safety finds the events here too, and nobody else. */
export function TicketPart({ id }: { id: string; version: number }) {
  const t = useSafetyT()
  const isOfficer = useMay()('safety.work')
  useSafetyNews()
  const { data } = useQuery(reportedQuery(id))
  return (
    <PanelSection title={t('safety.nav.events')}>
      {isOfficer && data && data.events.length > 0 && (
        <ul className={styles.list}>
          {data.events.map((event) => (
            <li key={event.id}>
              <AppLink href={`${eventsPath}/${event.id}`}>{`${event.number} ${event.title}`}</AppLink>
              <EventState state={event.state} category={categoryOf[event.state]} />
            </li>
          ))}
        </ul>
      )}
      <Ask id={id} own={data?.own ?? []} />
    </PanelSection>
  )
}

const categoryOf = {
  reported: 'waiting',
  assessing: 'active',
  acting: 'active',
  watching: 'paused',
  closed: 'done',
  not_safety: 'done',
} as const

/** On the page of a request, in the portal. */
export function RequestPart({ id = '' }: { id?: string }) {
  const t = useSafetyT()
  const { data } = useQuery(reportedQuery(id))
  return (
    <section className={styles.request} aria-labelledby="patient-safety">
      <h2 id="patient-safety">{t('safety.report.ask')}</h2>
      <p className={styles.dim}>{t('safety.report.body')}</p>
      <Ask id={id} own={data?.own ?? []} isInPortal />
    </section>
  )
}

function Ask({ id, own, isInPortal = false }: { id: string; own: readonly string[]; isInPortal?: boolean }) {
  const t = useSafetyT()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const [latest] = own
  return (
    <>
      {!isInPortal && <p className={styles.small}>{t('safety.report.ask')}</p>}
      {latest !== undefined && (
        <p className={styles.thanks} role="status">
          {t('safety.report.own', { at: format.dateTime(latest) })}
        </p>
      )}
      <Button variant="default" {...(isInPortal ? {} : { size: 'compact-sm' })} onClick={() => setOpen(true)}>
        {t(latest === undefined ? 'safety.report.do' : 'safety.report.again')}
      </Button>
      {isOpen && <ReportDialog ticketId={id} onClose={() => setOpen(false)} />}
    </>
  )
}
