/** Privacy: keeps patient data out of what all can read. See README.md for the nouns and what always holds. */
import type { Capability } from '../../core/registry.ts'
import { cover } from './cover.ts'
import { coverTexts } from './cover-texts.ts'
import { examineFile, receive, requireOpen } from './files.ts'
import { asStored, forget } from './forget.ts'
import { isSuspect, look } from './look.ts'
import { askErasure, decideErasure, resumeErasure } from './person/ask.ts'
import { erase } from './person/erase.ts'
import { askExport, askOwnExport, mountExport } from './person/export-routes.ts'
import { tendErasures } from './person/give-up.ts'
import { liftHold, placeHold, requireUnheld } from './person/hold.ts'
import { erasures, personData } from './person/read.ts'
import { decide, findings } from './review.ts'
import { editSetting, showSetting, trySetting } from './setting.ts'
import { openFile, reveal, words } from './words.ts'

export { keepsMasks } from './again.ts'
export { sealedErasures } from './person/erase.ts'
export { heldPeople, heldRecords } from './person/held-people.ts'
export { placesInFiles, placesInTables } from './verify.ts'

export const privacy: Capability = {
  name: 'privacy',
  plainActions: [
    editSetting,
    reveal,
    openFile,
    decide,
    askExport,
    askOwnExport,
    askErasure,
    decideErasure,
    resumeErasure,
    placeHold,
    liftHold,
  ],
  readers: [showSetting, trySetting, look, words, findings, personData, erasures],
  routes: mountExport,
  jobs: {
    'privacy.examine_file': examineFile,
    'privacy.erase': erase,
    'privacy.tend_erasures': tendErasures,
  },
  schedules: ['41 * * * * privacy.tend_erasures'],
  guard: { cover, coverTexts, asStored, forget, isSuspect, receive, requireOpen, requireUnheld },
}
