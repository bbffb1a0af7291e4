import assert from 'node:assert/strict'
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { publicData } from '../test-data.ts'
import { readArticles } from './import-articles.ts'
import { addressOf, assertNoHtml, converted, site, tokensOf } from './test-articles.ts'

test('addresses that would run code are never kept, however they are written', async () => {
  const hostile = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'javascript&#58;alert(1)',
    'java&#10;script:alert(1)',
    '<java\tscript:alert(1)>',
    '&#106;avascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    '\u0001javascript:alert(1)',
  ]
  for (const address of hostile) {
    const { body, links, problems } = await converted(
      `[click](${address}) <a href="${address.replaceAll('"', '')}">me</a>`,
    )
    assert.doesNotMatch(body, /\]\(/, address)
    assert.deepEqual(links, [])
    assert.ok(problems.length > 0)
  }
})

test('files outside the folder and links in the file system are not reached', async () => {
  const { root } = await site({ 'a.md': 'x' })
  symlinkSync('/etc/hostname', join(root, 'host.md'))
  writeFileSync(join(root, 'b.md'), '![x](../../../etc/hostname) [y](..%2f..%2fetc/passwd)')
  const { articles } = await readArticles(root)
  assert.deepEqual(
    articles.map(({ path, images }) => [path, images]),
    [
      ['a.md', []],
      ['b.md', []],
    ],
  )
})

const piece = fc.constantFrom(
  '`',
  '``',
  '```\n',
  '\n',
  '\n\n',
  '    ',
  '\\',
  '<',
  '>',
  '<b>',
  '</b>',
  '<code>',
  '</code>',
  '<img src=x onerror=y>',
  '<script>',
  '</script>',
  '<!--',
  '-->',
  '[',
  '](',
  ')',
  '!',
  '{% raw %}',
  '{% if x %}',
  '<x y>',
  'a',
  '|',
  '- ',
  '> ',
  '<a href="javascript:z">',
  '</a>',
  '&lt;',
  '<br>',
  '<table><tr><td>',
)
test('whatever is put together, the article holds no HTML and no address that runs code', async () => {
  const texts = fc
    .sample(fc.array(piece, { maxLength: 20 }), { numRuns: 1500, seed: 7 })
    .map((pieces) => pieces.join(''))
  const { articles } = await site(Object.fromEntries(texts.map((text, index) => [`${index}.md`, text])))
  assert.equal(articles.length, 1500)
  for (const article of articles) {
    assertNoHtml(article)
    for (const token of tokensOf(article.body)) assert.doesNotMatch(addressOf(token), /^\s*javascript:/i)
  }
})

const hostile = publicData('html-hostile')
test('hostile HTML leaves no HTML and no address that runs code', { skip: hostile.skip }, async () => {
  const names = readdirSync(hostile.path)
  assert.equal(names.length, 20)
  for (const name of names) {
    const [source = ''] = readFileSync(join(hostile.path, name), 'latin1').split('\n--\n')
    const { body } = await converted(source)
    for (const token of tokensOf(body)) {
      assert.doesNotMatch(addressOf(token), /^\s*(javascript|vbscript|data):/i, name)
    }
  }
})

const naughty = publicData('naughty-strings/blns.json')
test('strings that break programs make articles without HTML', { skip: naughty.skip }, async () => {
  const strings: string[] = JSON.parse(readFileSync(naughty.path, 'utf8'))
  const { articles } = await site(Object.fromEntries(strings.map((text, index) => [`${index}.md`, text])))
  assert.equal(articles.length, 485)
  for (const article of articles) assertNoHtml(article)
})
