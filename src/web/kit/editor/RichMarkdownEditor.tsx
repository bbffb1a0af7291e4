import { type Editor, EditorContent } from '@tiptap/react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { useKitT } from '../../i18n/useKitT.ts'
import markdownStyles from '../Markdown.module.css'
import { EditorToolbar } from './EditorToolbar.tsx'
import { MentionList } from './MentionList.tsx'
import './prosemirror.css'
import styles from './RichMarkdownEditor.module.css'
import { SourceField } from './SourceField.tsx'
import type { MarkdownEditorProps } from './types.ts'
import { useRichText } from './useRichText.ts'
import { useUploads } from './useUploads.ts'

/** The editor behind MarkdownEditor. Import that one: this one brings Tiptap with it. */
export function RichMarkdownEditor(props: MarkdownEditorProps) {
  const t = useKitT()
  const ids = { label: useId(), help: useId(), mentions: useId() }
  const [isSource, setSource] = useState(false)
  const toolbar = useRef<HTMLDivElement>(null)
  const source = useRef<HTMLTextAreaElement>(null)
  const { editor, mention, mentionBox, mentionHolder, uploads } = useRichText(props, ids)
  const sourceUploads = useUploads(props.onUpload, (file) =>
    insertIntoSource(source.current, file, props.onChange),
  )
  const current = isSource ? sourceUploads : uploads

  useSourceInsertion(props, isSource, source)

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
        onKeyDownCapture={(event) =>
          handleKeys(event, editor, mention !== undefined, toolbar.current, props.onSubmit)
        }
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
      <div ref={(place) => place?.append(mentionHolder)} className={styles.holder} />
      {mention && createPortal(<MentionList id={ids.mentions} {...mention} />, mentionBox)}
    </div>
  )
}

/** In the plain field the cursor is the field's own. */
function useSourceInsertion(
  { insertRef, onChange }: MarkdownEditorProps,
  isSource: boolean,
  source: RefObject<HTMLTextAreaElement | null>,
): void {
  useEffect(() => {
    if (!isSource || !insertRef) return
    const rich = insertRef.current
    insertRef.current = (markdown) => insertText(source.current, markdown, onChange)
    return () => {
      insertRef.current = rich
    }
  })
}

function insertIntoSource(
  field: HTMLTextAreaElement | null,
  file: { url: string; name: string; isImage: boolean },
  onChange: (markdown: string) => void,
): void {
  const text = `${file.isImage ? '!' : ''}[${file.name.replace(/[\\[\]]/g, '\\$&')}](${file.url}) `
  insertText(field, text, onChange)
}

function insertText(
  field: HTMLTextAreaElement | null,
  text: string,
  onChange: (markdown: string) => void,
): void {
  if (!field) return
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  onChange(field.value)
}

function handleKeys(
  event: KeyboardEvent,
  editor: Editor,
  isMentioning: boolean,
  toolbar: HTMLElement | null,
  onSubmit: (() => void) | undefined,
): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && onSubmit) {
    event.preventDefault()
    onSubmit()
  }
  // In a table or list the Tab key belongs to the text, so Escape is the way out.
  const isCaught = ['table', 'listItem', 'taskItem'].some((name) => editor.isActive(name))
  if (event.key === 'Escape' && isCaught && !isMentioning && editor.isFocused) {
    event.preventDefault()
    event.stopPropagation()
    toolbar?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus()
  }
}
