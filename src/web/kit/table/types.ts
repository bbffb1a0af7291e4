import type { ReactNode } from 'react'

export type Column<Row> = {
  key: string
  header: string
  render: (row: Row) => ReactNode
  /** A CSS grid track: `6rem`, `minmax(12rem, 1fr)`. */
  width?: string
  align?: 'start' | 'end'
  isSortable?: boolean
  /** The column whose cell holds the row's link. The first one, unless said otherwise. */
  isMain?: boolean
  /** Whether the reader may hide it, and whether it starts hidden. The main column always stays. */
  canHide?: boolean
  isHiddenAtFirst?: boolean
  /** On a narrow page a row has two lines: the main cell, and under it those that say `show`. */
  narrow?: 'show' | 'hide'
}

/** A column that is shown, and its width where the reader chose one. */
export type ColumnChoice = { key: string; width_px?: number }

export type Sort = { column: string; direction: 'ascending' | 'descending' }

export type DataTableProps<Row> = {
  /** Keeps the reader's columns on this device under this name. */
  id: string
  /** Names the table. */
  label: string
  columns: readonly Column<Row>[]
  /** The columns that the page's address asks for. `isKept` also keeps changes on this device, for every such table. */
  columnChoice?: { value: readonly ColumnChoice[] | undefined; isKept: boolean }
  onColumnChoice?: (choice: readonly ColumnChoice[] | undefined) => void
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** What the row is called where it is spoken of: "Select {name}". */
  rowName: (row: Row) => string
  /** The row's address. The row is a link: middle click and a new tab work. */
  rowHref?: (row: Row) => string
  /** The row that is open beside the list. */
  openKey?: string
  /** All rows there are, where it is known; else how many is left open. */
  rows_total?: number
  isLoading?: boolean
  /** Asks for the next page by key. Called when the end comes near and `hasMore` is true. */
  loadMore?: () => void
  hasMore?: boolean
  sort?: Sort
  onSort?: (sort: Sort) => void
  selected?: ReadonlySet<string>
  onSelect?: (selected: ReadonlySet<string>) => void
  /** Shown while rows are selected. */
  selectionActions?: ReactNode
  /** Rows that came while she reads; they wait behind a bar, so that nothing jumps. */
  fresh_count?: number
  onShowFresh?: () => void
  /** What stands there when there are no rows. */
  empty: ReactNode
  /** What stands there instead of rows when they could not be had. */
  error?: ReactNode
  /** At the left of the bar above: filters, a search field. */
  toolbar?: ReactNode
}
