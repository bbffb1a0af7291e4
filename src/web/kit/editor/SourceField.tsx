import type { CSSProperties, Ref } from 'react'
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
      onPaste={(event) => accept(event, event.clipboardData)}
      onDrop={(event) => accept(event, event.dataTransfer)}
    />
  )
}
