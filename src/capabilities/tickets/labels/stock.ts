/** Sheets of labels as they are sold: where each label lies. Pure. */

export type Stock = {
  page: 'A4' | 'LETTER'
  columns: number
  rows: number
  /** All in points, 72 to the inch. */
  left: number
  top: number
  width: number
  height: number
  step_x: number
  step_y: number
}

const mm = 72 / 25.4
const inch = 72

export const stockNames = ['a4-21', 'a4-24', 'a4-65', 'letter-30', 'letter-20', 'letter-10'] as const
export type StockName = (typeof stockNames)[number]

/** By the number of labels on a sheet: Avery L7160, L7159, L7651, 5160, 5161, 5163 and their equals. */
export const stocks: Readonly<Record<StockName, Stock>> = {
  'a4-21': sheet('A4', mm, [3, 7], [7.2, 15.1], [63.5, 38.1], [66.04, 38.1]),
  'a4-24': sheet('A4', mm, [3, 8], [7.2, 12.9], [63.5, 33.9], [66.04, 33.9]),
  'a4-65': sheet('A4', mm, [5, 13], [4.7, 10.7], [38.1, 21.2], [40.6, 21.2]),
  'letter-30': sheet('LETTER', inch, [3, 10], [0.1875, 0.5], [2.625, 1], [2.75, 1]),
  'letter-20': sheet('LETTER', inch, [2, 10], [0.156, 0.5], [4, 1], [4.188, 1]),
  'letter-10': sheet('LETTER', inch, [2, 5], [0.156, 0.5], [4, 2], [4.188, 2]),
}

type Pair = readonly [number, number]

function sheet(
  page: Stock['page'],
  unit: number,
  [columns, rows]: Pair,
  [left, top]: Pair,
  [width, height]: Pair,
  [step_x, step_y]: Pair,
): Stock {
  const [x, y, w, h] = [left, top, width, height].map((length) => length * unit) as [
    number,
    number,
    number,
    number,
  ]
  return {
    page,
    columns,
    rows,
    left: x,
    top: y,
    width: w,
    height: h,
    step_x: step_x * unit,
    step_y: step_y * unit,
  }
}

export function labelsOn({ columns, rows }: Stock): number {
  return columns * rows
}

/** Where a label lies when the first one is stuck at `start`, counted from 1, row by row. */
export function placeOn(stock: Stock, start: number, index: number): { page: number; x: number; y: number } {
  const position = start - 1 + index
  const onPage = position % labelsOn(stock)
  return {
    page: Math.floor(position / labelsOn(stock)),
    x: stock.left + (onPage % stock.columns) * stock.step_x,
    y: stock.top + Math.floor(onPage / stock.columns) * stock.step_y,
  }
}
