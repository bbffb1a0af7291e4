import { Stack } from '@mantine/core'
import { useState } from 'react'
import { BarChart } from '../charts/BarChart.tsx'
import { HeatMap } from '../charts/HeatMap.tsx'
import { LineChart, StackedBars } from '../charts/SeriesChart.tsx'

const DATA = ['Accounts', 'Printing', 'Network', 'Imaging', 'Phones'].map((label, index) => ({
  key: label,
  label,
  value: [124, 96, 71, 40, 12][index] ?? 0,
}))
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const SERIES = [
  { key: 'in', label: 'Came in', values: [80, 92, 71, 88, 95, 30, 22] },
  { key: 'out', label: 'Solved', values: [70, 85, 80, 84, 99, 35, 20] },
]

export function ChartShow() {
  const [chosen, setChosen] = useState('')
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour))
  return (
    <Stack>
      <output data-testid="chosen">{chosen}</output>
      <BarChart
        title="By topic"
        summary="Accounts lead with 124, then printing with 96."
        data={DATA}
        onSelect={setChosen}
      />
      <BarChart
        title="By topic, across"
        summary="Accounts lead with 124."
        data={DATA}
        direction="horizontal"
        onSelect={setChosen}
      />
      <LineChart
        title="In and out"
        summary="As much is solved as comes in."
        labels={DAYS}
        series={SERIES}
        onSelect={(key, index) => setChosen(`${key} ${index}`)}
      />
      <StackedBars title="Both together" summary="Fridays are the busiest." labels={DAYS} series={SERIES} />
      <HeatMap
        title="Hour of the week"
        summary="Most comes between eight and ten on weekdays."
        rows={DAYS}
        columns={hours}
        values={DAYS.map((_, day) =>
          hours.map((_, hour) => Math.max(0, Math.round((day < 5 ? 12 : 3) - Math.abs(hour - 9)))),
        )}
        onSelect={(row, column) => setChosen(`${row} ${column}`)}
      />
    </Stack>
  )
}
