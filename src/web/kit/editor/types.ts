import type { RefObject } from 'react'

export type Upload = (file: File) => Promise<{ url: string; name: string }>
export type MentionedPerson = { id: string; name: string; note?: string }

export type MarkdownEditorProps = {
  /** Names the field for everybody; shown above it unless `isLabelHidden`. */
  label: string
  isLabelHidden?: boolean
  hint?: string
  error?: string
  value: string
  onChange: (markdown: string) => void
  /** Ctrl+Enter or Cmd+Enter. */
  onSubmit?: () => void
  /** Takes a pasted, dropped or picked file and answers with its address. Without it, files are not accepted. */
  onUpload?: Upload
  /** The people for what was typed after `@`. Without it, `@` is a letter. */
  onMention?: (query: string) => Promise<readonly MentionedPerson[]>
  /** Called for a `/` at the beginning of a line, which is not written then. */
  onSlash?: () => void
  /** Holds how to put Markdown where the cursor is, while the editor is there. */
  insertRef?: RefObject<((markdown: string) => void) | null>
  /** Keeps the text on this device until it is sent; begin it with the person's id. */
  draftKey?: string
  placeholder?: string
  /** `internal` gives the field the look of a note that others will not see. */
  tone?: 'normal' | 'internal'
  lines_min?: number
}
