/** Reports of targets for those who lead: kept and missed, by what and why, duty, and beside another system's own. */
import type { Capability } from '../../../core/registry.ts'
import { dutyLoad } from './duty.ts'
import { importedTargets } from './imported.ts'
import { targetsKept } from './kept.ts'
import { misses } from './misses.ts'

export const targetReports: Capability = {
  name: 'target_reports',
  readers: [targetsKept, misses, dutyLoad, importedTargets],
}
