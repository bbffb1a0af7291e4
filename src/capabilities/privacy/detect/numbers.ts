/** Numbers, dates and addresses that may be a patient's. */

import type { Around } from './around.ts'
import { isOfOther } from './beside.ts'
import { isBankAccount, isCard, isMedicare, isSocial } from './checks.ts'
import { dayAt } from './dates.ts'
import type { Kind, Span } from './span.ts'
import type { Token } from './tokens.ts'
import { device_words, fillers, number_words } from './words.ts'

/** How far behind its label a number stands at most, in words. */
const reach_words = 5
const between_max = 12
/** Where people have their own address, and hospitals have none. */
const private_mail = /^(?:gmail|yahoo|hotmail|outlook|icloud|aol|live|msn|protonmail|comcast)\./i

/** What a label announces, looked for in the words behind it. */
export function labelled(around: Around, at: number, width: number, kind: Kind): Span | undefined {
  const { text, tokens } = around
  let previous = tokens[at + width - 1]
  for (let next = at + width; next <= at + width + reach_words && next < tokens.length; next++) {
    const token = tokens[next] as Token
    const between = text.slice((previous as Token).to, token.from)
    if (between.length > between_max || /[.!?;]\s|\n\s*\n/.test(between)) return undefined
    if (kind === 'birth') {
      const day = dayAt(text, token.from, around.yearNow, true)
      if (day) return { from: token.from, to: day.to, kind, score: 0.97, why: 'a day behind its label' }
      if (/^(?:19|20)\d{2}$/.test(token.text) && Number(token.text) <= around.yearNow)
        return { from: token.from, to: token.to, kind, score: 0.75, why: 'a year behind its label' }
    }
    const value = /\d/.test(token.text) ? valueAt(around, next, kind) : undefined
    if (value) return value
    if (!fillers.has(token.lower) && !around.cueAt(next)) return undefined
    previous = token
  }
  return undefined
}

function valueAt(around: Around, at: number, kind: Kind): Span | undefined {
  const token = around.tokens[at] as Token
  const { to, plain } = grouped(around, at)
  const digits = plain.replace(/\D/g, '')
  const span = (score: number, why: string): Span => ({ from: token.from, to, kind, score, why })
  if (kind === 'ssn') {
    if (digits.length === 9)
      return span(isSocial(digits) ? 0.99 : 0.7, 'a social security number behind its label')
    return digits.length === 4 ? span(0.7, 'the last digits behind a label') : undefined
  }
  if (kind === 'mrn')
    return digits.length >= 4 && digits.length <= 14 && plain.length - digits.length <= 4
      ? span(0.95, 'a number behind the label of a record')
      : undefined
  if (kind === 'insurance')
    return isMedicare(plain.toUpperCase()) || (digits.length >= 5 && plain.length >= 6 && plain.length <= 20)
      ? span(0.85, 'a number behind the label of an insurance')
      : undefined
  if (kind === 'account')
    return digits.length >= 6 && digits.length <= 20
      ? span(around.isNearPatient(token.from) ? 0.85 : 0.65, 'a number behind the label of an account')
      : undefined
  if (kind === 'device') return digits.length >= 4 ? span(0.85, 'the serial number of an implant') : undefined
  return undefined
}

