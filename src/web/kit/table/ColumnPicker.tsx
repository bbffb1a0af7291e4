import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowsHorizontal,
  IconArrowUp,
  IconColumns3,
  IconViewportNarrow,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import styles from './DataTable.module.css'
import type { Column, ColumnChoice } from './types.ts'

const STEP_PX = 32
const WIDTH_PX_AT_FIRST = 160

export type ColumnTools = {
  choice: readonly ColumnChoice[]
  change: (choice: readonly ColumnChoice[] | undefined) => void
  resize: (key: string, width_px: number, isLast: boolean) => void
}
type ColumnPickerProps<Row> = {
  columns: readonly Column<Row>[]
  mainKey: string | undefined
  tools: ColumnTools
}

/** Which columns are shown, in which order and how wide; all of it by keyboard as well. */
export function ColumnPicker<Row>({ columns, mainKey, tools }: ColumnPickerProps<Row>) {
  const t = useKitT()
  const [isOpen, setOpen] = useState(false)
  const canHide = (column: Column<Row>) => column.canHide !== false && column.key !== mainKey
  if (!columns.some(canHide)) return null
  const { choice, change } = tools
  // The shown ones stand in their order, and below them what else there is.
  const rest = columns.filter((column) => !choice.some((each) => each.key === column.key))
  const toggle = (key: string) =>
    change(
      choice.some((each) => each.key === key)
        ? choice.filter((each) => each.key !== key)
        : [...choice, { key }],
    )
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          aria-label={t('kit.table.columns')}
          title={t('kit.table.columns')}
          onClick={() => setOpen(!isOpen)}
        >
          <IconColumns3 size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('kit.table.columns')} className={styles.picker}>
        <ul className={styles.pickerList}>
          {choice.map(({ key }, index) => {
            const column = columns.find((each) => each.key === key)
            if (!column) return null
            return (
              <li key={key} className={styles.pickerRow}>
                <Checkbox
                  label={column.header}
                  checked
                  disabled={!canHide(column)}
                  onChange={() => toggle(key)}
                />
                <RowTools name={column.header} at={index} tools={tools} />
              </li>
            )
          })}
          {rest.map((column) => (
            <li key={column.key} className={styles.pickerRow}>
              <Checkbox label={column.header} checked={false} onChange={() => toggle(column.key)} />
            </li>
          ))}
        </ul>
        <Button variant="subtle" size="compact-sm" onClick={() => change(undefined)}>
          {t('kit.table.usualColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Earlier, later, narrower, wider. */
function RowTools({ name, at, tools }: { name: string; at: number; tools: ColumnTools }) {
  const t = useKitT()
  const { choice, change, resize } = tools
  const { key = '', width_px = WIDTH_PX_AT_FIRST } = choice[at] ?? {}
  const moveTo = (to: number) => {
    const next = choice.filter((_, index) => index !== at)
    next.splice(to, 0, { ...choice[at], key })
    change(next)
  }
  const deeds = [
    {
      word: t('kit.table.earlier', { name }),
      Icon: IconArrowUp,
      isOff: at === 0,
      run: () => moveTo(at - 1),
    },
    {
      word: t('kit.table.later', { name }),
      Icon: IconArrowDown,
      isOff: at === choice.length - 1,
      run: () => moveTo(at + 1),
    },
    {
      word: t('kit.table.narrower', { name }),
      Icon: IconViewportNarrow,
      isOff: false,
      run: () => resize(key, width_px - STEP_PX, true),
    },
    {
      word: t('kit.table.wider', { name }),
      Icon: IconArrowsHorizontal,
      isOff: false,
      run: () => resize(key, width_px + STEP_PX, true),
    },
  ]
  return (
    <span className={styles.pickerTools}>
      {deeds.map(({ word, Icon, isOff, run }) => (
        <ActionIcon
          key={word}
          size="sm"
          aria-label={word}
          title={word}
          // A button that goes dead under the finger would take the focus with it.
          aria-disabled={isOff}
          data-disabled={isOff || undefined}
          onClick={() => !isOff && run()}
        >
          <Icon size={15} aria-hidden />
        </ActionIcon>
      ))}
    </span>
  )
}
