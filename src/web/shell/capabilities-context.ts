import { createContext, useContext } from 'react'
import { useMe } from './session.ts'
import type { NavItem, WebCapability } from './web-capability.ts'

export const CapabilitiesContext = createContext<readonly WebCapability[]>([])

export function useCapabilities(): readonly WebCapability[] {
  return useContext(CapabilitiesContext)
}

/** The navigation of an area, without what this person may not open. */
export function useNavigation(area: NavItem['area']): NavItem[] {
  const { permissions } = useMe()
  return useCapabilities()
    .flatMap((capability) => capability.nav ?? [])
    .filter(
      (item) =>
        item.area === area && (item.permission === undefined || permissions.includes(item.permission)),
    )
    .sort((a, b) => a.order - b.order)
}
