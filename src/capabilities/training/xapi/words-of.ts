/** The words of a statement that somebody wrote, wherever it may hold some. */
import type { Statement } from './check-statement.ts'

/** Where the specification puts identifiers; in extensions anything may be called so. */
const identifiers = new Set(
  'id objectType mbox mbox_sha1sum openid homePage registration duration language type moreInfo interactionType usageType contentType sha2 fileUrl'.split(
    ' ',
  ),
)

export function wordsOf({ actor, verb, object, result, context, attachments }: Statement): string[] {
  const words: string[] = []
  const walk = (value: unknown, path: readonly string[], isFree: boolean): void => {
    if (typeof value === 'string' && (isFree || !isIdentifier(value, path))) words.push(value)
    if (typeof value !== 'object' || value === null) return
    for (const [name, each] of Object.entries(value)) {
      const isNamed = !Array.isArray(value)
      if (isFree && isNamed) words.push(typeof each === 'number' ? `${name} ${each}` : name)
      walk(each, isNamed ? [...path, name] : path, isFree || (isNamed && name === 'extensions'))
    }
  }
  walk({ actor, display: verb.display, object, result, context, attachments }, [], false)
  return words
}

/** The name of an account is one too, but for what no account is called. */
function isIdentifier(value: string, path: readonly string[]): boolean {
  const isAccount = path.at(-1) === 'name' && path.at(-2) === 'account'
  return isAccount ? !/\s/.test(value) : identifiers.has(path.at(-1) ?? '')
}
