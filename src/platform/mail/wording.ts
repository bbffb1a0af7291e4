/** The wording of a mail that an organization wrote itself: Markdown with places in braces, made into text and HTML. */
import MarkdownIt from 'markdown-it'
import { checkedLink, escapeHtml, type Language, type MailValues, page, written } from './render-mail.ts'

export type Wording = { subject: string; body: string; linkLabel: string }

const place = /\{(\w+)\}/g
// No HTML of its own, no pictures, nothing that becomes a link by looking like one.
const markdown = new MarkdownIt('zero', { html: false, linkify: false }).enable([
  'emphasis',
  'list',
  'link',
  'newline',
  'heading',
  'escape',
])
// Only what a mail program may open.
markdown.validateLink = (url) => /^(https:\/\/|mailto:)/i.test(url.trim())

/** The places in braces that a template knows nothing of, each once. */
export function unknownPlaces(wording: Wording, values: readonly string[]): string[] {
  const texts = [wording.subject, wording.body, wording.linkLabel]
  const named = texts.flatMap((text) => [...text.matchAll(place)].map(([, name = '']) => name))
  return [...new Set(named.filter((name) => !values.includes(name)))]
}

/**
 * Fills a wording in. The values are filled into what the Markdown became, so that a name can neither mark up nor link;
 * the link follows as the last line. Throws for an unknown place.
 */
export function renderWording<Value extends string>(
  { subject, body, linkLabel }: Wording,
  values: MailValues<Value>,
  language: Language,
  timeZone: string,
): { subject: string; text: string; html: string } {
  const link = checkedLink(values.link)
  const fill = (text: string, form = (value: string) => value) =>
    text.replace(place, (_all, name: string) => {
      const value = values[name as Value]
      if (name === 'link' || value === undefined) throw new Error(`The template has no value ${name}.`)
      return form(written(value, language, timeZone))
    })
  const title = fill(subject)
  const label = fill(linkLabel)
  return {
    subject: title,
    text: `${fill(body).trim()}\n\n${label}:\n${link}\n`,
    html: page(language, title, [
      fill(markdown.render(body), escapeHtml).trim(),
      `<p><a href="${escapeHtml(link)}">${escapeHtml(label)}</a></p>`,
    ]),
  }
}
