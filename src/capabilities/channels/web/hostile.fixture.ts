/** HTML that means harm: a collection of it, and mutations that are the same in each run. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(
  process.env.WARDLINE_DATA ?? join(import.meta.dirname, '../../../../../shared/data'),
  'html-hostile',
)
const seed = 20_260_101

/** Numbers that look random and are the same in each run. */
function numbers(from: number): () => number {
  let state = from
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const pieces = [
  '<img src=x onerror=window.hurt=1>',
  '<svg/onload=window.hurt=1>',
  '"><script>window.hurt=1</script>',
  '<iframe srcdoc="<script>parent.hurt=1</script>">',
  '<style>*{display:none!important}</style>',
  '<base href="https://evil.example/">',
  '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  '![x](https://evil.example/pixel.png)',
  '[x](javascript:window.hurt=1)',
  '<a href="jav&#x09;ascript:window.hurt=1" style="position:fixed;inset:0">x</a>',
  '\n\n    ',
  '&lt;',
  '\\',
  '`',
  '<!--',
  ']]>',
]

/** The text with bits of it taken out, doubled, and bits of other attacks put in. */
function mutated(text: string, next: () => number): string {
  let now = text
  for (let times = 0; times < 6; times++) {
    const at = Math.floor(next() * now.length)
    const length = Math.floor(next() * 12)
    const piece = pieces[Math.floor(next() * pieces.length)] ?? ''
    const way = next()
    if (way < 0.25) now = now.slice(0, at) + now.slice(at + length)
    else if (way < 0.4) now = now.slice(0, at + length) + now.slice(at)
    else now = now.slice(0, at) + piece + now.slice(at)
  }
  return now
}

/** Every hostile file with so many mutations each, and the pieces of attacks alone; undefined where the files are not here. */
export function hostileTexts(mutations_each = 3): string[] | undefined {
  if (!existsSync(folder)) return undefined
  const next = numbers(seed)
  const files = readdirSync(folder).sort()
  assert.ok(files.length >= 20)
  const texts = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [text, ...Array.from({ length: mutations_each }, () => mutated(text, next))]
  })
  return [...texts, pieces.join('\n')]
}
