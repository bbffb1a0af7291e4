/**
 * The keys chosen after a click or key on a row: one toggles alone, and with Shift everything from the last
 * chosen row to this one takes the state that this one gets.
 */
export function toggleRow(
  selected: ReadonlySet<string>,
  keys: readonly string[],
  index: number,
  anchor: number | undefined,
  isRange: boolean,
): Set<string> {
  const next = new Set(selected)
  const key = keys[index]
  if (key === undefined) return next
  const isOn = !selected.has(key)
  const from = isRange && anchor !== undefined ? Math.min(anchor, index) : index
  const to = isRange && anchor !== undefined ? Math.max(anchor, index) : index
  for (const each of keys.slice(from, to + 1)) {
    if (isOn) next.add(each)
    else next.delete(each)
  }
  return next
}

/** Where a key leads in a list of this length; undefined when the key does not move. */
export function movedIndex(key: string, index: number, length: number, page: number): number | undefined {
  const last = length - 1
  const moves: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: last,
  }
  const next = moves[key]
  return next === undefined || last < 0 ? undefined : Math.max(0, Math.min(last, next))
}
