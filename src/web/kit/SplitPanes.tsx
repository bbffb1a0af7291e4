import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { useKitT } from '../i18n/useKitT.ts'
import styles from './SplitPanes.module.css'

const NARROW = '(max-width: 899.98px)'
const WIDTH_PX_MIN = 200

export type Pane = {
  key: string
  /** Names the region for screen readers. */
  label: string
  content: ReactNode
  /** The width at first, `50%` or `172px`; without it the pane takes what the others leave. */
  width?: string
  width_px_min?: number
  width_px_max?: number
  /** A quiet pane has the page's color instead of a sheet's. */
  isQuiet?: boolean
  /** The pane that shows the page's h1. */
  isTitled?: boolean
}

type SplitPanesProps = {
  /** Keeps the sizes on this device under this name. */
  id: string
  panes: readonly Pane[]
  /** On a narrow page only this pane is shown. */
  shown: string
  /** On a narrow page, leads from the shown pane to the one before it. */
  onBack?: (() => void) | undefined
  backLabel?: string
  /** The page's h1 where the pane that shows it is not in sight. */
  title?: string
}

/**
 * Panes side by side that resize and remember; under 900 px one at a time, with a way back. A pane that comes
 * or goes leaves the others as they stand, their place and focus included.
 */
export function SplitPanes({ id, panes, ...alone }: SplitPanesProps) {
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false })
  return isNarrow ? <SinglePane panes={panes} {...alone} /> : <WidePanes id={id} panes={panes} />
}

function SinglePane({ panes, shown, onBack, backLabel, title }: Omit<SplitPanesProps, 'id'>) {
  const t = useKitT()
  const pane = panes.find((each) => each.key === shown) ?? panes[0]
  if (!pane) return null
  return (
    <div className={styles.single}>
      {title && !pane.isTitled && <h1 className="wl-hidden">{title}</h1>}
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

function WidePanes({ id, panes }: Pick<SplitPanesProps, 'id' | 'panes'>) {
  const t = useKitT()
  const layout = useDefaultLayout({ id: `wardline.panes.${id}`, panelIds: panes.map((pane) => pane.key) })
  return (
    <Group
      className={styles.group}
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      {/* One flat list: inside of a fragment each, a pane would be made anew when another one comes. */}
      {panes.flatMap((pane, index) => [
        ...(index > 0
          ? [
              <Separator
                key={`${pane.key} edge`}
                className={styles.separator}
                aria-label={t('kit.panes.resize', { name: pane.label })}
              />,
            ]
          : []),
        <Panel
          key={pane.key}
          id={pane.key}
          minSize={pane.width_px_min ?? WIDTH_PX_MIN}
          {...(pane.width ? { defaultSize: pane.width } : {})}
          {...(pane.width_px_max ? { maxSize: pane.width_px_max } : {})}
        >
          <section className={styles.pane} aria-label={pane.label} data-quiet={pane.isQuiet}>
            {pane.content}
          </section>
        </Panel>,
      ])}
    </Group>
  )
}
