/** A tree of sentences. Plural forms are siblings with a suffix: `rows_one`, `rows_other`. */
export type Dictionary = { [key: string]: string | Dictionary }

type PluralSuffix = '_zero' | '_one' | '_two' | '_few' | '_many' | '_other'
type WithoutPlural<K extends string> = K extends `${infer Base}${PluralSuffix}` ? Base : K

/** The dotted keys of a dictionary's type; plural forms count as one key. */
export type KeysOf<D> = {
  [K in keyof D & string]: D[K] extends string ? WithoutPlural<K> : `${K}.${KeysOf<D[K]>}`
}[keyof D & string]

/**
 * Merges dictionaries of several capabilities into one tree.
 * @throws Error when two of them define the same sentence, since one would silently win.
 */
export function mergeDictionaries(dictionaries: readonly Dictionary[]): Dictionary {
  const merged: Dictionary = {}
  for (const dictionary of dictionaries) mergeInto(merged, dictionary, '')
  return merged
}

function mergeInto(target: Dictionary, source: Dictionary, path: string): void {
  for (const [key, value] of Object.entries(source)) {
    const present = target[key]
    if (present === undefined) {
      target[key] = typeof value === 'string' ? value : structuredClone(value)
    } else if (typeof present === 'string' || typeof value === 'string') {
      throw new Error(`The sentence "${path}${key}" is defined twice.`)
    } else {
      mergeInto(present, value, `${path}${key}.`)
    }
  }
}

/**
 * Adds `_many` forms, a copy of `_other`, where a dictionary has none: Spanish takes that form from a million up,
 * where its sentence is the same, and the English one would be shown instead.
 */
export function withManyForms(dictionary: Dictionary): Dictionary {
  const filled: Dictionary = {}
  for (const [key, value] of Object.entries(dictionary)) {
    filled[key] = typeof value === 'string' ? value : withManyForms(value)
    const many = key.endsWith('_other') ? `${key.slice(0, -'_other'.length)}_many` : undefined
    if (many && typeof value === 'string' && dictionary[many] === undefined) filled[many] = value
  }
  return filled
}

/** Every sentence by its dotted key, for comparing two languages. */
export function sentences(dictionary: Dictionary, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(dictionary)) {
    if (typeof value === 'string') found.set(prefix + key, value)
    else for (const [inner, text] of sentences(value, `${prefix}${key}.`)) found.set(inner, text)
  }
  return found
}
