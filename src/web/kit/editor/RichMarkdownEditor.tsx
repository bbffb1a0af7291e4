import { Placeholder } from '@tiptap/extensions'
import { EditorContent, useEditor } from '@tiptap/react'
import { type CSSProperties, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useKitT } from '../../i18n/useKitT.ts'
import markdownStyles from '../Markdown.module.css'
import { EditorToolbar } from './EditorToolbar.tsx'
import { MentionList } from './MentionList.tsx'
import { markdownExtensions, PersonMention, parseMarkdown, serializeMarkdown } from './markdown-codec.ts'
import { type MentionState, mentionSuggestion } from './mention-suggestion.ts'
import './prosemirror.css'
import styles from './RichMarkdownEditor.module.css'
import { SourceField } from './SourceField.tsx'
import type { MarkdownEditorProps } from './types.ts'
import { filesOf, useUploads } from './useUploads.ts'

/** The editor behind MarkdownEditor. Import that one: this one brings Tiptap with it. */
export function RichMarkdownEditor(props: MarkdownEditorProps) {
  const t = useKitT()
  const ids = { label: useId(), help: useId(), mentions: useId() }
  const [isSource, setSource] = useState(false)
  const toolbar = useRef<HTMLDivElement>(null)
  const source = useRef<HTMLTextAreaElement>(null)
  const { editor, mention, mentionBox, uploads } = useRichText(props, ids)
  const sourceUploads = useUploads(props.onUpload, (file) =>
    insertIntoSource(source.current, file, props.onChange),
  )
  const current = isSource ? sourceUploads : uploads

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && props.onSubmit) {
      event.preventDefault()
      props.onSubmit()
    }
    // In a table or list the Tab key belongs to the text, so Escape is the way out.
    const isCaught = editor.isActive('table') || editor.isActive('listItem') || editor.isActive('taskItem')
    if (event.key === 'Escape' && isCaught && !mention && editor.isFocused) {
      event.preventDefault()
      event.stopPropagation()
      toolbar.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus()
    }
  }
  const lines = { '--lines': props.lines_min ?? 4 } as CSSProperties
  return (
    <div className={styles.field}>
      <span id={ids.label} className={props.isLabelHidden ? 'wl-hidden' : styles.label}>
        {props.label}
      </span>
      {props.hint && <span className={styles.hint}>{props.hint}</span>}
      <div
        className={styles.box}
        data-tone={props.tone}
        data-invalid={Boolean(props.error)}
        onKeyDownCapture={onKeyDown}
        role="presentation"
      >
        <EditorToolbar
          ref={toolbar}
          editor={editor}
          isSource={isSource}
          onToggleSource={() => setSource(!isSource)}
          onFiles={props.onUpload ? (files) => void current.take(files) : undefined}
        />
        {isSource ? (
          <SourceField
            ref={source}
            labelledBy={ids.label}
            style={lines}
            {...props}
            onFiles={(files) => void sourceUploads.take(files)}
          />
        ) : (
          <EditorContent
            editor={editor}
            className={`${styles.content} ${markdownStyles.markdown}`}
            style={lines}
          />
        )}
        <div role="status" className={styles.status}>
          {current.status}
        </div>
      </div>
      <span id={ids.help} className="wl-hidden">
        {t('kit.editor.help')}
      </span>
      {props.error && (
        <span role="alert" className={styles.error}>
          {props.error}
        </span>
      )}
      {mention && createPortal(<MentionList id={ids.mentions} {...mention} />, mentionBox)}
    </div>
  )
}

type Ids = { label: string; help: string; mentions: string }

/** Tiptap, with the value going in and out as Markdown. */
function useRichText(props: MarkdownEditorProps, ids: Ids) {
  const [mention, setMention] = useState<MentionState>()
  const [mentionBox] = useState(() => document.createElement('div'))
  const latest = useRef(props)
  const lastOut = useRef(props.value)
  const takeFiles = useRef<(files: readonly File[]) => void>(() => undefined)
  useEffect(() => {
    latest.current = props
  })
  const accept = (data: DataTransfer | null) => {
    const files = latest.current.onUpload ? filesOf(data) : []
    if (files.length > 0) takeFiles.current(files)
    return files.length > 0
  }
  const editor = useEditor({
    injectCSS: false,
    extensions: [
      ...markdownExtensions,
      Placeholder.configure({ placeholder: () => latest.current.placeholder ?? '' }),
      PersonMention.configure({
        HTMLAttributes: { class: 'wl-mention' },
        suggestion: mentionSuggestion(
          async (query) => (await latest.current.onMention?.(query)) ?? [],
          mentionBox,
          setMention,
        ),
      }),
    ],
    content: parseMarkdown(props.value),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': ids.label,
        'aria-describedby': ids.help,
      },
      handlePaste: (_view, event) => accept(event.clipboardData),
      handleDrop: (_view, event) => accept(event.dataTransfer),
    },
    onUpdate: ({ editor: now }) => {
      lastOut.current = serializeMarkdown(now.getJSON())
      latest.current.onChange(lastOut.current)
    },
  })
  const uploads = useUploads(props.onUpload, ({ url, name, isImage }) => {
    const content = isImage
      ? { type: 'image', attrs: { src: url, alt: name } }
      : { type: 'text', text: name, marks: [{ type: 'link', attrs: { href: url } }] }
    editor
      .chain()
      .focus()
      .insertContent([content, { type: 'text', text: ' ' }])
      .run()
  })
  useEffect(() => {
    takeFiles.current = (files) => void uploads.take(files)
  })
  // A value that did not come from here, such as a restored draft or the empty text after sending, goes in.
  useEffect(() => {
    if (props.value === lastOut.current) return
    lastOut.current = props.value
    editor.commands.setContent(parseMarkdown(props.value), { emitUpdate: false })
  }, [editor, props.value])
  // The list is outside of the editor, so the editor points to it for screen readers.
  useEffect(() => {
    if (!mention || mention.people.length === 0) return
    const { dom } = editor.view
    dom.setAttribute('aria-controls', ids.mentions)
    dom.setAttribute('aria-activedescendant', `${ids.mentions}-${mention.chosen}`)
    return () => {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    }
  }, [editor, mention, ids.mentions])
  return { editor, mention, mentionBox, uploads }
}

function insertIntoSource(
  field: HTMLTextAreaElement | null,
  file: { url: string; name: string; isImage: boolean },
  onChange: (markdown: string) => void,
): void {
  if (!field) return
  const text = `${file.isImage ? '!' : ''}[${file.name.replace(/[\\[\]]/g, '\\$&')}](${file.url}) `
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  onChange(field.value)
}
