import { Button, Group, Menu } from '@mantine/core'
import { IconBook2, IconChevronDown, IconEye, IconEyeOff, IconSend } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { MarkdownEditor } from '../../../../web/kit/editor/MarkdownEditor.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import type { useServerDraft } from '../../../../web/shell/useServerDraft.ts'
import { WritingHint } from '../../../privacy/web/index.ts'
import { useMacrosT } from '../../macros/web/useMacrosT.ts'
import { findPeople, personNote } from '../data/directory.ts'
import type { Ticket } from '../data/ticket.ts'
import { filesIn, uploadFile } from '../data/upload.ts'
import { useTicketsT } from '../useTicketsT.ts'
import { AtHand, type AtHandName, SignatureNote } from './AtHand.tsx'
import styles from './Composer.module.css'
import { type Doubt, doubtsAbout } from './doubts.ts'
import { messageOf, type Run } from './useAct.ts'

export type Mode = 'reply' | 'note'
/** What is done once the reply is out. */
export type After = 'ask' | 'resolve' | undefined
type WritingProps = {
  mode: Mode
  ticket: Ticket
  draft: ReturnType<typeof useServerDraft>
  run: Run
  onArticle: () => void
  onPutAway: () => void
  onSwitch: (to: Mode) => void
  onSent: (after: After) => void
}

/** One message under way, with the words that say who will read it and the buttons that send it. */
export function Writing(props: WritingProps) {
  const { mode, ticket, draft } = props
  const t = useTicketsT()
  const { send, doubts, givenAway, isSending } = useSending(props)
  const insertRef = useRef<((markdown: string) => void) | null>(null)
  const [atHand, setAtHand] = useState<AtHandName>()
  const name = ticket.requester?.name ?? t('tickets.somebody')
  const isNote = mode === 'note'
  const Eye = isNote ? IconEyeOff : IconEye
  return (
    <div className={styles.writing}>
      <p className={styles.seen}>
        <Eye size={16} aria-hidden />
        {t(isNote ? 'tickets.composer.noteSeen' : 'tickets.composer.replySeen', { name })}
      </p>
      <MarkdownEditor
        label={isNote ? t('tickets.composer.note') : t('tickets.composer.replyTo', { name })}
        isLabelHidden
        tone={isNote ? 'internal' : 'normal'}
        placeholder={t(isNote ? 'tickets.composer.notePlaceholder' : 'tickets.composer.placeholder')}
        value={draft.text}
        onChange={draft.setText}
        onSubmit={() => void send()}
        onUpload={uploadFile}
        onMention={mentionable}
        insertRef={insertRef}
        onSlash={() => setAtHand('replies')}
        lines_min={3}
      />
      <WritingHint text={draft.text} onChange={draft.setText} />
      {!isNote && <SignatureNote ticketId={ticket.id} />}
      <AtHand
        open={atHand}
        ticketId={ticket.id}
        text={draft.text}
        onInsert={(markdown) => insertRef.current?.(markdown)}
        onPlanned={() => {
          draft.clear()
          props.onSent(undefined)
        }}
        onClose={() => setAtHand(undefined)}
      />
      {(doubts.length > 0 || givenAway) && (
        <Doubts
          doubts={doubts}
          givenAway={givenAway}
          name={name}
          isNote={isNote}
          onSure={() => void send(undefined, true)}
          onSwitch={() => props.onSwitch(isNote ? 'reply' : 'note')}
        />
      )}
      <SendBar
        {...props}
        isSending={isSending}
        onCanned={() => setAtHand('replies')}
        onLater={() => setAtHand('later')}
        onSend={(after) => void send(after)}
      />
    </div>
  )
}

type SendBarProps = Pick<WritingProps, 'mode' | 'ticket' | 'draft' | 'onPutAway' | 'onArticle'> & {
  isSending: boolean
  onCanned: () => void
  onLater: () => void
  onSend: (after?: After) => void
}

/** What is put into the message, and how it leaves. */
function SendBar(props: SendBarProps) {
  const { mode, ticket, draft, isSending, onPutAway, onArticle, onCanned, onLater, onSend } = props
  const t = useTicketsT()
  return (
    <Group className={styles.send} data-mode={mode} gap="xs">
      <Button variant="subtle" color="gray" onClick={onPutAway}>
        {t('tickets.composer.hide')}
      </Button>
      <CannedButton onClick={onCanned} />
      <Button
        variant="default"
        leftSection={<IconBook2 size={16} aria-hidden />}
        aria-keyshortcuts="Control+/"
        title={t('tickets.composer.articleHint')}
        onClick={onArticle}
      >
        {t('tickets.composer.article')}
      </Button>
      {mode === 'note' ? (
        <Button
          color="yellow"
          loading={isSending}
          leftSection={<IconEyeOff size={16} aria-hidden />}
          onClick={() => onSend()}
        >
          {t('tickets.composer.save')}
        </Button>
      ) : (
        <SendButtons
          ticket={ticket}
          isSending={isSending}
          onSend={onSend}
          onLater={mayWait(ticket, draft.text) ? onLater : undefined}
        />
      )}
    </Group>
  )
}

