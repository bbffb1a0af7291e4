/** One webhook: how it is, its settings, its secret and its log. */
import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { said } from '../../../../web/i18n/said.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { confirmed } from '../../../../web/shell/step-up.ts'
import { sentenceOf, type Webhook, webhooksQuery } from './data.ts'
import { Log } from './Log.tsx'
import { webhooksPath } from './paths.ts'
import { Secret } from './Secret.tsx'
import { useWebhooksT } from './useWebhooksT.ts'
import { WebhookBadge } from './WebhookBadge.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import styles from './webhooks.module.css'

const pausedWords = {
  failing: 'webhooks.pausedFailing',
  owner: 'webhooks.pausedOwner',
  sealed: 'webhooks.pausedSealed',
} as const

export function Page() {
  const t = useWebhooksT()
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(webhooksQuery)
  const hook = data?.find((each) => each.id === id)
  return (
    <div className={styles.page}>
      <PageHeader
        title={hook?.name ?? t('webhooks.title')}
        above={<AppLink href={webhooksPath}>{t('webhooks.back')}</AppLink>}
        actions={hook && <Acts hook={hook} />}
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={4} />
      ) : hook ? (
        <Parts hook={hook} />
      ) : (
        <EmptyState title={t('webhooks.empty')}>{t('webhooks.emptyBody')}</EmptyState>
      )}
    </div>
  )
}

function Parts({ hook }: { hook: Webhook }) {
  const t = useWebhooksT()
  const queries = useQueryClient()
  const saved = async () => {
    toast.show(t('webhooks.saved'), 'success')
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
  }
  return (
    <>
      <Health hook={hook} />
      <Log id={hook.id} />
      <Secret hook={hook} />
      <section className={styles.section} aria-labelledby="webhook-settings">
        <h2 id="webhook-settings">{t('webhooks.settings')}</h2>
        <WebhookForm key={hook.version} hook={hook} onDone={saved} />
      </section>
    </>
  )
}

function Health({ hook }: { hook: Webhook }) {
  const t = useWebhooksT()
  const format = useFormat()
  const isFailing = hook.failing_since !== null && hook.paused_at === null
  return (
    <>
      <p className={styles.health}>
        <WebhookBadge hook={hook} /> {hook.host} · {t('webhooks.owner', { name: hook.owner.name })} ·{' '}
        {hook.sent_at ? t('webhooks.last', { when: format.dateTime(hook.sent_at) }) : t('webhooks.never')}
      </p>
      {hook.paused_because && <p className={styles.failure}>{t(pausedWords[hook.paused_because])}</p>}
      {isFailing && (
        <p className={styles.failure}>
          {[
            t('webhooks.failingSince', { when: format.dateTime(hook.failing_since ?? '') }),
            ...(hook.last_failure ? [said(hook.last_failure)] : []),
          ].join(' · ')}
        </p>
      )}
    </>
  )
}

function Acts({ hook }: { hook: Webhook }) {
  const t = useWebhooksT()
  const router = useRouter()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const params = { path: { id: hook.id } }
  const run = async (act: () => Promise<unknown>, done: string) => {
    setBusy(true)
    const isDone = await act().then(
      () => true,
      (error: unknown) => {
        toast.show(sentenceOf(error) || t('webhooks.failed'), 'danger')
        return false
      },
    )
    setBusy(false)
    setAsking(false)
    if (isDone) toast.show(done, 'success')
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
    return isDone
  }
  const remove = async () => {
    const call = () => ask(api.DELETE('/api/webhooks/{id}', { params, body: null }))
    if (await run(() => confirmed<unknown>(call), t('webhooks.removed'))) router.history.push(webhooksPath)
  }
  const test = () => ask(api.POST('/api/webhooks/{id}/test', { params, body: {} }))
  return (
    <Group gap="xs">
      <Button loading={isBusy} onClick={() => void run(test, t('webhooks.tested'))}>
        {t('webhooks.test')}
      </Button>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('webhooks.remove')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('webhooks.removeTitle', { name: hook.name })}
        confirmLabel={t('webhooks.remove')}
        tone="danger"
        isBusy={isBusy}
        onConfirm={() => void remove()}
        onCancel={() => setAsking(false)}
      >
        {t('webhooks.removeBody')}
      </ConfirmDialog>
    </Group>
  )
}
