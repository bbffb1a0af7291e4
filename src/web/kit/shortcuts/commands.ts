import type { ReactNode } from 'react'

const RECENT_KEY = 'wardline.commands.recent'
const RECENT_MAX = 6

export type Command = {
  /** Stable over time, so that a command can be found again among the recent ones. */
  id: string
  label: string
  /** A few words beside it: a number, a place. */
  hint?: string
  icon?: ReactNode
  /** Shown at the right; the shortcut itself is registered by `useShortcut`. */
  shortcut?: string
  /** Other words by which it is found. */
  keywords?: string
  /** Either an address to go to, or something to do. */
  href?: string
  run?: () => void
}

export type CommandSource = {
  id: string
  /** The heading of its group. */
  group: string
  /** Groups with a lower number come first; 100 where left out. */
  order?: number
  /** All commands, filtered here; or those for the words typed, for a source that searches by itself. */
  commands: readonly Command[] | ((query: string, signal: AbortSignal) => Promise<readonly Command[]>)
}

let sources: readonly CommandSource[] = []
const listeners = new Set<() => void>()

export function addSource(source: CommandSource): () => void {
  sources = [...sources, source]
  notify()
  return () => {
    sources = sources.filter((each) => each !== source)
    notify()
  }
}

export function commandSources(): readonly CommandSource[] {
  return sources
}

export function subscribeSources(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * The commands that hold every word typed, best first: the label begins with the words, a word of the label
 * begins with them, they stand anywhere. Case and accents do not matter.
 */
export function rankCommands(commands: readonly Command[], query: string): Command[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...commands]
  return commands
    .map((command) => ({ command, score: scoreOf(command, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command)
}

function scoreOf(command: Command, words: readonly string[]): number {
  const label = plain(command.label)
  const all = `${label} ${plain(command.keywords ?? '')} ${plain(command.hint ?? '')}`
  let score = 0
  for (const word of words) {
    if (!all.includes(word)) return 0
    if (label.startsWith(word)) score += 4
    else if (label.includes(` ${word}`)) score += 3
    else score += label.includes(word) ? 2 : 1
  }
  return score
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The ids of the last commands, latest first. They are kept for this tab alone: a workstation is shared. */
export function recentCommands(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(RECENT_KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : []
  } catch {
    return []
  }
}

export function rememberCommand(id: string): void {
  const recent = [id, ...recentCommands().filter((each) => each !== id)].slice(0, RECENT_MAX)
  try {
    sessionStorage.setItem(RECENT_KEY, JSON.stringify(recent))
  } catch {
    // Without storage there are no recent commands, which nobody needs to be told.
  }
}

/** Call it when another person signs in. */
export function clearRecentCommands(): void {
  try {
    sessionStorage.removeItem(RECENT_KEY)
  } catch {
    // Nothing was kept.
  }
}

function notify(): void {
  for (const listener of listeners) listener()
}
