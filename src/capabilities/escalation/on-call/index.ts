/** On-call: who answers when nobody is at the desk, and who is asked next. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import { addCover, removeCover } from './actions/covers.ts'
import { addNote, removeNote } from './actions/notes.ts'
import { previewRota, saveRota } from './actions/save.ts'
import { answerSwap, askSwap } from './actions/swaps.ts'
import { pageDue } from './paging/due.ts'
import { acknowledge, page } from './paging/page.ts'
import { pagesForMe, pagesOfTicket } from './paging/queries.ts'
import { addDevice, listDevices, removeDevice, tryDevice } from './push/devices.ts'
import { ring } from './push/ring.ts'
import { mine } from './queries/mine.ts'
import { whoIsOnCall } from './queries/now.ts'
import { shiftsOfRota, showRota } from './queries/show.ts'
import { sendWebhook } from './webhook/send.ts'
import { removeWebhook, sendAgain, setWebhook, showWebhook } from './webhook/set.ts'

export const onCallDuty: Capability = {
  name: 'on_call',
  recordActions: [page, acknowledge],
  plainActions: [
    saveRota,
    previewRota,
    addCover,
    removeCover,
    askSwap,
    answerSwap,
    addNote,
    removeNote,
    addDevice,
    removeDevice,
    tryDevice,
    setWebhook,
    removeWebhook,
    sendAgain,
  ],
  readers: [showRota, shiftsOfRota, whoIsOnCall, mine, pagesOfTicket, pagesForMe, listDevices, showWebhook],
  jobs: { 'on_call.page_due': pageDue, 'on_call.ring': ring, 'on_call.send_webhook': sendWebhook },
}
