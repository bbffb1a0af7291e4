/** What stands on the pages of others. */
export { Ambient } from './Ambient.tsx'
export { Asked } from './Asked.tsx'
export { TicketPart } from './TicketPart.tsx'
