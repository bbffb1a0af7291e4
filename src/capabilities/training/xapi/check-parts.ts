/** The building blocks of the check: what a value has to be, told with the place where it is not. */

/** A statement that is not as the specification asks. `pointer` is a JSON pointer, `message` a sentence. */
export class StatementRefused extends Error {
  readonly pointer: string
  constructor(pointer: string, detail: string) {
    super(detail)
    this.pointer = pointer
  }
}

export type Json = Readonly<Record<string, unknown>>
export type Check = (value: unknown, at: string) => void

export function refuse(at: string, detail: string): never {
  throw new StatementRefused(at, detail)
}

/** True for what JSON calls an object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as an object. Throws StatementRefused. */
export function asObject(value: unknown, at: string): Json {
  return isObject(value) ? value : refuse(at, 'This has to be an object.')
}

const escaped = (key: string) => key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')
export const below = (at: string, key: string | number) => `${at}/${escaped(String(key))}`

/** A string, and one that `isGood` takes when that is given. */
export function string(what = 'a text', isGood?: (text: string) => boolean): Check {
  return (value, at) => {
    // PostgreSQL keeps neither the sign of zero nor half a pair of signs.
    if (typeof value !== 'string' || value.includes('\0') || !value.isWellFormed())
      refuse(at, `This has to be ${what}.`)
    if (isGood && !isGood(value)) refuse(at, `This has to be ${what}.`)
  }
}

export function boolean(value: unknown, at: string): void {
  if (typeof value !== 'boolean') refuse(at, 'This has to be true or false.')
}

/** One of these words, in just this case. */
export function oneOf(...words: readonly string[]): Check {
  return (value, at) => {
    if (!words.includes(value as string)) refuse(at, `This has to be one of ${words.join(', ')}.`)
  }
}

/** A list of what each `check` takes. */
export function listOf(check: Check, items_max = 1000): Check {
  return (value, at) => {
    if (!Array.isArray(value)) refuse(at, 'This has to be a list.')
    if (value.length > items_max) refuse(at, `This has to be a list of at most ${items_max}.`)
    for (const [index, item] of value.entries()) check(item, below(at, index))
  }
}

/** An object with these properties alone, of which `required` have to be there. Answers it. */
export function shape(
  value: unknown,
  at: string,
  checks: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
): Json {
  const object = asObject(value, at)
  for (const [key, each] of Object.entries(object)) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined
    if (!check) refuse(below(at, key), 'This property is not known here.')
    check(each, below(at, key))
  }
  for (const key of required) if (!Object.hasOwn(object, key)) refuse(below(at, key), 'This is missing.')
  return object
}
