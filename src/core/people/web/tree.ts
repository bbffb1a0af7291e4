import type { Entry } from './list-data.ts'

/** Entries below the ones that they lie under, with their depth; those whose parent is not shown stand at the top. */
export function asTree(entries: readonly Entry[]): { entry: Entry; depth: number }[] {
  const known = new Set(entries.map(({ id }) => id))
  const below = new Map<string, Entry[]>()
  for (const entry of entries) {
    const parent = entry.parent_id && known.has(entry.parent_id) ? entry.parent_id : ''
    const siblings = below.get(parent)
    if (siblings) siblings.push(entry)
    else below.set(parent, [entry])
  }
  const rows: { entry: Entry; depth: number }[] = []
  const walk = (parent: string, depth: number) => {
    for (const entry of below.get(parent) ?? []) {
      rows.push({ entry, depth })
      walk(entry.id, depth + 1)
    }
  }
  walk('', 0)
  return rows
}
