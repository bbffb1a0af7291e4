/** Labels: codes on devices and doors that open a request with the place filled in. */
import type { Capability } from '../../../core/registry.ts'
import { list, open } from './queries.ts'
import { revoke } from './revoke.ts'
import { mountSheet } from './sheet.ts'

export const labels: Capability = {
  name: 'labels',
  plainActions: [revoke],
  readers: [list, open],
  routes: mountSheet,
}
