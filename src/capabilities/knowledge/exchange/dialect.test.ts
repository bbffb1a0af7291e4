import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zipSync } from 'fflate'
import { unpack } from './archive.ts'
import { type Folder, folderOf, toArticleText, toFileText } from './dialect.ts'
import { readPage, writePage } from './front-matter.ts'
import { wayTo } from './store.ts'

const page = (path: string, title: string | null = null, aliases: string[] = []) => ({
  path,
  title,
  aliases,
  permalink: null,
  redirects: [],
})
const a = '11111111-1111-4111-8111-111111111111'
const b = '22222222-2222-4222-8222-222222222222'
const picture = '33333333-3333-4333-8333-333333333333'
const folder: Folder = folderOf(
  [
    page('start.md'),
    page('login/Sign in.md', 'How to sign in', ['Logging in']),
    page('_posts/2024-01-02-news.md'),
  ],
  ['images/a (1).png', 'login/form.pdf'],
)
const ids = {
  page: (path: string) => (path === 'login/Sign in.md' ? a : path === 'start.md' ? b : undefined),
  file: (path: string) => ({ id: picture, isShown: path.endsWith('.png') }),
}
const take = (body: string, from = 'start.md') => toArticleText(body, from, folder, ids)

test('Relative links, wiki links by path, name, title and alias, and the links of Jekyll lead to the same article.', () => {
  for (const written of [
    '[words](login/Sign%20in.md)',
    '[words](<login/Sign in.md>)',
    '[words](/login/Sign%20in/)',
    '[words]({{ site.baseurl }}/login/sign%20in.html)',
    '[[login/Sign in|words]]',
    '[[Sign in|words]]',
    '[[How to sign in|words]]',
    '[[logging in|words]]',
  ])
    assert.equal(take(written).body, `[words](/answers/${a})`, written)
  assert.equal(take('[[Sign in]]').body, `[Sign in](/answers/${a})`)
  assert.equal(take('[[Sign in#First step|x]]').body, `[x](/answers/${a}#First%20step)`)
  assert.equal(take('[x](../start.md#top)', 'login/Sign in.md').body, `[x](/answers/${b}#top)`)
})

test('Pictures and files become attachments in both forms, and in HTML.', () => {
  assert.equal(take('![alt](images/a%20\\(1\\).png)').body, `![alt](/api/attachments/${picture}/image)`)
  assert.equal(take('![[a (1).png]]').body, `![](/api/attachments/${picture}/image)`)
  assert.equal(take('![[a (1).png|a picture]]').body, `![a picture](/api/attachments/${picture}/image)`)
  assert.equal(take('[[form.pdf]]').body, `[form.pdf](/api/attachments/${picture})`)
  assert.equal(
    take('<img src="images/a (1).png" alt="x">').body,
    `<img src="/api/attachments/${picture}/image" alt="x">`,
  )
})

test('What leads nowhere stays as it is written and is told with its line; code, callouts and addresses elsewhere are let be.', () => {
  const body = [
    '> [!warning] Mind the gap',
    '',
    'See [gone](gone.md) and [[Nobody]].',
    '`[[Sign in]]` and [out](https://example.org/x.md)',
    '```',
    '[[Sign in]] {% include x %}',
    '```',
    '![lost](lost.png) {% include note.html text="hi" %}',
  ].join('\n')
  const found = take(body)
  assert.equal(found.body, body)
  assert.deepEqual(
    found.remarks.map(({ line, kind }) => [line, kind]),
    [
      [3, 'broken-link'],
      [3, 'broken-link'],
      [8, 'broken-image'],
      [8, 'liquid'],
    ],
  )
  assert.equal(take('[x](javascript:alert(1))').remarks[0]?.kind, 'broken-link')
})

