import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import { useDensity } from '../Density.tsx'
import { ListSkeleton } from '../Skeletons.tsx'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import { BodyRow } from './BodyRow.tsx'
import styles from './DataTable.module.css'
import { HeaderRow } from './HeaderRow.tsx'
import { movedIndex, toggleRow } from './selection.ts'
import { TableBar } from './TableBar.tsx'
import type { Column, DataTableProps } from './types.ts'
import { useColumns } from './useColumns.ts'

const NARROW_PX = 560
const OVERSCAN = 8
const LOAD_AHEAD = 20

/**
 * A list of any length: only the rows in sight are drawn, the rest comes by key when the end draws near.
 * Rows are links. Keys: j, k and the arrows move, Enter opens, x selects, Shift selects a range.
 * It fills the height that its parent gives it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const t = useKitT()
  const { rows, selected } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: frame, width } = useElementSize()
  const isNarrow = width > 0 && width < NARROW_PX
  const { shown, mainKey, ...tools } = useColumns(props, isNarrow)
  const template = templateOf(shown, isNarrow, selected !== undefined)
  const virtual = useRows(props, scroller, isNarrow)
  const keys = useRowKeys(props, virtual.scrollToIndex, scroller)

  const isEmpty = rows.length === 0
  return (
    <div className={`${styles.frame} ${isNarrow ? styles.narrow : ''}`} ref={frame}>
      <TableBar {...props} tools={tools} mainKey={mainKey} isNarrow={isNarrow} />
      {(props.fresh_count ?? 0) > 0 && (
        <button type="button" className={styles.fresh} onClick={props.onShowFresh}>
          {t('kit.table.fresh', { count: props.fresh_count ?? 0 })}
        </button>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: The rows inside take the focus; their keys bubble up to here. */}
      <div ref={scroller} className={styles.scroll} onKeyDown={keys.onKeyDown}>
        {props.error ?? (isEmpty && !props.isLoading ? props.empty : null)}
        {isEmpty && props.isLoading && !props.error && (
          <div className={styles.skeleton}>
            <ListSkeleton rows={10} />
          </div>
        )}
        {!isEmpty && !props.error && (
          // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
          <div
            role="grid"
            aria-label={props.label}
            aria-rowcount={
              props.rows_total === undefined ? (props.hasMore ? -1 : rows.length + 1) : props.rows_total + 1
            }
            aria-multiselectable={selected ? true : undefined}
            aria-busy={props.isLoading}
          >
            {!isNarrow && (
              <HeaderRow
                columns={shown}
                template={template}
                sort={props.sort}
                onSort={props.onSort}
                onResize={tools.resize}
                selection={selected && selectionOfAll(props)}
              />
            )}
            <Rows
              {...props}
              virtual={virtual}
              keys={keys}
              columns={shown}
              mainKey={mainKey}
              template={template}
              isNarrow={isNarrow}
            />
          </div>
        )}
        {!isEmpty && props.hasMore && <div className={styles.foot}>{t('kit.loading')}</div>}
      </div>
    </div>
  )
}

type RowsProps<Row> = DataTableProps<Row> & {
  virtual: ReturnType<typeof useRows<Row>>
  keys: ReturnType<typeof useRowKeys<Row>>
  mainKey: string | undefined
  template: string
  isNarrow: boolean
}

function Rows<Row>(props: RowsProps<Row>) {
  const { rows, rowKey, virtual, keys } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: A table element cannot hold rows that are drawn on demand.
    <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = rows[index]
        if (row === undefined) return null
        const key = rowKey(row)
        return (
          <BodyRow
            key={key}
            row={row}
            index={index}
            top_px={start}
            measure={virtual.measureElement}
            columns={props.columns}
            mainKey={props.mainKey}
            template={props.template}
            href={props.rowHref?.(row)}
            name={props.rowName(row)}
            isNarrow={props.isNarrow}
            isActive={index === keys.active}
            isOpen={key === props.openKey}
            isSelected={props.selected?.has(key)}
            onActivate={keys.activate}
            onToggle={keys.toggleAt}
          />
        )
      })}
    </div>
  )
}

