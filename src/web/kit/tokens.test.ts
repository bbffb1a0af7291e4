import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'

type Tokens = Map<string, string>

const css = readFileSync(resolve(import.meta.dirname, 'tokens.css'), 'utf8')
const light = block(':root')
const dark = over(light, block(':root[data-mantine-color-scheme="dark"]'))
const contrast = block(':root[data-contrast="more"]')
// The cascade of the page: a rule for the dark scheme and one for contrast have the same weight, the later wins.
const lightContrast = over(light, contrast)
const darkContrast = over(
  over(dark, contrast),
  block(':root[data-contrast="more"][data-mantine-color-scheme="dark"]'),
)
const schemes: [string, Tokens][] = [
  ['light', light],
  ['dark', dark],
  ['light with high contrast', lightContrast],
  ['dark with high contrast', darkContrast],
]

const SURFACES = ['surface', 'surface-raised', 'surface-sunken', 'surface-hover', 'surface-selected']
const TONES = ['accent', 'neutral', 'info', 'success', 'warning', 'danger']

for (const [name, tokens] of schemes) {
  test(`Reading text stands out 7 to 1 from every surface in ${name}`, () => {
    for (const surface of SURFACES) assertContrast(tokens, 'text', surface, 7)
    assertContrast(tokens, 'text-dim', 'surface', 7)
    assertContrast(tokens, 'text-dim', 'surface-raised', 7)
    assertContrast(tokens, 'accent-text', 'surface-raised', 7)
    assertContrast(tokens, 'toast-text', 'toast', 7)
  })

  test(`Dimmed text, placeholders, badges and buttons stand out 4.5 to 1 in ${name}`, () => {
    for (const surface of SURFACES) {
      assertContrast(tokens, 'text-dim', surface, 4.5)
      assertContrast(tokens, 'text-faint', surface, 4.5)
      for (const tone of TONES) assertContrast(tokens, `${tone}-text`, surface, 4.5)
    }
    for (const tone of TONES) {
      assertContrast(tokens, `${tone}-text`, `${tone}-soft`, 4.5)
      assertContrast(tokens, `${tone}-text`, `${tone}-soft-hover`, 4.5)
      assertContrast(tokens, 'text', `${tone}-soft`, 4.5)
      assertContrast(tokens, 'on-accent', tone, 4.5)
      assertContrast(tokens, 'on-accent', `${tone}-hover`, 4.5)
    }
  })

  test(`The edge of a control, the focus ring and every chart color can be seen in ${name}`, () => {
    for (const surface of ['surface', 'surface-raised', 'surface-sunken']) {
      assertContrast(tokens, 'border-strong', surface, 3)
      assertContrast(tokens, 'focus', surface, 3)
      for (let index = 1; index <= 6; index += 1) assertContrast(tokens, `chart-${index}`, surface, 3)
    }
  })
}

function block(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`)
  assert.notEqual(start, -1, `tokens.css has no block ${selector}`)
  const body = css.slice(start, css.indexOf('}', start))
  return new Map(
    [...body.matchAll(/--wl-([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

function over(below: Tokens, above: Tokens): Tokens {
  return new Map([...below, ...above])
}

function assertContrast(tokens: Tokens, text: string, ground: string, least: number): void {
  const ratio = contrastOf(tokens.get(text) ?? '', tokens.get(ground) ?? '')
  assert.ok(ratio >= least, `${text} on ${ground}: ${ratio.toFixed(2)}, should be ${least}`)
}

/** The ratio that WCAG 2.2 defines. */
function contrastOf(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
