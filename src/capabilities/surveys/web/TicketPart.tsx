import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Time } from '../../../web/i18n/Time.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { type OfTicket, ofTicketQuery } from './data.ts'
import styles from './surveys.module.css'
import { type SurveysKey, useSurveysT } from './useSurveysT.ts'

/** On a ticket's page: whether its requester was asked, will be, or why not. */
export function TicketPart({ id, version }: { id: string; version: number }) {
  const t = useSurveysT()
  const { data, refetch } = useQuery(ofTicketQuery(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may have been solved or rated.
  useEffect(() => void refetch(), [version, refetch])
  const last = data?.rows[0]
  const earlier = data?.earlier ?? []
  if (!last && earlier.length === 0) return null
  return (
    <PanelSection title={t('surveys.part.title')}>
      {last && <LastAsked row={last} />}
      {earlier.map(({ rating, resolved_at }) => (
        <p key={resolved_at} className={styles.small}>
          {t('surveys.part.earlier', { rating })} <Time at={resolved_at} />
        </p>
      ))}
    </PanelSection>
  )
}

type Row = OfTicket['rows'][number]

function LastAsked({ row }: { row: Row }) {
  const t = useSurveysT()
  const [key, at] = row.answered_at
    ? ['answered', row.answered_at]
    : row.sent_at
      ? ['sent', row.sent_at]
      : row.dropped
        ? [`dropped.${row.dropped}`, undefined]
        : ['planned', row.due_at]
  return (
    <p className={styles.small}>
      {t(`surveys.part.${key}` as SurveysKey)} {at && <Time at={at} />}
    </p>
  )
}
