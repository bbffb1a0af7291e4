/** Tickets: incidents, service requests, questions. See README.md for the nouns and what always holds. */
import { sql } from 'kysely'
import type { Capability } from '../../core/registry.ts'
import { declareField } from '../../core/search/fields.ts'
import { declareApplications, declareCauses } from '../knowledge/index.ts'
import { keepsMasks } from '../privacy/index.ts'
import { assign, take } from './actions/assign.ts'
import { createCategory, editCategory } from './actions/categories.ts'
import { create, createPreset } from './actions/create.ts'
import { edit, findTitle, requireCategory } from './actions/edit.ts'
import { addParticipant, removeParticipant, unwatch, watch } from './actions/follow.ts'
import { link, unlink } from './actions/link.ts'
import { presence } from './actions/presence.ts'
import { redact } from './actions/redact.ts'
import { note, reply } from './actions/reply.ts'
import { cancel, close, rate, reopen, resolve } from './actions/resolve.ts'
import { tag, untag } from './actions/tag.ts'
import { changeView, orderViews, removeView, saveView, shareView } from './actions/views.ts'
import { ask, logTime, resume, schedule, start, waitVendor } from './actions/work.ts'
import { ticketLife } from './lifecycle.ts'
import {
  followMerging,
  hearMerged,
  merge,
  mergeCandidates,
  mergedParts,
  mergePreview,
  split,
  unmerge,
} from './merging/index.ts'
import { categories } from './queries/categories.ts'
import { causeOfTicket } from './queries/cause.ts'
import { counts } from './queries/counts.ts'
import { applicationsOfTickets } from './queries/known-applications.ts'
import { list } from './queries/list.ts'
import { portalHome } from './queries/portal-home.ts'
import { savedViews } from './queries/saved-views.ts'
import { show } from './queries/show.ts'
import { sayTicketWordsAgain } from './redact-fields.ts'
import { mountBulk } from './routes/bulk.ts'
import { mountExport } from './routes/export.ts'
import { toldOutside } from './told-outside.ts'

export { aspectsOf, categoriesAbove, type TicketAspects } from './aspects.ts'
export { requireAssignable } from './assignable.ts'
export { countImported } from './bulk/count-imported.ts'
export { lockKnown, type PresentTicket } from './bulk/lock-known.ts'
export { addCategories, namedCategories } from './bulk/named-categories.ts'
export {
  type AddedPast,
  addPasts,
  type HandRow,
  knownTickets,
  storeTickets,
  type WholeTicket,
} from './bulk/store-tickets.ts'
export { beginFulfilment, startFulfilment } from './checklists/advance.ts'
export { checkFulfilment, Fulfilment } from './checklists/fulfilment.ts'
export { callFor, cut, deedFields, deedNeeds, type PlainDeed, plainWords } from './deeds.ts'
export { insertHand, teamBefore } from './hand.ts'
export { insideTicket } from './inside-ticket.ts'
export { channels, resolutionCodes, ticketKinds, ticketLife } from './lifecycle.ts'
export { goesOnIn } from './merging/goes-on.ts'
export { readsTickets, worksOnTickets, worksWith } from './policy.ts'
export { ticketsAlike, wordConditions } from './queries/alike.ts'
export { applicationsOfTickets } from './queries/known-applications.ts'
export { linkedPlaces, linkedTickets } from './queries/linked.ts'
export { handsOf } from './queries/parts.ts'
export { type RatedTicket, resolvedIn, type Verdict, verdictOf } from './queries/ratings.ts'
export { filterCondition, viewCondition } from './queries/rows.ts'
export { solutionWindow } from './queries/survey-filter.ts'
export {
  atNight,
  bounceWindow,
  callWindow,
  localTime,
  signs,
  type TargetFilter,
  type TargetSign,
  targetKinds,
  targetSigns,
  targetWindow,
} from './queries/target-filter.ts'
export { keepsTicketWords } from './redact-fields.ts'
export { days_max, type Period, periodOf } from './reports/period.ts'
export { followUpsWithin } from './scheduled/follow-ups.ts'
export { LocalTime, momentOf } from './scheduled/moment.ts'
export { solvedLike } from './solved.ts'
export {
  changeTicket,
  isToldWithoutWords,
  replayTicket,
  shadow,
  subjectsOf,
  type TicketFields,
  ticketOf,
} from './ticket.ts'
export {
  create as fileTicket,
  createPreset as fileTicketPreset,
  findTitle,
  note as noteTicket,
  reply as replyToTicket,
  requireCategory,
  resolve as resolveTicket,
}

declareField(
  'app',
  (actor, value) =>
    sql<boolean>`exists (select from tickets.ticket t where r.kind = 'ticket' and t.org_id = ${actor.orgId} and t.id = r.id and lower(t.application) = lower(${value}))`,
)
declareField(
  'place',
  (actor, value) =>
    sql<boolean>`exists (select from tickets.ticket t join core.place l on l.org_id = t.org_id and l.id = t.place_id
      where r.kind = 'ticket' and t.org_id = ${actor.orgId} and t.id = r.id and position(lower(${value}) in lower(l.name)) > 0)`,
)
declareCauses('ticket', causeOfTicket)
declareApplications(applicationsOfTickets)

keepsMasks('ticket', sayTicketWordsAgain)

export const tickets: Capability = {
  name: 'tickets',
  plural: { ticket: 'tickets' },
  lifecycles: [ticketLife],
  readings: [{ kind: 'ticket', all: 'tickets.read_all', team: 'tickets.read_team', told: toldOutside }],
  recordActions: [
    reply,
    note,
    start,
    ask,
    waitVendor,
    schedule,
    resume,
    assign,
    take,
    resolve,
    close,
    reopen,
    cancel,
    edit,
    tag,
    untag,
    watch,
    unwatch,
    addParticipant,
    removeParticipant,
    link,
    unlink,
    logTime,
    rate,
    redact,
    merge,
    unmerge,
    split,
  ],
  plainActions: [
    create,
    presence,
    saveView,
    changeView,
    shareView,
    orderViews,
    removeView,
    createCategory,
    editCategory,
  ],
  readers: [
    list,
    counts,
    show,
    savedViews,
    categories,
    portalHome,
    mergeCandidates,
    mergedParts,
    mergePreview,
  ],
  follower: followMerging,
  jobs: { 'tickets.hear_merged': hearMerged },
  routes(http, app, authenticate) {
    mountBulk(http, app, authenticate)
    mountExport(http, app, authenticate)
  },
}