/** A number that is written in groups, as one. */
function grouped(around: Around, at: number): { to: number; plain: string } {
  const { text, tokens } = around
  let last = tokens[at] as Token
  let plain = last.text.replaceAll(/['’-]/g, '')
  for (let next = at + 1; next < tokens.length && next < at + 5; next++) {
    const token = tokens[next] as Token
    const between = text.slice(last.to, token.from)
    if (
      token.shape !== 'digits' ||
      (between !== ' ' && between !== '.') ||
      token.text.length > 5 ||
      last.text.length > 5
    )
      break
    plain += token.text
    last = token
  }
  return { to: last.to, plain }
}

const social = /\d{3}([- ])\d{2}\1\d{4}(?![\d-])/y
const telephone = /(?:\d{1,3}[ .-])?(?:\d{2,4}\) ?|\d{2,4}[ .-])\d{3}[ .-]?\d{3,4}(?![\d-])/y
const grouped_telephone = /\(?\d{1,5}\)?(?:[ .-]{1,2}\(?\d{2,5}\)?){2,5}(?![\d-])/y
const local_telephone = /\d{3}[-.]\d{4}(?![\d.-])/y
const spanish_telephone = /[679]\d{2}[ .-]?\d{3}[ .-]?\d{3}(?!\d)/y
const card = /\d{4}(?:[ -]?\d{2,6}){2,4}(?![\d-])/y
const device_code = /\(01\)\d{14}(?:\(\d{2}\)[A-Za-z0-9-]{1,20}){0,4}/g
const own_telephone =
  /(?:\bme|\bmy|\bour|\bmi|\bmí|\bext\.?|\bdesk|\bus|\bpager|\bfax)[\s:@]{1,3}(?:(?:cell|at|on|is|phone|number|al|en|me)[\s:#]{1,3}){0,3}\(?\+?$/i

function match(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** What its shape alone tells, surer where a patient is talked about. */
export function shaped(around: Around, at: number): Span | undefined {
  const { text } = around
  const { from } = around.tokens[at] as Token
  const before = text.slice(Math.max(0, from - 30), from)
  // Codes, versions and addresses of the network are joined to what stands before them.
  if (/[\p{L}\d_/=]$|[\p{L}\d]\.$|\b\d{1,3}[.:]$/u.test(before.slice(-3)) || numbersSomethingElse(around, at))
    return undefined
  const isNear = around.isNearPatient(from)
  const socialTo = match(social, text, from)
  if (socialTo && isSocial(text.slice(from, socialTo).replace(/\D/g, '')))
    return {
      from,
      to: socialTo,
      kind: 'ssn',
      score: isNear ? 0.9 : 0.75,
      why: 'the shape of a social security number',
    }
  const day = dayAt(text, from, around.yearNow)
  if (day) return birthLike(around, at, day)
  const cardTo = match(card, text, from)
  if (cardTo && isCard(text.slice(from, cardTo).replace(/\D/g, '')) && !isOfDevice(around, at, cardTo))
    return { from, to: cardTo, kind: 'account', score: 0.85, why: 'a card number with its check digit' }
  return telephoneAt(around, from, before, isNear) ?? bareRecord(around, at)
}

/** Fifteen digits with a check digit are also what telephones and modems are known by. */
function isOfDevice({ text, cueAt, tokens }: Around, at: number, to: number): boolean {
  const { from } = tokens[at] as Token
  const digits = text.slice(from, to).replace(/\D/g, '')
  if (digits.length !== 15 || /^3[47]/.test(digits)) return false
  for (let back = at - 1; back >= 0 && back >= at - reach_words; back--)
    if (cueAt(back)?.kind === 'account') return false
  return true
}

/** The label that names a device before a number, past what leads to it; that of an implant names its patient. */
function isDeviceNumber(around: Around, at: number): boolean {
  const { tokens, text } = around
  for (let back = at - 1; back >= 0 && back >= at - 3; back--) {
    const token = tokens[back] as Token
    if (text.slice(token.to, (tokens[back + 1] as Token).from).length > 3) return false
    const isShort = token.lower === 'n' && tokens[back - 1]?.lower === 's' && text[token.from - 1] === '/'
    if (device_words.has(token.lower) || isShort) return around.cueAt(back)?.kind !== 'device'
    if (!fillers.has(token.lower)) return false
  }
  return false
}

function numbersSomethingElse(around: Around, at: number): boolean {
  const before = around.tokens[at - 1]
  const token = around.tokens[at] as Token
  if (/[#]$/.test(around.text.slice(Math.max(0, token.from - 1), token.from)) && !around.cueAt(at - 1))
    return true
  if (isDeviceNumber(around, at)) return true
  return before !== undefined && number_words.has(before.lower) && token.from - before.to <= 3
}

function birthLike(around: Around, at: number, day: { to: number; year: number }): Span | undefined {
  const { from } = around.tokens[at] as Token
  const age = around.yearNow - day.year
  if (age < 1 || age > 115) return undefined
  // A day long ago next to a name or a patient is a birthday; a year or two ago it may be a visit.
  const isBeside = around.isBesideName(at) || around.isNearPatient(from, 40)
  const score = isBeside && age >= 3 ? 0.7 : age >= 15 ? 0.45 : 0.2
  return { from, to: day.to, kind: 'birth', score, why: 'a day long ago' }
}

function telephoneAt(around: Around, from: number, before: string, isNear: boolean): Span | undefined {
  const { text } = around
  const whole =
    match(telephone, text, from) ??
    match(spanish_telephone, text, from) ??
    match(grouped_telephone, text, from)
  const to = whole ?? match(local_telephone, text, from)
  if (to === undefined) return undefined
  const digits = text.slice(from, to).replace(/\D/g, '').length
  if (digits < 7 || digits > 15) return undefined
  const opens = /\+?\(?$/.exec(before)?.[0].length ?? 0
  const isOwn = own_telephone.test(before)
  const isTheirs = !isNear && !isOwn && isOfOther(around, from)
  const score = (whole ? 0.4 : 0.3) + (isNear ? 0.4 : isTheirs ? 0.25 : 0) - (isOwn ? 0.35 : 0)
  return {
    from: from - opens,
    to,
    kind: 'phone',
    score,
    why: isNear ? 'a telephone near a patient' : 'a telephone',
  }
}

/** “pt 4471823”: a number directly behind the patient. */
function bareRecord(around: Around, at: number): Span | undefined {
  const token = around.tokens[at] as Token
  const before = around.tokens[at - 1]
  if (!before || token.shape !== 'digits' || token.text.length < 6 || token.text.length > 12) return undefined
  const isBehind = around.isPatientCue(at - 1) && token.from - before.to <= 4
  if (isBehind || around.isBesideName(at))
    return {
      from: token.from,
      to: token.to,
      kind: 'mrn',
      score: isBehind ? 0.8 : 0.62,
      why: 'a number beside a patient',
    }
  return undefined
}

/** Mail addresses, each looked for from its sign to both sides. */
export function mailsIn(around: Around): Span[] {
  const { text } = around
  const spans: Span[] = []
  for (let sign = text.indexOf('@'); sign >= 0; sign = text.indexOf('@', sign + 1)) {
    const before = /[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}$/u.exec(text.slice(Math.max(0, sign - 64), sign))?.[0]
    const behind = /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/u.exec(
      text.slice(sign + 1, sign + 260),
    )?.[0]
    if (!before || !behind) continue
    const from = sign - before.length
    const isOwn = /(?:\bme|\bmy|\bmi)\b[\s\w]{0,12}$/i.test(text.slice(Math.max(0, from - 20), from))
    const isTheirs = around.isNearPatient(from) || isOfOther(around, from)
    const score = 0.4 + (isTheirs ? 0.35 : private_mail.test(behind) ? 0.2 : 0) - (isOwn ? 0.3 : 0)
    spans.push({ from, to: sign + 1 + behind.length, kind: 'mail', score, why: 'a mail address' })
  }
  return spans
}

/** The codes that devices carry, and bank accounts and Medicare numbers by their checks. */
export function codesIn(around: Around): Span[] {
  const spans: Span[] = []
  for (const { index, 0: code } of around.text.matchAll(device_code))
    spans.push({
      from: index,
      to: index + code.length,
      kind: 'device',
      score: 0.8,
      why: 'the code of a device',
    })
  for (const { shape, text, from, to } of around.tokens) {
    if (shape !== 'mixed' || text.length < 11 || text.length > 40) continue
    const plain = text.replaceAll('-', '')
    if (isMedicare(plain))
      spans.push({ from, to, kind: 'insurance', score: 0.85, why: 'the shape of a Medicare number' })
    else if (isBankAccount(plain))
      spans.push({ from, to, kind: 'account', score: 0.85, why: 'a bank account with its check digits' })
  }
  return spans
}
