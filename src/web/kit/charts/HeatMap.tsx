import { useFormat } from '../../i18n/useFormat.tsx'
import { useKitT } from '../../i18n/useKitT.ts'
import { ChartFrame } from './ChartFrame.tsx'
import { FigureTable } from './FigureTable.tsx'
import { heatOption } from './options.ts'
import type { HeatMapProps } from './types.ts'

/** How much, where two things meet: the hours of the days of a week. Light is little, dark is much. */
export function HeatMap(props: HeatMapProps) {
  const t = useKitT()
  const format = useFormat()
  const write = props.format ?? format.number
  const { rows, columns, values, onSelect } = props
  return (
    <ChartFrame
      title={props.title}
      summary={props.summary}
      height_px={props.height_px ?? rows.length * 26 + 36}
      option={(palette) => heatOption(props, palette)}
      onClick={
        onSelect &&
        (({ value }) => {
          const [column, row] = value as [number, number, number]
          onSelect(row, column)
        })
      }
      table={
        <FigureTable
          corner={t('kit.chart.what')}
          columns={columns}
          rows={rows.map((label, index) => ({
            label,
            cells: (values[index] ?? []).map((value) => write(value)),
          }))}
          onSelect={onSelect}
        />
      }
    />
  )
}
