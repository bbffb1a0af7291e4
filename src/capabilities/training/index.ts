/** Training: who has to know what, and what was learned. See README.md. */
import type { Capability } from '../../core/registry.ts'
import {
  createCompetency,
  createFramework,
  editCompetency,
  editFramework,
  importCompetencies,
} from './frameworks/actions.ts'
import { competencies, frameworks } from './frameworks/queries.ts'
import { mountGapExport } from './gaps/export.ts'
import { gaps } from './gaps/list.ts'
import { addRecord, redactWords, revokeRecord } from './records/add.ts'
import { previewImport, runImport } from './records/import.ts'
import { mine, transcript } from './records/transcript.ts'
import { addRequirement, archiveRequirement, editRequirement } from './requirements/actions.ts'
import { choices, requirements } from './requirements/queries.ts'
import { reckon } from './requirements/reckon.ts'
import { setUsers } from './requirements/users.ts'

export const training: Capability = {
  name: 'training',
  plainActions: [
    createFramework,
    editFramework,
    importCompetencies,
    createCompetency,
    editCompetency,
    addRequirement,
    editRequirement,
    archiveRequirement,
    setUsers,
    addRecord,
    revokeRecord,
    redactWords,
    previewImport,
    runImport,
  ],
  readers: [frameworks, competencies, requirements, choices, gaps, transcript, mine],
  jobs: { 'training.reckon': reckon },
  schedules: ['*/15 * * * * training.reckon'],
  routes: mountGapExport,
}
