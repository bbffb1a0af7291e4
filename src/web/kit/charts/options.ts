import type { ChartOption } from './engine.ts'
import type { Palette } from './palette.ts'
import { spread } from './spread.ts'
import type { BarChartProps, HeatMapProps, SeriesChartProps } from './types.ts'

type Format = (value: number) => string
type SeriesType = 'line' | 'bar'

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'
const LABEL_PX = 15
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'arrow']
const DASHES = ['solid', 'dashed', 'dotted'] as const

export function barOption(
  { data, direction = 'vertical' }: BarChartProps,
  palette: Palette,
  format: Format,
): ChartOption {
  const isVertical = direction === 'vertical'
  const names = { ...categories(palette), data: data.map((datum) => datum.label), inverse: !isVertical }
  return {
    ...base(palette),
    grid: { left: 4, right: isVertical ? 4 : 48, top: isVertical ? 24 : 4, bottom: 4, containLabel: true },
    xAxis: isVertical ? names : hiddenValues(),
    yAxis: isVertical ? hiddenValues() : names,
    series: [
      {
        type: 'bar',
        data: data.map((datum) => datum.value),
        barMaxWidth: 32,
        itemStyle: { color: palette.series[0], borderRadius: isVertical ? [3, 3, 0, 0] : [0, 3, 3, 0] },
        label: {
          show: true,
          position: isVertical ? 'top' : 'right',
          color: palette.text,
          formatter: ({ value }) => format(Number(value)),
        },
      },
    ],
  }
}

/** Lines are told apart by color, mark and dash, and named at their end rather than in a legend. */
export function lineOption(props: SeriesChartProps, palette: Palette, format: Format): ChartOption {
  const { labels, series, height_px = 240, max } = props
  const highest = max ?? Math.max(1, ...series.flatMap((each) => each.values))
  const ends = series.map((each) => (1 - (each.values.at(-1) ?? 0) / highest) * (height_px - 40))
  const shifts = spread(ends, LABEL_PX).map((place, index) => place - (ends[index] ?? 0))
  return {
    ...base(palette),
    grid: { left: 4, right: series.length > 1 ? 110 : 12, top: 12, bottom: 4, containLabel: true },
    xAxis: { ...categories(palette), data: [...labels], boundaryGap: false },
    yAxis: { ...values(palette, format), ...(max === undefined ? {} : { max, interval: max / 4 }) },
    series: series.map((each, index) => ({
      type: 'line',
      name: each.label,
      data: [...each.values],
      symbol: SYMBOLS[index % SYMBOLS.length],
      symbolSize: 6,
      showSymbol: labels.length <= 31,
      lineStyle: { width: 2, type: DASHES[index % DASHES.length] },
      color: palette.series[index % palette.series.length],
      endLabel: {
        show: series.length > 1,
        formatter: '{a}',
        color: palette.text,
        distance: 6,
        offset: [0, shifts[index] ?? 0],
      },
    })),
  }
}

export function stackOption(
  { labels, series }: SeriesChartProps,
  palette: Palette,
  format: Format,
): ChartOption {
  return {
    ...base(palette),
    legend: { left: 0, top: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: palette.text } },
    grid: { left: 4, right: 4, top: 36, bottom: 4, containLabel: true },
    xAxis: { ...categories(palette), data: [...labels] },
    yAxis: values(palette, format),
    series: series.map((each, index) => ({
      type: 'bar' satisfies SeriesType,
      name: each.label,
      stack: 'all',
      data: [...each.values],
      barMaxWidth: 40,
      color: palette.series[index % palette.series.length],
      // A thin gap keeps neighbors apart where their colors look alike, on paper for one.
      itemStyle: { borderColor: palette.surface, borderWidth: 1 },
    })),
  }
}

export function heatOption({ columns, rows, values: cells }: HeatMapProps, palette: Palette): ChartOption {
  const data = cells.flatMap((row, y) => row.map((value, x) => [x, y, value]))
  const highest = Math.max(1, ...cells.flat())
  return {
    ...base(palette),
    grid: { left: 4, right: 4, top: 4, bottom: 4, containLabel: true },
    xAxis: { ...categories(palette), data: [...columns], axisLine: { show: false } },
    yAxis: { ...categories(palette), data: [...rows], inverse: true, axisLine: { show: false } },
    visualMap: { show: false, min: 0, max: highest, inRange: { color: [palette.low, palette.high] } },
    series: [
      { type: 'heatmap', data, itemStyle: { borderColor: palette.surface, borderWidth: 2, borderRadius: 3 } },
    ],
  }
}

function base(palette: Palette): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: palette.text },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.text },
    },
  }
}

function categories(palette: Palette) {
  return {
    type: 'category' as const,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.dim, hideOverlap: true },
  }
}

/** The baseline is zero: a bar that starts elsewhere lies about its length. */
function values(palette: Palette, format: Format) {
  return {
    type: 'value' as const,
    min: 0,
    splitNumber: 4,
    splitLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.dim, formatter: format },
  }
}

/** Bars carry their values themselves, so the axis would say everything twice. */
function hiddenValues() {
  return { type: 'value' as const, min: 0, show: false }
}
