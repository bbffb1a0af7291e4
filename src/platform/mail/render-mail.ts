import { type OutgoingMail, oneLine } from './outgoing-mail.ts'

export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

const VALUE_CHARACTERS_MAX = 120
const LINK_CHARACTERS_MAX = 2000

/** One language of a template. `{name}` stands for a value; the link gets a line of its own. */
export type MailText = { subject: string; paragraphs: readonly string[]; linkLabel: string; closing: string }

/** A mail in every language. `Value` are the names in braces, besides `link`, which each mail has. */
export type MailTemplate<Value extends string> = {
  values: readonly Value[]
  texts: Record<Language, MailText>
}

/** One of several links that a mail offers in place of its one link, in their order. */
export type MailChoice = { label: string; link: string }

export type MailValues<Value extends string> = Record<Value, string | Date> & { link: string }

/**
 * Fills a template in. Texts become one line of at most 120 characters in which nothing turns into a link,
 * dates are written out in the language and `timeZone`, and `link` must be http or https. With `choices` the mail
 * offers several links instead of the one. Pure.
 */
export function renderMail<Value extends string>(
  template: MailTemplate<Value>,
  values: MailValues<Value>,
  language: Language,
  timeZone: string,
  choices?: readonly MailChoice[],
): Pick<OutgoingMail, 'subject' | 'text' | 'html'> {
  const { subject, paragraphs, linkLabel, closing } = template.texts[language]
  const links = (choices ?? [{ label: linkLabel, link: values.link }]).map(({ label, link }) => ({
    label,
    link: checkedLink(link),
  }))
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_all, name: string) => {
      if (!template.values.includes(name as Value)) throw new Error(`The template has no value ${name}.`)
      return written(values[name as Value], language, timeZone)
    })
  // Without a name, "Hello ," becomes "Hello," and "Hola, :" becomes "Hola:".
  const filled = paragraphs.map((paragraph) => fill(paragraph).replace(/,? +(?=[,:]$)/, ''))
  const title = fill(subject)
  return {
    subject: title,
    text: `${[...filled, ...links.map(({ label, link }) => `${label}:\n${link}`), closing].join('\n\n')}\n`,
    html: page(language, title, [
      ...filled.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
      ...links.map(({ label, link }) => `<p><a href="${escapeHtml(link)}">${escapeHtml(label)}</a></p>`),
      `<p>${escapeHtml(closing)}</p>`,
    ]),
  }
}

/** Escapes a text for the content and the quoted attributes of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A whole HTML page of parts that are HTML already; language and title are there for who has it read aloud. */
export function page(language: Language, subject: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5">
${body.join('\n')}
</body></html>
`
}

/** A value as it stands in a mail: one short line in which nothing becomes a link, or a date in the language. */
export function written(value: string | Date, language: Language, timeZone: string): string {
  if (value instanceof Date) {
    return new Intl.DateTimeFormat(language, {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    }).format(value)
  }
  // Mail programs make links of whatever looks like one, and strangers choose their own names.
  const unlinked = oneLine(value)
    .replace(/:\/\//g, ' ')
    .replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu, ' ')
    .replaceAll('@', ' ')
  return [...unlinked].slice(0, VALUE_CHARACTERS_MAX).join('').trim()
}

/** The link, percent-encoded. Throws for what is no web address. */
export function checkedLink(text: string): string {
  const link = URL.parse(text)
  const isWeb = link !== null && (link.protocol === 'https:' || link.protocol === 'http:')
  if (!link || !isWeb || link.username !== '' || link.href.length > LINK_CHARACTERS_MAX) {
    throw new Error('The link of a mail must be a web address.')
  }
  // The parsed form is percent-encoded, so that neither text nor HTML can be broken out of.
  return link.href
}
