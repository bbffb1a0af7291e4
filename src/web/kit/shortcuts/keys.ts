/** What a key press is called in a shortcut: `j`, `shift+j`, `?`, `mod+k`, `Enter`, `ArrowDown`. */
export type KeyPress = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/**
 * The name of a key press. `mod` is Ctrl or Cmd. Shift is named for letters and named keys alone: `?` needs
 * Shift on one keyboard and not on the next.
 */
export function comboOf(press: KeyPress): string {
  const isLetter = /^\p{L}$/u.test(press.key)
  const key = isLetter ? press.key.toLowerCase() : press.key
  const isNamed = press.key.length > 1
  const parts: string[] = []
  if (press.ctrlKey || press.metaKey) parts.push('mod')
  if (press.altKey) parts.push('alt')
  if (press.shiftKey && (isLetter || isNamed)) parts.push('shift')
  parts.push(key === ' ' ? 'Space' : key)
  return parts.join('+')
}

/** The presses of a shortcut: `g q` is two. */
export function sequenceOf(keys: string): string[] {
  return keys.trim().split(/\s+/)
}

/**
 * Compares what was pressed, oldest first, with a shortcut.
 * `full` when it is complete, `part` when another press may complete it.
 */
export function matchSequence(pressed: readonly string[], keys: string): 'full' | 'part' | 'none' {
  const wanted = sequenceOf(keys)
  if (pressed.length > wanted.length) return 'none'
  if (!pressed.every((press, index) => press === wanted[index])) return 'none'
  return pressed.length === wanted.length ? 'full' : 'part'
}

const SYMBOLS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** The caps to draw: `mod+k` is Ctrl and K on Windows, ⌘ and K on a Mac. */
export function capsOf(keys: string, isMac: boolean): string[][] {
  const names: Record<string, string> = {
    mod: isMac ? '⌘' : 'Ctrl',
    alt: isMac ? '⌥' : 'Alt',
    shift: isMac ? '⇧' : 'Shift',
  }
  return sequenceOf(keys).map((press) =>
    press
      .split(/\+(?=.)/)
      .map((part) => names[part] ?? SYMBOLS[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
  )
}
