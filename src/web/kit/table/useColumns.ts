import { useMemo, useState } from 'react'
import type { Column } from './types.ts'

/** The columns that the reader shows, kept on this device under the table's name. */
export function useColumns<Row>(id: string, columns: readonly Column<Row>[], isNarrow: boolean) {
  const storageKey = `wardline.table.${id}.hidden`
  const [hidden, setHidden] = useState<ReadonlySet<string>>(
    () => readHidden(storageKey) ?? hiddenAtFirst(columns),
  )
  const main = columns.find((column) => column.isMain) ?? columns[0]

  const shown = useMemo(
    () =>
      columns.filter((column) => {
        if (column === main) return true
        return isNarrow ? column.narrow === 'show' : !hidden.has(column.key)
      }),
    [columns, hidden, isNarrow, main],
  )
  const toggle = (key: string) => {
    const next = new Set(hidden)
    if (!next.delete(key)) next.add(key)
    setHidden(next)
    try {
      localStorage.setItem(storageKey, JSON.stringify([...next]))
    } catch {
      // Without storage the choice lasts until the page is left.
    }
  }
  return { shown, hidden, toggle, mainKey: main?.key }
}

function hiddenAtFirst<Row>(columns: readonly Column<Row>[]): Set<string> {
  return new Set(columns.filter((column) => column.isHiddenAtFirst).map((column) => column.key))
}

function readHidden(storageKey: string): Set<string> | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return Array.isArray(kept)
      ? new Set(kept.filter((key): key is string => typeof key === 'string'))
      : undefined
  } catch {
    return undefined
  }
}
