/** Merging, splitting and parts, beside a ticket. */
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

// Loaded where it is shown, so that the first page does not wait for it.
const MergingPart = lazy(async () => ({ default: (await import('./MergingPart.tsx')).MergingPart }))

export const mergingWeb: WebCapability = {
  name: 'merging',
  routes: [],
  recordParts: [{ kind: 'ticket', order: 70, Part: MergingPart }],
}
