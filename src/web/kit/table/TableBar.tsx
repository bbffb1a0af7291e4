import { Button, NativeSelect } from '@mantine/core'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useKitT } from '../../i18n/useKitT.ts'
import { ColumnPicker, type ColumnTools } from './ColumnPicker.tsx'
import styles from './DataTable.module.css'
import type { Column, DataTableProps, Sort } from './types.ts'

type TableBarProps<Row> = Pick<
  DataTableProps<Row>,
  'toolbar' | 'columns' | 'selected' | 'onSelect' | 'selectionActions' | 'rows_total' | 'sort' | 'onSort'
> & {
  tools: ColumnTools
  mainKey: string | undefined
  isNarrow: boolean
}

/** Above the rows: filters, or the deeds for the selected rows; how many there are; the column picker. */
export function TableBar<Row>(props: TableBarProps<Row>) {
  const t = useKitT()
  const format = useFormat()
  const count = props.selected?.size ?? 0
  return (
    <div className={styles.bar}>
      {count > 0 ? (
        <>
          <strong className="wl-figures">{t('kit.table.selected', { count })}</strong>
          {props.selectionActions}
          <Button variant="subtle" onClick={() => props.onSelect?.(new Set())}>
            {t('kit.table.clear')}
          </Button>
        </>
      ) : (
        props.toolbar
      )}
      <div className={styles.barEnd}>
        {props.rows_total !== undefined && (
          <span className={styles.count}>
            {t('kit.table.rows', { count: props.rows_total, shown: format.number(props.rows_total) })}
          </span>
        )}
        {props.isNarrow ? <SortChoice {...props} /> : <ColumnPicker {...props} />}
      </div>
    </div>
  )
}

/** A narrow page has no headers to click, so the order is chosen here. */
function SortChoice<Row>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly Column<Row>[]
  sort?: Sort
  onSort?: (sort: Sort) => void
}) {
  const t = useKitT()
  const sortable = columns.filter((column) => column.isSortable)
  if (!onSort || sortable.length === 0) return null
  const directions = ['ascending', 'descending'] as const
  return (
    <NativeSelect
      aria-label={t('kit.table.sort')}
      value={sort ? `${sort.column} ${sort.direction}` : ''}
      data={[
        ...(sort ? [] : [{ value: '', label: t('kit.table.sort') }]),
        ...sortable.flatMap((column) =>
          directions.map((direction) => ({
            value: `${column.key} ${direction}`,
            label: t(`kit.table.${direction}`, { name: column.header }),
          })),
        ),
      ]}
      onChange={(event) => {
        const [column = '', direction] = event.currentTarget.value.split(' ')
        onSort({ column, direction: direction === 'descending' ? 'descending' : 'ascending' })
      }}
    />
  )
}
