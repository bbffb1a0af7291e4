/** What the timeline says of each event, as keys of sentences with their values: it can be told in any language. */
import type { TicketEvent } from '../data/ticket.ts'

type Change = [from: unknown, to: unknown]
export type Names = ReadonlyMap<string, string>
export type Said = { key: string; values: Record<string, string | number> }

/**
 * The sentences of one event; none where the stream shows it in another way (a message tells of itself).
 * @param names people and teams by id; who is in it nowhere is "somebody" or "another team"
 */
export function sentencesOf(event: TicketEvent, names: Names): Said[] {
  const who = event.actor_id ? names.get(event.actor_id) : undefined
  const data = event.data as { changes?: Record<string, Change>; fields?: Record<string, Change> } & Record<
    string,
    unknown
  >
  const verb = event.action.split('.')[1] ?? ''
  const known: Names = new Map([...names, ...Object.entries((data.names ?? {}) as Record<string, string>)])
  const own = ownSentence(verb, data, known)
  const changed = own?.tellsAll ? [] : changeSentences(verb, data.changes ?? {}, data.fields ?? {}, known)
  const said = [...(own ? [own] : []), ...changed, ...proposed(verb, data)]
  return said.map(({ key, values }) => ({ key, values: { who: who ?? '', ...values } }))
}

/** P1 was wanted by somebody who may not call it. */
function proposed(verb: string, data: Record<string, unknown>): Said[] {
  const { p1 } = (data.weighing ?? {}) as { p1?: unknown }
  return p1 === 'proposed' && verb !== 'decline_p1' ? [{ key: 'proposedP1', values: {} }] : []
}

type Own = Said & { tellsAll?: boolean }

function ownSentence(verb: string, data: Record<string, unknown>, names: Names): Own | undefined {
  const changes = (data.changes ?? {}) as Record<string, Change>
  const name = (id: unknown) => names.get(String(id)) ?? ''
  switch (verb) {
    case 'answer':
    case 'override_priority':
    case 'lift_override':
    case 'call_p1':
    case 'decline_p1':
    case 'caller_failed':
      return { key: verb, values: {} }
    case 'create':
    case 'import':
    case 'close':
    case 'cancel':
    case 'start':
    case 'ask':
    case 'wait_vendor':
    case 'resume':
      return { key: verb, values: {}, tellsAll: verb === 'create' || verb === 'import' }
    case 'resolve':
      return data.code
        ? { key: data.solved_by ? 'resolveByArticle' : 'resolve', values: { code: String(data.code) } }
        : { key: 'resolvePlainly', values: {} }
    case 'reopen':
      return { key: 'reopen', values: {} }
    case 'schedule': {
      const resumeAt = (data.fields as Record<string, Change> | undefined)?.resume_at?.[1] ?? data.resume_at
      return { key: 'schedule', values: { at: String(resumeAt ?? '') } }
    }
    case 'take':
      return { key: 'take', values: {}, tellsAll: true }
    case 'escalate':
    case 'hand_back':
      return {
        key: verb,
        values: { from: name(changes.team_id?.[0]), to: name(changes.team_id?.[1]) },
        tellsAll: true,
      }
    case 'log_time':
      return { key: 'logTime', values: { count: Number(data.minutes ?? 0) } }
    case 'link':
    case 'unlink':
      return { key: verb, values: { type: String(data.type ?? '') }, tellsAll: true }
    case 'redact':
      return { key: `redact_${String(data.what ?? 'passage')}`, values: {}, tellsAll: true }
    case 'rate':
      return { key: 'rate', values: { count: Number(data.rating ?? 0) }, tellsAll: true }
    case 'warned':
    case 'breached':
      return { key: `${verb}_${String(data.clock ?? '')}`, values: {}, tellsAll: true }
    case 'recounted':
    case 'tell':
    case 'reckoned':
      return { key: verb, values: {}, tellsAll: true }
    case 'page':
    case 'page_next':
    case 'page_unanswered':
    case 'page_ended':
    case 'acknowledge':
      return { key: verb, values: { to: name(data.team) }, tellsAll: true }
    case 'watch':
    case 'unwatch':
    case 'add_participant':
    case 'remove_participant':
      return { key: verb, values: { person: name(data.person) }, tellsAll: true }
    default:
      return approvalsAndLists(verb, data) ?? ofTwo(verb, data) ?? byItself(verb, data, name)
  }
}

const plain = [
  'begin',
  'ask_approval',
  'ask_again',
  'decline',
  'ask_back',
  'delegate',
  'withdraw_approval',
  'remove_checklist',
  'tick',
  'untick',
  'settle_tasks',
  'restrict',
  'grant',
  'end_grant',
  'break_glass',
]

/** What was approved, and what was ticked off; the state that follows from it goes without saying. */
function approvalsAndLists(verb: string, data: Record<string, unknown>): Own | undefined {
  if (verb === 'approve') return { key: data.is_last ? 'approve_last' : verb, values: {}, tellsAll: true }
  if (verb === 'add_checklist') return { key: verb, values: { count: Number(data.items) }, tellsAll: true }
  return plain.includes(verb) ? { key: verb, values: {}, tellsAll: true } : taught(verb, data)
}

