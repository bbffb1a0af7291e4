/** Callers: nobody does anything to the account of another who was not verified. See README.md. */
import type { Capability } from '../../core/registry.ts'
import { heardCode, makeCode } from './code.ts'
import { noteAllContacts } from './contacts.ts'
import { abandon, sayFailed } from './fail.ts'
import { requireVerifiedCaller } from './gate.ts'
import { asked, list, mountExport } from './list.ts'
import { askSecond, second } from './second.ts'
import { editSetting, showSetting } from './setting.ts'
import { show, start } from './start.ts'
import { answer, ask, calledBack, sawBadge } from './ways.ts'

export { vouch } from './vouch.ts'
export { acts } from './words.ts'

export const callers: Capability = {
  name: 'callers',
  plainActions: [
    start,
    calledBack,
    sawBadge,
    ask,
    answer,
    makeCode,
    heardCode,
    sayFailed,
    abandon,
    askSecond,
    second,
    editSetting,
  ],
  readers: [show, list, asked, showSetting],
  jobs: { 'callers.note_contacts': noteAllContacts },
  schedules: ['23 * * * * callers.note_contacts'],
  accountGate: requireVerifiedCaller,
  routes: mountExport,
}
