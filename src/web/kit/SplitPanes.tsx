import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { useKitT } from '../i18n/useKitT.ts'
import styles from './SplitPanes.module.css'

const NARROW = '(max-width: 899.98px)'

export type Pane = {
  key: string
  /** Names the region for screen readers. */
  label: string
  content: ReactNode
  /** Percent of the width at first, and the least in pixels. */
  share: number
  width_px_min?: number
  /** A quiet pane has the page's color instead of a sheet's. */
  isQuiet?: boolean
}

type SplitPanesProps = {
  /** Keeps the sizes on this device under this name. */
  id: string
  panes: readonly Pane[]
  /** On a narrow page only this pane is shown. */
  shown: string
  /** On a narrow page, leads from the shown pane to the one before it. */
  onBack?: () => void
  backLabel?: string
}

/** Panes side by side that resize and remember; under 900 px one at a time, with a way back. */
export function SplitPanes({ id, panes, shown, onBack, backLabel }: SplitPanesProps) {
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false })
  return isNarrow ? (
    <SinglePane
      pane={panes.find((pane) => pane.key === shown) ?? panes[0]}
      onBack={onBack}
      backLabel={backLabel}
    />
  ) : (
    <WidePanes key={panes.map((pane) => pane.key).join(' ')} id={id} panes={panes} />
  )
}

function SinglePane({ pane, onBack, backLabel }: { pane?: Pane; onBack?: () => void; backLabel?: string }) {
  const t = useKitT()
  if (!pane) return null
  return (
    <div className={styles.single}>
      {onBack && (
        <button type="button" className={styles.back} onClick={onBack}>
          <IconChevronLeft size={20} aria-hidden />
          {backLabel ?? t('kit.back')}
        </button>
      )}
      <section className={styles.pane} aria-label={pane.label} data-quiet={pane.isQuiet}>
        {pane.content}
      </section>
    </div>
  )
}

function WidePanes({ id, panes }: { id: string; panes: readonly Pane[] }) {
  const t = useKitT()
  const layout = useDefaultLayout({ id: `wardline.panes.${id}`, panelIds: panes.map((pane) => pane.key) })
  return (
    <Group
      className={styles.group}
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.key}>
          {index > 0 && (
            <Separator
              className={styles.separator}
              aria-label={t('kit.panes.resize', { name: pane.label })}
            />
          )}
          <Panel id={pane.key} defaultSize={`${pane.share}%`} minSize={pane.width_px_min ?? 200}>
            <section className={styles.pane} aria-label={pane.label} data-quiet={pane.isQuiet}>
              {pane.content}
            </section>
          </Panel>
        </Fragment>
      ))}
    </Group>
  )
}
