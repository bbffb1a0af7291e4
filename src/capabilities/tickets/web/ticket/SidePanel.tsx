import { Button } from '@mantine/core'
import { Suspense } from 'react'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { PersonChip } from '../../../../web/kit/PersonChip.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { useCapabilities } from '../../../../web/shell/capabilities-context.ts'
import type { Ticket } from '../data/ticket.ts'
import type { DialogName } from '../dialogs/TicketDialogs.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import { AboutFields } from './AboutFields.tsx'
import { AlikePart } from './AlikePart.tsx'
import { FileLine } from './FileLine.tsx'
import { FollowersPart } from './FollowersPart.tsx'
import { LinksPart } from './LinksPart.tsx'
import { OutcomePart } from './OutcomePart.tsx'
import { RequesterPart } from './RequesterPart.tsx'
import styles from './SidePanel.module.css'
import { TagsPart } from './TagsPart.tsx'
import type { Run } from './useAct.ts'

export type SideProps = {
  ticket: Ticket
  run: Run
  onDialog: (name: DialogName) => void
  /** Puts Markdown into the composer. */
  onInsert: (markdown: string) => void
  /** What is being written in answer, some moments ago. */
  typed: string
}

/** Everything about the ticket that is not said in it: the person, the hands, the place, the links. */
export function SidePanel(props: SideProps) {
  const t = useTicketsT()
  return (
    <div className={styles.panel}>
      <OutcomePart ticket={props.ticket} />
      <PanelSection title={t('tickets.side.people')}>
        <RequesterPart {...props} />
      </PanelSection>
      <OtherParts ticket={props.ticket} />
      <PanelSection title={t('tickets.side.work')}>
        <Work {...props} />
      </PanelSection>
      <PanelSection title={t('tickets.side.followers')}>
        <FollowersPart {...props} />
      </PanelSection>
      <PanelSection title={t('tickets.side.about')}>
        <AboutFields {...props} />
      </PanelSection>
      <PanelSection title={t('tickets.side.tags')}>
        <TagsPart {...props} />
      </PanelSection>
      <PanelSection title={t('tickets.side.links')}>
        <LinksPart {...props} />
      </PanelSection>
      <AlikePart {...props} />
      {props.ticket.files.length > 0 && (
        <PanelSection title={t('tickets.side.files')}>
          <ul className={styles.plain}>
            {props.ticket.files.map((file) => (
              <li key={file.id}>
                <FileLine file={file} />
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </div>
  )
}

/** What other capabilities know of the ticket. */
function OtherParts({ ticket }: { ticket: Ticket }) {
  const parts = useCapabilities()
    .flatMap(({ name, recordParts = [] }) => recordParts.map((part) => ({ ...part, name })))
    .filter(({ kind }) => kind === 'ticket')
    .sort((a, b) => a.order - b.order)
  return parts.map(({ name, order, Part }) => (
    <Suspense key={`${name}${order}`}>
      <Part id={ticket.id} version={ticket.version} />
    </Suspense>
  ))
}

function Work({ ticket, onDialog }: SideProps) {
  const t = useTicketsT()
  const format = useFormat()
  const mayAssign = ticket.may.includes('tickets.assign')
  return (
    <>
      <div className={styles.pair}>
        <div>
          <p className={styles.dim}>{t('tickets.field.owner')}</p>
          {ticket.owner ? (
            <PersonChip name={ticket.owner.name} />
          ) : (
            <p className={styles.value}>{t('tickets.nobody')}</p>
          )}
          <p className={styles.value}>{ticket.team?.name ?? t('tickets.noTeam')}</p>
        </div>
        {mayAssign && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onDialog('assign')}
            aria-keyshortcuts="a"
          >
            {t('tickets.move.assign')}
          </Button>
        )}
      </div>
      <div className={styles.pair}>
        <span>
          {ticket.minutes_spent > 0
            ? t('tickets.side.spent', { time: format.workingTime(ticket.minutes_spent) })
            : t('tickets.side.noneSpent')}
        </span>
        {ticket.may.includes('tickets.log_time') && (
          <Button size="compact-sm" variant="default" onClick={() => onDialog('log_time')}>
            {t('tickets.move.log_time')}
          </Button>
        )}
      </div>
      {ticket.reopened_count > 0 && (
        <p className={styles.dim}>{t('tickets.side.reopened', { count: ticket.reopened_count })}</p>
      )}
    </>
  )
}
