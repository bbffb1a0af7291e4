import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import styles from './flow.module.css'
import { teamLoadsQuery } from './flow.ts'
import { TeamRows } from './TeamTable.tsx'
import { useReportsT } from './useReportsT.ts'

const SHOWN_MAX = 8

/** For those who lead: what lies with their teams, or with the fullest ones when they belong to none. */
export function TeamsToday() {
  const t = useReportsT()
  const may = useMay()
  const isLead = may('reports.read') && (may('tickets.read_all') || may('tickets.read_team'))
  const { data: teams = [] } = useQuery({ ...teamLoadsQuery, enabled: isLead })
  const own = teams.filter((team) => team.is_mine)
  const shown = (
    own.length > 0 ? own : teams.toSorted((a, b) => b.overdue - a.overdue || b.open - a.open)
  ).slice(0, SHOWN_MAX)
  if (shown.length === 0) return null
  return (
    <section className={styles.teams} aria-labelledby="teams-today">
      <h2 id="teams-today" className={styles.heading}>
        {t('reports.teams.todayTitle')}
      </h2>
      <TeamRows teams={shown} isBrief />
      <p className={styles.rest}>
        <AppLink href="/desk/flow">{t('reports.teams.all')}</AppLink>
      </p>
    </section>
  )
}
