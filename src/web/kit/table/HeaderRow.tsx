import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type PointerEvent, useRef } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import styles from './DataTable.module.css'
import type { Column, Sort } from './types.ts'

type HeaderRowProps<Row> = {
  columns: readonly Column<Row>[]
  template: string
  sort?: Sort
  onSort?: (sort: Sort) => void
  onResize: (key: string, width_px: number, isLast: boolean) => void
  /** How many of the loaded rows are selected; undefined where nothing can be. */
  selection?: { isAll: boolean; isSome: boolean; toggleAll: () => void }
}

export function HeaderRow<Row>({
  columns,
  template,
  sort,
  onSort,
  onResize,
  selection,
}: HeaderRowProps<Row>) {
  const t = useKitT()
  return (
    // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
    <div className={styles.head} role="rowgroup">
      {/* biome-ignore lint/a11y/useSemanticElements: As above. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: The focus goes to the controls inside. */}
      <div className={styles.headRow} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {selection && (
          // biome-ignore lint/a11y/useSemanticElements: As above.
          // biome-ignore lint/a11y/useFocusableInteractive: As above.
          <div role="columnheader" className={styles.check}>
            <Checkbox
              size="xs"
              aria-label={t('kit.table.selectAll')}
              checked={selection.isAll}
              indeterminate={selection.isSome && !selection.isAll}
              onChange={selection.toggleAll}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} onResize={onResize} />
        ))}
      </div>
    </div>
  )
}

function HeaderCell<Row>({
  column,
  sort,
  onSort,
  onResize,
}: Pick<HeaderRowProps<Row>, 'sort' | 'onSort' | 'onResize'> & { column: Column<Row> }) {
  const isSorted = sort?.column === column.key
  const className = `${styles.headCell} ${column.align === 'end' ? styles.end : ''}`
  if (!column.isSortable || !onSort) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
      // biome-ignore lint/a11y/useFocusableInteractive: It holds words alone.
      <div role="columnheader" className={className}>
        {column.header}
        <Edge columnKey={column.key} onResize={onResize} />
      </div>
    )
  }
  const next = isSorted && sort.direction === 'ascending' ? 'descending' : 'ascending'
  const Arrow = isSorted && sort.direction === 'descending' ? IconArrowDown : IconArrowUp
  return (
    // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
    // biome-ignore lint/a11y/useFocusableInteractive: The focus goes to the button inside.
    <div role="columnheader" aria-sort={isSorted ? sort.direction : 'none'} className={className}>
      <button
        type="button"
        className={styles.sort}
        data-on={isSorted}
        onClick={() => onSort({ column: column.key, direction: next })}
      >
        {column.header}
        {isSorted && <Arrow size={14} aria-hidden />}
      </button>
      <Edge columnKey={column.key} onResize={onResize} />
    </div>
  )
}

/** The edge of a column for the pointer; by keyboard the width is changed in the column picker. */
function Edge({ columnKey, onResize }: { columnKey: string; onResize: HeaderRowProps<unknown>['onResize'] }) {
  const start = useRef<{ x: number; width_px: number }>(undefined)
  const move = (event: PointerEvent<HTMLElement>, isLast: boolean) => {
    if (!start.current) return
    onResize(columnKey, start.current.width_px + event.clientX - start.current.x, isLast)
    if (isLast) start.current = undefined
  }
  return (
    <span
      aria-hidden
      className={styles.edge}
      data-edge={columnKey}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        const cell = event.currentTarget.parentElement
        start.current = { x: event.clientX, width_px: cell?.getBoundingClientRect().width ?? 0 }
      }}
      onPointerMove={(event) => move(event, false)}
      onPointerUp={(event) => move(event, true)}
      onPointerCancel={(event) => move(event, true)}
    />
  )
}
