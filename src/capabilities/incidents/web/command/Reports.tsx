import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { attempt, type Incident, type Report, reportsQuery, useRefresh } from '../data.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'
import { ResolveTicketsDialog } from './ResolveTicketsDialog.tsx'

/** The tickets that are part of it: how many where, which, and what is being done to all of them. */
export function Reports({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const [isResolving, setResolving] = useState(false)
  const { data } = useQuery(reportsQuery(incident.id))
  const rows = data?.rows ?? []
  const { tickets, open } = incident.counts
  const isOver = incident.state === 'resolved' || incident.state === 'review'
  const mayResolve = isOver && open > 0 && incident.may.includes('incidents.resolve_tickets')
  return (
    <section className={styles.card} aria-labelledby="reports">
      <div className={styles.head}>
        <h2 id="reports">{t('incidents.reports.title', { count: tickets })}</h2>
        {mayResolve && (
          <Button size="compact-sm" onClick={() => setResolving(true)}>
            {t('incidents.reports.resolve')}
          </Button>
        )}
      </div>
      {tickets === 0 && <p className={styles.small}>{t('incidents.reports.none')}</p>}
      {tickets > 0 && (
        <table className={styles.bars}>
          <caption className={styles.small}>{t('incidents.reports.byPlace')}</caption>
          <tbody>
            {incident.by_place.map((place) => (
              <tr key={place.place_id ?? ''}>
                <th scope="row">{place.place ?? t('incidents.reports.nowhere')}</th>
                <td>{t('incidents.reports.openOf', { open: place.open, tickets: place.tickets })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Rounds incident={incident} />
      {rows.length > 0 && (
        <details open={rows.length <= 10}>
          <summary>{t('incidents.reports.list', { count: rows.length })}</summary>
          <ul className={styles.list}>
            {rows.map((report) => (
              <Row key={report.id} report={report} incident={incident} />
            ))}
          </ul>
          {data?.next && <p className={styles.small}>{t('incidents.reports.more')}</p>}
        </details>
      )}
      {isResolving && (
        <ResolveTicketsDialog incident={incident} reports={rows} onClose={() => setResolving(false)} />
      )}
    </section>
  )
}

function Row({ report, incident }: { report: Report; incident: Incident }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const unlink = async () => {
    const deed = ask(
      api.POST('/api/incidents/{id}/unlink-tickets', {
        params: { path: { id: incident.id } },
        body: { ticket_ids: [report.id] },
      }),
    )
    if (await attempt(deed)) await refresh()
  }
  return (
    <li>
      <span className={styles.words}>
        <AppLink href={`/desk/tickets/${report.id}`}>
          <Shown text={`#${report.number} ${report.title}`} />
        </AppLink>
        <span className={styles.small}>
          {[report.requester, report.place, t(`incidents.category.${report.category as 'done'}`)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {incident.may.includes('incidents.link_tickets') && incident.category !== 'done' && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('incidents.reports.unlinkOf', { number: report.number })}
          onClick={unlink}
        >
          {t('incidents.reports.unlink')}
        </Button>
      )}
    </li>
  )
}

/** How far the words to all reporters have come. */
function Rounds({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const running = incident.rounds.filter((round) => round.done + round.refused < round.tickets)
  const refused = incident.rounds[0]?.refused ?? 0
  return (
    <div role="status">
      {running.map((round) => (
        <p key={round.id} className={styles.small}>
          {t(round.code === null ? 'incidents.rounds.telling' : 'incidents.rounds.resolving', {
            done: round.done + round.refused,
            tickets: round.tickets,
          })}
        </p>
      ))}
      {running.length === 0 && refused > 0 && (
        <p className={styles.small}>{t('incidents.rounds.refused', { count: refused })}</p>
      )}
    </div>
  )
}
