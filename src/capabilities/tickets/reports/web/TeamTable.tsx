import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Sparkline } from '../../../../web/kit/charts/Sparkline.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { queueHref } from '../../web/data/queue.ts'
import styles from './flow.module.css'
import { type TeamLoad, teamLoadsQuery } from './flow.ts'
import { useReportsT } from './useReportsT.ts'

/** Each team's load now, whatever period the page shows. */
export function TeamTable() {
  const t = useReportsT()
  const { data: teams, error, refetch } = useQuery(teamLoadsQuery)
  return (
    <section className={styles.teams} aria-labelledby="teams-now">
      <h2 id="teams-now" className={styles.heading}>
        {t('reports.teams.title')}
      </h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : teams === undefined ? (
        <ListSkeleton rows={4} />
      ) : teams.length === 0 ? (
        <EmptyState title={t('reports.teams.empty')}>{t('reports.teams.emptyBody')}</EmptyState>
      ) : (
        <TeamRows teams={teams} />
      )}
    </section>
  )
}

export function TeamRows({ teams, isBrief = false }: { teams: readonly TeamLoad[]; isBrief?: boolean }) {
  const t = useReportsT()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={t('reports.teams.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('reports.teams.name')}</th>
            {!isBrief && <th scope="col">{t('reports.teams.tier')}</th>}
            <th scope="col">{t('reports.teams.open')}</th>
            <th scope="col">{t('reports.teams.unassigned')}</th>
            <th scope="col">{t('reports.teams.overdue')}</th>
            {!isBrief && <th scope="col">{t('reports.teams.oldest')}</th>}
            <th scope="col">{t('reports.teams.trend')}</th>
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <TeamRow key={team.id} team={team} isBrief={isBrief} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function TeamRow({ team, isBrief }: { team: TeamLoad; isBrief: boolean }) {
  const t = useReportsT()
  const only = { team: [team.id ?? ''] }
  return (
    <tr>
      <th scope="row">
        <AppLink href={queueHref({ view: 'open', ...only })}>{team.name}</AppLink>
      </th>
      {!isBrief && <td>{team.tier}</td>}
      <Count value={team.open} label={t('reports.teams.open')} href={queueHref({ view: 'open', ...only })} />
      <Count
        value={team.unassigned}
        label={t('reports.teams.unassigned')}
        href={queueHref({ view: 'unassigned', ...only })}
      />
      <Count
        value={team.overdue}
        label={t('reports.teams.overdue')}
        href={queueHref({ view: 'overdue', ...only })}
        isUrgent
      />
      {!isBrief && <td>{team.oldest_at ? <Time at={team.oldest_at} /> : '–'}</td>}
      <td>
        <Sparkline
          values={team.came_in}
          label={t('reports.teams.trendLabel', {
            count: team.came_in.reduce((sum, count) => sum + count, 0),
            last: team.came_in.at(-1) ?? 0,
          })}
        />
      </td>
    </tr>
  )
}

type CountProps = { value: number; label: string; href: string; isUrgent?: boolean }

function Count({ value, label, href, isUrgent = false }: CountProps) {
  const format = useFormat()
  if (value === 0) return <td className={styles.zero}>0</td>
  return (
    <td>
      <AppLink
        href={href}
        aria-label={`${label}: ${format.number(value)}`}
        className={isUrgent ? styles.urgent : undefined}
      >
        {format.number(value)}
      </AppLink>
    </td>
  )
}
