import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../../web/shell/session.ts'
import { useDeed } from '../act.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { ofTicketQuery, sayVerdict } from './data.ts'
import styles from './ticket.module.css'

type VerdictProps = { ticketId: string; article: { id: string; title: string } }

/** Whether an article helped with the ticket: two chips, of which the one that was said is pressed. */
export function Verdict({ ticketId, article }: VerdictProps) {
  const t = useKnowledgeT()
  const may = useMay()
  const { data } = useQuery(ofTicketQuery(ticketId))
  const { run, isBusy } = useDeed([
    ['record', ticketId],
    ['record', article.id],
  ])
  if (!data || !may('tickets.link')) return null
  const said = data.rows.find((row) => row.id === article.id)?.verdict
  const chip = (verdict: 'solved' | 'did_not_help') => (
    <Button
      size="compact-xs"
      variant={said === verdict ? 'filled' : 'default'}
      aria-pressed={said === verdict}
      aria-label={`${t(`knowledge.verdict.${verdict}`)}: ${article.title}`}
      disabled={isBusy || said === 'solved'}
      onClick={() => void run(() => sayVerdict(ticketId, article.id, verdict), t(`knowledge.verdict.kept`))}
    >
      {t(`knowledge.verdict.${verdict}`)}
    </Button>
  )
  return (
    <span className={styles.chips}>
      {chip('solved')}
      {chip('did_not_help')}
    </span>
  )
}
