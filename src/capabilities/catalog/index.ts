/** The request catalog: what can be asked for, with which form, and what was answered. See README.md. */
import type { Capability } from '../../core/registry.ts'
import { declareRequestPart } from '../approvals/index.ts'
import { keepsTicketWords } from '../tickets/index.ts'
import { changeAnswers, redactAnswers } from './actions/change-answers.ts'
import { createItem, editItem, orderItems, retireItem, setGroups, switchItem } from './actions/items.ts'
import { publishItem } from './actions/publish.ts'
import { request } from './actions/request.ts'
import { addPicture, mountPictures } from './pictures.ts'
import { askedForm, colleagues, offeredItems } from './queries/asking.ts'
import { designedItem, managedItems, publishedVersion } from './queries/managing.ts'
import { answersForApprovers, requestOfTicket } from './queries/of-ticket.ts'

keepsTicketWords(redactAnswers)
declareRequestPart(answersForApprovers)

export const catalog: Capability = {
  name: 'catalog',
  recordActions: [changeAnswers],
  plainActions: [
    createItem,
    editItem,
    addPicture,
    publishItem,
    switchItem,
    retireItem,
    orderItems,
    setGroups,
    request,
  ],
  readers: [
    offeredItems,
    askedForm,
    colleagues,
    managedItems,
    designedItem,
    publishedVersion,
    requestOfTicket,
  ],
  routes: mountPictures,
}
