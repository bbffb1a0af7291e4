/** Mail that waits for somebody to decide, and for administrators how each mailbox is. */
import { Button, Checkbox, Group } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
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

/** As many as one request takes. */
const many_max = 100

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
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery(waitingMailQuery)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={3} />
  const rows = data.pages.flatMap((page) => page.rows)
  const [newest] = data.pages
  if (rows.length === 0)
    return <EmptyState title={t('channels.mail.empty')}>{t('channels.mail.emptyBody')}</EmptyState>
  const choose = (id: string, isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((each) => each !== id)))
  const ids = rows.flatMap(({ id }) => (chosen.has(id) ? [id] : [])).slice(0, many_max)
  return (
    <>
      {newest?.is_full && <p className={styles.note}>{t('channels.mail.full')}</p>}
      <Many ids={ids} all={rows.map(({ id }) => id)} onChoose={(next) => setChosen(new Set(next))} />
      <ul className={styles.list}>
        {rows.map((mail) => (
          <WaitingLine key={mail.id} mail={mail} isChosen={chosen.has(mail.id)} onChoose={choose} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('channels.mail.older')}
        </Button>
      )}
    </>
  )
}

type ManyProps = {
  ids: readonly string[]
  all: readonly string[]
  onChoose: (ids: readonly string[]) => void
}

/** Throws away all that were chosen, as many as one request takes. */
function Many({ ids, all, onChoose }: ManyProps) {
  const t = useChannelsT()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const discard = async () => {
    setBusy(true)
    await ask(api.POST('/api/mail/discard-many', { body: { ids: [...ids] } })).then(
      ({ discarded, kept }) => {
        toast.show(
          [
            t('channels.mail.discardedMany', { count: discarded }),
            ...(kept > 0 ? [t('channels.mail.keptMany', { count: kept })] : []),
          ].join(' '),
          'success',
        )
        onChoose([])
      },
      (error: unknown) => toast.show(sentenceOf(error) || t('channels.failed'), 'danger'),
    )
    setBusy(false)
    setAsking(false)
    await queries.invalidateQueries({ queryKey: ['mail', 'waiting'] })
  }
  return (
    <Group gap="sm" mb="xs">
      <Checkbox
        label={t('channels.mail.chooseAll')}
        checked={ids.length > 0 && ids.length === Math.min(all.length, many_max)}
        indeterminate={ids.length > 0 && ids.length < Math.min(all.length, many_max)}
        onChange={(event) => onChoose(event.currentTarget.checked ? all.slice(0, many_max) : [])}
      />
      <Button variant="default" size="xs" disabled={ids.length === 0} onClick={() => setAsking(true)}>
        {t('channels.mail.discardChosen', { count: ids.length })}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channels.mail.discardChosen', { count: ids.length })}
        confirmLabel={t('channels.mail.discard')}
        tone="danger"
        isBusy={isBusy}
        onConfirm={() => void discard()}
        onCancel={() => setAsking(false)}
      >
        {t('channels.mail.discardManyBody')}
      </ConfirmDialog>
    </Group>
  )
}

type LineProps = {
  mail: WaitingMail
  isChosen: boolean
  onChoose: (id: string, isChosen: boolean) => void
}

function WaitingLine({ mail, isChosen, onChoose }: LineProps) {
  const t = useChannelsT()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const sender = mail.sender ?? t('channels.mail.unknown')
  return (
    <li>
      <Checkbox
        aria-label={t('channels.mail.choose', { sender })}
        checked={isChosen}
        onChange={(event) => onChoose(mail.id, event.currentTarget.checked)}
      />
      <span>
        <strong>{sender}</strong>{' '}
        <span className={styles.small}>
          {[
            ...(mail.person ? [t('channels.mail.said', { name: mail.person.name })] : []),
            ...(mail.mailbox === null ? [] : [mail.mailbox]),
            ...(mail.topic === null ? [] : [t('channels.mail.topic', { topic: mail.topic })]),
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
