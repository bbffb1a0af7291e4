/**
 * Takes out of a text what must not go from a ticket into an article: names, addresses, numbers that may be a
 * patient's. What was taken leaves a mark, so that the writer sees where and can check. It errs to the safe side.
 */
import { givenNames } from './given-names.ts'

export const removals = ['name', 'mail', 'phone', 'number', 'date'] as const
export type Removal = (typeof removals)[number]
export type Stripped = { text: string; removed: Record<Removal, number> }

/** How a removed piece is marked in the text. */
export const markOf = (removal: Removal): string => `[removed: ${removal}]`

const mark = new RegExp(String.raw`\[removed: (?:${removals.join('|')})\]`)

/** True while a mark stands in the text, so that nobody has looked at that place yet. */
export const hasMarks = (text: string): boolean => mark.test(text)

// Nothing here repeats without a bound: a pattern that looked for the end of a long word or of many blanks from each of
// its places would keep the whole server busy with one ticket.
const mail = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu
// A title or the word patient, and the capitalized words after it; whether they are is seen only where case counts.
const titles = ['patient', 'pt', 'mr', 'mrs', 'ms', 'miss', 'paciente', 'sr', 'sra', 'srta', 'don', 'doña']
const anyCase = titles.flatMap((title) => [
  title,
  title.toUpperCase(),
  `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
])
const part = String.raw`\p{Lu}(?:\.|[\p{L}'’-]{0,40})`
const says = String.raw`(?:\s{1,20}(?:is|was|named|called|es|se llama))?`
// What a name is announced with is none itself, and taking it would leave the name behind it.
const labels = String.raw`(?:ID|Id|MRN|DOB|SSN|[Ff]ull|[Ff]irst|[Ll]ast|[Nn]ame|NAME|[Nn]ombre)(?!\p{L})`
const titled = new RegExp(
  String.raw`(?<!\p{L})((?:${anyCase.join('|')})(?!\p{L})\.?(?:['’]s)?(?:\s{1,20}(?:(?:full|first|last)\s{1,5})?(?:name|Name|NAME|nombre))?${says}\s{1,20})(?!${labels})(${part}(?:\s{1,20}${part}){0,3})`,
  'gu',
)
// After the word patient a sign may stand before the name.
const signed = new RegExp(
  String.raw`(?<!\p{L})((?:patient|Patient|PATIENT|pt|Pt|PT|paciente|Paciente|PACIENTE)(?!\p{L})\.?(?:['’]s)?(?:\s{1,20}(?:[Ff]ull|[Ff]irst|[Ll]ast))?(?:\s{1,20}(?:name|Name|NAME|nombre|Nombre))?\s{0,20}[:;,=–—-]\s{0,20})(?!${labels})(${part}(?:,?\s{1,20}${part}){0,3})`,
  'gu',
)
// In small letters only a frequent given name tells that a name follows.
const whispered = new RegExp(
  String.raw`(?<!\p{L})((?:patient|pt|paciente)(?:['’]s)?(?:\s{1,20}(?:name|nombre))?(?:\s{0,20}[:;,=–—-])?${says}\s{1,20})((?:${givenNames.join('|')})(?!\p{L})(?:\s{1,20}[\p{L}'’-]{2,40})?)`,
  'giu',
)
// As lists write it: the family name in capitals first. Two abbreviations with a comma between are mostly shorter.
const listed = /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}'’-]{3,40},\s{0,5}\p{Lu}[\p{Lu}'’-]{3,40}(?![\p{L}\p{N}])/gu
const listedKnown = new RegExp(
  String.raw`(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’-]{1,40},\s{0,5}(?:${givenNames.flatMap((name) => [name.toUpperCase(), `${name.charAt(0).toUpperCase()}${name.slice(1)}`]).join('|')})(?![\p{L}\p{N}])`,
  'gu',
)
const labelled =
  /\b(mrn|medical record|record no|chart|ssn|social security|account|acct|patient|pt|visit|encounter|csn|fin|historia(?: clínica)?|nhc|paciente|cuenta|visita|episodio|expediente)\b(\s{0,20}(?:(?:is|es|id|no\.?|nr\.?|number|número|#|:|=)\s{0,20}){0,4})([a-z]{0,3}-?\d(?:[ -]?\d){2,40})/giu
const born =
  /\b(dob|d\.o\.b\.?|date of birth|born(?: on)?|fecha de nacimiento|nacid[oa](?: el)?)(\s{0,20}(?:(?:is|es|:|=)\s{0,20}){0,4})([\p{L}\p{N}][\p{L}\p{N} ,./-]{3,24}\d{2,4})/giu
const socialSecurity = /\b\d{3}-\d{2}-\d{4}\b/g
// With points and a short year it may as well be the version of a program.
const date = /\b(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})\b/g
const phone =
  /(?<![\p{L}\p{N}.-])(?:\+?\d{1,3}[\s.-])?(?:\(\d{2,4}\)\s?|\d{2,4}[\s.-])\d{3}[\s.-]?\d{3,4}(?![\p{L}\p{N}-])/gu
const extension = /\b(?:ext(?:ension)?|extensión)\.?\s{0,20}:?\s{0,20}\d{3,6}\b/giu
// Hexadecimal codes and tags of devices have letters before the digits, and stay.
const longNumber = /(?<![\p{L}\p{N}#/_-])\d{6,200}(?![\p{L}\p{N}])/gu

// What was masked when it was written, by its kind.
const covered = /⟦([a-z]{2,12}) [0-9a-z]{10}⟧/g
const covered_as: Readonly<Record<string, Removal>> = {
  name: 'name',
  mail: 'mail',
  phone: 'phone',
  birth: 'date',
  text: 'name',
  address: 'name',
}

/** All of them, so that a test can hold each to its bounds. */
export const patterns: readonly RegExp[] = [
  mail,
  titled,
  signed,
  whispered,
  listed,
  listedKnown,
  labelled,
  born,
  socialSecurity,
  date,
  covered,
  phone,
  extension,
  longNumber,
]

const name_length_min = 3

/**
 * The text without what may point at a person. `names` are those that the caller knows; each goes wherever it stands
 * as whole words, in upper or lower case.
 */
export function strip(text: string, names: readonly string[]): Stripped {
  const removed: Record<Removal, number> = { name: 0, mail: 0, phone: 0, number: 0, date: 0 }
  const take = (removal: Removal): string => {
    removed[removal]++
    return markOf(removal)
  }
  const withLabel = (removal: Removal) => (_all: string, label: string, between: string) =>
    `${label}${between}${take(removal)}`
  const plain = (removal: Removal) => () => take(removal)
  let rest = text
    // What is masked already leaves the mark of its kind.
    .replace(covered, (_all, kind: string) => take(covered_as[kind] ?? 'number'))
    .replace(mail, plain('mail'))
    .replace(born, withLabel('date'))
    .replace(labelled, withLabel('number'))
    .replace(socialSecurity, plain('number'))
  const known = nameFinder(names)
  if (known) rest = rest.replace(known, plain('name'))
  rest = rest
    .replace(titled, (_all, title: string) => `${title}${take('name')}`)
    .replace(signed, (_all, title: string) => `${title}${take('name')}`)
    .replace(whispered, (_all, title: string) => `${title}${take('name')}`)
    .replace(listedKnown, plain('name'))
    .replace(listed, plain('name'))
    .replace(date, plain('date'))
    .replace(phone, plain('phone'))
    .replace(extension, plain('phone'))
    .replace(longNumber, plain('number'))
  return { text: rest, removed }
}

/** Longer names first, so that a whole name leaves one mark. */
export function nameFinder(names: readonly string[]): RegExp | undefined {
  const wanted = [
    ...new Set(names.map((name) => name.trim()).filter((name) => name.length >= name_length_min)),
  ]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s{1,20}'))
  if (wanted.length === 0) return undefined
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}
