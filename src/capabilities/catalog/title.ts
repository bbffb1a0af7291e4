/** What a request is called: words with places that are filled in. */
import { type Answers, type Field, type Said, say } from './form.ts'
import { inWords } from './in-words.ts'

const placeholder = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g
const title_length_max = 300

/** The names that may stand in the title of an item with these fields. */
export function titleNames(fields: readonly Field[]): string[] {
  const asked = fields.filter(({ type }) => type !== 'section' && type !== 'files' && type !== 'long_text')
  return ['item', 'requester', ...asked.map(({ key }) => key)]
}

/** The names that stand in it. */
export function namesIn(title: string): string[] {
  return [...title.matchAll(placeholder)].map(([, name = '']) => name)
}

/** The title with its places filled in; what was not answered leaves a dash. */
export function fillTitle(title: string, values: ReadonlyMap<string, string>): string {
  const filled = title.replaceAll(placeholder, (_, name: string) => values.get(name) || '–')
  // A title is one line; half a character cannot be stored.
  return filled.replaceAll(/\s+/g, ' ').trim().slice(0, title_length_max).toWellFormed()
}

/** What a request with these answers is called, in a language. */
export function titleOf(
  content: { title: string; name: Said; fields: readonly Field[] },
  answers: Answers,
  names: Readonly<Record<string, string>>,
  requester: string,
  language: string,
): string {
  const said = content.fields.flatMap((field): [string, string][] => {
    const answer = answers[field.key]
    return answer === undefined ? [] : [[field.key, inWords(field, answer, names, language)]]
  })
  const own: [string, string][] = [
    ['item', say(content.name, language)],
    ['requester', requester],
  ]
  return fillTitle(content.title, new Map([...said, ...own])) || content.name.en
}
