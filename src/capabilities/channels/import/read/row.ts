/** One data row of an import file: the line it starts on (one-based) and its text by column. */
export type Row = { line: number; values: Record<string, string> }

/** Why a row (or one value of it) could not be taken; `column` is empty when the whole row is meant. */
export type BadRow = { line: number; column: string; value: string; reason: string }

export type OnBadRow = (bad: BadRow) => void

// A row's prototype has no members, so a column named "constructor" or "__proto__" is only a column. An object
// made with this prototype keeps the engine's fast property layout, which one made with a null prototype loses.
const bare: object = Object.freeze(Object.create(null))

/** A new empty record whose keys may be any text. */
export function emptyValues(): Record<string, string> {
  return { __proto__: bare } as unknown as Record<string, string>
}

/**
 * Column names as they can be used: without zero characters and surrounding space, an empty one named by its place ("column 3"), a
 * repeated one numbered ("name (2)").
 */
export function columnNames(headings: readonly string[]): string[] {
  const seen = new Set<string>()
  return headings.map((heading, index) => {
    const wanted = heading.replaceAll('\0', '').toWellFormed().trim() || `column ${index + 1}`
    let name = wanted
    for (let count = 2; seen.has(name); count++) name = `${wanted} (${count})`
    seen.add(name)
    return name
  })
}
