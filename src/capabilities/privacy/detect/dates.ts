/** Dates at a place of a text, in the ways that people write them. */

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|septiembre|octubre|noviembre|dic(?:iembre)?'

// Each begins at the place itself and has an upper bound.
const forms: readonly RegExp[] = [
  /(?<y>(?:19|20)\d{2})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?![\d/-])/y,
  /(?<m>\d{1,2})[-/.](?<d>\d{1,2})[-/.](?<y>(?:19|20)\d{2}|\d{2})(?![\d/]|[-.]\d)/y,
  new RegExp(
    String.raw`(?<d>\d{1,2})(?:st|nd|rd|th)?[ -]?(?:de |of )?(?<word>${months})\.?,?[ -]?(?:de |del )?(?<y>(?:19|20)\d{2})(?!\d)`,
    'iy',
  ),
  new RegExp(
    String.raw`(?<word>${months})\.? (?<d>\d{1,2})(?:st|nd|rd|th)?,? (?<y>(?:19|20)\d{2}|['’]\d{2})(?!\d)`,
    'iy',
  ),
]
const compact = /(?<m>\d{2})(?<d>\d{2})(?<y>(?:19|20)\d{2}|\d{2})(?!\d)/y

export type Day = { readonly to: number; readonly year: number }

/** The day that begins at the place. Without signs between its numbers only where a label announces one. */
export function dayAt(text: string, from: number, yearNow: number, isLabelled = false): Day | undefined {
  for (const form of isLabelled ? [...forms, compact] : forms) {
    form.lastIndex = from
    const groups = form.exec(text)?.groups
    if (groups === undefined) continue
    const month = groups.word === undefined ? Number(groups.m) : 1
    const day = Number(groups.d)
    // Europeans and Americans write day and month in different order.
    if (day < 1 || month < 1 || day > 31 || month > 31 || Math.min(day, month) > 12) continue
    return { to: form.lastIndex, year: fullYear(groups.y ?? '', yearNow) }
  }
  return undefined
}

function fullYear(written: string, yearNow: number): number {
  const year = Number(written.replace(/\D/g, ''))
  if (year >= 100) return year
  return year + 2000 > yearNow ? year + 1900 : year + 2000
}
