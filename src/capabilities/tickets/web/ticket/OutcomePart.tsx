import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import type { Ticket } from '../data/ticket.ts'
import { type TicketsKey, useTicketsT } from '../useTicketsT.ts'
import styles from './SidePanel.module.css'

/** When it goes on, or how it ended. */
export function OutcomePart({ ticket }: { ticket: Ticket }) {
  const t = useTicketsT()
  const format = useFormat()
  const isOver = ticket.category === 'done' && ticket.resolution_code !== null
  const lines = [
    ticket.state === 'scheduled' && ticket.resume_at
      ? ([t('tickets.field.resumeAt'), format.exact(ticket.resume_at)] as const)
      : undefined,
    isOver
      ? ([t('tickets.field.code'), t(`tickets.code.${ticket.resolution_code}` as TicketsKey)] as const)
      : undefined,
    isOver && ticket.cause ? ([t('tickets.field.cause'), ticket.cause] as const) : undefined,
    ticket.rating
      ? ([
          t('tickets.field.rating'),
          [t('tickets.side.stars', { count: ticket.rating }), ticket.rating_comment]
            .filter(Boolean)
            .join(': '),
        ] as const)
      : undefined,
  ].filter((line) => line !== undefined)
  if (lines.length === 0) return null
  return (
    <PanelSection title={t('tickets.side.outcome')}>
      <dl className={styles.facts}>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Shown text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </PanelSection>
  )
}
