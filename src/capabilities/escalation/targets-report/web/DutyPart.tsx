import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { queueHref } from '../../../tickets/web/index.ts'
import { type Duty, dutyQuery, type TargetsSearch } from './data.ts'
import { CountLink } from './KeptTable.tsx'
import styles from './targets.module.css'
import { useTargetsT } from './useTargetsT.ts'

type DutyProps = { duty: Duty; search: TargetsSearch }

/** What goes back and forth between teams, and whom the nights fall to. */
export function DutyPart({ search }: { search: TargetsSearch }) {
  const { target: _target, ...whole } = search
  const { data: duty, error, refetch } = useQuery(dutyQuery(whole))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!duty) return <ListSkeleton rows={3} />
  return (
    <div className={styles.parts}>
      <Bounces duty={duty} search={search} />
      <Calls duty={duty} search={search} />
    </div>
  )
}

function Bounces({ duty, search }: DutyProps) {
  const t = useTargetsT()
  const team = search.team ? { team: [search.team] } : {}
  return (
    <section className={styles.card} aria-labelledby="bounces">
      <h2 id="bounces" className={styles.heading}>
        {t('targets.bounces')}
      </h2>
      {duty.bounces.length === 0 ? (
        <p className={styles.note}>{t('targets.noBounces')}</p>
      ) : (
        <ul className={styles.signs}>
          {duty.bounces.map(({ from, to, count }) => {
            const label = t('targets.pair', { from: from?.name ?? t('targets.noTeam'), to: to.name })
            return (
              <li key={`${from?.id} ${to.id}`}>
                <span>{label}</span>
                <span />
                <CountLink
                  count={count}
                  label={label}
                  href={queueHref({
                    view: 'all',
                    ...team,
                    ...(from ? { bounced_from: from.id } : {}),
                    bounced_to: to.id,
                    bounced_since: duty.from,
                    bounced_until: duty.to,
                  })}
                />
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function Calls({ duty, search }: DutyProps) {
  const t = useTargetsT()
  const format = useFormat()
  const team = search.team ? { team: [search.team] } : {}
  return (
    <section className={styles.card} aria-labelledby="calls">
      <h2 id="calls" className={styles.heading}>
        {t('targets.calls')}
      </h2>
      {duty.calls.length === 0 ? (
        <p className={styles.note}>{t('targets.noCalls')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
        <section className={styles.scroll} tabIndex={0} aria-label={t('targets.calls')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('targets.person')}</th>
                <th scope="col">{t('targets.tickets')}</th>
                <th scope="col">{t('targets.atNight')}</th>
                <th scope="col">{t('targets.acknowledged')}</th>
              </tr>
            </thead>
            <tbody>
              {duty.calls.map(({ person, tickets, at_night, acknowledged, acknowledged_after_s }) => {
                const paged = { paged: person.id, paged_since: duty.from, paged_until: duty.to }
                return (
                  <tr key={person.id}>
                    <th scope="row">{person.name}</th>
                    <td>
                      <CountLink
                        count={tickets}
                        label={`${person.name}, ${t('targets.tickets')}`}
                        href={queueHref({ view: 'all', ...team, ...paged })}
                      />
                    </td>
                    <td>
                      <CountLink
                        count={at_night}
                        label={`${person.name}, ${t('targets.atNight')}`}
                        href={queueHref({ view: 'all', ...team, ...paged, paged_at_night: true })}
                      />
                    </td>
                    <td>
                      {acknowledged_after_s === null
                        ? '–'
                        : t('targets.after', {
                            count: acknowledged,
                            time: format.duration(acknowledged_after_s),
                          })}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
