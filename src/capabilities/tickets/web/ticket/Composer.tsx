import { Button, Group, Menu } from '@mantine/core'
import { IconChevronDown, IconEye, IconEyeOff, IconSend } from '@tabler/icons-react'
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { MarkdownEditor } from '../../../../web/kit/editor/MarkdownEditor.tsx'
import { useServerDraft } from '../../../../web/shell/useServerDraft.ts'
import { findPeople, personNote } from '../data/directory.ts'
import type { Ticket } from '../data/ticket.ts'
import { filesIn, uploadFile } from '../data/upload.ts'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './Composer.module.css'
import { type Doubt, doubtsAbout } from './doubts.ts'
import type { Run } from './useAct.ts'

export type Mode = 'reply' | 'note'
export type ComposerHandle = { write: (mode: Mode) => void; insert: (markdown: string) => void }
type ComposerProps = {
  ticket: Ticket
  run: Run
  /** Opens the dialog that resolves, after a reply went out. */
  onResolve: () => void
  ref?: Ref<ComposerHandle>
}
type After = 'ask' | 'resolve' | undefined

/**
 * Where one writes. A reply and an internal note differ in color, border, words, icon and in the place of the
 * button that sends, so that none is taken for the other.
 */
export function Composer({ ticket, run, onResolve, ref }: ComposerProps) {
  const t = useTicketsT()
  const [mode, setMode] = useState<Mode | 'away'>()
  const drafts = {
    reply: useServerDraft(`ticket.${ticket.id}.reply`),
    note: useServerDraft(`ticket.${ticket.id}.note`),
  }
  const modes = (['reply', 'note'] as const).filter((each) => ticket.may.includes(`tickets.${each}`))
  // What was begun is shown again without asking.
  const begun = modes.find((each) => drafts[each].text.trim() !== '')
  const current = mode === undefined ? begun : modes.find((each) => each === mode)
  const box = useRef<HTMLElement>(null)
  useEffect(warmEditor, [])

  const write = useCallback((next: Mode) => {
    setMode(next)
    focusEditor(box)
  }, [])
  const { setText } = drafts[current ?? 'reply']
  const { text } = drafts[current ?? 'reply']
  useImperativeHandle(
    ref,
    () => ({
      write,
      insert: (markdown) => {
        setText(text.trim() ? `${text}\n\n${markdown}` : markdown)
        write(current ?? 'reply')
      },
    }),
    [write, setText, text, current],
  )
  if (modes.length === 0) return <p className={styles.closed}>{t('tickets.composer.noPublic')}</p>
  const tabs = modes.map((each) => (
    <button
      key={each}
      type="button"
      className={styles.tab}
      data-mode={each}
      aria-pressed={current === each}
      aria-keyshortcuts={each === 'reply' ? 'r' : 'n'}
      onClick={() => write(each)}
    >
      {each === 'reply' ? <IconSend size={15} aria-hidden /> : <IconEyeOff size={15} aria-hidden />}
      {t(`tickets.composer.${each}`)}
    </button>
  ))
  return (
    <section
      ref={box}
      className={styles.composer}
      data-mode={current ?? 'none'}
      aria-label={t('tickets.composer.label')}
    >
      <div className={styles.tabs}>{tabs}</div>
      {current && (
        <Writing
          key={current}
          mode={current}
          ticket={ticket}
          draft={drafts[current]}
          run={run}
          onPutAway={() => setMode('away')}
          onSwitch={(to) => {
            drafts[to].setText(drafts[current].text)
            drafts[current].clear()
            write(to)
          }}
          onSent={(after) => {
            setMode(undefined)
            if (after === 'resolve') onResolve()
          }}
        />
      )}
    </section>
  )
}

type WritingProps = {
  mode: Mode
  ticket: Ticket
  draft: ReturnType<typeof useServerDraft>
  run: Run
  onPutAway: () => void
  onSwitch: (to: Mode) => void
  onSent: (after: After) => void
}

