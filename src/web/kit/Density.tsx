import { createContext, type ReactNode, useContext, useLayoutEffect } from 'react'

export type DensityKind = 'desk' | 'portal'

const DensityContext = createContext<DensityKind>('desk')

/**
 * The density of everything below: `desk` is compact at 14 px, `portal` is 16 px with 44 px targets.
 * The attribute goes to the root element, since menus and dialogs are drawn outside of this tree.
 */
export function Density({ kind, children }: { kind: DensityKind; children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.setAttribute('data-density', kind)
  }, [kind])
  return <DensityContext value={kind}>{children}</DensityContext>
}

export function useDensity(): DensityKind {
  return useContext(DensityContext)
}
