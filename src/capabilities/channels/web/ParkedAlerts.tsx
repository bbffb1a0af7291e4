import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Parked, parkedQuery, parkedWordsQuery } from './connect-data.ts'
import { sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { useChannelsT } from './useChannelsT.ts'

/** Messages of which no ticket could be made: why, what they say, and another try. */
export function ParkedAlerts() {
  const t = useChannelsT()
  const { data, error, refetch } = useQuery(parkedQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={2} />
  if (data.rows.length === 0)
    return <EmptyState title={t('channels.alerts.noParked')}>{t('channels.alerts.noParkedBody')}</EmptyState>
  return (
    <>
      <ul className={styles.list}>
        {data.rows.map((message) => (
          <ParkedLine key={message.id} message={message} />
        ))}
      </ul>
      {data.total > data.rows.length && <p>{t('channels.alerts.more', { count: data.total })}</p>}
    </>
  )
}

function ParkedLine({ message }: { message: Parked }) {
  const t = useChannelsT()
  const format = useFormat()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const params = { path: { id: message.id } }
  const run = async (act: () => Promise<unknown>, said: string) => {
    setBusy(true)
    await act().then(
      () => toast.show(said, 'success'),
      (error: unknown) => toast.show(sentenceOf(error) || t('channels.failed'), 'danger'),
    )
    setBusy(false)
    await queries.invalidateQueries({ queryKey: ['alerts'] })
  }
  const retry = () => ask(api.POST('/api/alerts/parked/{id}/retry', { params, body: {} }))
  const discard = () => ask(api.POST('/api/alerts/parked/{id}/discard', { params, body: {} }))
  const about = { source: message.source.name, when: format.dateTime(message.received_at) }
  return (
    <li>
      <span>
        <strong>{message.source.name}</strong>{' '}
        <span className={styles.small}>{`${about.when} · ${format.fileSize(message.size_bytes)}`}</span>{' '}
        <StatusBadge tone="warning" label={t(`channels.alerts.reason.${message.reason}`)} />
      </span>
      <Group gap="xs">
        <Button variant="default" size="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'channels.mail.hide' : 'channels.mail.look')}
        </Button>
        <Button
          variant="default"
          size="xs"
          loading={isBusy}
          aria-label={t('channels.alerts.retryOf', about)}
          onClick={() => void run(retry, t('channels.alerts.retried'))}
        >
          {t('channels.mail.retry')}
        </Button>
        <Button
          variant="default"
          size="xs"
          aria-label={t('channels.alerts.discardOf', about)}
          onClick={() => void run(discard, t('channels.alerts.discarded'))}
        >
          {t('channels.mail.discard')}
        </Button>
      </Group>
      {isOpen && <Words id={message.id} />}
    </li>
  )
}

function Words({ id }: { id: string }) {
  const t = useChannelsT()
  const { data, error } = useQuery(parkedWordsQuery(id))
  if (error) return <p role="alert">{sentenceOf(error) || t('channels.failed')}</p>
  if (!data) return <ListSkeleton rows={2} />
  if (data.is_hidden) return <p>{t('channels.alerts.hidden')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard.
    <pre className={styles.said} tabIndex={0}>
      {data.text}
    </pre>
  )
}
