import { useFormat } from '../../i18n/useFormat.tsx'
import { useKitT } from '../../i18n/useKitT.ts'
import { ChartFrame } from './ChartFrame.tsx'
import { FigureTable } from './FigureTable.tsx'
import { barOption } from './options.ts'
import type { BarChartProps } from './types.ts'

/** Amounts side by side, each with its figure. A click, or a figure in the table, calls onSelect with the key. */
export function BarChart(props: BarChartProps) {
  const t = useKitT()
  const format = useFormat()
  const write = props.format ?? format.number
  const { data, onSelect } = props
  const select = onSelect && ((index: number) => data[index] && onSelect(data[index].key))
  return (
    <ChartFrame
      title={props.title}
      summary={props.summary}
      height_px={props.height_px ?? (props.direction === 'horizontal' ? data.length * 30 + 12 : 240)}
      option={(palette) => barOption(props, palette, write)}
      onClick={select && (({ dataIndex }) => select(dataIndex))}
      table={
        <FigureTable
          corner={t('kit.chart.what')}
          columns={[t('kit.chart.amount')]}
          rows={data.map((datum) => ({ label: datum.label, cells: [write(datum.value)] }))}
          onSelect={select}
        />
      }
    />
  )
}
