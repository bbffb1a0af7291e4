import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { ticketFiringsQuery } from './data.ts'
import { FiringLine } from './FiringLine.tsx'
import styles from './rules.module.css'
import { useSentences } from './sentences.ts'
import { useRulesT } from './useRulesT.ts'

/** On a ticket's page: what rules did, why, and what was refused. Nothing where none did anything. */
export function TicketPart({ id, version }: { id: string; version: number }) {
  const t = useRulesT()
  const may = useMay()
  const isLink = may('rules.manage')
  const { data, refetch } = useQuery({ ...ticketFiringsQuery(id), retry: false })
  const sentences = useSentences(data?.people)
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may be a rule's doing.
  useEffect(() => void refetch(), [version, refetch])
  if (!data || data.rows.length === 0) return null
  return (
    <PanelSection title={t('rules.part')}>
      <ul className={styles.list}>
        {data.rows.map((firing) => (
          <FiringLine key={firing.id} firing={firing} sentences={sentences} names="rule" isLink={isLink} />
        ))}
      </ul>
    </PanelSection>
  )
}
