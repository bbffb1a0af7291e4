import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useKitT } from '../../i18n/useKitT.ts'
import styles from './DataTable.module.css'
import type { Column, Sort } from './types.ts'

type HeaderRowProps<Row> = {
  columns: readonly Column<Row>[]
  template: string
  sort?: Sort
  onSort?: (sort: Sort) => void
  /** How many of the loaded rows are selected; undefined where nothing can be. */
  selection?: { isAll: boolean; isSome: boolean; toggleAll: () => void }
}

export function HeaderRow<Row>({ columns, template, sort, onSort, selection }: HeaderRowProps<Row>) {
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
          <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  )
}

function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>
  sort?: Sort
  onSort?: (sort: Sort) => void
}) {
  const isSorted = sort?.column === column.key
  const className = `${styles.headCell} ${column.align === 'end' ? styles.end : ''}`
  if (!column.isSortable || !onSort) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
      // biome-ignore lint/a11y/useFocusableInteractive: It holds words alone.
      <div role="columnheader" className={className}>
        {column.header}
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
    </div>
  )
}
