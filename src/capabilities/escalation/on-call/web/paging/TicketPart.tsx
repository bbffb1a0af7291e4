import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Time } from '../../../../../web/i18n/Time.tsx'
import { StatusBadge, type Tone } from '../../../../../web/kit/StatusBadge.tsx'
import { PanelSection } from '../../../../../web/records/PanelSection.tsx'
import styles from '../on-call.module.css'
import { useOnCallT } from '../useOnCallT.ts'
import { pagesQuery, useAcknowledge } from './data.ts'
import { PageDialog } from './PageDialog.tsx'

const tones = {
  open: 'warning',
  acknowledged: 'success',
  unanswered: 'danger',
  ended: 'neutral',
} as const satisfies Record<string, Tone>

/** On a ticket's page: who was called for it, who has it in hand, and the button to call somebody. */
export function TicketPart({ id }: { id: string; version: number }) {
  const t = useOnCallT()
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery({ ...pagesQuery(id), retry: false })
  const acknowledge = useAcknowledge(t('on_call.page.acknowledged'))
  // Those who see the ticket from outside are refused, and see nothing here.
  if (!data || (data.rows.length === 0 && !data.may_page)) return null
  return (
    <PanelSection title={t('on_call.page.panel')}>
      <ul className={styles.list}>
        {data.rows.map((page) => (
          <li key={page.id}>
            <span className={styles.words}>
              <span className={styles.who}>
                <strong>{page.team.name}</strong>
                <StatusBadge tone={tones[page.state]} label={t(`on_call.page.state.${page.state}`)} />
              </span>
              <span className={styles.body}>{page.reason}</span>
              {page.calls.map((call) => (
                <span key={call.person.id} className={styles.small}>
                  <Time at={call.called_at} as="time" /> {call.person.name}{' '}
                  {`(${call.layer ?? t(`on_call.page.because.${call.because}`)})`}
                </span>
              ))}
              {page.acknowledged_by && page.acknowledged_at && (
                <span className={styles.small}>
                  {t('on_call.page.acknowledgedBy', { name: page.acknowledged_by.name })}{' '}
                  <Time at={page.acknowledged_at} />
                </span>
              )}
              {page.due_at && (
                <span className={styles.small}>
                  {t('on_call.page.nextAt')} <Time at={page.due_at} as="time" />
                </span>
              )}
            </span>
            {data.may_acknowledge && (page.state === 'open' || page.state === 'unanswered') && (
              <Button size="compact-sm" onClick={() => acknowledge(id, page.id)}>
                {t('on_call.page.acknowledge')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data.may_page && (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t('on_call.page.do')}
        </Button>
      )}
      {isOpen && <PageDialog ticketId={id} onClose={() => setOpen(false)} />}
    </PanelSection>
  )
}
