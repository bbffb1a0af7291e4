import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconH2,
  IconItalic,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMarkdown,
  IconPaperclip,
  IconSourceCode,
  IconTable,
  IconTableMinus,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { type ComponentType, type KeyboardEvent, type Ref, useRef, useState } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import { LinkTool } from './LinkTool.tsx'
import styles from './RichMarkdownEditor.module.css'

type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>
type Tool = { key: string; icon: Icon; isOn: boolean; run: () => void }

type EditorToolbarProps = {
  editor: Editor
  isSource: boolean
  onToggleSource: () => void
  onFiles?: (files: File[]) => void
  ref?: Ref<HTMLDivElement>
}

/** One stop of the Tab key; the arrows move inside. */
export function EditorToolbar({ editor, isSource, onToggleSource, onFiles, ref }: EditorToolbarProps) {
  const t = useKitT()
  const [stop, setStop] = useState(0)
  const tools = useTools(editor)

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('button[data-tool]'))
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    const moves: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: buttons.length - 1,
    }
    const next = moves[event.key]
    if (next === undefined || at === -1) return
    event.preventDefault()
    const index = (next + buttons.length) % buttons.length
    setStop(index)
    buttons[index]?.focus()
  }
  let count = 0
  const place = () => {
    const index = count++
    return { 'data-tool': true, tabIndex: index === stop ? 0 : -1, onFocus: () => setStop(index) }
  }
  return (
    <div
      ref={ref}
      role="toolbar"
      aria-label={t('kit.editor.toolbar')}
      className={styles.toolbar}
      onKeyDown={onKeyDown}
    >
      {!isSource && (
        <>
          {tools.map(({ key, icon: Icon, isOn, run }) => (
            <button
              key={key}
              type="button"
              className={styles.tool}
              aria-label={t(`kit.editor.tool.${key}` as 'kit.editor.tool.bold')}
              title={t(`kit.editor.tool.${key}` as 'kit.editor.tool.bold')}
              aria-pressed={isOn}
              onClick={run}
              {...place()}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
            </button>
          ))}
          <LinkTool editor={editor} buttonProps={{ className: styles.tool, ...place() }} />
        </>
      )}
      {onFiles && <AttachTool onFiles={onFiles} place={place()} />}
      <button
        type="button"
        className={`${styles.tool} ${styles.endTool}`}
        aria-label={t('kit.editor.source')}
        title={t('kit.editor.source')}
        aria-pressed={isSource}
        onClick={onToggleSource}
        {...place()}
      >
        <IconMarkdown size={18} stroke={1.75} aria-hidden />
      </button>
    </div>
  )
}

type Place = { 'data-tool': boolean; tabIndex: number; onFocus: () => void }

function AttachTool({ onFiles, place }: { onFiles: (files: File[]) => void; place: Place }) {
  const t = useKitT()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className={styles.tool}
        aria-label={t('kit.editor.tool.attach')}
        title={t('kit.editor.tool.attach')}
        onClick={() => input.current?.click()}
        {...place}
      >
        <IconPaperclip size={18} stroke={1.75} aria-hidden />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        onChange={(event) => {
          onFiles(Array.from(event.currentTarget.files ?? []))
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

function useTools(editor: Editor): Tool[] {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      code: now.isActive('code'),
      heading: now.isActive('heading'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      tasks: now.isActive('taskList'),
      quote: now.isActive('blockquote'),
      codeBlock: now.isActive('codeBlock'),
      table: now.isActive('table'),
    }),
  })
  const chain = () => editor.chain().focus()
  return [
    { key: 'bold', icon: IconBold, isOn: on.bold, run: () => chain().toggleBold().run() },
    { key: 'italic', icon: IconItalic, isOn: on.italic, run: () => chain().toggleItalic().run() },
    { key: 'code', icon: IconCode, isOn: on.code, run: () => chain().toggleCode().run() },
    { key: 'heading', icon: IconH2, isOn: on.heading, run: () => chain().toggleHeading({ level: 2 }).run() },
    { key: 'bullets', icon: IconList, isOn: on.bullets, run: () => chain().toggleBulletList().run() },
    { key: 'numbers', icon: IconListNumbers, isOn: on.numbers, run: () => chain().toggleOrderedList().run() },
    { key: 'tasks', icon: IconListCheck, isOn: on.tasks, run: () => chain().toggleTaskList().run() },
    { key: 'quote', icon: IconBlockquote, isOn: on.quote, run: () => chain().toggleBlockquote().run() },
    {
      key: 'codeBlock',
      icon: IconSourceCode,
      isOn: on.codeBlock,
      run: () => chain().toggleCodeBlock().run(),
    },
    on.table
      ? { key: 'tableRemove', icon: IconTableMinus, isOn: true, run: () => chain().deleteTable().run() }
      : {
          key: 'table',
          icon: IconTable,
          isOn: false,
          run: () => chain().insertTable({ rows: 3, cols: 2 }).run(),
        },
  ]
}
