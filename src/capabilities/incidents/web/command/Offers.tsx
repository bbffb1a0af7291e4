import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { said } from '../../../../web/i18n/said.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { attempt, type Incident, offersQuery, useRefresh } from '../data.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'

const isOpenState = (state: Incident['state']) => ['proposed', 'working', 'resolved'].includes(state)

/** Tickets that look like it, as they arrive: all or some of them are linked with one press. */
export function Offers({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { data: offers = [] } = useQuery({
    ...offersQuery(incident.id),
    enabled: isOpenState(incident.state) && incident.may.includes('incidents.link_tickets'),
  })
  if (offers.length === 0) return null
  const chosen = offers.filter((offer) => !left.has(offer.id)).map((offer) => offer.id)
  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  const link = async () => {
    const request = ask(
      api.POST('/api/incidents/{id}/link-tickets', {
        params: { path: { id: incident.id } },
        body: { ticket_ids: chosen },
      }),
    )
    if (!(await attempt(request))) return
    const { results } = await request
    const failed = results.filter((result) => !result.ok)
    const done = results.length - failed.length
    toast.show(
      failed.length > 0
        ? `${t('incidents.offers.linked', { count: done })} ${said(failed[0]?.problem?.detail ?? '')}`
        : t('incidents.offers.linked', { count: done }),
      failed.length > 0 ? 'danger' : 'success',
    )
    await refresh()
  }
  return (
    <section className={styles.card} aria-labelledby="offers">
      <div className={styles.head}>
        <h2 id="offers">{t('incidents.offers.title', { count: offers.length })}</h2>
        <Button size="compact-sm" disabled={chosen.length === 0} onClick={link}>
          {t('incidents.offers.link', { count: chosen.length })}
        </Button>
      </div>
      <ul className={styles.list}>
        {offers.map((offer) => (
          <li key={offer.id}>
            <span className={styles.check}>
              <Checkbox
                checked={!left.has(offer.id)}
                aria-label={t('incidents.offers.choose', { number: offer.number })}
                onChange={() => toggle(offer.id)}
              />
              <span className={styles.words}>
                <AppLink href={`/desk/tickets/${offer.id}`}>
                  <Shown text={`#${offer.number} ${offer.title}`} />
                </AppLink>
                <span className={styles.small}>
                  <Time at={offer.created_at} />
                  {offer.place && ` · ${offer.place}`} ·{' '}
                  {offer.because.map((reason) => t(`incidents.because.${reason}`)).join(', ')}
                </span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
