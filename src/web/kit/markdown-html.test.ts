import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { unsanitizedHtml } from './markdown-html.ts'

const labels = { table: 'Table', code: 'Code' }
const html = (source: string, headingOffset?: number) => unsanitizedHtml(source, { labels, headingOffset })
const hostile = resolve(process.env.WARDLINE_DATA ?? '../shared/data', 'html-hostile')

/** The tags that the renderer itself writes. */
const OWN_TAGS =
  /^(p|br|hr|h[2-6]|strong|em|s|code|pre|blockquote|ul|ol|li|a|img|table|thead|tbody|tr|th|td|div|span)$/

test('HTML in Markdown stays text', () => {
  assert.equal(html('<script>alert(1)</script>'), '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n')
  assert.equal(html('a <b onclick="x()">b</b>'), '<p>a &lt;b onclick=&quot;x()&quot;&gt;b&lt;/b&gt;</p>\n')
})

test('Every hostile file stays text', {
  skip: existsSync(hostile) ? false : `The folder ${hostile} is missing.`,
}, () => {
  const files = readdirSync(hostile)
  assert.ok(files.length > 0)
  for (const file of files) assertHarmless(html(readFileSync(resolve(hostile, file), 'utf8')), file)
})

test('Whatever is written, only our own tags and harmless attributes come out', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<script>',
      '<img src=x onerror=a()>',
      '](javascript:a())',
      '![x](',
      '[x](',
      '`',
      '|',
      '\n',
      '"',
      '@[',
      '](person:',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) =>
      assertHarmless(html(pieces.join('')), pieces.join('')),
    ),
    { numRuns: 500 },
  )
})

test('A link goes to the web, to a mailbox or inside the product, and nowhere else', () => {
  assert.match(
    html('[a](https://example.org)'),
    /<a href="https:\/\/example\.org" rel="noopener noreferrer" target="_blank">/,
  )
  assert.match(html('[a](mailto:a@example.org)'), /<a href="mailto:/)
  assert.match(html('[a](/requests/1)'), /<a href="\/requests\/1">/)
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'JaVaScRiPt:x',
  ]) {
    assert.doesNotMatch(html(`[a](${bad})`), /<a /, bad)
  }
  assert.match(html('[a](//example.org/x)'), /rel="noopener noreferrer"|target="_blank"|<p>/)
})

test('An address that is only written becomes a link', () => {
  assert.match(html('see https://example.org/a'), /<a href="https:\/\/example\.org\/a"/)
})

test("A picture of ours is shown, a stranger's is a link that nobody fetches", () => {
  assert.match(html('![x](/api/attachments/1)'), /<img src="\/api\/attachments\/1" alt="x" loading="lazy">/)
  assert.match(html('![x](/files/a.png)'), /<img /)
  const strangers = [
    'https://example.org/x.png',
    '//example.org/files/x.png',
    '/api/attachments/../logout',
    '/filesystem',
    '/api/attachments/%2e%2e/x',
  ]
  for (const src of strangers) {
    assert.doesNotMatch(html(`![x](${src})`), /<img/, src)
    assert.match(html(`![x](${src})`), /<a [^>]*>x<\/a>/, src)
  }
})

test('A mention is a chip with the name, whatever the name holds', () => {
  const id = '018f3b6e-0000-7000-8000-000000000000'
  assert.equal(
    html(`@[Ana Reyes](person:${id})`),
    `<p><span class="wl-mention" data-person="${id}">@Ana Reyes</span></p>\n`,
  )
  assert.match(html(`@[<b>](person:${id})`), /@&lt;b&gt;<\/span>/)
  assert.doesNotMatch(html('@[Ana](person:nobody)'), /wl-mention/)
  assert.doesNotMatch(html(`\`@[Ana](person:${id})\``), /wl-mention/)
})

test('Headings sink below the heading of the page and leave no gap', () => {
  assert.match(html('# a'), /<h2>a<\/h2>/)
  assert.match(html('### a'), /<h2>a<\/h2>/)
  assert.match(html('## a\n\n#### b\n\n## c'), /<h2>a<\/h2>\n<h3>b<\/h3>\n<h2>c<\/h2>/)
  assert.match(html('# a', 2), /<h3>a<\/h3>/)
})

test('Tasks are shown as boxes, and tables keep the side of their figures', () => {
  assert.match(html('- [ ] a\n- [x] b'), /<li class="wl-task">☐ a<\/li>\n<li class="wl-task">☑ b<\/li>/)
  assert.match(html('| a |\n| ---: |\n| 1 |'), /<td data-align="right">1<\/td>/)
  assert.doesNotMatch(html('| a |\n| ---: |\n| 1 |'), /style=/)
})

function assertHarmless(output: string, source: string): void {
  for (const [, tag = '', attributes = ''] of output.matchAll(/<\/?([a-zA-Z][^\s/>]*)([^>]*)>/g)) {
    assert.match(tag, OWN_TAGS, `${source} gave <${tag}>`)
    for (const [, name = '', value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
      assert.ok(!name.startsWith('on') && name !== 'style', `${source} gave ${name}`)
      if (name === 'href') assert.doesNotMatch(value, /^\s*(javascript|data|vbscript|file):/i, source)
      if (name === 'src') assert.match(value, /^\/(api\/attachments|files)\//, source)
    }
  }
}
