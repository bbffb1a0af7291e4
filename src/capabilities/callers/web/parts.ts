/** What stands on the pages of others. */
export { Ambient } from './Ambient.tsx'
export { Asked } from './Asked.tsx'
export { CodePart } from './CodePart.tsx'
export { TicketPart } from './TicketPart.tsx'
