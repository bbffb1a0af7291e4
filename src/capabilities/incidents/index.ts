/** Major incidents: one matter, many reports. See README.md for the nouns and what always holds. */
import type { Capability } from '../../core/registry.ts'
import { cancel, declare, decline } from './actions/decide.ts'
import { giveDuty } from './actions/duties.ts'
import { edit } from './actions/edit.ts'
import { follow, unfollow } from './actions/follow.ts'
import { note } from './actions/note.ts'
import { reopen, resolve, resolveTickets } from './actions/outcome.ts'
import { propose } from './actions/propose.ts'
import { publish } from './actions/publish.ts'
import { redact } from './actions/redact.ts'
import { addAction, beginReview, close, declineAction, fileAction, writeReview } from './actions/review.ts'
import { hearTickets } from './follower.ts'
import { incidentLife, toldOutside } from './lifecycle.ts'
import { mailNews } from './mail.ts'
import { list } from './queries/list.ts'
import { ofTicket } from './queries/of-ticket.ts'
import { show } from './queries/show.ts'
import { status, statusOf } from './queries/status.ts'
import { alike, tickets } from './queries/tickets.ts'
import { remind } from './reminder.ts'
import { armRounds, makeRound } from './round.ts'
import { mountLinks } from './routes.ts'

export const incidents: Capability = {
  name: 'incidents',
  plural: { major_incident: 'incidents' },
  lifecycles: [incidentLife],
  readings: [{ kind: 'major_incident', all: 'incidents.propose', told: toldOutside }],
  recordActions: [
    declare,
    decline,
    edit,
    giveDuty,
    note,
    publish,
    follow,
    unfollow,
    redact,
    resolve,
    resolveTickets,
    reopen,
    beginReview,
    writeReview,
    addAction,
    fileAction,
    declineAction,
    close,
    cancel,
  ],
  plainActions: [propose],
  readers: [status, statusOf, list, show, tickets, alike, ofTicket],
  jobs: {
    'incidents.round': makeRound,
    'incidents.arm_rounds': armRounds,
    'incidents.remind': remind,
    'incidents.mail': mailNews,
  },
  schedules: ['*/15 * * * * incidents.arm_rounds'],
  follower: hearTickets,
  routes(http, app, authenticate) {
    mountLinks(http, app, authenticate)
  },
}
