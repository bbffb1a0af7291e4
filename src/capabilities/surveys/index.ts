/** Surveys: asking requesters how well they were helped. See README.md for the nouns and what always holds. */
import type { Capability } from '../../core/registry.ts'
import { askOne } from './ask.ts'
import { followUp } from './follow-up.ts'
import { hearTickets } from './follower.ts'
import { ofTicket } from './of-ticket.ts'
import { results, words } from './results.ts'
import { mountAnswering } from './routes.ts'
import { editSetting, showSetting } from './setting.ts'

export const surveys: Capability = {
  name: 'surveys',
  plainActions: [editSetting],
  readers: [showSetting, results, words, ofTicket],
  follower: hearTickets,
  jobs: { 'surveys.ask': askOne, 'surveys.follow_up': followUp },
  routes: (http, app) => mountAnswering(http, app),
}
