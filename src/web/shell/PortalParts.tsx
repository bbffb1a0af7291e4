import { Suspense } from 'react'
import { useCapabilities } from './capabilities-context.ts'
import type { PortalPartProps, SignInPartProps, WebCapability } from './web-capability.ts'

type Place = NonNullable<WebCapability['portalParts']>[number]['on']

/** What other capabilities add to a page of the portal. */
export function PortalParts({ on, ...props }: { on: Place } & PortalPartProps) {
  const parts = useCapabilities()
    .flatMap(({ name, portalParts = [] }) => portalParts.map((part) => ({ ...part, name })))
    .filter((part) => part.on === on)
    .sort((a, b) => a.order - b.order)
  return parts.map(({ name, order, Part }) => (
    <Suspense key={`${name}${order}`}>
      <Part {...props} />
    </Suspense>
  ))
}

type Moment = NonNullable<WebCapability['signInParts']>[number]['on']

/** What other capabilities add where somebody proves who they are. */
export function SignInParts({ on, ...props }: { on: Moment } & SignInPartProps) {
  const parts = useCapabilities()
    .flatMap(({ name, signInParts = [] }) => signInParts.map((part) => ({ ...part, name })))
    .filter((part) => part.on === on)
    .sort((a, b) => a.order - b.order)
  return parts.map(({ name, order, Part }) => <Part key={`${name}${order}`} {...props} />)
}