/** The rows in sight, and the call for more of them. */
function useRows<Row>(
  props: DataTableProps<Row>,
  scroller: RefObject<HTMLDivElement | null>,
  isNarrow: boolean,
) {
  const { rows, rowKey, hasMore, isLoading, loadMore } = props
  const density = useDensity()
  const estimate_px = isNarrow ? 72 : density === 'desk' ? 41 : 57
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate_px,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : rowKey(row)
    },
    overscan: OVERSCAN,
  })
  const lastIndex = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isLoading && rows.length > 0 && lastIndex >= rows.length - LOAD_AHEAD) loadMore?.()
  }, [hasMore, isLoading, lastIndex, rows.length, loadMore])
  return virtual
}

/** The one row that Tab stops at, and the keys that move it. */
function useRowKeys<Row>(
  props: DataTableProps<Row>,
  scrollTo: (index: number, options?: { align: 'auto' }) => void,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const t = useKitT()
  const { rows, rowKey, selected, onSelect } = props
  const [active, setActive] = useState(0)
  const anchor = useRef<number | undefined>(undefined)
  const latest = useRef({ rows, rowKey, selected, onSelect })
  useEffect(() => {
    latest.current = { rows, rowKey, selected, onSelect }
  })
  const scope = props.label
  const current = Math.min(active, Math.max(0, rows.length - 1))

  const move = (index: number) => {
    setActive(index)
    scrollTo(index, { align: 'auto' })
    focusRow(scroller.current, index)
  }
  const toggleAt = useCallback((index: number, isRange: boolean) => {
    const now = latest.current
    if (!now.selected || !now.onSelect) return
    now.onSelect(toggleRow(now.selected, now.rows.map(now.rowKey), index, anchor.current, isRange))
    anchor.current = index
  }, [])
  const step = (by: number) => {
    // The first press only enters the list; from there on it moves.
    const isInside = scroller.current?.contains(document.activeElement)
    move(Math.max(0, Math.min(rows.length - 1, isInside ? current + by : current)))
  }
  const hasRows = rows.length > 0
  useShortcut('j', t('kit.table.next'), () => step(1), { scope, isEnabled: hasRows })
  useShortcut('k', t('kit.table.previous'), () => step(-1), { scope, isEnabled: hasRows })
  useShortcut('Enter', t('kit.table.open'), () => rowLink(scroller.current, current)?.click(), {
    scope,
    isEnabled: hasRows && props.rowHref !== undefined,
  })
  const canSelect = hasRows && selected !== undefined
  useShortcut('x', t('kit.table.selectThis'), () => toggleAt(current, false), { scope, isEnabled: canSelect })
  useShortcut('shift+x', t('kit.table.selectRange'), () => toggleAt(current, true), {
    scope,
    isEnabled: canSelect,
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = (event.target as Element).closest('[role="row"][data-index]')
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / 48))
    const next = onRow ? movedIndex(event.key, current, rows.length, page) : undefined
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    move(next)
  }
  return { active: current, activate: setActive, toggleAt, onKeyDown }
}

const FOCUS_FRAMES = 10

/** A row far away is drawn only after the scroll, so its link is awaited for a few frames. */
function focusRow(scroller: HTMLElement | null, index: number, frames = FOCUS_FRAMES): void {
  const link = rowLink(scroller, index)
  if (link) link.focus({ preventScroll: true })
  else if (frames > 0) requestAnimationFrame(() => focusRow(scroller, index, frames - 1))
}

function rowLink(scroller: HTMLElement | null, index: number): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-row="${index}"]`) ?? null
}

function selectionOfAll<Row>({ rows, rowKey, selected, onSelect }: DataTableProps<Row>) {
  const size = selected?.size ?? 0
  const isAll = size > 0 && size >= rows.length
  return {
    isAll,
    isSome: size > 0,
    toggleAll: () => onSelect?.(isAll ? new Set() : new Set(rows.map(rowKey))),
  }
}

function templateOf<Row>(columns: readonly Column<Row>[], isNarrow: boolean, canSelect: boolean): string {
  const tracks = isNarrow ? ['minmax(0, 1fr)'] : columns.map((column) => column.width ?? 'minmax(0, 1fr)')
  return [...(canSelect ? ['1.75rem'] : []), ...tracks].join(' ')
}
