/** The organization: its settings, sites, departments, places, workstations and skills. */
import type { Capability } from '../registry.ts'
import { listActions } from './lists.ts'
import { editOrganization, organizationShow, setSecondFactorPolicy } from './settings.ts'
import { structure, workstations } from './structure.ts'

export const organization: Capability = {
  name: 'organization',
  plainActions: [editOrganization, setSecondFactorPolicy, ...listActions],
  readers: [organizationShow, structure, workstations],
}
