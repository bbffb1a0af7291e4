/** A key that none of them has; it is never shown, and answers are kept under it. */
export function freshKey(letter: string, taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number++)
    if (!taken.includes(`${letter}${number}`)) return `${letter}${number}`
}
