import { IconEyeOff, IconSend, IconUsers } from '@tabler/icons-react'
import {
  lazy,
  type Ref,
  Suspense,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { useServerDraft } from '../../../../web/shell/useServerDraft.ts'
import { useMacrosT } from '../../macros/web/useMacrosT.ts'
import type { Ticket } from '../data/ticket.ts'
import type { Insertion } from '../dialogs/ArticleDialog.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './Composer.module.css'
import { focusEditor, warmEditor } from './editor-focus.ts'
import type { Run } from './useAct.ts'
import { type Mode, Writing } from './Writing.tsx'

const SharedDraft = lazy(() =>
  import('../../drafts/web/SharedDraft.tsx').then((module) => ({ default: module.SharedDraft })),
)

export type ComposerHandle = {
  write: (mode: Mode) => void
  insert: (markdown: string) => void
  /** Asks for an article to put into what is being written. */
  findArticle: () => void
}
type ComposerProps = {
  ticket: Ticket
  run: Run
  /** Called with each key and all that is written, so that others see that an answer is under way. */
  onTyping: (text: string) => void
  onArticle: (insertion: Insertion) => void
  /** Opens the dialog that resolves, after a reply went out. */
  onResolve: () => void
  ref?: Ref<ComposerHandle>
}

/**
 * Where one writes. A reply and an internal note differ in color, border, words, icon and in the place of the
 * button that sends, so that none is taken for the other.
 */
export function Composer({ ticket, run, onTyping, onArticle, onResolve, ref }: ComposerProps) {
  const t = useTicketsT()
  const [mode, setMode] = useState<Mode | 'away' | 'together'>()
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
    // At once, so that the next key is heard as a word and not as a shortcut.
    flushSync(() => setMode(next))
    focusEditor(box.current)
  }, [])
  const { insert, findArticle } = useInsertion(drafts[current ?? 'reply'], current, write, onArticle)
  useImperativeHandle(ref, () => ({ write, findArticle, insert }), [write, findArticle, insert])
  if (modes.length === 0) return <p className={styles.closed}>{t('tickets.composer.noPublic')}</p>
  return (
    <section
      ref={box}
      className={styles.composer}
      data-mode={mode === 'together' ? mode : (current ?? 'none')}
      aria-label={t('tickets.composer.label')}
    >
      <Tabs
        modes={modes}
        current={mode === 'together' ? mode : current}
        onChoose={write}
        onTogether={ticket.is_inside && modes.includes('reply') ? () => setMode('together') : undefined}
      />
      {mode === 'together' && (
        <Suspense fallback={null}>
          <SharedDraft ticketId={ticket.id} onTyping={onTyping} onSent={() => setMode(undefined)} />
        </Suspense>
      )}
      {current && (
        <Writing
          key={current}
          mode={current}
          ticket={ticket}
          draft={{
            ...drafts[current],
            setText: (next) => {
              drafts[current].setText(next)
              onTyping(next)
            },
          }}
          run={run}
          onArticle={findArticle}
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

/** Puts text that was found elsewhere behind what is written, and asks for an article to put there. */
function useInsertion(
  { text, setText }: ReturnType<typeof useServerDraft>,
  current: Mode | undefined,
  write: (mode: Mode) => void,
  onArticle: ComposerProps['onArticle'],
) {
  // Called after the dialog, when more may have been typed than when it was opened.
  const latest = useRef((_markdown: string) => {})
  useEffect(() => {
    latest.current = (markdown) => {
      setText(text.trim() ? `${text}\n\n${markdown}` : markdown)
      write(current ?? 'reply')
    }
  })
  const insert = useCallback((markdown: string) => latest.current(markdown), [])
  const findArticle = useCallback(
    () => onArticle({ isForColleagues: current === 'note', insert }),
    [onArticle, current, insert],
  )
  return { insert, findArticle }
}

type TabsProps = {
  modes: readonly Mode[]
  current: Mode | 'together' | undefined
  onChoose: (mode: Mode) => void
  onTogether: (() => void) | undefined
}

function Tabs({ modes, current, onChoose, onTogether }: TabsProps) {
  const t = useTicketsT()
  const tm = useMacrosT()
  return (
    <div className={styles.tabs}>
      {modes.map((mode) => {
        const Icon = mode === 'reply' ? IconSend : IconEyeOff
        return (
          <button
            key={mode}
            type="button"
            className={styles.tab}
            data-mode={mode}
            aria-pressed={current === mode}
            aria-keyshortcuts={mode === 'reply' ? 'r' : 'n'}
            onClick={() => onChoose(mode)}
          >
            <Icon size={15} aria-hidden />
            {t(`tickets.composer.${mode}`)}
          </button>
        )
      })}
      {onTogether && (
        <button
          type="button"
          className={styles.tab}
          data-mode="together"
          aria-pressed={current === 'together'}
          onClick={onTogether}
        >
          <IconUsers size={15} aria-hidden />
          {tm('macros.draft.tab')}
        </button>
      )}
    </div>
  )
}
