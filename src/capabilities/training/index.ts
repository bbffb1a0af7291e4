/** Training: who has to know what, and what was learned. See README.md. */
import type { Capability } from '../../core/registry.ts'
import { assessmentPart } from './assessment/index.ts'
import { certificatesPart } from './certificates/index.ts'
import { claimsPart, mountClaimFiles } from './claims/index.ts'
import { classesPart } from './classes/index.ts'
import { coursesPart } from './courses/index.ts'
import { effect, effectChoices, effectTickets } from './effect/read.ts'
import {
  createCompetency,
  createFramework,
  editCompetency,
  editFramework,
  importCompetencies,
} from './frameworks/actions.ts'
import { competencies, frameworks } from './frameworks/queries.ts'
import { fromTicketPart } from './from-ticket/index.ts'
import { mountGapExport } from './gaps/export.ts'
import { gaps } from './gaps/list.ts'
import { compliance } from './homes/compliance.ts'
import { due } from './homes/due.ts'
import { mountComplianceExport, mountMatrixExport } from './homes/export.ts'
import { matrix } from './homes/matrix.ts'
import { closeNeed, confirmNeed, declineNeed, deliverNeed, evaluateNeed, planNeed } from './needs/actions.ts'
import { findNeeds } from './needs/find.ts'
import { needLife } from './needs/lifecycle.ts'
import { planClassForNeed } from './needs/plan-class.ts'
import { proposedClass } from './needs/propose-class.ts'
import { need, needs } from './needs/read.ts'
import { forgetApplication } from './needs/redacted.ts'
import { beginAgain, editPackage, launchUnit, saveProgress } from './packages/actions.ts'
import { packageShow, packages } from './packages/queries.ts'
import { mountPackageUpload } from './packages/routes.ts'
import { mountLaunched } from './packages/serve.ts'
import { plansPart } from './plans/index.ts'
import { addRecord, redactWords, revokeRecord } from './records/add.ts'
import { mountEvidence } from './records/evidence.ts'
import { mountRecordExport } from './records/export.ts'
import { previewImport, runImport } from './records/import.ts'
import { listRecords } from './records/list.ts'
import { remindDue } from './records/remind.ts'
import { mine, transcript } from './records/transcript.ts'
import { addRequirement, archiveRequirement, editRequirement } from './requirements/actions.ts'
import { choices, requirements } from './requirements/queries.ts'
import { reckon } from './requirements/reckon.ts'
import { setUsers } from './requirements/users.ts'
import { surveyPart } from './survey/index.ts'
import { mountXapi } from './xapi/routes.ts'

export { sealedBadgeKeys } from './certificates/index.ts'
export { bookedClasses } from './classes/store.ts'
export { sealedSurveyKeys } from './survey/key.ts'

export const training: Capability = {
  name: 'training',
  plural: {
    training_need: 'training-needs',
    ...coursesPart.plural,
    ...classesPart.plural,
    ...plansPart.plural,
  },
  lifecycles: [needLife, ...coursesPart.lifecycles, ...classesPart.lifecycles, ...plansPart.lifecycles],
  readings: [
    { kind: 'training_need', all: 'training.read_all' },
    ...coursesPart.readings,
    ...classesPart.readings,
    ...plansPart.readings,
  ],
  recordActions: [
    confirmNeed,
    declineNeed,
    planNeed,
    planClassForNeed,
    deliverNeed,
    evaluateNeed,
    closeNeed,
    ...coursesPart.recordActions,
    ...classesPart.recordActions,
    ...plansPart.recordActions,
    ...fromTicketPart.recordActions,
  ],
  plainActions: [
    ...coursesPart.plainActions,
    ...classesPart.plainActions,
    ...plansPart.plainActions,
    ...assessmentPart.plainActions,
    ...surveyPart.plainActions,
    ...certificatesPart.plainActions,
    ...claimsPart.plainActions,
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
    editPackage,
    launchUnit,
    beginAgain,
    saveProgress,
  ],
  readers: [
    ...coursesPart.readers,
    ...classesPart.readers,
    ...plansPart.readers,
    ...assessmentPart.readers,
    ...fromTicketPart.readers,
    ...surveyPart.readers,
    ...claimsPart.readers,
    frameworks,
    competencies,
    requirements,
    choices,
    gaps,
    matrix,
    compliance,
    due,
    listRecords,
    transcript,
    mine,
    packages,
    packageShow,
    needs,
    need,
    proposedClass,
    effectChoices,
    effect,
    effectTickets,
  ],
  follower: forgetApplication,
  jobs: {
    'training.reckon': reckon,
    'training.find_needs': findNeeds,
    'training.remind_due': remindDue,
    ...classesPart.jobs,
    ...plansPart.jobs,
    ...assessmentPart.jobs,
    ...surveyPart.jobs,
  },
  schedules: [
    '*/15 * * * * training.reckon',
    '35 2 * * * training.find_needs',
    '10 5 * * * training.remind_due',
    ...classesPart.schedules,
    ...plansPart.schedules,
    ...assessmentPart.schedules,
    ...surveyPart.schedules,
  ],
  routes: (http, app, authenticate) => {
    mountGapExport(http, app, authenticate)
    mountMatrixExport(http, app, authenticate)
    mountComplianceExport(http, app, authenticate)
    mountRecordExport(http, app, authenticate)
    mountEvidence(http, app, authenticate)
    mountClaimFiles(http, app, authenticate)
    coursesPart.routes(http, app, authenticate)
    certificatesPart.routes(http, app, authenticate)
    mountXapi(http, app, authenticate)
    mountPackageUpload(http, app, authenticate)
    mountLaunched(http, app)
  },
}
