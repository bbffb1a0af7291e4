import type { ClipboardEvent, CSSProperties, Ref } from 'react'
import { formOf } from './clip-form.ts'
import styles from './RichMarkdownEditor.module.css'
import { filesOf } from './useUploads.ts'

type SourceFieldProps = {
  labelledBy: string
  value: string
  onChange: (markdown: string) => void
  onFiles: (files: File[]) => void
  placeholder?: string
  style?: CSSProperties
  ref?: Ref<HTMLTextAreaElement>
}

/** The Markdown itself in a plain field, for those who prefer it and for where the rich editor fails. */
export function SourceField(props: SourceFieldProps) {
  const accept = (event: { preventDefault: () => void }, data: DataTransfer) => {
    const files = filesOf(data)
    if (files.length === 0) return
    event.preventDefault()
    props.onFiles(files)
  }
  return (
    <textarea
      ref={props.ref}
      className={styles.source}
      style={props.style}
      aria-labelledby={props.labelledBy}
      placeholder={props.placeholder}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onPaste={(event) => {
        accept(event, event.clipboardData)
        if (!event.defaultPrevented) pasteForm(event, props.onChange)
      }}
      onDrop={(event) => accept(event, event.dataTransfer)}
    />
  )
}

/** Puts what was copied with its form in as Markdown, at the cursor. */
function pasteForm(event: ClipboardEvent<HTMLTextAreaElement>, onChange: (markdown: string) => void): void {
  const html = formOf(event.clipboardData)
  if (html === undefined) return
  const plain = event.clipboardData.getData('text/plain')
  const field = event.currentTarget
  event.preventDefault()
  void import('./pasted.ts')
    .then(({ markdownOfClip }) => markdownOfClip(html))
    .catch(() => plain)
    .then((text) => {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
      onChange(field.value)
    })
}
