import styles from './charts.module.css'

type FigureTableProps = {
  corner: string
  columns: readonly string[]
  rows: readonly { label: string; cells: readonly string[] }[]
  onSelect?: (row: number, column: number) => void
}

/** The figures of a chart; where a datum can be chosen, each figure is a button. */
export function FigureTable({ corner, columns, rows, onSelect }: FigureTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{corner}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, rowIndex) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {row.cells.map((cell, columnIndex) => (
              <td key={columns[columnIndex]}>
                {onSelect ? (
                  <button
                    type="button"
                    className={styles.pick}
                    aria-label={`${row.label}, ${columns[columnIndex]}: ${cell}`}
                    onClick={() => onSelect(rowIndex, columnIndex)}
                  >
                    {cell}
                  </button>
                ) : (
                  cell
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
