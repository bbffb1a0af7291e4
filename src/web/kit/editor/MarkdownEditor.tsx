import { lazy, Suspense, useEffect, useRef } from 'react'
import { TextAreaField } from '../fields.tsx'
import { keepDraft, readDraft } from './drafts.ts'
import type { MarkdownEditorProps } from './types.ts'

const RichMarkdownEditor = lazy(() =>
  import('./RichMarkdownEditor.tsx').then((module) => ({ default: module.RichMarkdownEditor })),
)

/**
 * A field that edits Markdown as it will look, or as it is written. The editor comes in a chunk of its own;
 * until then a plain field takes the words, and none is lost at the change.
 */
export function MarkdownEditor(props: MarkdownEditorProps) {
  useDraft(props)
  return (
    <Suspense fallback={<PlainField {...props} />}>
      <RichMarkdownEditor {...props} />
    </Suspense>
  )
}

function PlainField({ label, value, onChange, onSubmit, lines_min = 4, placeholder }: MarkdownEditorProps) {
  return (
    <TextAreaField
      label={label}
      minRows={lines_min}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !onSubmit) return
        event.preventDefault()
        onSubmit()
      }}
    />
  )
}

/** Brings a kept draft back into an empty field, and keeps what is written from then on. */
function useDraft({ draftKey, value, onChange }: MarkdownEditorProps): void {
  const restored = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (!draftKey) return
    if (restored.current !== draftKey) {
      restored.current = draftKey
      const draft = readDraft(draftKey)
      if (draft && value === '') {
        onChange(draft)
        return
      }
    }
    keepDraft(draftKey, value)
  }, [draftKey, value, onChange])
}
