import { useMemo, useState } from 'react'
import type { Column, ColumnChoice, DataTableProps } from './types.ts'

export const WIDTH_PX_MIN = 48
export const WIDTH_PX_MAX = 800
const byDevice = { value: undefined, isKept: true }
const CHOICE = /^([\w-]{1,40})(?::(\d{2,3}))?$/

/**
 * The columns that are shown, in their order and with their widths: those that the page gives, else those that
 * were kept on this device under the table's name, else the usual ones.
 */
export function useColumns<Row>(props: DataTableProps<Row>, isNarrow: boolean) {
  const { id, columns, columnChoice: given = byDevice } = props
  const storageKey = `wardline.table.${id}.columns`
  const [kept, setKept] = useState(() => readColumnChoice(readKept(storageKey)))
  // While an edge is dragged its width is shown, and only the last one is kept.
  const [dragged, setDragged] = useState<ColumnChoice>()
  const main = columns.find((column) => column.isMain) ?? columns[0]
  const choice = useMemo(() => chosen(columns, main, given.value ?? kept), [columns, main, given.value, kept])
  const shown = useMemo(() => {
    if (isNarrow) return columns.filter((column) => column === main || column.narrow === 'show')
    return choice.flatMap(({ key, width_px }) => {
      const column = columns.find((each) => each.key === key)
      const width = dragged?.key === key ? dragged.width_px : width_px
      // As wide as was chosen where there is room, and narrower rather than cut off where there is none.
      return column ? [width ? { ...column, width: `minmax(3rem, ${width}px)` } : column] : []
    })
  }, [columns, choice, dragged, isNarrow, main])

  const change = (next: readonly ColumnChoice[] | undefined) => {
    if (given.isKept) {
      setKept(next)
      keep(storageKey, next)
    }
    props.onColumnChoice?.(next)
  }
  const resize = (key: string, width_px: number, isLast: boolean) => {
    const width = Math.round(Math.min(WIDTH_PX_MAX, Math.max(WIDTH_PX_MIN, width_px)))
    setDragged(isLast ? undefined : { key, width_px: width })
    if (isLast) change(choice.map((each) => (each.key === key ? { key, width_px: width } : each)))
  }
  return { shown, choice, change, resize, mainKey: main?.key }
}

/** What is known of a choice, once each, with the main column in it; without one, the usual columns. */
function chosen<Row>(
  columns: readonly Column<Row>[],
  main: Column<Row> | undefined,
  choice: readonly ColumnChoice[] | undefined,
): readonly ColumnChoice[] {
  const usual = columns.filter((column) => !column.isHiddenAtFirst).map(({ key }) => ({ key }))
  const known = (choice ?? []).filter(
    (each, index, all) =>
      columns.some((column) => column.key === each.key) &&
      all.findIndex((other) => other.key === each.key) === index,
  )
  if (known.length === 0) return usual
  return !main || known.some((each) => each.key === main.key) ? known : [{ key: main.key }, ...known]
}

/** Reads `title:320,state`, and nothing where that is not what it is. */
export function readColumnChoice(text: string | null | undefined): readonly ColumnChoice[] | undefined {
  const choice = (text ?? '').split(',').flatMap((part): ColumnChoice[] => {
    const [, key, width] = CHOICE.exec(part) ?? []
    return key ? [width ? { key, width_px: Number(width) } : { key }] : []
  })
  return choice.length > 0 ? choice : undefined
}

/** Writes a choice as `title:320,state`. */
export function writeColumnChoice(choice: readonly ColumnChoice[]): string {
  return choice.map(({ key, width_px }) => (width_px ? `${key}:${width_px}` : key)).join(',')
}

function readKept(storageKey: string): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

function keep(storageKey: string, choice: readonly ColumnChoice[] | undefined): void {
  try {
    if (choice) localStorage.setItem(storageKey, writeColumnChoice(choice))
    else localStorage.removeItem(storageKey)
  } catch {
    // Without storage the choice lasts until the page is left.
  }
}
