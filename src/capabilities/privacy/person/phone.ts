/** How telephone numbers are written: with the code of the country or without, and parted in any way. */

/** Fewer digits are an extension or a count: they are looked for as they are written. */
const digits_min = 7
const apart = '[ ()./\u00a0-]{0,3}'
const spread = (digits: string) => [...digits].join(apart)

/** Codes of one and two digits; all others have three. */
const short = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

type Parts = { country: string | undefined; national: string }

/** Without the code of the country, where the number tells it, and without the zero that some countries dial before. */
export function partsOf(text: string): Parts | undefined {
  const digits = text.replaceAll(/\D/g, '')
  const full = text.trim().startsWith('+') ? digits : /^00[1-9]/.test(digits) ? digits.slice(2) : undefined
  const country = full && (short.exec(full)?.[0] ?? full.slice(0, 3))
  const national = (full === undefined ? digits : full.slice(country?.length)).replace(/^0+/, '')
  return national.length < digits_min ? undefined : { country, national }
}

/** The pattern of a number in all its ways, for JavaScript and PostgreSQL; nothing where it has too few digits. */
export function phonePattern(text: string): string | undefined {
  const parts = partsOf(text)
  if (!parts) return undefined
  const { country, national } = parts
  const code = country === undefined ? '(?:\\+|00)[0-9]{1,3}' : `(?:\\+|00)?${spread(country)}`
  // The same digits behind the code of another country are somebody else's.
  return `(?:${code}${apart}|(?<!\\+[0-9]{1,3}${apart}))\\(?0?${apart}${spread(national)}`
}
