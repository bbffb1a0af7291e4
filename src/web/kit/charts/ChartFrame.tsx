import { ActionIcon } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import { useAppearance, useResolvedScheme } from '../appearance.ts'
import styles from './charts.module.css'
import type { ChartClick, ChartOption } from './engine.ts'
import { type Palette, readPalette } from './palette.ts'

type ChartFrameProps = {
  title: string
  summary: string
  height_px?: number
  option: (palette: Palette) => ChartOption
  onClick?: (click: ChartClick) => void
  table: ReactNode
}

/** The picture and, one key away, the table with the same figures, where each can be chosen by keyboard. */
export function ChartFrame({ title, summary, height_px = 240, option, onClick, table }: ChartFrameProps) {
  const t = useKitT()
  const [isTable, setTable] = useState(false)
  const label = isTable ? t('kit.chart.showChart', { title }) : t('kit.chart.showTable', { title })
  return (
    <figure className={styles.figure}>
      <div className={styles.head}>
        <figcaption className={styles.title}>{title}</figcaption>
        <ActionIcon aria-label={label} title={label} onClick={() => setTable(!isTable)}>
          {isTable ? <IconChartBar size={18} aria-hidden /> : <IconTable size={18} aria-hidden />}
        </ActionIcon>
      </div>
      {isTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
        <section className={styles.tableBox} tabIndex={0} aria-label={title}>
          {table}
        </section>
      ) : (
        <Canvas summary={summary} height_px={height_px} option={option} onClick={onClick} />
      )}
    </figure>
  )
}

function Canvas({
  summary,
  height_px,
  option,
  onClick,
}: Pick<ChartFrameProps, 'summary' | 'option' | 'onClick'> & { height_px: number }) {
  const element = useRef<HTMLDivElement>(null)
  const scheme = useResolvedScheme()
  const { contrast } = useAppearance()
  const latest = useRef({ option, onClick })
  const chart = useRef<ReturnType<typeof import('./engine.ts').drawChart>>(undefined)

  useEffect(() => {
    const box = element.current
    if (!box) return
    let isThere = true
    const observer = new ResizeObserver(() => chart.current?.resize())
    void import('./engine.ts').then(({ drawChart }) => {
      if (!isThere) return
      chart.current = drawChart(box, (click) => latest.current.onClick?.(click))
      chart.current.set(latest.current.option(readPalette()))
      observer.observe(box)
    })
    return () => {
      isThere = false
      observer.disconnect()
      chart.current?.dispose()
      chart.current = undefined
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: The scheme and contrast change what the tokens say.
  useEffect(() => {
    latest.current = { option, onClick }
    chart.current?.set(option(readPalette()))
  }, [option, onClick, scheme, contrast])
  return (
    <div
      ref={element}
      role="img"
      aria-label={summary}
      className={styles.canvas}
      data-clickable={onClick !== undefined}
      style={{ height: height_px }}
    />
  )
}
