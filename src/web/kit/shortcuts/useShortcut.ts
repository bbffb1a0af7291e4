import { useEffect, useRef } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import { addShortcut } from './registry.ts'

type Options = {
  /** A heading in the list behind `?`; without it, the general one. */
  scope?: string
  isEnabled?: boolean
}

/**
 * A shortcut while the component is there: `j`, `shift+j`, `mod+k`, or a sequence such as `g q`.
 * It sleeps while the reader types in a field or a dialog is open.
 */
export function useShortcut(
  keys: string,
  label: string,
  run: (event: KeyboardEvent) => void,
  { scope, isEnabled = true }: Options = {},
): void {
  const t = useKitT()
  const heading = scope ?? t('kit.shortcuts.general')
  const isInner = scope !== undefined
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!isEnabled) return
    return addShortcut({ keys, label, scope: heading, isInner, run: (event) => latest.current(event) })
  }, [keys, label, heading, isInner, isEnabled])
}
