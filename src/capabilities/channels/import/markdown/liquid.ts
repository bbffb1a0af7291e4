export type LiquidResult = { text: string; problems: string[] }

/** Stands where the original site generated a list that the file does not hold. */
export const generated_list_note = '*(A list that the original site generated stood here.)*'

const passes_max = 20

/**
 * Text without Liquid, the template language of Jekyll sites. What can be known is put in (links, the base
 * address, figures, highlighted code, a custom tag's own words); what depends on the site's data is left out and
 * told in `problems`. Code must be protected by the caller.
 */
export function withoutLiquid(source: string, data: Record<string, unknown>): LiquidResult {
  const problems = new Set<string>()
  let text = source
    .replace(/\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}/g, '')
    .replace(/\{%-?\s*(?:capture|schema)\b[\s\S]*?\{%-?\s*end(?:capture|schema)\s*-?%\}/g, '')
  text = withoutLoops(text, problems)
  text = text.replace(/\{%-?\s*(\w+)([\s\S]*?)-?%\}/g, (_, name: string, rest: string) =>
    tagText(name, rest.trim(), problems),
  )
  text = text.replace(/\{\{-?([\s\S]*?)-?\}\}/g, (_, inner: string) =>
    outputText(inner.trim(), data, problems),
  )
  return { text, problems: [...problems] }
}

/** The innermost loops first, so that loops in loops end as one note. */
function withoutLoops(source: string, problems: Set<string>): string {
  const loop =
    /[ \t]*\{%-?\s*(for|tablerow)\b(?:(?!\{%-?\s*(?:for|tablerow)\b)[\s\S])*?\{%-?\s*end\1\s*-?%\}/g
  let text = source
  for (let pass = 0; pass < passes_max && loop.test(text); pass++) {
    loop.lastIndex = 0
    problems.add('A list that the site generates from its data was left out.')
    text = text.replace(loop, (found) => (isMarkup(found) ? '' : `\n\n${generated_list_note}\n\n`))
    loop.lastIndex = 0
  }
  return text
}

/** A loop around nothing but HTML is page furniture, such as a date line. */
function isMarkup(loop: string): boolean {
  const inside = loop.replace(/\{[%{][\s\S]*?[%}]\}/g, '').replace(/<[^>]*>/g, '')
  return /<\w/.test(loop) && inside.trim() === ''
}

const silentTags = new Set([
  'assign',
  'if',
  'elsif',
  'else',
  'endif',
  'unless',
  'endunless',
  'case',
  'when',
  'endcase',
  'raw',
  'endraw',
  'toc',
  'increment',
  'decrement',
  'cycle',
  'break',
  'continue',
  'endfor',
])

function tagText(name: string, rest: string, problems: Set<string>): string {
  if (name === 'link') return rest.startsWith('/') ? rest : `/${rest}`
  if (name === 'post_url') return `/_posts/${rest}.md`
  if (name === 'include' || name === 'include_relative') return includeText(rest, problems)
  if (silentTags.has(name)) {
    if (name === 'if' || name === 'unless' || name === 'case')
      problems.add(`The condition {% ${name} %} was taken as true.`)
    return ''
  }
  // A site's own tag, such as {% glossary Slurm, display: the scheduler %}, nearly always wraps words to show.
  const display = /\bdisplay:\s*([^,]+)/.exec(rest)?.[1]
  const words = (display ?? rest.split(',')[0] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2')
  if (!words || words.includes('=')) problems.add(`The tag {% ${name} %} was left out.`)
  return words.includes('=') ? '' : words
}

function includeText(rest: string, problems: Set<string>): string {
  const attributes = Object.fromEntries(
    [...rest.matchAll(/(\w+)=(?:"([^"]*)"|'([^']*)')/g)].map(([, name, a, b]) => [name, a ?? b ?? '']),
  )
  const image = attributes.image_path ?? attributes.src ?? attributes.url
  if (image && /\.(png|jpe?g|gif|svg|webp)$/i.test(image)) {
    return `![${attributes.alt ?? attributes.caption ?? ''}](${image})`
  }
  problems.add(`The included part "${rest.split(/\s/)[0]}" was left out.`)
  return ''
}

function outputText(inner: string, data: Record<string, unknown>, problems: Set<string>): string {
  const [subject = '', ...filters] = inner.split('|').map((part) => part.trim())
  if (/^site\.(baseurl|url)$/.test(subject)) return ''
  const literal = /^(["'])(.*)\1$/.exec(subject)
  if (literal) return literal[2] ?? ''
  const page = /^page\.(\w+)$/.exec(subject)?.[1]
  const value = page === undefined ? undefined : data[page]
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  const fallback = filters
    .map((filter) => /^default:\s*(["'])(.*)\1$/.exec(filter)?.[2])
    .find((text) => text !== undefined)
  if (fallback !== undefined) return fallback
  problems.add(`The value {{ ${subject.slice(0, 60)} }} is not in the file and was left out.`)
  return ''
}
