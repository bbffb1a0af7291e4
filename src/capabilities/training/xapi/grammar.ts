/** How single values of a statement look: identifiers, times, durations, languages. All are bounded and linear. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
export const isUuid = (text: string) => uuid.test(text)

/** An absolute identifier (RFC 3987): a scheme, and something behind it without spaces and what may not stand there. */
export function isIri(text: string): boolean {
  return (
    text.length <= 2000 && text.isWellFormed() && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`\p{Cc}]+$/iu.test(text)
  )
}

/** A locator: an identifier that a browser could open. */
export function isIrl(text: string): boolean {
  return isIri(text) && /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(text) && URL.canParse(text)
}

export const isMailbox = (text: string) =>
  text.length <= 500 && /^mailto:[^\s@<>"]+@[^\s@<>"]+$/i.test(text) && text.isWellFormed()

export const isSha1 = (text: string) => /^[0-9a-f]{40}$/i.test(text)
export const isSha2 = (text: string) =>
  /^(?:[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(text)

/** `type/subtype`, with parameters. */
export const isMediaType = (text: string) =>
  text.length <= 200 && /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(?:\s*;[ -~]*)?$/.test(text)

// RFC 5646: the irregular tags that were there before it, private use, and the usual ones from language to variants.
const irregular = new Set(
  'en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de'.split(
    ' ',
  ),
)
const privateUse = /^x(?:-[a-z0-9]{1,8})+$/
const languageTag =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?$/

export function isLanguage(text: string): boolean {
  const tag = text.toLowerCase()
  return tag.length <= 100 && (irregular.has(tag) || privateUse.test(tag) || languageTag.test(tag))
}

const moment =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?(?:Z|([+-])(\d\d)(?::?(\d\d))?)?$/i

/** The time of ISO 8601 in milliseconds, or undefined when it is none. A zone of minus zero says nothing and is refused. */
export function timeOf(text: string): number | undefined {
  const found = moment.exec(text)
  if (!found) return
  const [, year, month, day, hour, minute, second, sign, zoneHour = '00', zoneMinute = '00'] = found
  if (sign === '-' && zoneHour === '00' && zoneMinute === '00') return
  if (Number(zoneHour) > 14 || Number(zoneMinute) > 59) return
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day))
  if (new Date(date).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return
  // A day may end with hour 24, and a minute with a leap second.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return
  const offset_minutes = (sign === '-' ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute))
  const fraction = /[.,](\d+)/.exec(text)?.[1] ?? '0'
  return (
    date +
    ((Number(hour) * 60 + Number(minute) - (sign ? offset_minutes : 0)) * 60 + Number(second)) * 1000 +
    Math.trunc(Number(`0.${fraction}`) * 1000)
  )
}

const duration =
  /^P(?:(?<weeks>\d{1,9}(?:[.,]\d{1,9})?)W|(?=.)(?:(?<years>\d{1,9}(?:[.,]\d{1,9})?)Y)?(?:(?<months>\d{1,9}(?:[.,]\d{1,9})?)M)?(?:(?<days>\d{1,9}(?:[.,]\d{1,9})?)D)?(?:T(?=\d)(?:(?<hours>\d{1,9}(?:[.,]\d{1,9})?)H)?(?:(?<minutes>\d{1,9}(?:[.,]\d{1,9})?)M)?(?:(?<seconds>\d{1,9}(?:[.,]\d{1,9})?)S)?)?)$/
const minutesOf: Readonly<Record<string, number>> = {
  weeks: 10_080,
  years: 525_600,
  months: 43_200,
  days: 1440,
  hours: 60,
  minutes: 1,
  seconds: 1 / 60,
}

/** Minutes of an ISO 8601 duration, a month being thirty days; undefined when it is none. */
export function durationMinutes(text: string): number | undefined {
  const found = duration.exec(text)
  if (!found?.groups || text === 'P') return
  return Object.entries(found.groups).reduce(
    (sum, [unit, count]) =>
      sum + (count === undefined ? 0 : Number(count.replace(',', '.')) * (minutesOf[unit] ?? 0)),
    0,
  )
}
