import { IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { PersonChip } from '../../../../web/kit/PersonChip.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { queueHref } from '../data/queue.ts'
import { StateBadge } from '../look.tsx'
import { type TicketsKey, useTicketsT } from '../useTicketsT.ts'
import styles from './SidePanel.module.css'
import type { SideProps } from './SidePanel.tsx'

/** Whom it is about, how to reach her, and what else is open for her. */
export function RequesterPart({ ticket }: SideProps) {
  const t = useTicketsT()
  const requester = ticket.people.find((person) => person.id === ticket.requester?.id)
  const reporter = ticket.people.find((person) => person.id === ticket.reported_by_id)
  if (!requester) return <p className={styles.dim}>{t('tickets.nobody')}</p>
  const note = [requester.title, requester.department].filter(Boolean).join(' · ')
  return (
    <>
      <PersonChip name={requester.name} {...(note ? { note } : {})} size="large" />
      {requester.phone && (
        <a className={styles.phone} href={`tel:${requester.phone.replace(/[^\d+]/g, '')}`}>
          <IconPhone size={15} aria-hidden />
          {requester.phone}
        </a>
      )}
      {requester.email && (
        <a className={styles.mail} href={`mailto:${requester.email}`}>
          {requester.email}
        </a>
      )}
      {reporter && reporter.id !== requester.id && (
        <p className={styles.dim}>
          {t('tickets.page.reporter', {
            name: reporter.name,
            channel: t(`tickets.channel.${ticket.channel}` as TicketsKey),
          })}
        </p>
      )}
      <OtherOpen requesterId={requester.id} butId={ticket.id} />
    </>
  )
}

const OTHERS_COUNTED = 50
const OTHERS_SHOWN = 5

/** What else is open for a person: often the same trouble. */
export function OtherOpen({ requesterId, butId }: { requesterId: string; butId?: string }) {
  const t = useTicketsT()
  const { data } = useQuery({
    queryKey: ['tickets', 'of', requesterId],
    queryFn: () =>
      ask(
        api.GET('/api/tickets', {
          params: { query: { view: 'open', requester: requesterId, sort: 'created', limit: OTHERS_COUNTED } },
        }),
      ),
  })
  if (!data) return null
  const rows = data.rows.filter((row) => row.id !== butId)
  if (rows.length === 0)
    return <p className={styles.dim}>{t(butId ? 'tickets.side.noOther' : 'tickets.new.theirNone')}</p>
  return (
    <>
      <p className={styles.dim}>
        {t(butId ? 'tickets.side.otherOpen' : 'tickets.new.theirOpen', { count: rows.length })}
      </p>
      <ul className={styles.plain}>
        {rows.slice(0, OTHERS_SHOWN).map((row) => (
          <li key={row.id}>
            <AppLink href={`/desk/tickets/${row.id}`} className={styles.link}>
              <span className="wl-figures">#{row.number}</span> <Shown text={row.title} />
            </AppLink>{' '}
            <StateBadge state={row.state} />
          </li>
        ))}
      </ul>
      {rows.length > OTHERS_SHOWN && (
        <AppLink className={styles.link} href={queueHref({ view: 'open', requester: requesterId })}>
          {t('tickets.side.allOpen')}
        </AppLink>
      )}
    </>
  )
}
