/** What stands where in a text: labels, patients and care, by which the rules judge what is beside them. */
import type { Kind } from './span.ts'
import { type Token, tokensOf } from './tokens.ts'
import {
  account_cues,
  birth_cues,
  clinical_cues,
  implant_cues,
  insurance_cues,
  patient_cues,
  patient_things,
  record_cues,
  serial_cues,
  social_cues,
} from './words.ts'

const near_chars = 120
/** All words that mean something here; of any other one list is asked instead of ten. */
const telling: ReadonlySet<string> = new Set([
  ...birth_cues,
  ...record_cues,
  ...social_cues,
  ...insurance_cues,
  ...account_cues,
  ...implant_cues,
  ...serial_cues,
  ...patient_cues,
  ...'d date med mr unit fecha social seguro seguridad medical historia record'.split(' '),
])

export type Cue = { readonly kind: Kind; readonly width: number }
export type Around = {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly yearNow: number
  /** The label that begins at the word. */
  cueAt(at: number): Cue | undefined
  isPatientCue(at: number): boolean
  /** True when a patient, or a label of one, is within so many characters. */
  isNearPatient(from: number, chars?: number): boolean
  /** True when care is being talked about within so many characters. */
  isNearCare(from: number, chars: number): boolean
  /** True when a name stands before the word, with no more than sex or age between. */
  isBesideName(at: number): boolean
  readonly names: { ends: Set<number> }
}

/** Reads the text once. `own` are words of the organization that say a patient is talked about. */
export function lookAround(text: string, yearNow: number, own: ReadonlySet<string>): Around {
  const tokens = tokensOf(text)
  const cues = new Map<number, Cue>()
  const patientCues = new Set<number>()
  const patients: number[] = []
  const care: number[] = []
  let hasImplant = false
  for (let at = 0; at < tokens.length; at++) {
    const { lower, from } = tokens[at] as Token
    const isTelling = telling.has(lower)
    if (isTelling && implant_cues.has(lower)) hasImplant = true
    const cue = isTelling ? cueOf(tokens, at, hasImplant) : undefined
    if (cue) cues.set(at, cue)
    if (isTelling && isPatientWord(tokens, at)) patientCues.add(at)
    const isPatient = patientCues.has(at) || own.has(lower)
    if (isPatient || (cue && cue.kind !== 'account' && cue.kind !== 'device')) patients.push(from)
    if (isPatient || cue || clinical_cues.has(lower)) care.push(from)
  }
  const names = { ends: new Set<number>() }
  return {
    text,
    tokens,
    yearNow,
    names,
    cueAt: (at) => cues.get(at),
    isPatientCue: (at) => patientCues.has(at),
    isNearPatient: (from, chars = near_chars) => isNear(patients, from, chars),
    isNearCare: (from, chars) => isNear(care, from, chars),
    isBesideName: (at) => names.ends.has(at - 1) || (names.ends.has(at - 2) && isSexOrAge(tokens[at - 1])),
  }
}

function isPatientWord(tokens: readonly Token[], at: number): boolean {
  const lower = (tokens[at] as Token).lower
  return patient_cues.has(lower) && !patient_things.has(tokens[at + 1]?.lower ?? '')
}

function cueOf(tokens: readonly Token[], at: number, hasImplant: boolean): Cue | undefined {
  const word = (ahead: number) => tokens[at + ahead]?.lower ?? ''
  const first = word(0)
  if (birth_cues.has(first)) return { kind: 'birth', width: 1 }
  if (record_cues.has(first)) return { kind: 'mrn', width: 1 }
  if (social_cues.has(first)) return { kind: 'ssn', width: 1 }
  if (insurance_cues.has(first)) return { kind: 'insurance', width: 1 }
  if (account_cues.has(first)) return { kind: 'account', width: 1 }
  if (hasImplant && serial_cues.has(first)) return { kind: 'device', width: 1 }
  if (first === 'd' && word(1) === 'o' && word(2) === 'b') return { kind: 'birth', width: 3 }
  if (first === 'date' && word(1) === 'of' && word(2) === 'birth') return { kind: 'birth', width: 3 }
  if (first === 'med' && /^recs?$/.test(word(1))) return { kind: 'mrn', width: 2 }
  if (first === 'mr' && /^(?:no|num|number)$/.test(word(1))) return { kind: 'mrn', width: 2 }
  if (first === 'unit' && word(1) === 'number') return { kind: 'mrn', width: 2 }
  if (first === 'fecha' && word(1) === 'de' && /^nac/.test(word(2))) return { kind: 'birth', width: 3 }
  if (
    (first === 'social' || first === 'seguro' || first === 'seguridad') &&
    /^(?:security|social)$/.test(word(1))
  )
    return { kind: 'ssn', width: 2 }
  if (first === 'medical' && /^records?$/.test(word(1))) return { kind: 'mrn', width: 2 }
  if (first === 'historia' && /^cl[ií]nica$/.test(word(1))) return { kind: 'mrn', width: 2 }
  if (first === 'record' && /^(?:number|no|num)$/.test(word(1))) return { kind: 'mrn', width: 2 }
  if (patient_cues.has(first) && /^(?:id|number|no)$/.test(word(1))) return { kind: 'mrn', width: 2 }
  return undefined
}

/** “John Smith, M, 3/4/61”. */
const isSexOrAge = (token: Token | undefined) =>
  token !== undefined && /^(?:m|f|male|female|\d{1,3}(?:yo|y|yr|f|m|yof|yom)?)$/.test(token.lower)

/** `places` rise. */
function isNear(places: readonly number[], from: number, chars: number): boolean {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as number) < from - chars) low = middle + 1
    else high = middle
  }
  return low < places.length && (places[low] as number) <= from + chars
}
