/** The mailboxes that are read, how each is, and their settings. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { said } from '../../../web/i18n/said.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import styles from './imports.module.css'
import { MailboxForm } from './MailboxForm.tsx'
import { type Mailbox, mailboxesQuery } from './mail-data.ts'
import { useChannelsT } from './useChannelsT.ts'

export function Mailboxes() {
  const t = useChannelsT()
  const [edited, setEdited] = useState<string>()
  const { data, error, refetch } = useQuery(mailboxesQuery)
  return (
    <section className={styles.section} aria-labelledby="mailboxes">
      <h2 id="mailboxes">{t('channels.mail.boxes')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={2} />
      ) : data.rows.length === 0 && edited === undefined ? (
        <EmptyState title={t('channels.mail.noBoxes')}>{t('channels.mail.noBoxesBody')}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {data.rows.map((box) => (
            <li key={box.id}>
              <BoxLine box={box} />
              <Button variant="default" size="xs" onClick={() => setEdited(box.id)}>
                {t('channels.mail.edit', { name: box.name })}
              </Button>
              {edited === box.id && (
                <MailboxForm key={box.version} box={box} onDone={() => setEdited(undefined)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {edited === 'new' ? (
        <MailboxForm onDone={() => setEdited(undefined)} />
      ) : (
        <Button mt="sm" variant="default" onClick={() => setEdited('new')}>
          {t('channels.mail.add')}
        </Button>
      )}
    </section>
  )
}

function BoxLine({ box }: { box: Mailbox }) {
  const t = useChannelsT()
  const format = useFormat()
  const tone = !box.is_on ? 'neutral' : box.failure ? 'danger' : box.looked_at ? 'success' : 'info'
  const word = !box.is_on ? 'off' : box.failure ? 'fails' : box.looked_at ? 'well' : 'never'
  const times = [
    ...(box.looked_at ? [t('channels.mail.looked', { when: format.dateTime(box.looked_at) })] : []),
    ...(box.last_mail_at ? [t('channels.mail.lastMail', { when: format.dateTime(box.last_mail_at) })] : []),
    ...(box.is_watched ? [t('channels.mail.live')] : []),
    ...(box.waiting > 0 ? [t('channels.mail.boxWaiting', { count: box.waiting })] : []),
  ]
  return (
    <span>
      <strong>{box.name}</strong> {box.address} <StatusBadge tone={tone} label={t(`channels.mail.${word}`)} />
      <br />
      <span className={styles.small}>{times.join(' · ')}</span>
      {box.failure && (
        <span className={styles.small}>
          {' '}
          {said(box.failure)}{' '}
          {box.failing_since && t('channels.mail.since', { when: format.dateTime(box.failing_since) })}
        </span>
      )}
    </span>
  )
}
