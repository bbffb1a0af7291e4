import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { base, nowQuery } from './data.ts'
import { NowList } from './NowList.tsx'
import styles from './on-call.module.css'
import { useOnCallT } from './useOnCallT.ts'

/** Who is on call now, on the page of a team. */
export function TeamPart({ id }: { id: string }) {
  const t = useOnCallT()
  const { data: teams } = useQuery(nowQuery(id))
  if (!teams) return null
  const [team] = teams
  return (
    <section className={styles.card} aria-labelledby="team-on-call">
      <div className={styles.cardHead}>
        <h2 id="team-on-call">{t('on_call.now')}</h2>
        <AppLink className={styles.link} href={`${base}/${id}`}>
          {t(team ? 'on_call.toRota' : 'on_call.toNewRota')}
        </AppLink>
      </div>
      {team ? <NowList team={team} /> : <p className={styles.dim}>{t('on_call.noRota')}</p>}
    </section>
  )
}