function CannedButton({ onClick }: { onClick: () => void }) {
  const t = useMacrosT()
  return (
    <Button variant="default" aria-keyshortcuts="/" title={t('macros.pick.hint')} onClick={onClick}>
      {t('macros.pick.open')}
    </Button>
  )
}

/** Sends once, after the doubts are answered; a failure keeps the words. */
function useSending({ mode, ticket, draft, run, onSent }: WritingProps) {
  const t = useTicketsT()
  const [doubts, setDoubts] = useState<readonly Doubt[]>([])
  const [givenAway, setGivenAway] = useState<{ text: string; told: string }>()
  const [isSending, setSending] = useState(false)
  const requester = ticket.people.find((person) => person.id === ticket.requester?.id)
  const send = async (after?: After, isSure = false) => {
    if (draft.text.trim() === '' || isSending) return
    const found = isSure ? [] : doubtsAbout(mode, draft.text, requester)
    setDoubts(found)
    if (found.length > 0) return
    const may_give_away = isSure && givenAway?.text === draft.text
    setSending(true)
    setGivenAway(undefined)
    const file_ids = filesIn(draft.text).filter((id) => !ticket.files.some((file) => file.id === id))
    const body = {
      body: draft.text,
      ...(file_ids.length > 0 ? { file_ids } : {}),
      ...(may_give_away ? { may_give_away } : {}),
    }
    const isSent = await run(mode, body, { said: t(`tickets.did.${mode}`), throws: true }).catch(
      (error: unknown) => {
        const told = error instanceof ProblemError ? error.fields.get('may_give_away') : undefined
        if (told !== undefined) setGivenAway({ text: draft.text, told })
        // A conflict is told by the page, with what changed.
        else if (!isConflict(error)) toast.show(messageOf(error), 'danger')
        return false
      },
    )
    setSending(false)
    if (!isSent) return
    draft.clear()
    onSent(after)
    if (after === 'ask') await run('ask', {})
  }
  return { send, doubts, givenAway: givenAway?.told, isSending }
}

const isConflict = (error: unknown) => error instanceof ProblemError && error.status === 409

/** Files would not travel along. */
function mayWait(ticket: Ticket, text: string): boolean {
  return (
    ticket.may.includes('tickets.schedule_reply') &&
    ticket.category !== 'done' &&
    text.trim() !== '' &&
    filesIn(text).length === 0
  )
}

type SendButtonsProps = {
  ticket: Ticket
  isSending: boolean
  onSend: (after?: After) => void
  onLater: (() => void) | undefined
}

function SendButtons({ ticket, isSending, onSend, onLater }: SendButtonsProps) {
  const t = useTicketsT()
  const tm = useMacrosT()
  const mayAsk = ticket.may.includes('tickets.ask')
  const mayResolve = ticket.may.includes('tickets.resolve')
  return (
    <Group gap={1} wrap="nowrap">
      <Button loading={isSending} leftSection={<IconSend size={16} aria-hidden />} onClick={() => onSend()}>
        {t('tickets.composer.send')}
      </Button>
      {(mayAsk || mayResolve || onLater) && (
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <Button px="xs" aria-label={t('tickets.composer.sendMore')}>
              <IconChevronDown size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {mayAsk && <Menu.Item onClick={() => onSend('ask')}>{t('tickets.composer.sendAsk')}</Menu.Item>}
            {mayResolve && (
              <Menu.Item onClick={() => onSend('resolve')}>{t('tickets.composer.sendResolve')}</Menu.Item>
            )}
            {onLater && <Menu.Item onClick={onLater}>{tm('macros.later.send')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  )
}

type DoubtsProps = {
  doubts: readonly Doubt[]
  /** What the server said of an inner article that the words would give away. */
  givenAway: string | undefined
  name: string
  isNote: boolean
  onSure: () => void
  onSwitch: () => void
}

function Doubts({ doubts, givenAway, name, isNote, onSure, onSwitch }: DoubtsProps) {
  const t = useTicketsT()
  return (
    <div role="alert" className={styles.doubts}>
      {doubts.map((doubt) => (
        <p key={doubt}>{t(`tickets.composer.doubt.${doubt}`, { name })}</p>
      ))}
      {givenAway && <p>{givenAway}</p>}
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onSwitch}>
          {t(isNote ? 'tickets.composer.makeReply' : 'tickets.composer.makeNote')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onSure}>
          {t(isNote ? 'tickets.composer.saveAnyway' : 'tickets.composer.sendAnyway')}
        </Button>
      </Group>
    </div>
  )
}

async function mentionable(query: string) {
  const people = await findPeople(query, { limit: 6 })
  return people.map((person) => ({ id: person.id, name: person.name, note: personNote(person) }))
}
