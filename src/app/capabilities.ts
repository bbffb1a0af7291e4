/** What this installation consists of. */

import { approvals } from '../capabilities/approvals/index.ts'
import { callers } from '../capabilities/callers/index.ts'
import { catalog } from '../capabilities/catalog/index.ts'
import { channels } from '../capabilities/channels/index.ts'
import { mailOut } from '../capabilities/channels/mail-out/index.ts'
import { webhooks } from '../capabilities/channels/webhooks/index.ts'
import { candidates } from '../capabilities/escalation/candidates/index.ts'
import { escalation } from '../capabilities/escalation/index.ts'
import { ladders } from '../capabilities/escalation/ladders/index.ts'
import { onCallDuty } from '../capabilities/escalation/on-call/index.ts'
import { targetReports } from '../capabilities/escalation/targets-report/index.ts'
import { wallboard } from '../capabilities/escalation/wallboard/index.ts'
import { finding } from '../capabilities/finding/index.ts'
import { incidents } from '../capabilities/incidents/index.ts'
import { articleExchange } from '../capabilities/knowledge/exchange/index.ts'
import { knowledge } from '../capabilities/knowledge/index.ts'
import { articleMeasures } from '../capabilities/knowledge/measure/index.ts'
import { notices } from '../capabilities/notices/index.ts'
import { privacy } from '../capabilities/privacy/index.ts'
import { redactReasons, restriction } from '../capabilities/restriction/index.ts'
import { rules } from '../capabilities/rules/index.ts'
import { safety } from '../capabilities/safety/index.ts'
import { waysIn } from '../capabilities/sign-in/index.ts'
import { surveys } from '../capabilities/surveys/index.ts'
import { checklists } from '../capabilities/tickets/checklists/index.ts'
import { sharedDrafts } from '../capabilities/tickets/drafts/index.ts'
import { tickets } from '../capabilities/tickets/index.ts'
import { labels } from '../capabilities/tickets/labels/index.ts'
import { macros } from '../capabilities/tickets/macros/index.ts'
import { phone } from '../capabilities/tickets/phone/index.ts'
import { priority } from '../capabilities/tickets/priority/index.ts'
import { reports } from '../capabilities/tickets/reports/index.ts'
import { scheduled } from '../capabilities/tickets/scheduled/index.ts'
import { time } from '../capabilities/tickets/time/index.ts'
import { trail } from '../capabilities/trail/index.ts'
import { training } from '../capabilities/training/index.ts'
import { attachments } from '../core/attachments/index.ts'
import { drafts } from '../core/drafts/index.ts'
import { keepsRecordWords } from '../core/messages/redact-everywhere.ts'
import { notifications } from '../core/notifications/index.ts'
import { organization } from '../core/organization/index.ts'
import { people } from '../core/people/index.ts'
import type { Capability } from '../core/registry.ts'
import { system } from './system-health.ts'

// Told here, since what may be restricted need not know of restrictions.
keepsRecordWords(redactReasons)

export const capabilities: readonly Capability[] = [
  organization,
  people,
  callers,
  waysIn,
  attachments,
  drafts,
  notifications,
  tickets,
  priority,
  checklists,
  reports,
  macros,
  scheduled,
  sharedDrafts,
  time,
  knowledge,
  articleExchange,
  articleMeasures,
  escalation,
  onCallDuty,
  approvals,
  incidents,
  safety,
  rules,
  catalog,
  ladders,
  candidates,
  surveys,
  labels,
  phone,
  targetReports,
  wallboard,
  channels,
  webhooks,
  mailOut,
  notices,
  privacy,
  restriction,
  finding,
  training,
  trail,
  system,
]
