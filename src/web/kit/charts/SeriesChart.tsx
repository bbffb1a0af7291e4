import { useFormat } from '../../i18n/useFormat.tsx'
import { useKitT } from '../../i18n/useKitT.ts'
import { ChartFrame } from './ChartFrame.tsx'
import { FigureTable } from './FigureTable.tsx'
import { lineOption, stackOption } from './options.ts'
import type { SeriesChartProps } from './types.ts'

/** A few amounts over time. More than four lines are a tangle: draw several charts instead. */
export function LineChart(props: SeriesChartProps) {
  return <SeriesChart {...props} makeOption={lineOption} />
}

/** The parts of an amount over time or over groups. */
export function StackedBars(props: SeriesChartProps) {
  return <SeriesChart {...props} makeOption={stackOption} />
}

function SeriesChart({ makeOption, ...props }: SeriesChartProps & { makeOption: typeof lineOption }) {
  const t = useKitT()
  const format = useFormat()
  const write = props.format ?? format.number
  const { labels, series, onSelect } = props
  const select = onSelect && ((index: number, at: number) => series[at] && onSelect(series[at].key, index))
  return (
    <ChartFrame
      title={props.title}
      summary={props.summary}
      height_px={props.height_px}
      option={(palette) => makeOption(props, palette, write)}
      onClick={select && (({ seriesIndex, dataIndex }) => select(dataIndex, seriesIndex))}
      table={
        <FigureTable
          corner={t('kit.chart.what')}
          columns={series.map((each) => each.label)}
          rows={labels.map((label, index) => ({
            label,
            cells: series.map((each) => write(each.values[index] ?? 0)),
          }))}
          onSelect={select}
        />
      }
    />
  )
}
