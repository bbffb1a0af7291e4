// A heading is compared in lower case with all but letters and digits removed. Earlier fields take a heading first.
export const headingWords: [field: string, headings: RegExp][] = [
  ['messageIsPrivate', /^(isprivate|private|internal|isinternal)$/],
  ['messageBody', /^(actionbody|messagebody|message|commentbody|comment|utterance|sentence)$/],
  ['messageAuthorRole', /^(authorrole|role|authortype)$/],
  ['messageAuthor', /^(author|commentauthor|sender|from)$/],
  [
    'number',
    /^(number|ticketid|ticketnumber|ticketno|incidentid|incidentnumber|caseid|casenumber|issueid|issuekey|key|requestid|caseconceptname|id|sysid)$/,
  ],
  ['title', /^(title|subject|shortdescription|summary|topic)$/],
  ['description', /^(description|details|body|content|problemdescription)$/],
  ['state', /^(state|incidentstate|status|ticketstatus|issuestatus|lifecycletransition|stage)$/],
  ['priority', /^(priority|prio|ticketpriority)$/],
  ['impact', /^impact$/],
  ['urgency', /^(urgency|severity)$/],
  ['subcategory', /^(subcategory|subtype)$/],
  ['category', /^(category|topcategory|servicecategory)$/],
  ['kind', /^(type|kind|tickettype|issuetype|recordtype)$/],
  [
    'requester',
    /^(requester|requestername|caller|callerid|customer|user|reporter|reportedby|contact|affecteduser)$/,
  ],
  ['openedBy', /^(openedby|createdby|syscreatedby|submitter|submittedby)$/],
  ['owner', /^(assignedto|assignee|owner|agent|technician|orgresource|resource)$/],
  ['team', /^(assignmentgroup|group|team|queue|orggroup|assignedgroup|supportgroup)$/],
  ['place', /^(location|place|site|room|building|ward)$/],
  ['asset', /^(cmdbci|ci|asset|configurationitem|device|product|computer|application)$/],
  ['channel', /^(channel|contacttype|source|origin|via)$/],
  [
    'createdAt',
    /^(createdat|created|createddate|creationdate|datecreated|openedat|opened|opendate|createdon|syscreatedon|submitteddate)$/,
  ],
  ['resolvedAt', /^(resolvedat|resolved|resolveddate|resolutiondate|resolvedon|solvedat)$/],
  ['closedAt', /^(closedat|closed|closeddate|dateclosed|closedon)$/],
  [
    'updatedAt',
    /^(updatedat|updated|lastupdated|lastmodified|modified|sysupdatedat|sysupdatedon|timestamp|timetimestamp)$/,
  ],
  ['reopenCount', /^(reopencount|reopened|reopens|timesreopened)$/],
  ['reassignCount', /^(reassignmentcount|reassigncount|reassignments)$/],
  ['tags', /^(tags|labels|keywords)$/],
]

export const eventTimeHeadings =
  /^(sysupdatedat|sysupdatedon|timetimestamp|timestamp|updatedat|updated|changedat|eventtime|created)$/
export const sequenceHeadings = /^(sysmodcount|sequence|seq|version|revision|commentseq|eventid)$/
export const actorHeadings = /^(sysupdatedby|updatedby|changedby|modifiedby|actor)$/
export const unknownWords = ['?', 'n/a', 'na', 'null', 'none', 'unknown', '-', '(empty)', '#n/a']

export const datePatterns = [
  'iso',
  'YYYY-MM-DD HH:mm:ss.SSS',
  'YYYY/MM/DD HH:mm:ss',
  'YYYY/MM/DD HH:mm',
  'YYYY/MM/DD',
  'D/M/YYYY H:mm:ss',
  'M/D/YYYY H:mm:ss',
  'D/M/YYYY H:mm',
  'M/D/YYYY H:mm',
  'M/D/YYYY h:mm A',
  'M/D/YYYY h:mm:ss A',
  'D/M/YYYY h:mm A',
  'D/M/YYYY',
  'M/D/YYYY',
  'D/M/YY H:mm',
  'M/D/YY H:mm',
  'D.M.YYYY H:mm:ss',
  'D.M.YYYY H:mm',
  'D.M.YYYY',
  'D-M-YYYY H:mm',
  'D-M-YYYY',
  'D MMM YYYY H:mm',
  'D-MMM-YYYY H:mm:ss',
  'D-MMM-YYYY',
  'MMM D, YYYY h:mm A',
  'MMM D, YYYY',
  'unix-ms',
  'unix',
]

// What a word of another system most likely means here; the first that fits.
export const wordGuesses: Record<string, [value: string | number, words: RegExp][]> = {
  state: [
    ['cancelled', /cancel|withdrawn|rejected|void/],
    ['waiting_on_vendor', /vendor|supplier|third.?party/],
    ['waiting_on_requester', /await|pending|waiting|user info|customer/],
    ['scheduled', /hold|schedul|suspend|\bwait\b|problem|paused/],
    ['resolved', /resolved|solved|fixed|completed/],
    ['closed', /closed|done|archived/],
    ['new', /^new$|logged|submitted|unassigned|queued/],
    ['open', /open|active|progress|assigned|accepted|work/],
  ],
  priority: [
    [1, /critical|urgent|^p?1\b|highest|emergency/],
    [2, /high|^p?2\b/],
    [4, /low|minor|^p?4\b|^p?5\b|planning/],
    [3, /medium|moderate|normal|^p?3\b/],
  ],
  impact: [
    [1, /major|extensive|^1\b|critical|high/],
    [2, /significant|^2\b|medium/],
    [4, /^4\b|minor/],
    [3, /moderate|^3\b|low/],
  ],
  kind: [
    ['problem', /problem/],
    ['service_request', /request|order|task/],
    ['question', /question|how.?to|inquiry/],
    ['incident', /incident|bug|fault|issue|error/],
  ],
  channel: [
    ['phone', /phone|call|ivr/],
    ['mail', /mail/],
    ['portal', /portal|web|self/],
    ['walk_up', /walk|person|desk|direct/],
    ['alert', /alert|monitor|event/],
    ['api', /api|integration/],
  ],
  messageAuthorRole: [
    ['requester', /report|request|customer|user|caller/],
    ['agent', /assign|agent|staff|support|tech/],
    ['other', /other|.*/],
  ],
}
