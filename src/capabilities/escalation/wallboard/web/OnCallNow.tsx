import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import { useWallboardT } from './useWallboardT.ts'
import styles from './wallboard.module.css'

const poll_ms = 60_000

/** Who answers for each team now; nothing where no team has a rota or the account of the screen may not see them. */
export function OnCallNow() {
  const t = useWallboardT()
  const { data } = useQuery({
    queryKey: ['wallboard', 'on-call'],
    queryFn: () => ask(api.GET('/api/on-call/now')),
    refetchInterval: poll_ms,
    retry: false,
  })
  if (!data || data.rows.length === 0) return null
  return (
    <section className={styles.card} aria-label={t('wallboard.onCall')}>
      <h2>{t('wallboard.onCall')}</h2>
      <ul className={styles.lines}>
        {data.rows.map(({ team, layers }) => {
          // Who is off work cannot be reached, whatever the rota says.
          const there = layers.flatMap(({ person }) => (person?.is_there ? [person.name] : []))
          return (
            <li key={team.id}>
              <span className={styles.team}>{team.name}</span>
              <span className={styles.dim}>
                {there.length > 0 ? there.join(', ') : t('wallboard.nobody')}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
