import { Placeholder } from '@tiptap/extensions'
import { type Editor, type JSONContent, useEditor } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import { formOf } from './clip-form.ts'
import { markdownExtensions, PersonMention, parseMarkdown, serializeMarkdown } from './markdown-codec.ts'
import { type MentionState, mentionSuggestion } from './mention-suggestion.ts'
import type { MarkdownEditorProps } from './types.ts'
import { filesOf, useUploads } from './useUploads.ts'

type Ids = { label: string; help: string; mentions: string }

/** Tiptap, with the value going in and out as Markdown. */
export function useRichText(props: MarkdownEditorProps, ids: Ids) {
  const [mention, setMention] = useState<MentionState>()
  const [mentionBox] = useState(() => document.createElement('div'))
  const [mentionHolder] = useState(() => document.createElement('div'))
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
  const editor: Editor = useEditor({
    injectCSS: false,
    extensions: [
      ...markdownExtensions,
      Placeholder.configure({ placeholder: () => latest.current.placeholder ?? '' }),
      PersonMention.configure({
        HTMLAttributes: { class: 'wl-mention' },
        suggestion: mentionSuggestion(
          async (query) => (await latest.current.onMention?.(query)) ?? [],
          mentionBox,
          mentionHolder,
          setMention,
        ),
      }),
    ],
    content: parseMarkdown(props.value),
    editorProps: {
      attributes: attributesFor(ids),
      handleKeyDown: (view, event) => isSlash(view.state.selection, event, latest.current.onSlash),
      handlePaste: (_view, event) =>
        accept(event.clipboardData) ||
        takeForm(event, (content) => editor.chain().focus().insertContent(content).run()),
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
  useMentionPointer(editor, mention, ids.mentions)
  useInsertion(editor, props.insertRef)
  return { editor, mention, mentionBox, mentionHolder, uploads }
}

function attributesFor(ids: Ids): Record<string, string> {
  return {
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-labelledby': ids.label,
    'aria-describedby': ids.help,
  }
}

/** The list of people is outside of the editor, so the editor points to it for screen readers. */
function useMentionPointer(editor: Editor, mention: MentionState | undefined, listId: string): void {
  useEffect(() => {
    if (!mention || mention.people.length === 0) return
    const { dom } = editor.view
    dom.setAttribute('aria-controls', listId)
    dom.setAttribute('aria-activedescendant', `${listId}-${mention.chosen}`)
    return () => {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    }
  }, [editor, mention, listId])
}

/** A `/` at the beginning of a line asks for something instead of being written. */
function isSlash(
  { $from, empty }: Editor['state']['selection'],
  event: KeyboardEvent,
  onSlash: (() => void) | undefined,
): boolean {
  if (event.key !== '/' || !empty || $from.parentOffset !== 0 || !onSlash) return false
  event.preventDefault()
  onSlash()
  return true
}

/** Gives out how to put Markdown at the cursor: one paragraph goes on in the line, more begin lines of their own. */
function useInsertion(editor: Editor, insertRef: MarkdownEditorProps['insertRef']): void {
  useEffect(() => {
    if (!insertRef) return
    insertRef.current = (markdown) => {
      const { content = [] } = parseMarkdown(markdown)
      const [only, more] = content
      const isLine = more === undefined && only?.type === 'paragraph'
      editor
        .chain()
        .focus()
        .insertContent((isLine ? only.content : content) ?? [])
        .run()
    }
    return () => {
      insertRef.current = null
    }
  }, [editor, insertRef])
}

/** Takes a clip that has a form as the Markdown that it means; files and plain words are left to the editor. */
function takeForm(event: ClipboardEvent, insert: (content: JSONContent[]) => void): boolean {
  const html = formOf(event.clipboardData)
  if (html === undefined || filesOf(event.clipboardData).length > 0) return false
  event.preventDefault()
  const plain = event.clipboardData?.getData('text/plain') ?? ''
  // What reads HTML is large and comes when it is needed; the plain words serve where it does not come.
  void import('./pasted.ts')
    .then(({ markdownOfClip }) => parseMarkdown(markdownOfClip(html)).content ?? [])
    .catch(() => [{ type: 'text', text: plain }])
    .then(insert)
  return true
}
