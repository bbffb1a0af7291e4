/**
 * Finds what may point at a patient. Pure: a text and how to look in, places out. The text is read once from its
 * beginning; each rule looks at a bounded number of neighbors, so that no text keeps it busy for long.
 */
import { addressAt } from './addresses.ts'
import { lookAround } from './around.ts'
import { beforeLabel, furtherRecords, joinedRecord } from './beside.ts'
import { type IsStaff, namesIn } from './names-in.ts'
import { codesIn, labelled, mailsIn, shaped } from './numbers.ts'
import { type Span, withoutOverlaps } from './span.ts'
import type { Token } from './tokens.ts'
import { street_begins } from './words.ts'

export type Looking = {
  /** How the organization's record numbers look, from `formatOf`. */
  readonly formats: readonly RegExp[]
  /** Words of its own, in small letters, that say a patient is talked about. */
  readonly contextWords: ReadonlySet<string>
  readonly isStaff: IsStaff
  readonly yearNow: number
}

/** The places with their scores, in the order of the text, none over another. */
export function detect(text: string, looking: Looking): Span[] {
  const around = lookAround(text, looking.yearNow, looking.contextWords)
  const spans: Span[] = [...namesIn(around, looking.isStaff), ...mailsIn(around), ...codesIn(around)]
  for (let at = 0; at < around.tokens.length; at++) {
    const token = around.tokens[at] as Token
    const cue = around.cueAt(at)
    const found = cue && labelled(around, at, cue.width, cue.kind)
    if (found) spans.push(found, ...furtherRecords(around, found))
    else {
      const before = cue ? beforeLabel(around, at, cue.kind) : joinedRecord(token)
      if (before) spans.push(before)
    }
    const isNumber = token.text.charCodeAt(0) <= 57
    const place = isNumber || street_begins.has(token.lower) ? addressAt(around, at) : undefined
    if (place) spans.push(place)
    const value =
      isNumber || token.shape === 'capital' || token.shape === 'small'
        ? shapedAt(around, at, isNumber)
        : undefined
    if (value) spans.push(value)
  }
  for (const format of looking.formats)
    for (const { index, 0: number } of text.matchAll(format))
      spans.push({
        from: index,
        to: index + number.length,
        kind: 'mrn',
        score: 0.8,
        why: 'the format of a record number',
      })
  return withoutOverlaps([...outside(text, spans), ...linkedIn(text)])
}

const months = new Set(['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'])

function shapedAt(around: ReturnType<typeof lookAround>, at: number, isNumber: boolean): Span | undefined {
  if (isNumber) return shaped(around, at)
  const { lower, to } = around.tokens[at] as Token
  // Of words only the name of a month begins a day.
  const isMonth =
    lower.length <= 9 && months.has(lower.slice(0, 3)) && /^[\s.]{1,3}\d/.test(around.text.slice(to, to + 4))
  return isMonth ? shaped(around, at) : undefined
}

/** Where links lead, people who are mentioned, and what is masked already hold nothing to find but what `linked` says. */
const skipped =
  /https?:\/\/[^\s<>()]{1,2000}|@\[[^\]\n]{1,200}\]\([a-z]{1,20}:[0-9a-f-]{36}\)|\]\((?:https?:|\/)[^)\s]{1,500}\)|⟦[a-z]{2,12} [0-9a-z]{10}⟧/g
/** A part of a link whose key says that a patient's is behind it. */
const linked =
  /[?&;/#](?<key>mrns?|patient|pat|patientid|pid|dob|birthdate|ssn|name|(?:patient|pat|pt|first|last|given|family)[_-]?(?:id|name|mrn|number))[=/](?<value>[^&?#/;\s)]{2,100})/gi

/** Names and numbers stand in links as values; whom the value of a key belongs to is said by the link alone. */
function linkedIn(text: string): Span[] {
  const spans: Span[] = []
  for (const { index, 0: link } of text.matchAll(skipped)) {
    if (!/^(?:https?:|\]\()/.test(link)) continue
    const found = [...link.matchAll(linked)]
    const isPatients = found.some(({ groups }) => groups && !isName(groups.key ?? '') && isValue(groups))
    for (const { index: at, 0: part, groups } of found) {
      if (
        !groups ||
        (isName(groups.key ?? '') ? !isPatients && !/^p/i.test(groups.key ?? '') : !isValue(groups))
      )
        continue
      const to = index + at + part.length
      const kind = kindOf(groups.key ?? '')
      spans.push({
        from: to - (groups.value ?? '').length,
        to,
        kind,
        score: 0.85,
        why: 'a patient’s in a link',
      })
    }
  }
  return spans
}

const isName = (key: string) => /name$/i.test(key)
/** What a person is known by has digits; pages that are only called so have none, or are few. */
const isValue = ({ value = '' }: Record<string, string>) => value.replace(/\D/g, '').length >= 4
const kindOf = (key: string): Span['kind'] =>
  isName(key) ? 'name' : /^(?:dob|birth)/i.test(key) ? 'birth' : /^ssn$/i.test(key) ? 'ssn' : 'mrn'

function outside(text: string, spans: readonly Span[]): Span[] {
  const areas = [...text.matchAll(skipped)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  )
  if (areas.length === 0) return [...spans]
  let area = 0
  return spans
    .toSorted((a, b) => a.from - b.from)
    .filter(({ from, to }) => {
      while (area < areas.length && (areas[area]?.[1] as number) <= from) area++
      const next = areas[area]
      return next === undefined || next[0] >= to
    })
}
