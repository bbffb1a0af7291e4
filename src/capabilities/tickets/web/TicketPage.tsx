import { useParams } from '@tanstack/react-router'
import { TicketView } from './ticket/TicketView.tsx'

/** One ticket on a page of its own. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  return <TicketView id={id} level={1} />
}