test('An article’s links go out as relative links, or as wiki links where one can hold the words.', () => {
  const paths = {
    page: (name: string) => (name === a || name === '7' ? 'login/Sign in.md' : undefined),
    file: (id: string) => (id === picture ? 'images/a.png' : undefined),
  }
  const body = `[in](/answers/${a}#top) [by number](/answers/7-how-to) ![alt](/api/attachments/${picture}/image) [*bold*](/answers/${a})\n| [cell](/answers/${a}) | x |\n[other](/answers/${b})`
  assert.equal(
    toFileText(body, 'x/y.md', 'jekyll', paths),
    `[in](../login/Sign%20in.md#top) [by number](../login/Sign%20in.md) ![alt](../images/a.png) [*bold*](../login/Sign%20in.md)\n| [cell](../login/Sign%20in.md) | x |\n[other](/answers/${b})`,
  )
  assert.equal(
    toFileText(body, 'x/y.md', 'obsidian', paths),
    `[[login/Sign in#top|in]] [[login/Sign in|by number]] ![[images/a.png|alt]] [[login/Sign in|*bold*]]\n| [cell](../login/Sign%20in.md) | x |\n[other](/answers/${b})`,
  )
})

test('Front matter of other programs is kept, with its comments, and comes back the same.', () => {
  const source =
    '---\ntitle: "A: b"\nlayout: page # keep\nnested:\n  - one\n  - version: 1.10\nwardline:\n  audience: staff\ntags: [x, y]\n---\n\n# Body\n\n'
  const first = readPage(source)
  assert.deepEqual([first.meta.title, first.meta.tags, first.meta.audience], ['A: b', ['x', 'y'], 'staff'])
  assert.match(first.foreign, /layout: page # keep\nnested:\n {2}- one\n {2}- version: 1\.10\n/)
  assert.equal(first.body, '# Body\n')
  assert.equal(first.bodyLine, 12)
  const written = writePage(first.meta, first.foreign, first.body)
  const second = readPage(written)
  assert.deepEqual(writePage(second.meta, second.foreign, second.body), written)
  const broken = readPage('---\ntitle: Half\n  bad: [\n---\nText')
  assert.equal(broken.meta.title, 'Half')
  assert.match(broken.foreign, /bad: \[/)
  assert.match(broken.problem ?? '', /not valid YAML/)
})

test('A zip that leads out of its folder, bursts or is damaged is refused whole; an honest one is read.', () => {
  const text = new TextEncoder().encode('# A')
  const refuse = (entries: Record<string, Uint8Array>, pattern: RegExp) =>
    assert.throws(() => unpack(zipSync(entries), 'x.zip'), { name: 'ExchangeFault', message: pattern })
  refuse({ '../a.md': text }, /leads out/)
  refuse({ '/etc/a.md': text }, /leads out/)
  refuse({ 'C:\\a.md': text }, /leads out/)
  refuse({ 'a\u0000.md': text }, /cannot be used/)
  refuse({ 'bomb.md': new Uint8Array(20_000_000) }, /too tightly/)
  refuse(Object.fromEntries(Array.from({ length: 5_001 }, (_, at) => [`${at}.md`, text])), /more than 5000/)
  assert.throws(
    () =>
      unpack(zipSync({ 'a.md': new Uint8Array(5000).map((_, at) => at % 251) }).fill(7, 60, 200), 'x.zip'),
    {
      name: 'ExchangeFault',
    },
  )
  // Twenty megabytes that are said to be ten bytes.
  const tight = Buffer.from(zipSync({ 'a.md': new Uint8Array(20_000_000) }))
  tight.writeUInt32LE(10, tight.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 24)
  assert.throws(() => unpack(tight, 'x.zip'), { name: 'ExchangeFault', message: /damaged/ })
  assert.throws(() => unpack(text, 'a.exe'), { message: /neither a zip/ })
  const files = unpack(
    zipSync({ 'a/b.md': text, '.git/config': text, '__MACOSX/a/b.md': text, 'e/': new Uint8Array() }),
    'x.zip',
  )
  assert.deepEqual([...files.keys()], ['a/b.md'])
})

test('The way from one state to another is the shortest that needs nothing more.', () => {
  assert.deepEqual(wayTo('work_in_progress', 'validated'), ['publish'])
  assert.deepEqual(wayTo('work_in_progress', 'not_validated'), ['submit'])
  assert.deepEqual(wayTo('archived', 'validated'), ['revive', 'publish'])
  assert.deepEqual(wayTo('validated', 'validated'), [])
})
