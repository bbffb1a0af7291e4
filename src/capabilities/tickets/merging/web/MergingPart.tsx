import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { type Ticket, ticketQuery } from '../../web/data/ticket.ts'
import { BroughtParts } from './BroughtParts.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import styles from './merging.module.css'
import { PartsSection } from './PartsSection.tsx'
import { SplitDialog } from './SplitDialog.tsx'
import { useMergingT } from './useMergingT.ts'
import { useUnmerge } from './useUnmerge.ts'

/** On a ticket's page: what was merged into it, and its parts. */
export function MergingPart({ id }: { id: string }) {
  const { data: ticket } = useQuery(ticketQuery(id))
  if (!ticket?.is_inside) return null
  return (
    <>
      <PartsSection ticket={ticket} />
      <MergingSection ticket={ticket} />
    </>
  )
}

function MergingSection({ ticket }: { ticket: Ticket }) {
  const t = useMergingT()
  const [open, setOpen] = useState<'merge' | 'split'>()
  const may = (action: string) => ticket.may.includes(`tickets.${action}`)
  const close = () => setOpen(undefined)
  if (ticket.merged.length === 0 && !may('merge') && !may('split')) return null
  return (
    <PanelSection title={t('merging.title')}>
      {ticket.merged.length > 0 && <MergedList ticket={ticket} />}
      {ticket.merged.length > 0 && <BroughtParts id={ticket.id} />}
      <div className={styles.buttons}>
        {may('merge') && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('merge')}>
            {t('merging.merge.open')}
          </Button>
        )}
        {may('split') && ticket.messages.some((message) => message.origin_id === null) && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('split')}>
            {t('merging.split.open')}
          </Button>
        )}
      </div>
      {open === 'merge' && <MergeDialog ticket={ticket} onClose={close} />}
      {open === 'split' && <SplitDialog ticket={ticket} onClose={close} />}
    </PanelSection>
  )
}

function MergedList({ ticket }: { ticket: Ticket }) {
  const t = useMergingT()
  const unmerge = useUnmerge()
  const minutes = ticket.merged.reduce((sum, each) => sum + each.minutes_spent, 0)
  return (
    <>
      <p className={styles.dim}>{t('merging.list.count', { count: ticket.merged.length })}</p>
      <ul className={styles.list}>
        {ticket.merged.map((each) => (
          <li key={each.id}>
            <span>
              <AppLink href={`/desk/tickets/${each.id}`}>
                <span className="wl-figures">#{each.number}</span> <Shown text={each.title} />
              </AppLink>
              {each.requester && <span className={styles.dim}> {each.requester.name}</span>}
            </span>
            {each.may_unmerge && ticket.may.includes('tickets.split') && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('merging.unmerge.named', { number: each.number })}
                onClick={() => void unmerge(each)}
              >
                {t('merging.unmerge.button')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {minutes > 0 && <p className={styles.dim}>{t('merging.list.minutes', { count: minutes })}</p>}
    </>
  )
}
