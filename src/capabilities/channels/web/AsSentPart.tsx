/** On a ticket: its mails as they were sent, in a frame without any rights. */
import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { useKitT } from '../../../web/i18n/useKitT.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { TextSkeleton } from '../../../web/kit/Skeletons.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { useMay } from '../../../web/shell/session.ts'
import styles from './as-sent.module.css'
import { type MailLine, mailPageQuery, mailsOfTicketQuery } from './mail-data.ts'
import { useChannelsT } from './useChannelsT.ts'

export function AsSentPart({ id, version }: { id: string; version: number }) {
  const may = useMay()
  if (!may('tickets.read_all') && !may('tickets.read_team')) return null
  return <Mails id={id} version={version} />
}

function Mails({ id, version }: { id: string; version: number }) {
  const t = useChannelsT()
  const [open, setOpen] = useState<MailLine>()
  const { data } = useQuery(mailsOfTicketQuery(id, version))
  if (!data || data.rows.length === 0) return null
  return (
    <PanelSection title={t('channels.asSent.title')}>
      <ul className={styles.list}>
        {data.rows.map((mail) => (
          <li key={mail.id}>
            <span className={styles.from}>
              {mail.sender ?? t('channels.asSent.unknown')} · <Time at={mail.received_at} />
            </span>
            <Button variant="default" size="compact-sm" onClick={() => setOpen(mail)}>
              {t('channels.asSent.open')}
            </Button>
          </li>
        ))}
      </ul>
      <MailDialog ticketId={id} mail={open} onClose={() => setOpen(undefined)} />
    </PanelSection>
  )
}

type DialogProps = { ticketId: string; mail: MailLine | undefined; onClose: () => void }

/** It stays in its place while it is closed, so that the focus goes back to what opened it. */
function MailDialog({ ticketId, mail, onClose }: DialogProps) {
  const t = useChannelsT()
  const kit = useKitT()
  return (
    <Modal
      opened={mail !== undefined}
      onClose={onClose}
      size="xl"
      title={t('channels.asSent.dialog', { sender: mail?.sender ?? t('channels.asSent.unknown') })}
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
      styles={{
        title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)', overflowWrap: 'anywhere' },
      }}
    >
      {mail && (
        <>
          <p className={styles.note}>
            {t('channels.asSent.note')} <Time at={mail.kept_until} />.
          </p>
          <MailFrame ticketId={ticketId} mailId={mail.id} />
        </>
      )}
    </Modal>
  )
}

function MailFrame({ ticketId, mailId }: { ticketId: string; mailId: string }) {
  const t = useChannelsT()
  const [withPictures, setWithPictures] = useState<{ page: string; elsewhere: string[] }>()
  const [problem, setProblem] = useState<unknown>()
  const [isLoading, setLoading] = useState(false)
  const { data, error, refetch } = useQuery(mailPageQuery(ticketId, mailId))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <TextSkeleton />
  const { page, elsewhere } = withPictures ?? data
  const load = async () => {
    setLoading(true)
    setProblem(undefined)
    const path = { id: ticketId, mail: mailId }
    await ask(api.POST('/api/tickets/{id}/mails/{mail}/with-pictures', { params: { path }, body: {} })).then(
      setWithPictures,
      setProblem,
    )
    setLoading(false)
  }
  return (
    <>
      {elsewhere.length > 0 && (
        <div className={styles.pictures}>
          <p>
            {t(withPictures ? 'channels.asSent.notLoaded' : 'channels.asSent.elsewhere', {
              hosts: elsewhere.join(', '),
            })}
          </p>
          {!withPictures && (
            <Button variant="default" size="compact-md" onClick={() => void load()} loading={isLoading}>
              {t('channels.asSent.load')}
            </Button>
          )}
        </div>
      )}
      {problem !== undefined && <ErrorState problem={problem} onRetry={() => void load()} />}
      <iframe
        title={t('channels.asSent.frame')}
        className={styles.frame}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={page}
      />
    </>
  )
}
