import { useQuery } from '@tanstack/react-query'
import { useFormat, useNow } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { base, mineQuery, nowQuery } from './data.ts'
import styles from './on-call.module.css'
import { useOnCallT } from './useOnCallT.ts'

const TEAMS_MAX = 6

/** On Today: who is on call, and when one is oneself. */
export function OnCallToday() {
  const t = useOnCallT()
  const format = useFormat()
  const now = useNow()
  const isReader = useMay()('people.read')
  const { data: teams = [] } = useQuery({ ...nowQuery(), enabled: isReader })
  const { data: mine } = useQuery({ ...mineQuery, enabled: isReader })
  const [first] = mine?.shifts ?? []
  if (teams.length === 0) return null
  return (
    <section className={styles.today} aria-labelledby="on-call-today">
      <h2 id="on-call-today" className={styles.heading}>
        {t('on_call.now')}
      </h2>
      {first && (
        <p className={styles.note}>
          {Date.parse(first.from) <= now
            ? t('on_call.youAre', { team: first.team.name, at: format.dateTime(first.to) })
            : t('on_call.youWillBe', { team: first.team.name, at: format.dateTime(first.from) })}
        </p>
      )}
      <ul className={styles.list}>
        {teams.slice(0, TEAMS_MAX).map((team) => (
          <li key={team.team.id}>
            <AppLink href={`${base}/${team.team.id}`}>{team.team.name}</AppLink>
            <span>
              {format.list(
                team.layers.map(
                  ({ layer, person }) => `${person?.name ?? t('on_call.nobody')} (${layer.name})`,
                ),
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.small}>
        <AppLink href={base}>{t('on_call.all')}</AppLink>
      </p>
    </section>
  )
}
