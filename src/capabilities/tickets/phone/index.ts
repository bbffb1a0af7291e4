/** The phone desk: who calls, what is known of them, and the ticket while they talk. */
import type { Capability } from '../../../core/registry.ts'
import { alike } from './alike.ts'
import { caller, callers, ofWorkstation, recent } from './callers.ts'
import { mountLogCall } from './log-call.ts'
import { addCaller } from './unknown.ts'

export const phone: Capability = {
  name: 'phone',
  plainActions: [addCaller],
  readers: [callers, caller, recent, ofWorkstation, alike],
  routes: mountLogCall,
}
