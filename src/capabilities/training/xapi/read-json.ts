/** JSON in which nothing is said twice: of two actors of one name a reader would take one, and nobody knows which. */
import { StatementRefused } from './check-parts.ts'

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/** The value. Throws StatementRefused when it is no JSON, or an object in it has two properties of one name. */
export function readJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new StatementRefused('#', 'This is not valid JSON.')
  }
  requireSingleKeys(text)
  return value
}

/** Walks the signs of what is known to be JSON; in an object a string before a colon is a name. */
function requireSingleKeys(text: string): void {
  const open: (Set<string> | undefined)[] = []
  let last = ''
  for (const [sign] of text.matchAll(token)) {
    if (sign === '{') open.push(new Set())
    else if (sign === '[') open.push(undefined)
    else if (sign === '}' || sign === ']') open.pop()
    else if (sign === ':') {
      const key = JSON.parse(last) as string
      const keys = open.at(-1)
      if (keys?.has(key))
        throw new StatementRefused('#', 'A property is given twice. Nobody knows which one counts.')
      keys?.add(key)
    }
    last = sign
  }
}
