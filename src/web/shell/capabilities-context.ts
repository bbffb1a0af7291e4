import { createContext, useContext } from 'react'
import { useMe } from './session.ts'
import type { NavItem, WebCapability } from './web-capability.ts'

export const CapabilitiesContext = createContext<readonly WebCapability[]>([])

export function useCapabilities(): readonly WebCapability[] {
  return useContext(CapabilitiesContext)
}

/** Whether who holds these permissions may open the page or follow the item. */
export function mayOpen(
  { permission }: Pick<NavItem, 'permission'>,
  permissions: readonly string[],
): boolean {
  if (permission === undefined) return true
  return [permission].flat().some((each) => permissions.includes(each))
}

/** The navigation of an area, without what this person may not open. */
export function useNavigation(area: NavItem['area']): NavItem[] {
  const { permissions } = useMe()
  return useCapabilities()
    .flatMap((capability) => capability.nav ?? [])
    .filter((item) => item.area === area && mayOpen(item, permissions))
    .sort((a, b) => a.order - b.order)
}
