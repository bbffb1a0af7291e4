import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { useRecordsT } from './useRecordsT.ts'
import styles from './WorkPanes.module.css'

type PaneWords = { label: string; content: ReactNode }
type WorkPanesProps = {
  /** Keeps the sizes on this device under this name. */
  id: string
  views: PaneWords
  list: PaneWords
  /** The open record; without it the list has its room. */
  record?: PaneWords | undefined
  /** Which of them a narrow page shows. */
  shown: 'views' | 'list' | 'record'
  onBack: () => void
  backLabel: string
  /** The page's h1 where the list, which shows it, is not in sight. */
  title: string
}

/**
 * Views, list and record side by side. Opening a record keeps the list as it stands, its place and focus
 * included. Under 900 px one of them is shown at a time, with a way back.
 */
export function WorkPanes(props: WorkPanesProps) {
  const isNarrow = useMediaQuery('(max-width: 899.98px)', undefined, { getInitialValueInEffect: false })
  return isNarrow ? <OnePane {...props} /> : <ThreePanes {...props} />
}

function OnePane({ shown, onBack, backLabel, title, ...panes }: WorkPanesProps) {
  const pane = panes[shown] ?? panes.list
  return (
    <div className={styles.single}>
      {shown !== 'list' && <h1 className="wl-hidden">{title}</h1>}
      {shown !== 'list' && (
        <button type="button" className={styles.back} onClick={onBack}>
          <IconChevronLeft size={20} aria-hidden />
          {backLabel}
        </button>
      )}
      <section className={styles.pane} aria-label={pane.label}>
        {pane.content}
      </section>
    </div>
  )
}

type Sizes = { defaultSize?: string; minSize: number; maxSize?: number }

function ThreePanes({ id, views, list, record }: WorkPanesProps) {
  const t = useRecordsT()
  const panelIds = record ? ['views', 'list', 'record'] : ['views', 'list']
  const layout = useDefaultLayout({ id: `wardline.panes.${id}`, panelIds })
  const pane = (key: 'views' | 'list' | 'record', words: PaneWords, sizes: Sizes) => (
    <Panel key={key} id={key} {...sizes}>
      <section className={styles.pane} aria-label={words.label} data-quiet={key === 'views'}>
        {words.content}
      </section>
    </Panel>
  )
  const edge = (key: string, name: string) => (
    <Separator key={key} className={styles.separator} aria-label={t('records.panes.resize', { name })} />
  )
  return (
    <Group
      className={styles.group}
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      {pane('views', views, { defaultSize: '172px', minSize: 140, maxSize: 360 })}
      {edge('list-edge', list.label)}
      {pane('list', list, { minSize: 280 })}
      {record && edge('record-edge', record.label)}
      {record && pane('record', record, { defaultSize: '50%', minSize: 380 })}
    </Group>
  )
}
