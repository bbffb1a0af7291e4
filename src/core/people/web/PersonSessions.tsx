import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { toast } from '../../../web/kit/toast.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

/** Where the person is signed in, each to be ended. */
export function PersonSessions({ personId }: { personId: string }) {
  const t = useOrganizationT()
  const queries = useQueryClient()
  const queryKey = ['person', personId, 'sessions']
  const { data } = useQuery({
    queryKey,
    queryFn: async () =>
      (await ask(api.GET('/api/sessions', { params: { query: { person_id: personId } } }))).rows,
  })
  const end = async (id: string) => {
    try {
      await ask(api.POST('/api/sessions/{id}/revoke', { params: { path: { id } }, body: {} }))
      await queries.invalidateQueries({ queryKey })
      toast.show(t('organization.session.ended'), 'success')
    } catch (error) {
      if (error instanceof ProblemError) toast.show(error.message || error.title, 'danger')
      else throw error
    }
  }
  return (
    <section className={styles.card} aria-labelledby="sessions">
      <div className={styles.cardHead}>
        <h2 id="sessions">{t('organization.session.title')}</h2>
      </div>
      {data?.length === 0 && <p className={styles.dim}>{t('organization.session.none')}</p>}
      <ul className={styles.list}>
        {data?.map((session) => (
          <li key={session.id}>
            <span className={styles.words}>
              <span>{browserOf(session.user_agent) ?? t('organization.session.unknown')}</span>
              <span className={styles.small}>
                {session.address} · {t('organization.session.active')} <Time at={session.last_active_at} />
              </span>
            </span>
            {session.is_this ? (
              <span className={styles.small}>{t('organization.session.this')}</span>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('organization.session.endOf', {
                  device: browserOf(session.user_agent) ?? t('organization.session.unknown'),
                })}
                onClick={() => end(session.id)}
              >
                {t('organization.session.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** "Firefox, Windows" out of what the browser says of itself. */
function browserOf(agent: string): string | undefined {
  const browser = /(Edg|Firefox|Chrome|Safari)\//.exec(agent)?.[1]?.replace('Edg', 'Edge')
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1]?.replace('Mac OS X', 'macOS')
  return [browser, system].filter(Boolean).join(', ') || undefined
}
