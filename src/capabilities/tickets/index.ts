/** Tickets: incidents, service requests, questions. See README.md for the nouns and what always holds. */
import type { Capability } from '../../core/registry.ts'
import { create } from './actions/create.ts'
import { note, reply } from './actions/reply.ts'
import { cancel, close, reopen, resolve } from './actions/resolve.ts'
import { ask, assign, resume, schedule, start, waitVendor } from './actions/work.ts'
import { ticketLife } from './lifecycle.ts'
import { counts } from './queries/counts.ts'
import { list } from './queries/list.ts'
import { show } from './queries/show.ts'

export const tickets: Capability = {
  name: 'tickets',
  plural: { ticket: 'tickets' },
  lifecycles: [ticketLife],
  readings: [{ kind: 'ticket', all: 'tickets.read_all', team: 'tickets.read_team' }],
  recordActions: [
    reply,
    note,
    start,
    ask,
    waitVendor,
    schedule,
    resume,
    assign,
    resolve,
    close,
    reopen,
    cancel,
  ],
  plainActions: [create],
  readers: [list, counts, show],
}
