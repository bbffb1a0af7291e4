/** Privacy: keeps patient data out of what all can read. See README.md for the nouns and what always holds. */
import type { Capability } from '../../core/registry.ts'
import { cover } from './cover.ts'
import { examineFile, receive, requireOpen } from './files.ts'
import { asStored, forget } from './forget.ts'
import { isSuspect, look } from './look.ts'
import { decide, findings } from './review.ts'
import { editSetting, showSetting } from './setting.ts'
import { openFile, reveal, words } from './words.ts'

export { placesInFiles, placesInTables } from './verify.ts'

export const privacy: Capability = {
  name: 'privacy',
  plainActions: [editSetting, reveal, openFile, decide],
  readers: [showSetting, look, words, findings],
  jobs: { 'privacy.examine_file': examineFile },
  guard: { cover, asStored, forget, isSuspect, receive, requireOpen },
}
