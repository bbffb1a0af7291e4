/** What this installation shows. */
import type { WebCapability } from '../web/shell/web-capability.ts'

export const webCapabilities: readonly WebCapability[] = []
