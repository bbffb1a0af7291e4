import type { Row } from '../read/row.ts'
import { dateReader } from './dates.ts'
import { type ColumnMapping, checkMapping, type Mapping } from './mapping.ts'
import { fieldType, ticketStates } from './vocabulary.ts'

// A heading is compared in lower case with all but letters and digits removed. Earlier fields take a heading first.
const headingWords: [field: string, headings: RegExp][] = [
  ['messageIsPrivate', /^(isprivate|private|internal|isinternal|ispublic)$/],
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

const eventTimes =
  /^(sysupdatedat|sysupdatedon|timetimestamp|timestamp|updatedat|updated|changedat|eventtime|created)$/
const sequences = /^(sysmodcount|sequence|seq|version|revision|commentseq|eventid)$/
const actors = /^(sysupdatedby|updatedby|changedby|modifiedby|actor)$/
const unknownWords = ['?', 'n/a', 'na', 'null', 'none', 'unknown', '-', '(empty)', '#n/a']

const patterns = [
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

export type MappingGuess = {
  mapping: Mapping
  /** What the person should look at before running it, in sentences. */
  doubts: string[]
}

/**
 * A first mapping for the wizard, from the headings and some sample rows (a few hundred are enough). It is always a
 * valid mapping; what was not recognized is in `doubts`. The zone is the caller's, since no file tells it.
 */
export function guessMapping(
  headings: readonly string[],
  sample: readonly Row[],
  zone = 'UTC',
): MappingGuess {
  const doubts: string[] = []
  const unknown = unknownWords.filter((word) =>
    sample.some(({ values }) => headings.some((heading) => values[heading]?.trim().toLowerCase() === word)),
  )
  const textsOf = (heading: string) =>
    sample
      .map(({ values }) => values[heading]?.trim() ?? '')
      .filter((text) => text && !unknown.includes(text.toLowerCase()))
  const fields = guessFields(headings, textsOf)
  const headingOf = (field: string) => [...fields].find(([, name]) => name === field)?.[0]
  const key = headingOf('number') ?? headings[0] ?? 'id'
  if (!headingOf('number')) doubts.push(`No column looks like the ticket's number; "${key}" is taken.`)
  const keys = textsOf(key)
  const isRepeated = new Set(keys).size < keys.length
  const find = (words: RegExp) => headings.find((heading) => words.test(folded(heading)))
  const time = find(eventTimes)
  const source =
    headingOf('messageBody') && time
      ? 'conversation'
      : isRepeated && time && headingOf('state')
        ? 'event-log'
        : 'snapshot'
  if (isRepeated && source === 'snapshot')
    doubts.push(`"${key}" repeats, but no time of change and state were found for an event log.`)
  const createdAt = headingOf('createdAt')
  const dated = (source === 'snapshot' ? createdAt : time) ?? createdAt ?? headings[0] ?? 'id'
  const pattern = guessPattern(textsOf(dated))
  if (!pattern.sure)
    doubts.push(
      `The dates of "${dated}" fit ${pattern.pattern}, but day and month may be the other way round.`,
    )
  if (pattern.fits === 0) doubts.push(`No date form fits the values of "${dated}".`)
  const columns = [...fields]
    .filter(([, field]) => source === 'conversation' || !field.startsWith('message'))
    .filter(([, field]) => !(source !== 'snapshot' && field === 'updatedAt'))
    .map(([column, field]) => guessValues({ column, field }, textsOf(column), doubts))
    .map((column) => withPattern(column, textsOf(column.column), pattern.pattern))
  if (source === 'snapshot' && !createdAt) {
    doubts.push('No column looks like the time of creation.')
    columns.push({ column: dated, field: 'createdAt' })
  }
  const finals =
    source === 'event-log'
      ? columns.filter(({ field }) => field === 'resolvedAt' || field === 'closedAt')
      : []
  const mapping: Mapping = {
    format: 'wardline-import/1',
    name: 'New mapping',
    origin: 'import',
    source,
    key,
    ...(source === 'snapshot'
      ? {}
      : { time, sequence: numbersOnly(find(sequences), textsOf), actor: find(actors) }),
    unknown,
    dates: { pattern: pattern.pattern, zone },
    columns,
    finalColumns: finals.map(({ column }) => column),
    constants: fields.size > 0 && headingOf('kind') ? {} : { kind: 'incident' },
    missing: {
      people: { do: 'create' },
      teams: { do: 'create' },
      categories: { do: 'create' },
      places: { do: 'create' },
      assets: { do: 'create' },
    },
    ...(headingOf('title')
      ? {}
      : { titleTemplate: source === 'conversation' ? '{firstMessage}' : '{category} – {subcategory}' }),
    ...(source === 'conversation' ? { message: { groupBy: [] } } : {}),
  }
  // Undefined members are left out as they would be in a file.
  return { mapping: checkMapping(JSON.parse(JSON.stringify(mapping))), doubts }
}

function folded(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function numbersOnly(
  heading: string | undefined,
  textsOf: (heading: string) => string[],
): string | undefined {
  return heading !== undefined && textsOf(heading).every((text) => /^\d+(\.0+)?$/.test(text))
    ? heading
    : undefined
}

/** Heading → field, by words; a column of times or flags is not taken for text and the other way round. */
function guessFields(
  headings: readonly string[],
  textsOf: (heading: string) => string[],
): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [field, words] of headingWords) {
    const heading = headings.find(
      (candidate) =>
        !fields.has(candidate) && words.test(folded(candidate)) && fits(field, textsOf(candidate)),
    )
    if (heading !== undefined) fields.set(heading, field)
  }
  return new Map(
    headings.filter((heading) => fields.has(heading)).map((heading) => [heading, fields.get(heading) ?? '']),
  )
}

function fits(field: string, texts: string[]): boolean {
  const type = fieldType(field)?.type
  if (texts.length === 0) return true
  if (type === 'time') return guessPattern(texts).fits > 0.8
  if (type === 'count') return texts.every((text) => /^\d+(\.0+)?$/.test(text))
  if (type === 'flag') return new Set(texts).size <= 3
  if (type === 'level' || type === 'word') return new Set(texts).size <= 40
  return true
}

function guessPattern(texts: string[]): { pattern: string; fits: number; sure: boolean } {
  let best = { pattern: 'iso', fits: 0, sure: true }
  const sample = [...new Set(texts)].slice(0, 500)
  for (const pattern of patterns) {
    const read = dateReader(pattern, 'UTC')
    const fits =
      sample.length === 0 ? 0 : sample.filter((text) => isLikely(read(text))).length / sample.length
    const isTwin = fits === best.fits && fits > 0 && twin(pattern) === best.pattern
    if (fits > best.fits) best = { pattern, fits, sure: true }
    else if (isTwin) best.sure = false
  }
  return best
}

function isLikely(time: string | undefined): boolean {
  return time !== undefined && time >= '1985' && time < '2100'
}

function twin(pattern: string): string {
  return pattern.replace(/D([/.-])M/, 'M$1D') === pattern
    ? pattern.replace(/M([/.-])D/, 'D$1M')
    : pattern.replace(/D([/.-])M/, 'M$1D')
}

function withPattern(column: ColumnMapping, texts: string[], usual: string): ColumnMapping {
  if (fieldType(column.field)?.type !== 'time') return column
  const own = guessPattern(texts)
  const read = dateReader(usual, 'UTC')
  return own.fits > 0 && !texts.every((text) => read(text)) ? { ...column, pattern: own.pattern } : column
}

const wordGuesses: Record<string, [value: string | number, words: RegExp][]> = {
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

/** Fills the value table of a field of closed words; a value that means nothing is rejected until it is mapped. */
function guessValues(column: ColumnMapping, texts: string[], doubts: string[]): ColumnMapping {
  const guesses = wordGuesses[column.field === 'urgency' ? 'impact' : column.field]
  if (!guesses) return column
  const values: Record<string, string | number> = {}
  for (const text of new Set(texts)) {
    const found =
      ticketStates.find((state) => column.field === 'state' && state === text) ??
      guesses.find(([, words]) => words.test(text.toLowerCase()))?.[0]
    if (found === undefined)
      doubts.push(`The ${column.field} "${text}" was not recognized; rows with it are rejected.`)
    else values[text] = found
  }
  return { ...column, values, otherwise: 'reject' }
}
