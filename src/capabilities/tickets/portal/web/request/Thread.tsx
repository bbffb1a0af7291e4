import { IconFile } from '@tabler/icons-react'
import { api, ask } from '../../../../../web/api/client.ts'
import { Time } from '../../../../../web/i18n/Time.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { useMe } from '../../../../../web/shell/session.ts'
import type { Message, Ticket, TicketEvent } from '../../../web/data/ticket.ts'
import { fileAddress } from '../../../web/data/upload.ts'
import { FoldedWords } from '../../../web/ticket/FoldedWords.tsx'
import { firstName } from '../request-words.ts'
import { type PortalT, usePortalT } from '../usePortalT.ts'
import styles from './request.module.css'

/** The steps that a requester cares about. Who passed it to whom stays out. */
const steps = [
  'start',
  'take',
  'ask',
  'wait_vendor',
  'schedule',
  'resume',
  'resolve',
  'close',
  'reopen',
  'cancel',
  'escalate',
  'hand_back',
] as const
type StepName = (typeof steps)[number]

type Item = { at: string; id: string } & ({ message: Message } | { sentence: string })

/** What was said and what happened, oldest first. Inner notes never stand here, whoever looks. */
export function Thread({ request }: { request: Ticket }) {
  const t = usePortalT()
  const me = useMe()
  const items: Item[] = [
    ...request.messages
      .filter((message) => !message.is_internal)
      .map((message) => ({ at: message.created_at, id: message.id, message })),
    ...request.events.flatMap((event) => {
      const sentence = sentenceOf(t, request, event)
      return sentence ? [{ at: event.at, id: event.id, sentence }] : []
    }),
  ].sort((a, b) => a.at.localeCompare(b.at))
  return (
    <section aria-labelledby="thread" className={styles.thread}>
      <h2 id="thread">{t('portal.request.thread')}</h2>
      <ol>
        {items.map((item) =>
          'message' in item ? (
            <li key={item.id} className={styles.item} data-mine={item.message.author_id === me.person_id}>
              <MessageCard
                request={request}
                message={item.message}
                isMine={item.message.author_id === me.person_id}
              />
            </li>
          ) : (
            <li key={item.id} className={styles.event}>
              {item.sentence} <Time at={item.at} />
            </li>
          ),
        )}
      </ol>
    </section>
  )
}

function MessageCard({ request, message, isMine }: { request: Ticket; message: Message; isMine: boolean }) {
  const t = usePortalT()
  const author = request.people.find((person) => person.id === message.author_id)
  const files = request.files.filter((file) => file.message_id === message.id && file.removed_at === null)
  return (
    <article className={styles.message} data-mine={isMine}>
      <header>
        <strong>{isMine ? t('portal.request.you') : (author?.name ?? t('portal.request.team'))}</strong>{' '}
        <Time at={message.created_at} />
      </header>
      {message.redacted_at ? (
        <p className={styles.removed}>{t('portal.request.removed')}</p>
      ) : (
        <FoldedWords source={message.body} headingOffset={2} label={t('portal.request.quoted')} />
      )}
      {files.length > 0 && (
        <ul className={styles.files}>
          {files
            .filter((file) => !message.body.includes(file.id))
            .map((file) => (
              <li key={file.id}>{file.is_inline ? <Picture {...file} /> : <Download {...file} />}</li>
            ))}
        </ul>
      )}
    </article>
  )
}

function Picture({ id, name }: { id: string; name: string }) {
  return (
    <a href={fileAddress(id, true)} target="_blank" rel="noopener" className={styles.picture}>
      <img src={fileAddress(id, true)} alt={name} loading="lazy" />
    </a>
  )
}

/** A link to a file works once and for a minute, so it is made at the click. */
function Download({ id, name }: { id: string; name: string }) {
  const open = async () => {
    try {
      const { url } = await ask(api.GET('/api/attachments/{id}', { params: { path: { id } } }))
      window.location.assign(url)
    } catch (error) {
      toast.show(error instanceof Error ? error.message : name, 'danger')
    }
  }
  return (
    <button type="button" className={styles.download} onClick={open}>
      <IconFile size={20} aria-hidden />
      {name}
    </button>
  )
}

function sentenceOf(t: PortalT, request: Ticket, event: TicketEvent): string | undefined {
  const name = event.action.replace('tickets.', '').replace('escalation.', '')
  const step = steps.find((each): each is StepName => each === name)
  if (!step) return undefined
  const actor = request.people.find((person) => person.id === event.actor_id)
  return t(`portal.request.event.${step}`, {
    name: actor ? firstName(actor.name) : t('portal.request.event.someone'),
  })
}
