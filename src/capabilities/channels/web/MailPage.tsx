/** Mail that waits for somebody to decide, and for administrators how each mailbox is. */
import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { ConfirmDialog } from '../../../web/kit/ConfirmDialog.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMay } from '../../../web/shell/session.ts'
import { sentenceOf } from './data.ts'
import styles from './imports.module.css'
import { Mailboxes } from './Mailboxes.tsx'
import { mailQuery, type WaitingMail, waitingMailQuery } from './mail-data.ts'
import { useChannelsT } from './useChannelsT.ts'

export function Page() {
  const t = useChannelsT()
  const may = useMay()
  return (
    <div className={styles.page}>
      <PageHeader title={t('channels.mail.title')} note={t('channels.mail.note')} />
      {may('organization.manage') && <Mailboxes />}
      {may('tickets.read_all') && may('tickets.work') && (
        <section className={styles.section} aria-labelledby="mail-waiting">
          <h2 id="mail-waiting">{t('channels.mail.waiting')}</h2>
          <Waiting />
        </section>
      )}
    </div>
  )
}

function Waiting() {
  const t = useChannelsT()
  const { data, error, refetch } = useQuery(waitingMailQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={3} />
  if (data.rows.length === 0)
    return <EmptyState title={t('channels.mail.empty')}>{t('channels.mail.emptyBody')}</EmptyState>
  return (
    <>
      <ul className={styles.list}>
        {data.rows.map((mail) => (
          <WaitingLine key={mail.id} mail={mail} />
        ))}
      </ul>
      {data.total > data.rows.length && <p>{t('channels.mail.more', { count: data.total })}</p>}
    </>
  )
}

function WaitingLine({ mail }: { mail: WaitingMail }) {
  const t = useChannelsT()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const sender = mail.sender ?? t('channels.mail.unknown')
  return (
    <li>
      <span>
        <strong>{sender}</strong>{' '}
        <span className={styles.small}>
          {[
            ...(mail.person ? [t('channels.mail.said', { name: mail.person.name })] : []),
            ...(mail.mailbox === null ? [] : [mail.mailbox]),
            format.dateTime(mail.received_at),
            format.fileSize(mail.size_bytes),
          ].join(' · ')}
        </span>{' '}
        <StatusBadge
          tone={mail.state === 'parked' ? 'warning' : 'neutral'}
          label={t(`channels.mail.reason.${mail.reason}`)}
        />
      </span>
      <Acts mail={mail} sender={sender} isOpen={isOpen} onLook={() => setOpen(!isOpen)} />
      {isOpen && <Preview id={mail.id} />}
    </li>
  )
}

type ActsProps = { mail: WaitingMail; sender: string; isOpen: boolean; onLook: () => void }

function Acts({ mail, sender, isOpen, onLook }: ActsProps) {
  const t = useChannelsT()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const params = { path: { id: mail.id } }
  const run = async (act: () => Promise<string>) => {
    setBusy(true)
    await act().then(
      (said) => toast.show(said, 'success'),
      (error: unknown) => toast.show(sentenceOf(error) || t('channels.failed'), 'danger'),
    )
    setBusy(false)
    setAsking(false)
    await queries.invalidateQueries({ queryKey: ['mail', 'waiting'] })
  }
  const accept = async () => {
    const { number } = await ask(api.POST('/api/mail/{id}/accept', { params, body: {} }))
    return t('channels.mail.accepted', { number })
  }
  const retry = async () => {
    await ask(api.POST('/api/mail/{id}/retry', { params, body: {} }))
    return t('channels.mail.retried')
  }
  const discard = async () => {
    await ask(api.POST('/api/mail/{id}/discard', { params, body: {} }))
    return t('channels.mail.discarded')
  }
  return (
    <Group gap="xs">
      {mail.has_original && (
        <>
          <Button variant="default" size="xs" aria-expanded={isOpen} onClick={onLook}>
            {t(isOpen ? 'channels.mail.hide' : 'channels.mail.look')}
          </Button>
          {mail.state === 'parked' && (
            <Button variant="default" size="xs" loading={isBusy} onClick={() => void run(retry)}>
              {t('channels.mail.retry')}
            </Button>
          )}
          <Button size="xs" loading={isBusy} onClick={() => void run(accept)}>
            {t('channels.mail.accept')}
          </Button>
        </>
      )}
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {t('channels.mail.discard')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channels.mail.discardTitle')}
        confirmLabel={t('channels.mail.discard')}
        tone="danger"
        isBusy={isBusy}
        onConfirm={() => void run(discard)}
        onCancel={() => setAsking(false)}
      >
        {t('channels.mail.discardBody', { sender })}
      </ConfirmDialog>
    </Group>
  )
}

function Preview({ id }: { id: string }) {
  const t = useChannelsT()
  const { data, error } = useQuery(mailQuery(id))
  if (error) return <p role="alert">{sentenceOf(error) || t('channels.failed')}</p>
  if (!data) return <ListSkeleton rows={2} />
  const beside = [
    ...(data.reply_to.length > 0 ? [`${t('channels.mail.replyTo')}: ${data.reply_to.join(', ')}`] : []),
    ...(data.files > 0 ? [t('channels.mail.files', { count: data.files })] : []),
    ...(data.is_encrypted ? [t('channels.mail.encrypted')] : []),
    ...(data.is_signed ? [t('channels.mail.signed')] : []),
  ]
  return (
    <div className={styles.mail}>
      <p className={styles.small}>
        {t('channels.mail.from')}: {data.from.join(', ')}
      </p>
      {beside.length > 0 && <p className={styles.small}>{beside.join(' · ')}</p>}
      {data.is_hidden ? (
        <p className={styles.note}>{t('channels.mail.hidden')}</p>
      ) : (
        <>
          <p>
            <strong>{data.subject}</strong>
          </p>
          <p className={styles.words}>{data.text}</p>
        </>
      )}
    </div>
  )
}
