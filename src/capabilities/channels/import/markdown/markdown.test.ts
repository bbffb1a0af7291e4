import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { publicData } from '../test-data.ts'
import { splitFrontMatter } from './front-matter.ts'
import { readArticles } from './import-articles.ts'
import { addressOf, assertNoHtml, converted, site, tokensOf } from './test-articles.ts'

test('front matter gives title, tags, authors and date; without it the heading or the file name does', async () => {
  const { articles } = await site({
    '_guides/a.md':
      '---\ntitle: "How to: `ssh`"\ntags: [vpn, Login]\nmain_author: Ann, Bob\nlast_modified_at: 2024-03-01\n---\n# How to: ssh\n\nText',
    '_news/2024-05-06-big-change.md': 'Text only',
    'b.md': '# A *fine* heading\n\nText',
    'c.md': '---\ntitle: Odd: title: here\nother: [broken\n---\nText',
  })
  assert.deepEqual(
    articles.map(({ path, title, body, tags, authors, updatedAt }) => [
      path,
      title,
      body,
      tags,
      authors,
      updatedAt,
    ]),
    [
      [
        '_guides/a.md',
        'How to: ssh',
        'Text',
        ['vpn', 'Login', 'guides'],
        ['Ann', 'Bob'],
        '2024-03-01T00:00:00.000Z',
      ],
      ['_news/2024-05-06-big-change.md', 'Big change', 'Text only', ['news'], [], '2024-05-06T00:00:00.000Z'],
      ['b.md', 'A fine heading', 'Text', [], [], null],
      ['c.md', 'Odd: title: here', 'Text', [], [], null],
    ],
  )
  assert.deepEqual(articles[3]?.problems, ['The front matter is not valid YAML; it was read line by line.'])
  assert.deepEqual(splitFrontMatter('\ufeff---\r\n---\r\nx'), { data: {}, body: 'x' })
})

test('links between articles are found by every address that the site served them under', async () => {
  const links = [
    '/guides/B/',
    '/guides/b',
    '/_guides/B.md',
    'B.md',
    '../guides/B/#part-2',
    'https://kb.example.org/guides/B/#x',
    '{{ site.baseurl }}/guides/B.html',
    '{% link _guides/B.md %}',
    '/old/b/',
    '<B.md>',
  ]
  const { one } = await site(
    {
      '_guides/A.md': links.map((link, index) => `- [l${index}](${link})`).join('\n'),
      '_guides/B.md': '---\nredirect_from: /old/b/\n---\nText',
    },
    'https://kb.example.org/',
  )
  const article = one('_guides/A.md')
  const anchors: Record<number, string> = { 4: '#part-2', 5: '#x' }
  assert.equal(
    article?.body,
    links.map((_, index) => `- [l${index}](article:_guides/B.md${anchors[index] ?? ''})`).join('\n'),
  )
  assert.deepEqual(
    article?.links,
    links.map(() => ({ from: '_guides/A.md', toPath: '_guides/B.md' })),
  )
  assert.deepEqual(article?.problems, [])
})

test('a link or image that leads nowhere is reported and leaves its words; outside and same-page links stay', async () => {
  const { one, root } = await site({
    '_a/x.md':
      '[gone](/a/gone/) ![lost](/a/lost.png) ![pic](../a/p%20q.png "Title") [out](https://e.org/a_(b)) [here](#here) ![far](https://e.org/i.png) [![in](assets/i.png)](https://e.org "T") [mail](mailto:a@e.org) [host](www.example.org/x) [ref]\n\n[ref]: /a/x/ "Me"',
    '_a/p q.png': 'x',
    '_a/assets/i.png': 'x',
  })
  const article = one('_a/x.md')
  assert.equal(
    article?.body,
    'gone *(missing image: lost)* ![pic](asset:_a/p%20q.png "Title") [out](https://e.org/a_%28b%29) [here](#here) [far](https://e.org/i.png) [![in](asset:_a/assets/i.png)](https://e.org "T") [mail](mailto:a@e.org) [host](https://www.example.org/x) [ref]\n\n[ref]: article:_a/x.md "Me"',
  )
  assert.deepEqual(article?.images, [
    { path: '_a/p q.png', file: join(root, '_a/p q.png') },
    { path: '_a/assets/i.png', file: join(root, '_a/assets/i.png') },
  ])
  assert.equal(article?.problems.length, 2)
})

