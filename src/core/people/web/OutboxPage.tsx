import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { said } from '../../../web/i18n/said.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { prove } from '../../../web/shell/step-up.ts'
import { base, type Mail } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

const states = ['held', 'failed', 'queued', 'sent'] as const
const tones: Record<Mail['state'], Tone> = {
  held: 'warning',
  failed: 'danger',
  queued: 'info',
  sent: 'success',
}

/** Mail that waits, failed, or must be handed over by hand where there is no mail server. */
export function Page() {
  const t = useOrganizationT()
  const router = useRouter()
  const { state } = useSearch({ strict: false }) as { state?: Mail['state'] }
  const found = useInfiniteQuery({
    queryKey: ['outbox', state],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/outbox', {
          params: { query: { ...(state ? { state } : {}), ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className={styles.page}>
      <PageHeader title={t('organization.outbox.title')} note={t('organization.outbox.note')} />
      <div className={styles.filters}>
        <SelectField
          label={t('organization.outbox.state')}
          value={state ?? ''}
          data={[
            { value: '', label: t('organization.pick.all') },
            ...states.map((value) => ({ value, label: t(`organization.outbox.states.${value}`) })),
          ]}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            router.history.push(`${base}/outbox${chosen ? `?state=${chosen}` : ''}`)
          }}
        />
      </div>
      {found.error ? (
        <ErrorState problem={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState title={t('organization.outbox.empty')}>{t('organization.outbox.emptyBody')}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {rows.map((mail) => (
            <MailLine key={mail.id} mail={mail} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <div className={styles.bar}>
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('organization.showMore')}
          </Button>
        </div>
      )}
    </div>
  )
}

function MailLine({ mail }: { mail: Mail }) {
  const t = useOrganizationT()
  const queries = useQueryClient()
  const again = async () => {
    try {
      await ask(api.POST('/api/outbox/{id}/send-again', { params: { path: { id: mail.id } }, body: {} }))
      await queries.invalidateQueries({ queryKey: ['outbox'] })
    } catch (error) {
      if (error instanceof ProblemError) toast.show(error.message || error.title, 'danger')
      else throw error
    }
  }
  const canSend = mail.state === 'held' || mail.state === 'failed'
  return (
    <li>
      <details style={{ flex: 1, minWidth: 0 }}>
        <summary>
          {mail.subject} <span className={styles.small}>{mail.to}</span>
        </summary>
        {mail.last_error && <p className={styles.failure}>{said(mail.last_error)}</p>}
        <Text mail={mail} />
      </details>
      <span className={styles.small}>
        <Time at={mail.created_at} />
      </span>
      <StatusBadge tone={tones[mail.state]} label={t(`organization.outbox.states.${mail.state}`)} />
      {canSend && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('organization.outbox.sendOf', { subject: mail.subject, to: mail.to })}
          onClick={again}
        >
          {t('organization.outbox.send')}
        </Button>
      )}
    </li>
  )
}

/** The text, or why it is not shown and what opens it. */
function Text({ mail }: { mail: Mail }) {
  const t = useOrganizationT()
  const queries = useQueryClient()
  const copy = async () => {
    await navigator.clipboard.writeText(mail.body)
    toast.show(t('organization.outbox.copied'), 'success')
  }
  const show = async () => {
    if (await prove()) await queries.invalidateQueries({ queryKey: ['outbox'] })
  }
  if (mail.hidden_because === 'confirm')
    return (
      <>
        <p className={styles.dim}>{t('organization.outbox.hidden')}</p>
        <Button size="compact-sm" variant="default" mt="xs" onClick={show}>
          {t('organization.outbox.show')}
        </Button>
      </>
    )
  if (mail.hidden_because === 'permission')
    return <p className={styles.dim}>{t('organization.outbox.notYours')}</p>
  if (mail.hidden_because === 'mail_server')
    return <p className={styles.dim}>{t('organization.outbox.server')}</p>
  if (mail.hidden_because === 'own_request')
    return <p className={styles.dim}>{t('organization.outbox.ownRequest')}</p>
  if (mail.body === '') return <p className={styles.dim}>{t('organization.outbox.gone')}</p>
  return (
    <>
      <pre className={styles.pre}>{mail.body}</pre>
      <Button size="compact-sm" variant="default" mt="xs" onClick={copy}>
        {t('organization.outbox.copy')}
      </Button>
    </>
  )
}
