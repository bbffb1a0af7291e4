import {
  BarChart,
  type BarSeriesOption,
  HeatmapChart,
  type HeatmapSeriesOption,
  LineChart,
  type LineSeriesOption,
} from 'echarts/charts'
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
  type VisualMapComponentOption,
  VisualMapContinuousComponent,
} from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | HeatmapSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | LegendComponentOption
  | VisualMapComponentOption
>

use([
  BarChart,
  LineChart,
  HeatmapChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  VisualMapContinuousComponent,
  LabelLayout,
  CanvasRenderer,
])

export type ChartClick = { seriesIndex: number; dataIndex: number; value: unknown }

/** Draws into an element that has a size; the answer redraws, follows the size and takes everything away. */
export function drawChart(element: HTMLElement, onClick: (click: ChartClick) => void) {
  const chart = init(element, null, { renderer: 'canvas' })
  chart.on('click', (event) =>
    onClick({ seriesIndex: event.seriesIndex ?? 0, dataIndex: event.dataIndex, value: event.value }),
  )
  return {
    set: (option: ChartOption) => chart.setOption(option, { notMerge: true }),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  }
}