test('Liquid is filled in where it can be and told where it cannot, and code that looks like it stays', async () => {
  const article = await converted(
    'Use {% glossary Slurm %} and {% glossary node, display: the nodes %}.\n\n{% comment %}no{% endcomment %}{% include figure image_path="https://e.org/f.png" alt="Fig" %}{% include toc.html %}\n\n{% for a in site.data.x %}{% for b in a %}x{% endfor %}{% endfor %}\n\n{{ page.title }} {{ site.data.y }}\n\n{% highlight bash %}\nls {{ x }}\n{% endhighlight %}\n\n`{{ kept }}` and\n\n```yaml\n{% raw %}a: {{ kept }}{% endraw %}\n```',
  )
  assert.equal(
    article.body,
    'Use Slurm and the nodes.\n\n[Fig](https://e.org/f.png)\n\n*(A list that the original site generated stood here.)*\n\nT\n\n```bash\nls {{ x }}\n```\n\n`{{ kept }}` and\n\n```yaml\na: {{ kept }}\n```',
  )
  assert.equal(article.problems.length, 3)
})

test('HTML becomes Markdown, active HTML goes, and a placeholder in angle brackets stays text', async () => {
  const article = await converted(
    '<p>One<br>two <b>bold</b> <i class="x"></i>x<sup>2</sup> <a target="_blank" href="https://e.org">there</a></p>\n\n<!-- secret -->ssh <username>@host <https://e.org/x> 1 < 2\n\n<table><tr><th>A</th><th>B|C</th></tr><tr><td>1</td><td><em>2</em></td></tr></table>\n\n<script>alert(1)</script><iframe src="x"></iframe><details><summary>More</summary>hidden</details>\n\n`<kept>`\n\n    <kept too>\n',
  )
  assert.equal(
    article.body,
    'One\\\ntwo **bold** x² [there](https://e.org)\n\nssh \\<username>@host <https://e.org/x> 1 < 2\n\n| A | B\\|C |\n| --- | --- |\n| 1 | 2 |\n\n**More**\n\nhidden\n\n`<kept>`\n\n    <kept too>',
  )
  assert.deepEqual(article.problems, ['Left out as not safe or not text: <script>, <iframe>.'])
})

test('kramdown attributes and tables of contents go, its footnotes and headings become plain Markdown', async () => {
  const article = await converted(
    '* TOC\n{:toc}\n\n#Heading\n{:.no_toc}\n\nNote[^1] [x](https://e.org){:target="_blank"}.\n{: .notice--info }\n\n[^1]: The note says.\n',
  )
  assert.equal(article.body, '# Heading\n\nNote\\[1\\] [x](https://e.org).\n\n\\[1\\] The note says.')
})

const knowledge = publicData('knowledge-base-markdown')
test('all 197 files of a real knowledge base become articles with working links and images', {
  skip: knowledge.skip,
}, async () => {
  const { articles, problems } = await readArticles(knowledge.path, {
    siteUrl: 'https://sciwiki.fredhutch.org',
  })
  assert.deepEqual(problems, [])
  assert.equal(articles.length, 197)
  const paths = new Set(articles.map(({ path }) => path))
  for (const article of articles) {
    const { path, title, body, links, images } = article
    assert.match(title, /^[\p{L}\p{N}][^\n<>{}`]{1,120}$/u, path)
    assertNoHtml(article)
    assert.ok(body.length > 80 || path === '_scicomputing/cluster_environments.md', path)
    for (const link of links)
      if ('toPath' in link) assert.ok(paths.has(link.toPath), `${path} → ${link.toPath}`)
    for (const image of images) assert.ok(existsSync(image.file), image.file)
    // What the rendered article links to is told, and nothing else: no address of the old site is left.
    const assets = new Set(images.map((image) => image.path))
    for (const token of tokensOf(body)) {
      const address = decodeURIComponent(addressOf(token))
      if (address.startsWith('asset:'))
        assert.ok(assets.has(address.slice('asset:'.length)), `${path}: ${address}`)
      if (address.startsWith('article:'))
        assert.ok(paths.has(address.slice('article:'.length).split('#')[0] ?? ''), `${path}: ${address}`)
      else assert.match(address, /^($|#|https?:|mailto:|asset:)/, path)
    }
    const prose = tokensOf(body)
      .filter(({ type }) => type === 'text')
      .map(({ content }) => content)
      .join('\n')
    assert.doesNotMatch(prose, /\{%|\{\{|\{:|[\ue000\ue001]/, path)
  }
  const told = articles.flatMap((article) => article.problems)
  assert.deepEqual(
    {
      between: articles.flatMap(({ links }) => links).filter((link) => 'toPath' in link).length,
      images: articles.flatMap(({ images }) => images).length,
      brokenLinks: told.filter((problem) => problem.startsWith('A link')).length,
      missingImages: told.filter((problem) => problem.startsWith('An image')).length,
      empty: told.filter((problem) => problem === 'The article has no text.').length,
    },
    { between: 585, images: 69, brokenLinks: 31, missingImages: 86, empty: 1 },
  )
})
