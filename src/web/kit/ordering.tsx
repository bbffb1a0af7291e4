import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'

/** Rows that a person brings into another order, which is theirs alone until it is saved. */
export function useOrder<Row extends { id: string }>(rows: readonly Row[]) {
  const [order, setOrder] = useState<string[]>()
  const shown = order ? order.flatMap((id) => rows.find((row) => row.id === id) ?? []) : rows
  const move = (index: number, by: 1 | -1) => {
    const ids = shown.map(({ id }) => id)
    const [id] = ids.splice(index, 1)
    if (id) ids.splice(index + by, 0, id)
    setOrder(ids)
  }
  return {
    shown,
    /** The ids in the new order, when it is another one. */
    order,
    forget: () => setOrder(undefined),
    /** How the row at this place moves; undefined where there is nowhere to go. */
    movesOf: (index: number) => ({
      onUp: index === 0 ? undefined : () => move(index, -1),
      onDown: index === shown.length - 1 ? undefined : () => move(index, 1),
    }),
  }
}

export type Moves = ReturnType<ReturnType<typeof useOrder>['movesOf']>

type OrderButtonsProps = { moves: Moves; upLabel: string; downLabel: string }

/** One up, one down. */
export function OrderButtons({ moves: { onUp, onDown }, upLabel, downLabel }: OrderButtonsProps) {
  return (
    <>
      <ActionIcon aria-label={upLabel} disabled={!onUp} onClick={onUp}>
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={downLabel} disabled={!onDown} onClick={onDown}>
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
    </>
  )
}
