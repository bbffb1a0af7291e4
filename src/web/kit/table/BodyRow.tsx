import { Checkbox } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import { AppLink } from '../AppLink.tsx'
import styles from './DataTable.module.css'
import type { Column } from './types.ts'

export type BodyRowProps<Row> = {
  row: Row
  index: number
  top_px: number
  measure: (element: HTMLElement | null) => void
  columns: readonly Column<Row>[]
  mainKey: string | undefined
  template: string
  href: string | undefined
  name: string
  isNarrow: boolean
  isActive: boolean
  isOpen: boolean
  /** Undefined where rows cannot be selected. */
  isSelected: boolean | undefined
  onActivate: (index: number) => void
  onToggle: (index: number, isRange: boolean) => void
}

function BodyRowPlain<Row>(props: BodyRowProps<Row>) {
  const { row, index, columns, isSelected } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
    // biome-ignore lint/a11y/useFocusableInteractive: The focus goes to the link inside.
    <div
      ref={props.measure}
      role="row"
      data-index={index}
      data-open={props.isOpen}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={props.isOpen ? 'true' : undefined}
      className={styles.row}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${props.top_px}px)` }}
      onFocus={() => props.onActivate(index)}
    >
      {isSelected !== undefined && <CheckCell {...props} isSelected={isSelected} />}
      {props.isNarrow ? (
        <NarrowCells {...props} />
      ) : (
        columns.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: As above.
          // biome-ignore lint/a11y/useFocusableInteractive: As above.
          <div
            key={column.key}
            role="gridcell"
            className={`${styles.cell} ${column.key === props.mainKey ? styles.main : ''} ${column.align === 'end' ? styles.end : ''}`}
          >
            {column.key === props.mainKey ? (
              <RowLink {...props}>{column.render(row)}</RowLink>
            ) : (
              column.render(row)
            )}
          </div>
        ))
      )}
    </div>
  )
}

/** A row is drawn again only when something about it changed, whatever happens to the others. */
export const BodyRow = memo(BodyRowPlain) as typeof BodyRowPlain

function CheckCell<Row>({
  index,
  name,
  isSelected,
  isActive,
  onToggle,
}: BodyRowProps<Row> & { isSelected: boolean }) {
  const t = useKitT()
  return (
    // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
    // biome-ignore lint/a11y/useFocusableInteractive: The focus goes to the box inside.
    <div role="gridcell" className={styles.check}>
      <Checkbox
        size="xs"
        aria-label={t('kit.table.select', { name })}
        tabIndex={isActive ? 0 : -1}
        checked={isSelected}
        // The click, unlike the change, knows of the Shift key.
        onClick={(event) => onToggle(index, event.shiftKey)}
        onChange={() => undefined}
      />
    </div>
  )
}

/** On a narrow page one cell holds everything: the main words, and the others below. */
function NarrowCells<Row>(props: BodyRowProps<Row>) {
  const main = props.columns.find((column) => column.key === props.mainKey)
  return (
    // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
    // biome-ignore lint/a11y/useFocusableInteractive: The focus goes to the link inside.
    <div role="gridcell" className={styles.stack}>
      <RowLink {...props}>{main?.render(props.row)}</RowLink>
      <div className={styles.under}>
        {props.columns
          .filter((column) => column.key !== props.mainKey)
          .map((column) => (
            <span key={column.key}>{column.render(props.row)}</span>
          ))}
      </div>
    </div>
  )
}

function RowLink<Row>({ href, isActive, index, children }: BodyRowProps<Row> & { children: ReactNode }) {
  return href ? (
    <AppLink className={styles.link} href={href} tabIndex={isActive ? 0 : -1} data-row={index}>
      {children}
    </AppLink>
  ) : (
    // The row can be selected by key, so its words take the focus where there is no link.
    <span className={styles.link} tabIndex={isActive ? 0 : -1} data-row={index}>
      {children}
    </span>
  )
}