/** How the requester was taught: in a class, or by something short. */
function taught(verb: string, data: Record<string, unknown>): Own | undefined {
  const values = { number: String(data.number ?? '') }
  if (verb === 'book_requester') return { key: `${verb}_${String(data.booking)}`, values, tellsAll: true }
  if (verb === 'send_lesson') return { key: `${verb}_${String(data.lesson)}`, values: {}, tellsAll: true }
  return undefined
}

const deedsOfTwo = ['merge', 'merged_in', 'unmerge', 'unmerged_from', 'split', 'hear_merged']

/** What was done to this ticket together with another. */
function ofTwo(verb: string, data: Record<string, unknown>): Own | undefined {
  if (!deedsOfTwo.includes(verb)) return undefined
  return { key: verb, values: { number: String(data.number ?? '') }, tellsAll: true }
}
/** What was left for later; its words and its time stand beside the ticket. */
const later: ReadonlySet<string> = new Set([
  'schedule_reply',
  'change_scheduled',
  'discard_scheduled',
  'follow_up',
  'finish_follow_up',
])

/** What ladders did, and how a ticket was given out, by itself. */
function byItself(
  verb: string,
  data: Record<string, unknown>,
  name: (id: unknown) => string,
): Own | undefined {
  if (later.has(verb)) return { key: verb, values: data.at ? { at: String(data.at) } : {}, tellsAll: true }
  if (verb === 'correct_time')
    return { key: verb, values: { count: Number(data.minutes ?? 0) }, tellsAll: true }
  if (verb === 'change_answers') {
    const questions = (Array.isArray(data.answers) ? data.answers : []).map(name).join(', ')
    return { key: verb, values: { questions }, tellsAll: true }
  }
  if (verb === 'given') {
    const { level, open, solved } = data
    const facts = { level: Number(level), count: Number(open), solved: Number(solved) }
    return {
      key: `given_${String(data.duty)}`,
      values: { person: name(data.person), ...facts },
      tellsAll: true,
    }
  }
  if (verb === 'nobody')
    return {
      key: 'nobody_fits',
      values: { full: Number(data.full), away: Number(data.away) },
      tellsAll: true,
    }
  if (verb !== 'climbed' && verb !== 'left_out' && verb !== 'start_step') return undefined
  const kind = verb === 'climbed' ? data.deed : data.why
  const key = verb === 'start_step' ? verb : `${verb}_${String(kind)}`
  return { key, values: { step: Number(data.step), ladder: name(data.ladder) }, tellsAll: true }
}

/** Columns that are told as "changed X from A to B". The rest is bookkeeping that follows from them. */
const toldFields = [
  'title',
  'ticket_kind',
  'impact',
  'urgency',
  'application',
  'device',
  'shared_login',
] as const
const namedFields = ['category_id', 'place_id', 'workstation_id'] as const

function changeSentences(
  verb: string,
  changes: Record<string, Change>,
  fields: Record<string, Change>,
  names: Names,
): Said[] {
  const said: Said[] = []
  const name = (id: unknown) => (id === null || id === undefined ? '' : (names.get(String(id)) ?? '?'))
  if (changes.team_id && changes.team_id[1] !== null)
    said.push({
      key: changes.team_id[0] === null ? 'gaveTeam' : 'movedTeam',
      values: { from: name(changes.team_id[0]), to: name(changes.team_id[1]) },
    })
  if (changes.owner_id)
    said.push(
      changes.owner_id[1] === null
        ? { key: 'noOwner', values: {} }
        : { key: 'gaveOwner', values: { to: name(changes.owner_id[1]) } },
    )
  // A move says the new state by itself; a reply that moved it does not.
  if (changes.state && (verb === 'reply' || verb === 'note'))
    said.push({ key: 'state', values: { to: String(changes.state[1]) } })
  if (changes.priority)
    said.push({
      key: 'priority',
      values: { from: String(changes.priority[0]), to: String(changes.priority[1]) },
    })
  if (changes.requester_id) said.push({ key: 'requester', values: { to: name(changes.requester_id[1]) } })
  if (changes.tags) said.push(...tagSentences(changes.tags))
  for (const field of toldFields) {
    const change = field === 'title' ? changes.title : fields[field]
    // Of words that were not kept, or were taken out, only the change itself is told.
    if (typeof change?.[1] === 'boolean') said.push({ key: 'fieldNamed', values: { field } })
    else if (change)
      said.push({ key: 'field', values: { field, from: text(change[0]), to: text(change[1]) } })
  }
  for (const field of namedFields) {
    const change = fields[field]
    if (!change) continue
    const [from, to] = change.map((id) => (id === null || id === undefined ? '' : names.get(String(id))))
    said.push(
      from === undefined || to === undefined
        ? { key: 'fieldNamed', values: { field } }
        : { key: 'field', values: { field, from, to } },
    )
  }
  return said
}

function tagSentences([from, to]: Change): Said[] {
  const before = Array.isArray(from) ? from.map(String) : []
  const after = Array.isArray(to) ? to.map(String) : []
  const added = after.filter((tag) => !before.includes(tag))
  const gone = before.filter((tag) => !after.includes(tag))
  return [
    ...(added.length > 0 ? [{ key: 'tagged', values: { count: added.length, tags: added.join(', ') } }] : []),
    ...(gone.length > 0 ? [{ key: 'untagged', values: { count: gone.length, tags: gone.join(', ') } }] : []),
  ]
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}
