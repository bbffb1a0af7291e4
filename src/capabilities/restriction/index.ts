/** Restricted records: who is kept from what, who is let in, and who broke the glass. See README.md. */
import type { Capability } from '../../core/registry.ts'
import { endGrant, grant, restrict } from './actions.ts'
import { breakGlass, door, remind, review } from './glass.ts'
import { hold } from './hold.ts'
import { brokenGlass, preview, show } from './read.ts'
import { editSetting, showSetting } from './setting.ts'

export { redactReasons } from './redact.ts'

export const restriction: Capability = {
  name: 'restriction',
  plainActions: [restrict, grant, endGrant, breakGlass, review, editSetting],
  readers: [door, show, preview, brokenGlass, showSetting],
  follower: hold,
  jobs: { 'restriction.remind': remind },
  schedules: ['*/10 * * * * restriction.remind'],
}
