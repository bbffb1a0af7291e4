/** What this installation shows. */

import { approvalsWeb } from '../capabilities/approvals/web/index.ts'
import { callersWeb } from '../capabilities/callers/web/index.ts'
import { catalogWeb } from '../capabilities/catalog/web/index.ts'
import { formWeb } from '../capabilities/channels/form/web/index.ts'
import { mailOutWeb } from '../capabilities/channels/mail-out/web/index.ts'
import { heldFilesWeb } from '../capabilities/channels/scan/web/index.ts'
import { channelsWeb } from '../capabilities/channels/web/index.ts'
import { webhooksWeb } from '../capabilities/channels/webhooks/web/index.ts'
import { candidatesWeb } from '../capabilities/escalation/candidates/web/index.ts'
import { laddersWeb } from '../capabilities/escalation/ladders/web/index.ts'
import { onCallWeb } from '../capabilities/escalation/on-call/web/index.ts'
import { targetsWeb } from '../capabilities/escalation/targets-report/web/index.ts'
import { wallboardWeb } from '../capabilities/escalation/wallboard/web/index.ts'
import { escalationWeb } from '../capabilities/escalation/web/index.ts'
import { findingWeb } from '../capabilities/finding/web/index.ts'
import { incidentsWeb } from '../capabilities/incidents/web/index.ts'
import { articleExchangeWeb } from '../capabilities/knowledge/exchange/web/index.ts'
import { articleMeasuresWeb } from '../capabilities/knowledge/measure/web/index.ts'
import { knowledgeWeb } from '../capabilities/knowledge/web/index.ts'
import { noticesWeb } from '../capabilities/notices/web/index.ts'
import { privacyWeb } from '../capabilities/privacy/web/capability.ts'
import { restrictionWeb } from '../capabilities/restriction/web/capability.ts'
import { rulesWeb } from '../capabilities/rules/web/index.ts'
import { safetyWeb } from '../capabilities/safety/web/index.ts'
import { waysInWeb } from '../capabilities/sign-in/web/index.ts'
import { surveysWeb } from '../capabilities/surveys/web/index.ts'
import { checklistsWeb } from '../capabilities/tickets/checklists/web/index.ts'
import { labelsWeb } from '../capabilities/tickets/labels/web/index.ts'
import { macrosWeb } from '../capabilities/tickets/macros/web/index.ts'
import { mergingWeb } from '../capabilities/tickets/merging/web/index.ts'
import { phoneWeb } from '../capabilities/tickets/phone/web/index.ts'
import { portal } from '../capabilities/tickets/portal/web/index.ts'
import { priorityWeb } from '../capabilities/tickets/priority/web/index.ts'
import { reportsWeb } from '../capabilities/tickets/reports/web/index.ts'
import { ticketsWeb } from '../capabilities/tickets/web/index.ts'
import { trainingWeb } from '../capabilities/training/web/index.ts'
import { organizationWeb } from '../core/people/web/index.ts'
import { accountPages } from '../core/people/web/public/index.ts'
import type { WebCapability } from '../web/shell/web-capability.ts'

export const webCapabilities: readonly WebCapability[] = [
  ticketsWeb,
  macrosWeb,
  priorityWeb,
  checklistsWeb,
  mergingWeb,
  reportsWeb,
  portal,
  approvalsWeb,
  knowledgeWeb,
  findingWeb,
  articleExchangeWeb,
  articleMeasuresWeb,
  accountPages,
  waysInWeb,
  organizationWeb,
  channelsWeb,
  webhooksWeb,
  mailOutWeb,
  noticesWeb,
  formWeb,
  heldFilesWeb,
  escalationWeb,
  onCallWeb,
  incidentsWeb,
  safetyWeb,
  rulesWeb,
  catalogWeb,
  laddersWeb,
  candidatesWeb,
  targetsWeb,
  wallboardWeb,
  surveysWeb,
  privacyWeb,
  callersWeb,
  restrictionWeb,
  labelsWeb,
  phoneWeb,
  trainingWeb,
]
