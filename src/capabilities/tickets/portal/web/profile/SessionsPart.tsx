import { Button } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ask } from '../../../../../web/api/client.ts'
import type { paths } from '../../../../../web/api/openapi.generated.ts'
import { Time } from '../../../../../web/i18n/Time.tsx'
import { ErrorState } from '../../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { usePortalT } from '../usePortalT.ts'
import styles from './profile.module.css'
import { useSending } from './useSending.ts'

/** Where one is signed in; what one does not know is ended with one tap. */
export function SessionsPart() {
  const t = usePortalT()
  const queries = useQueryClient()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => ask(api.GET('/api/sessions')) })
  const { run, isBusy, failure } = useSending()
  const end = (send: () => Promise<unknown>) =>
    run(async () => {
      await send()
      toast.show(t('portal.profile.sessionsEnded'), 'success')
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    })
  const rows = sessions.data?.rows ?? []
  return (
    <section className={styles.part} aria-labelledby="sessions">
      <h2 id="sessions">{t('portal.profile.sessions')}</h2>
      {sessions.isPending && <ListSkeleton rows={2} />}
      {sessions.isError && <ErrorState problem={sessions.error} onRetry={() => sessions.refetch()} />}
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <ul className={styles.sessions}>
        {rows.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            isBusy={isBusy}
            onEnd={() =>
              end(() =>
                ask(
                  api.POST('/api/sessions/{id}/revoke', { params: { path: { id: session.id } }, body: {} }),
                ),
              )
            }
          />
        ))}
      </ul>
      {rows.length > 1 && (
        <Button
          variant="default"
          className={styles.button}
          disabled={isBusy}
          onClick={() => end(() => ask(api.POST('/api/sessions/revoke-others', { body: {} })))}
        >
          {t('portal.profile.sessionsOthers')}
        </Button>
      )}
    </section>
  )
}

type Session = paths['/api/sessions']['get']['responses'][200]['content']['application/json']['rows'][number]

function SessionLine({ session, isBusy, onEnd }: { session: Session; isBusy: boolean; onEnd: () => void }) {
  const t = usePortalT()
  const device = deviceOf(session.user_agent) || t('portal.profile.unknownDevice')
  const Icon = /Mobile|Android|iPhone/.test(session.user_agent) ? IconDeviceMobile : IconDeviceDesktop
  return (
    <li>
      <Icon size={24} stroke={1.6} aria-hidden />
      <span className={styles.session}>
        <strong>{device}</strong>
        <span className={styles.quiet}>
          {session.is_this ? t('portal.profile.sessionsThis') : t('portal.profile.sessionsActive')}{' '}
          {!session.is_this && <Time at={session.last_active_at} />} · {session.address}
        </span>
      </span>
      {!session.is_this && (
        <Button
          variant="default"
          disabled={isBusy}
          aria-label={t('portal.profile.sessionsEndOf', { device })}
          onClick={onEnd}
        >
          {t('portal.profile.sessionsEnd')}
        </Button>
      )}
    </li>
  )
}

const browsers = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['Windows', 'Windows'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Mac OS', 'Mac'],
  ['CrOS', 'Chromebook'],
  ['Linux', 'Linux'],
] as const

/** Browser and system, as far as the browser told: "Chrome, Windows". */
function deviceOf(userAgent: string): string {
  const name = (list: readonly (readonly [string, string])[]) =>
    list.find(([sign]) => userAgent.includes(sign))?.[1]
  return [name(browsers), name(systems)].filter(Boolean).join(', ')
}
