import type { Extensions, JSONContent } from '@tiptap/core'
import { Image } from '@tiptap/extension-image'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { Mention } from '@tiptap/extension-mention'
import { Paragraph } from '@tiptap/extension-paragraph'
import { TableKit } from '@tiptap/extension-table'
import { MarkdownManager } from '@tiptap/markdown'
import { StarterKit } from '@tiptap/starter-kit'
import { isOwnImage, isSafeLink } from '../safe-links.ts'

const MENTION = /^@\[((?:\\.|[^\]\\\n]){1,200})\]\(person:([0-9a-fA-F-]{36})\)/

/**
 * A paragraph whose first characters would open a block when read again: `# `, `- `, `1. `, a table's line.
 * They were typed as words, so they are escaped to stay words.
 */
const PlainParagraph = Paragraph.extend({
  renderMarkdown: (node, helpers) => {
    const text = helpers.renderChildren(node.content ?? [])
    return text.split('\n').map(escapeBlockStart).join('\n')
  },
})

/** A mention is `@[Name](person:uuid)` in Markdown. */
export const PersonMention = Mention.extend({
  markdownTokenName: 'personMention',
  markdownTokenizer: {
    name: 'personMention',
    level: 'inline',
    start: (source: string) => source.indexOf('@['),
    tokenize: (source: string) => {
      const match = MENTION.exec(source)
      if (!match) return undefined
      return {
        type: 'personMention',
        raw: match[0],
        attributes: { id: match[2], label: withoutEscapes(match[1] ?? '') },
      }
    },
  },
  parseMarkdown: (token) => ({ type: 'mention', attrs: token.attributes }),
  renderMarkdown: (node) => {
    const name = String(node.attrs?.label ?? '').replace(/[\\[\]]/g, '\\$&')
    return `@[${name}](person:${String(node.attrs?.id ?? '')})`
  },
})

/** An image of a stranger's server is not fetched while somebody edits: its name stands there instead. */
const OwnImage = Image.extend({
  renderHTML({ HTMLAttributes }) {
    const src = String(HTMLAttributes.src ?? '')
    if (isOwnImage(src)) return ['img', HTMLAttributes]
    return ['span', { class: 'wl-foreign-image' }, String(HTMLAttributes.alt || src)]
  },
  renderMarkdown: (node) => {
    const alt = String(node.attrs?.alt ?? '').replace(/[\\[\]]/g, '\\$&')
    const src = String(node.attrs?.src ?? '')
    const title = node.attrs?.title ? ` "${String(node.attrs.title).replace(/["\\]/g, '\\$&')}"` : ''
    return `![${alt}](${/[\s()]/.test(src) ? `<${src}>` : src}${title})`
  },
})

/** What the editor can hold; each of it has a Markdown form. */
export const markdownExtensions: Extensions = [
  StarterKit.configure({
    paragraph: false,
    // Markdown has no underline, so it would be lost on the way.
    underline: false,
    trailingNode: false,
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      protocols: ['mailto'],
      isAllowedUri: (href) => isSafeLink(href),
      HTMLAttributes: { rel: 'noopener noreferrer', target: null },
    },
  }),
  PlainParagraph,
  TaskList,
  TaskItem.configure({ nested: true }),
  TableKit.configure({ table: { resizable: false } }),
  OwnImage.configure({ inline: true }),
]

// One instance for the page: the parser behind it is shared, and each further one would add its rules again.
const manager = new MarkdownManager({ extensions: [...markdownExtensions, PersonMention] })
// HTML in Markdown is text here, as it is where Markdown is shown. A definition of a link would vanish, so it is text too.
manager.instance.use({ tokenizer: { html: () => undefined, tag: () => undefined, def: () => undefined } })

/** The editor's document for a Markdown text. HTML in it stays text. */
export function parseMarkdown(markdown: string): JSONContent {
  const parsed = manager.parse(markdown)
  return parsed.content?.length ? parsed : { type: 'doc', content: [{ type: 'paragraph' }] }
}

/** The Markdown of the editor's document. */
export function serializeMarkdown(document: JSONContent): string {
  return manager.serialize(document).trim()
}

function escapeBlockStart(line: string): string {
  return (
    line
      .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]{2,}\s*$)/, '$1\\$2')
      // The editor also counts by letters and by Roman numerals.
      .replace(/^(\s*(?:\d+|[ivxlcdm]+|[a-z]{1,2}))([.)])(?=\s|$)/i, '$1\\$2')
  )
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}

export type { JSONContent }
