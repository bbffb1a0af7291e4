import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { linkTo, MarkedText, Verdict } from '../../../knowledge/web/index.ts'
import { alikeQuery, type Sentence, wordsOf } from '../data/alike.ts'
import type { Ticket } from '../data/ticket.ts'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './SidePanel.module.css'

type AlikeProps = {
  ticket: Ticket
  /** What is being written in answer, some moments ago. */
  typed: string
  onInsert: (markdown: string) => void
}

/** Answers and solved tickets for the ticket's words and those that are being written, each with what matched. */
export function AlikePart({ ticket, typed, onInsert }: AlikeProps) {
  const t = useTicketsT()
  const { data } = useQuery(alikeQuery(wordsOf(ticket, typed)))
  const answers = data?.rows ?? []
  const solved = data?.solved.filter(({ id }) => id !== ticket.id) ?? []
  return (
    <>
      {answers.length > 0 && (
        <PanelSection title={t('tickets.side.answers')}>
          <ul className={styles.plain}>
            {answers.map((row) => (
              <li key={row.id}>
                <div className={styles.answer}>
                  <AppLink href={`/desk/knowledge/${row.id}`}>
                    {row.is_known_error ? t('tickets.side.knownError', { title: row.title }) : row.title}
                  </AppLink>
                  {row.audience !== 'internal' && (
                    <Button size="compact-xs" variant="default" onClick={() => onInsert(linkTo(row))}>
                      {t('tickets.side.copyAnswer')}
                    </Button>
                  )}
                </div>
                <Verdict ticketId={ticket.id} article={row} />
                <Said sentence={row.sentence} />
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
      {solved.length > 0 && (
        <PanelSection title={t('tickets.side.solved')}>
          <ul className={styles.plain}>
            {solved.map((row) => (
              <li key={row.id}>
                <div className={styles.answer}>
                  <AppLink href={`/desk/tickets/${row.id}`}>
                    <Shown text={`#${row.number} ${row.title}`} />
                  </AppLink>
                </div>
                <Said sentence={row.sentence} />
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </>
  )
}

function Said({ sentence }: { sentence: Sentence }) {
  if (sentence.text === '') return null
  return (
    <p className={styles.sentence}>
      <MarkedText marked={sentence} />
    </p>
  )
}
