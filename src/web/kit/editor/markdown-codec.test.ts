import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type JSONContent, parseMarkdown, serializeMarkdown } from './markdown-codec.ts'

const RUNS = { numRuns: 400 }
const PERSON = '018f3b6e-0000-7000-8000-000000000000'

/** What goes through the editor and comes back. */
const roundTrip = (markdown: string) => serializeMarkdown(parseMarkdown(markdown))

const COMMON = [
  '# Title\n\nHello **bold** and *italic* and `code` and ~~gone~~',
  '- a\n- b\n  - c\n\n1. x\n2. y',
  '- [ ] open\n- [x] done',
  '> quote\n> more',
  '```js\nlet a = 1 < 2 && "x"\n```',
  '| a   | b   |\n| --- | --- |\n| 1   | 2   |',
  'text ![alt](/files/x.png) more',
  `Hello @[Ana Reyes](person:${PERSON}), see you`,
  '[link](https://example.org/a_b)',
  'one line\nanother',
  'one\n\ntwo',
  '---',
]

for (const markdown of COMMON) {
  test(`The editor gives back what it got: ${JSON.stringify(markdown).slice(0, 60)}`, () => {
    assert.equal(roundTrip(markdown), markdown)
  })
}

test('A mention keeps its person and a name with brackets', () => {
  const [mention] = parseMarkdown(`@[Ana \\[RN\\]](person:${PERSON})`).content?.[0]?.content ?? []
  assert.equal(mention?.attrs?.label, 'Ana [RN]')
  assert.equal(mention?.attrs?.id, PERSON)
  assert.equal(roundTrip(`@[Ana \\[RN\\]](person:${PERSON})`), `@[Ana \\[RN\\]](person:${PERSON})`)
})

test('HTML that somebody pasted stays text in the editor and after it', () => {
  for (const html of [
    '<script>alert(1)</script>',
    '<div>block</div>\n\nafter',
    'a <b>x</b>',
    '<!-- note -->',
  ]) {
    const words = html.replace(/\s+/g, '')
    assert.equal(textOf(parseMarkdown(html)).replace(/\s+/g, ''), words)
    assert.equal(textOf(parseMarkdown(roundTrip(html))).replace(/\s+/g, ''), words)
  }
})

test('A line that looks like a definition of a link does not vanish', () => {
  assert.equal(textOf(parseMarkdown('[x]: https://example.org')), '[x]: https://example.org')
})

const word = fc.stringMatching(/^[A-Za-z0-9ñé漢.,;:!?'"()<>&@#$%^*_~`|\\[\]{}+=/-]{1,12}$/)
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))

test('Words typed into the editor are the same words after saving and opening again', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const typed: JSONContent = {
        type: 'doc',
        content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
      }
      assert.equal(textOf(parseMarkdown(serializeMarkdown(typed))), lines.join('\n'))
    }),
    RUNS,
  )
})

const plainWord = fc.stringMatching(/^[a-zñé漢]{1,8}$/)
const plainLine = fc.array(plainWord, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const inline = fc.oneof(
  plainLine,
  plainLine.map((text) => `**${text}**`),
  plainLine.map((text) => `*${text}*`),
  plainWord.map((text) => `\`${text}\``),
  plainLine.map((text) => `[${text}](https://example.org/x)`),
  plainWord.map((text) => `![${text}](/files/x.png)`),
  plainLine.map((text) => `@[${text}](person:${PERSON})`),
)
const paragraph = fc.array(inline, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))
const list = (mark: (index: number) => string) =>
  fc
    .array(paragraph, { minLength: 1, maxLength: 3 })
    .map((items) => items.map((item, index) => mark(index) + item).join('\n'))
const block = fc.oneof(
  paragraph,
  paragraph.map((text) => `## ${text}`),
  paragraph.map((text) => `> ${text}`),
  list(() => '- '),
  list((index) => `${index + 1}. `),
  list((index) => (index % 2 ? '- [x] ' : '- [ ] ')),
  plainLine.map((text) => `\`\`\`\n${text}\n\`\`\``),
  fc.tuple(plainWord, paragraph).map(([head, cell]) => `| ${head} |\n| --- |\n| ${cell} |`),
)
// Two lists in a row are one list to Markdown, so a paragraph stands between blocks.
const article = fc.array(block, { minLength: 1, maxLength: 4 }).map((blocks) => blocks.join('\n\nand\n\n'))

test('An article of common parts keeps its words and its shape, and a second pass changes nothing', () => {
  fc.assert(
    fc.property(article, (markdown) => {
      const once = roundTrip(markdown)
      assert.deepEqual(parseMarkdown(once), parseMarkdown(markdown))
      assert.equal(roundTrip(once), once)
    }),
    RUNS,
  )
})

/** The words of a document; a block ends a line. */
function textOf(node: JSONContent): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  const parts = (node.content ?? []).map(textOf)
  const isBlockParent = (node.content ?? []).some(
    (child) => child.type !== 'text' && child.type !== 'hardBreak',
  )
  return parts.join(isBlockParent && node.type === 'doc' ? '\n' : '')
}
