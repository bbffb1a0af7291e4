import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Time } from '../../../web/i18n/Time.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { ofTicketQuery } from './data.ts'
import styles from './surveys.module.css'
import { type SurveysKey, useSurveysT } from './useSurveysT.ts'

/** On a ticket's page: whether its requester was asked, will be, or why not. */
export function TicketPart({ id, version }: { id: string; version: number }) {
  const t = useSurveysT()
  const { data, refetch } = useQuery(ofTicketQuery(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may have been solved or rated.
  useEffect(() => void refetch(), [version, refetch])
  const last = data?.rows[0]
  if (!last) return null
  const [key, at] = last.answered_at
    ? ['answered', last.answered_at]
    : last.sent_at
      ? ['sent', last.sent_at]
      : last.dropped
        ? [`dropped.${last.dropped}`, undefined]
        : ['planned', last.due_at]
  return (
    <PanelSection title={t('surveys.part.title')}>
      <p className={styles.small}>
        {t(`surveys.part.${key}` as SurveysKey)} {at && <Time at={at} />}
      </p>
    </PanelSection>
  )
}
