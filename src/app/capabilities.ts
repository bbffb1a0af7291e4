/** What this installation consists of. */

import { tickets } from '../capabilities/tickets/index.ts'
import type { Capability } from '../core/registry.ts'

export const capabilities: readonly Capability[] = [tickets]
