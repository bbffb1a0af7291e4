/** On the desk's first page: emergency accounts that are in use, and uses that wait for somebody to look at them. */
import { useQuery } from '@tanstack/react-query'
import { api, ask, background } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { emergencyPath } from '../paths.ts'
import styles from '../sign-in.module.css'
import { useSignInT } from '../useSignInT.ts'

export function TodayBlock() {
  const t = useSignInT()
  const mayLook = useMay()('audit.read')
  const { data } = useQuery({
    queryKey: ['emergency', 'today'],
    queryFn: () => ask(api.GET('/api/emergency', background)),
    enabled: mayLook,
  })
  const uses = data?.uses.filter((use) => use.ended_at === null || use.may_review) ?? []
  if (uses.length === 0) return null
  return (
    <section className={styles.part} aria-labelledby="emergency-today">
      <h2 id="emergency-today">{t('signIn.emergency.today')}</h2>
      <ul>
        {uses.map((use) => (
          <li key={use.id}>
            <AppLink href={emergencyPath}>
              {t(use.ended_at === null ? 'signIn.emergency.todayRunning' : 'signIn.emergency.todayOpen', {
                account: use.account.name,
                role: use.role,
              })}
            </AppLink>{' '}
            <Time at={use.began_at} />
          </li>
        ))}
      </ul>
    </section>
  )
}
