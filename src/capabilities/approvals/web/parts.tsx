/** The parts that stand on other pages come in chunks of their own, since most pages show nothing of them. */
import { lazy, Suspense } from 'react'

const Ticket = lazy(() => import('./TicketPart.tsx').then(({ TicketPart }) => ({ default: TicketPart })))
const Request = lazy(() => import('./RequestPart.tsx').then(({ RequestPart }) => ({ default: RequestPart })))
const Waiting = lazy(() =>
  import('./WaitingBlock.tsx').then(({ WaitingBlock }) => ({ default: WaitingBlock })),
)
const Today = lazy(() => import('./WaitingBlock.tsx').then(({ TodayBlock }) => ({ default: TodayBlock })))

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

export function HomePart() {
  return (
    <Suspense>
      <Waiting />
    </Suspense>
  )
}

export function TodayBlock() {
  return (
    <Suspense>
      <Today />
    </Suspense>
  )
}
