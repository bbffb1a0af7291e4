/** Every way in and out on one page: how each is, what failed, and what waits for a person. */
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { said } from '../../../web/i18n/said.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMay } from '../../../web/shell/session.ts'
import { sentenceOf } from './data.ts'
import { type Channel, channelsQuery, type Failing, failingQuery } from './health-data.ts'
import styles from './imports.module.css'
import { ParkedAlerts } from './ParkedAlerts.tsx'
import { alertsPath, mailPath } from './paths.ts'
import { useChannelsT } from './useChannelsT.ts'

const tones = { well: 'success', fails: 'danger', paused: 'danger', off: 'neutral', new: 'info' } as const

export function Page() {
  const t = useChannelsT()
  return (
    <div className={styles.page}>
      <PageHeader title={t('channels.health.title')} note={t('channels.health.note')} />
      <Channels />
      <section className={styles.section} aria-labelledby="failing">
        <h2 id="failing">{t('channels.health.failing')}</h2>
        <p className={styles.dim}>{t('channels.health.failingNote')}</p>
        <FailingAddresses />
      </section>
      <section className={styles.section} aria-labelledby="parked">
        <h2 id="parked">{t('channels.alerts.parked')}</h2>
        <ParkedAlerts />
      </section>
    </div>
  )
}

function Channels() {
  const t = useChannelsT()
  const format = useFormat()
  const { data, error, refetch } = useQuery(channelsQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={4} />
  const { rows, changes_held_since } = data
  return (
    <>
      {changes_held_since && (
        <p role="status" className={styles.note}>
          {t('channels.health.held', { when: format.dateTime(changes_held_since) })}
        </p>
      )}
      <ul className={styles.list} aria-label={t('channels.health.title')}>
        {rows.map((channel) => (
          <ChannelLine key={`${channel.kind} ${channel.id}`} channel={channel} />
        ))}
      </ul>
    </>
  )
}

function ChannelLine({ channel }: { channel: Channel }) {
  const t = useChannelsT()
  const format = useFormat()
  const may = useMay()
  const { kind, name, state, last_at, failure, failing_since, waiting, stuck } = channel
  const kindName = t(`channels.health.kind.${kind}`)
  const facts = [
    ...(name === '' ? [] : [kindName]),
    last_at ? t('channels.health.last', { when: format.dateTime(last_at) }) : t('channels.health.never'),
    ...(waiting > 0 ? [t('channels.health.waiting', { count: waiting })] : []),
  ]
  return (
    <li>
      <span>
        <AppLink href={pathOf(channel)}>{name === '' ? kindName : name}</AppLink>{' '}
        <StatusBadge tone={tones[state]} label={t(`channels.health.state.${state}`)} />
        <br />
        <span className={styles.small}>{facts.join(' · ')}</span>
        {failure && (state === 'fails' || state === 'paused') && (
          <span className={styles.small}>
            <br />
            {said(failure)}{' '}
            {failing_since && t('channels.mail.since', { when: format.dateTime(failing_since) })}
          </span>
        )}
      </span>
      {stuck > 0 && (may('outbox.read') || kind !== 'mail_out') && (
        <AppLink href={stuckPathOf(channel)}>{t(`channels.health.stuck.${kind}`, { count: stuck })}</AppLink>
      )}
    </li>
  )
}

/** Where it is set up. */
function pathOf({ kind, id }: Channel): string {
  if (kind === 'mailbox') return mailPath
  if (kind === 'alerts') return alertsPath
  return kind === 'mail_out' ? '/desk/organization/mail-out' : `/desk/organization/webhooks/${id}`
}

/** Where what waits is looked at and tried again. */
function stuckPathOf(channel: Channel): string {
  return channel.kind === 'mail_out' ? '/desk/organization/outbox' : pathOf(channel)
}

function FailingAddresses() {
  const t = useChannelsT()
  const { data, error, refetch } = useQuery(failingQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={2} />
  if (data.rows.length === 0)
    return (
      <EmptyState title={t('channels.health.noFailing')}>{t('channels.health.noFailingBody')}</EmptyState>
    )
  return (
    <ul className={styles.list}>
      {data.rows.map((failing) => (
        <FailingLine key={failing.address} failing={failing} />
      ))}
    </ul>
  )
}

function FailingLine({ failing: { address, person, reason, failed_at } }: { failing: Failing }) {
  const t = useChannelsT()
  const format = useFormat()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const clear = async () => {
    setBusy(true)
    await ask(api.POST('/api/mail/failing/clear', { body: { address } })).then(
      () => toast.show(t('channels.health.cleared', { address }), 'success'),
      (problem: unknown) => toast.show(sentenceOf(problem) || t('channels.failed'), 'danger'),
    )
    setBusy(false)
    await queries.invalidateQueries({ queryKey: ['mail', 'failing'] })
  }
  return (
    <li>
      <span>
        {person ? <AppLink href={`/desk/organization/people/${person.id}`}>{person.name}</AppLink> : null}{' '}
        {address} <StatusBadge tone="warning" label={t(`channels.health.reason.${reason}`)} />
        <br />
        <span className={styles.small}>{t('channels.mail.since', { when: format.dateTime(failed_at) })}</span>
      </span>
      <Button variant="default" size="xs" loading={isBusy} onClick={() => void clear()}>
        {t('channels.health.clear', { address })}
      </Button>
    </li>
  )
}
