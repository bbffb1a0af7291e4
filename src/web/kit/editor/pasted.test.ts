import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasForm } from './clip-form.ts'
import { markdownOfClip } from './pasted.ts'

test('A clip of Word keeps headings, lists with their levels, tables and emphasis, and loses its dress.', () => {
  const clip = `<html xmlns:o="urn"><head><style>p{color:red}</style><xml><w:x>1</w:x></xml></head><body><!--StartFragment-->
<h1><span style='mso-fareast-font-family:"Times"'>Reset a badge<o:p></o:p></span></h1>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>·<span>&nbsp;&nbsp;</span></span><![endif]>Open <b>Badges</b><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]>o<![endif]>Choose it</p>
<table><tr><td>Key</td><td>Value</td></tr><tr><td>a</td><td>b</td></tr></table>
<!--EndFragment--></body></html>`
  const text = markdownOfClip(clip)
  assert.match(text, /^# Reset a badge\n/)
  assert.match(text, /- +Open \*\*Badges\*\*\n+ +- +Choose it/)
  assert.match(text, /\| Key \| Value \|/)
  assert.doesNotMatch(text, /mso|color|<|·/)
})

test('A clip of Google Docs is not all bold, and its styled words are.', () => {
  const clip = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Careful</span><span> now</span></p><ul><li><p>One</p></li></ul></b>`
  const text = markdownOfClip(clip)
  assert.match(text, /^\*\*Careful\*\* now/)
  assert.match(text, /- +One/)
})

test('A clip of Outlook or a wiki keeps its links and code and loses trackers, scripts and unsafe addresses.', () => {
  const clip = `<div><a href="https://example.org/a b">The page</a> <a href="javascript:alert(1)">bad</a><a href="java&#10;script:alert(1)">worse</a>
<img src="https://track.example/x.gif" width="1" height="1"><img src="https://wiki.example/p.png" alt="a plan" onerror="alert(1)">
<img src="data:image/png;base64,AAAA" alt="kept words"><script>alert(1)</script><svg onload=alert(1)><p>x</p></svg><iframe src=x></iframe>
<pre><code class="language-sh">ls -l
</code></pre><p>&nbsp;</p><p>&nbsp;</p><p>end</p></div>`
  const text = markdownOfClip(clip)
  assert.match(text, /\[The page\]\(https:\/\/example\.org\/a%20b\) bad/)
  assert.match(text, /\[a plan\]\(https:\/\/wiki\.example\/p\.png\)/)
  assert.match(text, /kept words/)
  assert.match(text, /```sh\nls -l\n```/)
  assert.doesNotMatch(text, /track|alert|script:|iframe|svg/)
})

test('Bare words are no form, and what is too large or broken does no harm.', () => {
  assert.equal(hasForm('<meta charset="utf-8"><span>word</span>'), false)
  assert.equal(hasForm('<ul><li>x</li></ul>'), true)
  assert.equal(markdownOfClip('x'.repeat(2_000_001)), '')
  assert.equal(markdownOfClip('<p>open <b>bold <i>and'), 'open **bold _and_**')
  assert.equal(markdownOfClip('<script>never ends'), '')
  assert.equal(markdownOfClip('<p>a &lt;b&gt; c</p>'), 'a \\<b> c')
})
