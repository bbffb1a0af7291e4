/** The parts that stand on other pages come in chunks of their own, since most tickets have no checklist. */
import { lazy, Suspense } from 'react'

const Ticket = lazy(() => import('./TicketPart.tsx').then(({ TicketPart }) => ({ default: TicketPart })))
const Request = lazy(() => import('./RequestPart.tsx').then(({ RequestPart }) => ({ default: RequestPart })))

export function TicketPart(props: { id: string; version: number }) {
  return (
    <Suspense>
      <Ticket {...props} />
    </Suspense>
  )
}

export function RequestPart({ id = '' }: { id?: string }) {
  return (
    <Suspense>
      <Request id={id} />
    </Suspense>
  )
}
