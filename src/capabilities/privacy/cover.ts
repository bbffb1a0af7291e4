/**
 * Puts masks into what is written, before anything of it is stored. So search, mail, notifications, exports and live news
 * hold masks without knowing of them, and the words stand in one place alone.
 */

import type { Writing } from '../../core/followers.ts'
import type { About } from '../../core/guard.ts'
import { isToldOutside } from '../../core/records/visible.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import type { Span } from './detect/span.ts'
import { examine } from './examine.ts'
import { keepFindings, type NewFinding } from './finding.ts'
import { type Leaf, leavesOf } from './leaves.ts'
import { masksIn, maskText, newMask } from './mask.ts'
import { settingOf } from './setting.ts'
import { forgetFallenOut, keptMasks, save_together } from './together.ts'

const findings_of_text_max = 500
const unlabelled_score = 0.8

/**
 * Redactions give the words that they take away, and who takes a tag off names one that is there; all else that is
 * written onto a record is covered.
 */
const uncovered = new Set(['tickets.redact', 'incidents.redact', 'knowledge.redact', 'tickets.untag'])
/** What harmed a patient is told with the patient, and seen by safety officers alone. Courses and classes
 * refuse what seems to tell of a patient. */
const uncovered_kinds = new Set(['safety_event', 'hazard', 'course', 'class'])
const plain: Readonly<Record<string, readonly string[]>> = {
  tickets: ['create'],
  catalog: ['request'],
  incidents: ['propose'],
  knowledge: ['create'],
  shared_drafts: ['save'],
  on_call: ['note'],
  approvals: ['approve', 'decline', 'ask_back', 'delegate'],
  restriction: ['restrict', 'grant', 'break_glass', 'review'],
}
/** Its path names the team whose rota the note is left for. */
const note_of_team = 'on_call.note'
/** What makes a record, or belongs to one without being an action on it. The test of all actions holds the rest. */
const covered_plain = new Set(
  Object.entries(plain).flatMap(([capability, verbs]) => verbs.map((verb) => `${capability}.${verb}`)),
)

/** True for the actions whose words are covered. */
export function isCovered({ action, record }: Pick<About, 'action' | 'record'>): boolean {
  if (record === null) return covered_plain.has(action)
  return !uncovered.has(action) && !uncovered_kinds.has(record.kind)
}

/** As `Guard.cover` says. */
export async function cover(
  { tx, actor, now }: Writing,
  about: About,
  input: unknown,
): Promise<{ input: unknown; made?: (record: { id: string; isInternal?: boolean }) => void }> {
  if (!isCovered(about)) return { input }
  const leaves = leavesOf(input, about.schema, about.asked)
  if (leaves.length === 0) return { input }
  const setting = await settingOf(tx)
  const found = await examine(
    tx,
    setting,
    leaves.map(({ context, text }) => context + text),
    now,
  )
  const known = leaves.flatMap(({ text }) => masksIn(text))
  const isInternal = about.record !== null && !isToldOutside(about.record.kind, about.action)
  if (about.record !== null) adopt(tx, actor.personId, known, { id: about.record.id, isInternal })
  const findings: NewFinding[] = []
  const put = new Map<string, string>()
  for (const [at, all] of found.entries()) {
    const leaf = leaves[at] as Leaf
    const spans = withoutContext(leaf, all)
    if (spans.length > 0) put.set(leaf.pointer, masked(leaf, spans, findings))
  }
  const ticketId = about.action === save_together ? about.params?.id : undefined
  const kept = ticketId === undefined ? [] : await keptMasks(tx, actor.personId, ticketId, findings, put)
  if (findings.length > 0)
    keepFindings(
      tx,
      {
        action: about.action,
        recordId: about.record?.id ?? null,
        teamId: about.action === note_of_team ? about.params?.id : undefined,
        attachmentId: null,
        isInternal,
        writerId: actor.personId,
        now,
      },
      findings,
    )
  const all = [...known, ...kept, ...findings.flatMap(({ mask }) => mask ?? [])]
  return {
    input: put.size === 0 ? input : replaced(input, '', put),
    made: ({ id, isInternal: isInner = false }) => {
      adopt(tx, actor.personId, all, { id, isInternal: isInner })
      if (ticketId !== undefined) forgetFallenOut(tx, actor.personId, { ticketId: id, now, standing: all })
    },
  }
}

/** The places as they are in the words alone. A number that nothing announces as a patient's counts something. */
export function withoutContext({ context, text, isNumber }: Leaf, spans: readonly Span[]): Span[] {
  const length = context.length
  return spans
    .filter(({ to, score }) => to > length && (!isNumber || score > unlabelled_score))
    .map((span) => ({
      ...span,
      from: Math.max(0, span.from - length),
      to: Math.min(text.length, span.to - length),
    }))
}

function replaced(value: unknown, pointer: string, put: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return put.get(pointer) ?? value
  if (Array.isArray(value)) return value.map((each, at) => replaced(each, `${pointer}/${at}`, put))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, replaced(each, `${pointer}/${key}`, put)]),
  )
}

/** The text with its masks; one that would become too long for its field is masked as a whole, or refused. */
export function masked(
  { text, pointer, length_max, isNumber }: Leaf,
  spans: readonly Span[],
  findings: NewFinding[],
): string {
  if (isNumber)
    throw invalid(
      `#${pointer}`,
      `“${text}” may be a patient’s number. Leave it out; where it is needed, write it into the words, which are masked.`,
    )
  const made = spans.map(({ from, to, kind, score }): NewFinding & { mask: string } => ({
    mask: newMask(),
    kind,
    score,
    field: pointer.slice(1, 200),
    from,
    to,
    words: text.slice(from, to),
  }))
  let rest = ''
  let done = 0
  for (const { from, to, kind, mask } of made) {
    rest += text.slice(done, from) + maskText(kind, mask)
    done = to
  }
  rest += text.slice(done)
  if (rest.length <= length_max && made.length <= findings_of_text_max) {
    findings.push(...made)
    return rest
  }
  const mask = newMask()
  if (maskText('text', mask).length > length_max)
    throw invalid(
      `#${pointer}`,
      `Leave out “${made.map(({ words }) => words).join('”, “')}”. It may be a patient’s, and this field is too short for a mask.`,
    )
  const score = Math.max(...spans.map((span) => span.score))
  findings.push({
    mask,
    kind: 'text',
    score,
    field: pointer.slice(1, 200),
    from: 0,
    to: text.length,
    words: text,
  })
  return maskText('text', mask)
}

/**
 * One's own masks that were made before there was a record belong to the first that they stand on; a name that somebody
 * else made tells of no record. What was written together is read outside once it is sent there.
 */
function adopt(
  tx: Tx,
  writerId: string,
  names: readonly string[],
  { id, isInternal }: { id: string; isInternal: boolean },
): void {
  if (names.length === 0) return
  tx.send(
    raw(
      `update privacy.finding set record_id = $3, is_internal = $4 and (record_id is null or is_internal)
       where org_id = $1 and mask = any($2::text[]) and attachment_id is null and team_id is null
         and ((record_id is null and writer_id = $5) or (record_id = $3 and action = $6))`,
      [tx.orgId, names, id, isInternal, writerId, save_together],
    ),
  )
}
