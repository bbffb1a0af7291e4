/** One measured thing: `key` is handed to onSelect, `label` is shown. */
export type Datum = { key: string; label: string; value: number }
export type Series = { key: string; label: string; values: readonly number[] }

type ChartWords = {
  title: string
  /** What the picture says, in a sentence: a screen reader gets this in its place. */
  summary: string
  /** Writes a value: "3 hr", "93%". Numbers in the reader's language where left out. */
  format?: (value: number) => string
  height_px?: number
}

export type BarChartProps = ChartWords & {
  data: readonly Datum[]
  /** Long labels read better in horizontal bars. */
  direction?: 'vertical' | 'horizontal'
  onSelect?: (key: string) => void
}

export type SeriesChartProps = ChartWords & {
  /** The categories along the bottom, one for each value of a series. */
  labels: readonly string[]
  series: readonly Series[]
  /** Where lines end at the top: 1 for shares, which are never more. The highest value where left out. */
  max?: number
  /** The series' key and the label's index. */
  onSelect?: (seriesKey: string, index: number) => void
}

export type HeatMapProps = ChartWords & {
  columns: readonly string[]
  rows: readonly string[]
  /** `values[row][column]` */
  values: readonly (readonly number[])[]
  onSelect?: (row: number, column: number) => void
}