function Writing({ mode, ticket, draft, run, onPutAway, onSwitch, onSent }: WritingProps) {
  const t = useTicketsT()
  const [doubts, setDoubts] = useState<readonly Doubt[]>([])
  const [isSending, setSending] = useState(false)
  const name = ticket.requester?.name ?? t('tickets.somebody')
  const requester = ticket.people.find((person) => person.id === ticket.requester?.id)
  const isNote = mode === 'note'

  const send = async (after: After, isSure = false) => {
    if (draft.text.trim() === '' || isSending) return
    const found = isSure ? [] : doubtsAbout(mode, draft.text, requester)
    setDoubts(found)
    if (found.length > 0) return
    setSending(true)
    const file_ids = filesIn(draft.text).filter((id) => !ticket.files.some((file) => file.id === id))
    const body = { body: draft.text, ...(file_ids.length > 0 ? { file_ids } : {}) }
    const isSent = await run(mode, body, { said: t(isNote ? 'tickets.did.note' : 'tickets.did.reply') })
    setSending(false)
    if (!isSent) return
    draft.clear()
    onSent(after)
    if (after === 'ask') await run('ask', {})
  }
  const mayAsk = ticket.may.includes('tickets.ask')
  const mayResolve = ticket.may.includes('tickets.resolve')
  return (
    <div className={styles.writing}>
      <p className={styles.seen}>
        {isNote ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
        {t(isNote ? 'tickets.composer.noteSeen' : 'tickets.composer.replySeen', { name })}
      </p>
      <MarkdownEditor
        label={isNote ? t('tickets.composer.note') : t('tickets.composer.replyTo', { name })}
        isLabelHidden
        tone={isNote ? 'internal' : 'normal'}
        placeholder={t(isNote ? 'tickets.composer.notePlaceholder' : 'tickets.composer.placeholder')}
        value={draft.text}
        onChange={draft.setText}
        onSubmit={() => void send(undefined)}
        onUpload={uploadFile}
        onMention={mentionable}
        lines_min={3}
      />
      {doubts.length > 0 && (
        <Doubts
          doubts={doubts}
          name={name}
          isNote={isNote}
          onSure={() => void send(undefined, true)}
          onSwitch={() => onSwitch(isNote ? 'reply' : 'note')}
        />
      )}
      <Group className={styles.send} data-mode={mode} gap="xs">
        <Button variant="subtle" color="gray" onClick={onPutAway}>
          {t('tickets.composer.hide')}
        </Button>
        {isNote ? (
          <Button
            color="yellow"
            loading={isSending}
            leftSection={<IconEyeOff size={16} aria-hidden />}
            onClick={() => void send(undefined)}
          >
            {t('tickets.composer.save')}
          </Button>
        ) : (
          <Group gap={1} wrap="nowrap">
            <Button
              loading={isSending}
              leftSection={<IconSend size={16} aria-hidden />}
              onClick={() => void send(undefined)}
            >
              {t('tickets.composer.send')}
            </Button>
            {(mayAsk || mayResolve) && (
              <Menu position="top-end" withinPortal>
                <Menu.Target>
                  <Button px="xs" aria-label={t('tickets.composer.sendMore')}>
                    <IconChevronDown size={16} aria-hidden />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {mayAsk && (
                    <Menu.Item onClick={() => void send('ask')}>{t('tickets.composer.sendAsk')}</Menu.Item>
                  )}
                  {mayResolve && (
                    <Menu.Item onClick={() => void send('resolve')}>
                      {t('tickets.composer.sendResolve')}
                    </Menu.Item>
                  )}
                </Menu.Dropdown>
              </Menu>
            )}
          </Group>
        )}
      </Group>
    </div>
  )
}

type DoubtsProps = {
  doubts: readonly Doubt[]
  name: string
  isNote: boolean
  onSure: () => void
  onSwitch: () => void
}

function Doubts({ doubts, name, isNote, onSure, onSwitch }: DoubtsProps) {
  const t = useTicketsT()
  return (
    <div role="alert" className={styles.doubts}>
      {doubts.map((doubt) => (
        <p key={doubt}>{t(`tickets.composer.doubt.${doubt}`, { name })}</p>
      ))}
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

const FOCUS_MS_MAX = 4000

/**
 * Puts the focus into the editor. A plain field stands in for the rich one until that has come, and what is
 * typed meanwhile must not be heard as shortcuts: the plain field gets the focus, then the rich one.
 */
function focusEditor(box: { current: HTMLElement | null }): void {
  const startedAt = performance.now()
  const look = () => {
    const rich = box.current?.querySelector<HTMLElement>('[role="textbox"]')
    const field = rich ?? box.current?.querySelector<HTMLElement>('textarea')
    if (field && document.activeElement !== field) {
      field.focus()
      goToEnd(field)
      field.scrollIntoView({ block: 'nearest' })
    }
    if (!rich && performance.now() - startedAt < FOCUS_MS_MAX) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Behind the words that are there already. */
function goToEnd(field: HTMLElement): void {
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length)
  else {
    const selection = document.getSelection()
    selection?.selectAllChildren(field)
    selection?.collapseToEnd()
  }
}

let isWarm = false

/** Fetches the rich editor while the ticket is read, so that it is there when one writes. */
function warmEditor(): void {
  if (isWarm) return
  isWarm = true
  void import('../../../../web/kit/editor/RichMarkdownEditor.tsx')
}
