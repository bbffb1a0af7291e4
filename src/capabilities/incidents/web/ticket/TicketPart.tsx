import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { attempt, base, ofTicketQuery, useIncidentNews, useRefresh } from '../data.ts'
import styles from '../incidents.module.css'
import { StateBadge } from '../look.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'
import { ProposeDialog } from './ProposeDialog.tsx'

/** On a ticket's page: the major incident that it is part of, and those that it looks like. */
export function TicketPart({ id }: { id: string; version: number }) {
  const t = useIncidentsT()
  useIncidentNews(['record', id, 'incidents'])
  const { data } = useQuery(ofTicketQuery(id))
  const refresh = useRefresh(id)
  if (!data || data.part_of.length + data.alike.length === 0) return null
  const link = async (incidentId: string) => {
    const deed = ask(
      api.POST('/api/incidents/{id}/link-tickets', {
        params: { path: { id: incidentId } },
        body: { ticket_ids: [id] },
      }),
    )
    if (await attempt(deed, t('incidents.ticket.linked'))) await refresh()
  }
  return (
    <PanelSection title={t('incidents.ticket.panel')}>
      <ul className={styles.list}>
        {data.part_of.map((incident) => (
          <li key={incident.id}>
            <AppLink href={`${base}/${incident.id}`}>
              <Shown text={`#${incident.number} ${incident.title}`} />
            </AppLink>
            <StateBadge state={incident.state} />
          </li>
        ))}
        {data.alike.map((incident) => (
          <li key={incident.id}>
            <span className={styles.words}>
              <span>
                {t('incidents.ticket.looksLike')}{' '}
                <AppLink href={`${base}/${incident.id}`}>
                  <Shown text={`#${incident.number} ${incident.title}`} />
                </AppLink>
              </span>
              <span className={styles.small}>
                {incident.because.map((reason) => t(`incidents.because.${reason}`)).join(', ')}
              </span>
            </span>
            {data.may_link && (
              <Button
                size="compact-sm"
                aria-label={t('incidents.ticket.linkTo', { number: incident.number })}
                onClick={() => link(incident.id)}
              >
                {t('incidents.ticket.link')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

/** Further down, since it is seldom needed: the button to propose one. */
export function ProposePart({ id }: { id: string; version: number }) {
  const t = useIncidentsT()
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery(ofTicketQuery(id))
  if (!data?.may_propose) return null
  return (
    <PanelSection title={t('incidents.ticket.many')}>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('incidents.propose.do')}
      </Button>
      {isOpen && <ProposeDialog ticketId={id} onClose={() => setOpen(false)} />}
    </PanelSection>
  )
}
