import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import {
  type Command,
  type CommandSource,
  commandSources,
  rankCommands,
  recentCommands,
  subscribeSources,
} from './commands.ts'

const DEBOUNCE_MS = 120
const GROUP_MAX = 8

export type CommandGroup = { id: string; label: string; commands: Command[] }

/**
 * The groups for the words typed: the recent commands first when there are none, then each source.
 * Sources that search are asked a moment after the last key, and an answer that comes too late is dropped.
 */
export function useCommands(
  query: string,
  recentLabel: string,
): { groups: CommandGroup[]; isSearching: boolean } {
  const sources = useSyncExternalStore(subscribeSources, commandSources)
  const { found, isSearching } = useSearches(sources, query)
  const groups = useMemo(() => {
    const recent = query.trim() ? [] : recentCommands()
    const all = [...sources]
      .sort((a, b) => (a.order ?? 100) - (b.order ?? 100))
      .map((source) => ({ id: source.id, label: source.group, commands: commandsOf(source, query, found) }))
    const known = new Map(
      all.flatMap((group) => group.commands.map((command) => [command.id, command] as const)),
    )
    const recents = recent.map((id) => known.get(id)).filter((command) => command !== undefined)
    const rest = all.map((group) => ({
      ...group,
      commands: group.commands.filter((command) => !recents.includes(command)).slice(0, GROUP_MAX),
    }))
    return [{ id: 'recent', label: recentLabel, commands: recents }, ...rest].filter(
      (group) => group.commands.length > 0,
    )
  }, [sources, found, query, recentLabel])
  return { groups, isSearching }
}

function commandsOf(
  source: CommandSource,
  query: string,
  found: ReadonlyMap<string, readonly Command[]>,
): readonly Command[] {
  if (typeof source.commands === 'function') return found.get(source.id) ?? []
  return rankCommands(source.commands, query)
}

function useSearches(sources: readonly CommandSource[], query: string) {
  const [found, setFound] = useState<ReadonlyMap<string, readonly Command[]>>(new Map())
  const [pending, setPending] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    const searching = sources.filter((source) => typeof source.commands === 'function')
    setPending(searching.length)
    const timer = setTimeout(() => {
      for (const source of searching) {
        if (typeof source.commands !== 'function') continue
        source
          .commands(query.trim(), controller.signal)
          // A source that fails has no answers; the others still have theirs.
          .catch(() => [])
          .then((commands) => {
            if (controller.signal.aborted) return
            setFound((before) => new Map(before).set(source.id, commands))
            setPending((count) => count - 1)
          })
      }
    }, DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
      setPending(0)
    }
  }, [sources, query])
  return { found, isSearching: pending > 0 }
}
