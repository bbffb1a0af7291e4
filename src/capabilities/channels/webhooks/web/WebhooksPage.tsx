/** The webhooks of the organization, how each is, and the form of a new one. */
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { type Webhook, webhooksQuery } from './data.ts'
import { webhooksPath } from './paths.ts'
import { useWebhooksT } from './useWebhooksT.ts'
import { WebhookBadge } from './WebhookBadge.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import styles from './webhooks.module.css'

export function Page() {
  const t = useWebhooksT()
  const router = useRouter()
  const queries = useQueryClient()
  const [isAdding, setAdding] = useState(false)
  const { data, error, refetch } = useQuery(webhooksQuery)
  const added = async (id: string) => {
    toast.show(t('webhooks.added'), 'success')
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
    router.history.push(`${webhooksPath}/${id}`)
  }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('webhooks.title')}
        note={t('webhooks.note')}
        actions={!isAdding && <Button onClick={() => setAdding(true)}>{t('webhooks.add')}</Button>}
      />
      {isAdding && (
        <section className={styles.section} aria-labelledby="webhook-new">
          <h2 id="webhook-new">{t('webhooks.add')}</h2>
          <WebhookForm onDone={added} onCancel={() => setAdding(false)} />
        </section>
      )}
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={3} />
      ) : data.length === 0 ? (
        !isAdding && <EmptyState title={t('webhooks.empty')}>{t('webhooks.emptyBody')}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {data.map((hook) => (
            <Line key={hook.id} hook={hook} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Line({ hook }: { hook: Webhook }) {
  const t = useWebhooksT()
  const format = useFormat()
  const facts = [
    t(`webhooks.formats.${hook.format}`),
    hook.host,
    hook.sent_at ? t('webhooks.last', { when: format.dateTime(hook.sent_at) }) : t('webhooks.never'),
    ...(hook.waiting > 0 ? [t('webhooks.waiting', { count: hook.waiting })] : []),
    ...(hook.dead > 0 ? [t('webhooks.dead', { count: hook.dead })] : []),
  ]
  return (
    <li>
      <span className={styles.words}>
        <AppLink href={`${webhooksPath}/${hook.id}`} className={styles.name}>
          {hook.name}
        </AppLink>
        <br />
        <span className={styles.small}>{facts.join(' · ')}</span>
      </span>
      <WebhookBadge hook={hook} />
    </li>
  )
}
