/** Merging, splitting and parts, beside a ticket; loaded when a ticket is first opened. */
import { lazy, Suspense } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

const Loaded = lazy(() => import('./MergingPart.tsx').then(({ MergingPart }) => ({ default: MergingPart })))

function Part({ id }: { id: string }) {
  return (
    <Suspense fallback={null}>
      <Loaded id={id} />
    </Suspense>
  )
}

export const mergingWeb: WebCapability = {
  name: 'merging',
  routes: [],
  recordParts: [{ kind: 'ticket', order: 70, Part }],
}
