import { lifecycle, type StateOf } from '../../core/lifecycle.ts'

/** The states of a ticket. Resolved can come back; closed can come back only within the reopen window. */
export const ticketLife = lifecycle({
  kind: 'ticket',
  initial: 'new',
  states: {
    new: 'waiting',
    open: 'active',
    waiting_on_requester: 'paused',
    waiting_on_vendor: 'paused',
    waiting_on_approval: 'paused',
    scheduled: 'paused',
    resolved: 'done',
    closed: 'done',
    cancelled: 'done',
    merged: 'done',
  },
  moves: {
    start: { from: ['new'], to: 'open' },
    ask: { from: ['new', 'open', 'waiting_on_vendor', 'scheduled'], to: 'waiting_on_requester' },
    wait_vendor: { from: ['new', 'open', 'waiting_on_requester', 'scheduled'], to: 'waiting_on_vendor' },
    schedule: { from: ['new', 'open', 'waiting_on_requester', 'waiting_on_vendor'], to: 'scheduled' },
    resume: { from: ['waiting_on_requester', 'waiting_on_vendor', 'scheduled'], to: 'open' },
    wait_approval: {
      from: ['new', 'open', 'waiting_on_requester', 'waiting_on_vendor', 'scheduled'],
      to: 'waiting_on_approval',
    },
    // What nobody had begun before goes back to where it waited to be begun.
    release: { from: ['waiting_on_approval'], to: 'new' },
    go_on: { from: ['waiting_on_approval'], to: 'open' },
    resolve: {
      from: ['new', 'open', 'waiting_on_requester', 'waiting_on_vendor', 'waiting_on_approval', 'scheduled'],
      to: 'resolved',
    },
    close: { from: ['resolved'], to: 'closed' },
    reopen: { from: ['resolved', 'closed'], to: 'open' },
    cancel: {
      from: ['new', 'open', 'waiting_on_requester', 'waiting_on_vendor', 'waiting_on_approval', 'scheduled'],
      to: 'cancelled',
    },
    merge: {
      from: [
        'new',
        'open',
        'waiting_on_requester',
        'waiting_on_vendor',
        'waiting_on_approval',
        'scheduled',
        'resolved',
      ],
      to: 'merged',
    },
    // It goes back to the state that it was merged in.
    unmerge: { from: ['merged'], to: 'open' },
  },
})

export type TicketState = StateOf<typeof ticketLife>

export const ticketKinds = ['incident', 'service_request', 'question', 'problem'] as const
export const channels = ['portal', 'phone', 'mail', 'walk_up', 'api', 'alert', 'import'] as const
export const resolutionCodes = [
  'fixed',
  'workaround',
  'answered',
  'taught',
  'duplicate',
  'no_fault',
  'declined',
] as const
