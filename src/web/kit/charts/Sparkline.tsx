import styles from './charts.module.css'

type SparklineProps = {
  values: readonly number[]
  /** What it says, in words: "12 a day, rising". */
  label: string
  width_px?: number
  height_px?: number
}

/** A line the size of a word, from a zero baseline, with its last value marked. */
export function Sparkline({ values, label, width_px = 72, height_px = 20 }: SparklineProps) {
  const points = sparkPoints(values, width_px, height_px)
  const last = points.at(-1)
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.sparkline}
      width={width_px}
      height={height_px}
      viewBox={`0 0 ${width_px} ${height_px}`}
    >
      <polyline
        points={points.map(([x, y]) => `${x},${y}`).join(' ')}
        fill="none"
        stroke="var(--wl-chart-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {last && <circle cx={last[0]} cy={last[1]} r="2" fill="var(--wl-chart-1)" />}
    </svg>
  )
}

function sparkPoints(values: readonly number[], width: number, height: number): [number, number][] {
  const highest = Math.max(1, ...values)
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0
  return values.map((value, index) => [
    Math.round((2 + index * step) * 10) / 10,
    Math.round((height - 2 - (Math.max(0, value) / highest) * (height - 4)) * 10) / 10,
  ])
}
