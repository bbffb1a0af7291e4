/** Why a file is no course that can be taken, in a sentence for the person who sent it. */
export class PackageFault extends Error {}

/** What a manifest says, whichever of the three formats it is in. */
export type Manifest = {
  format: 'scorm12' | 'scorm2004' | 'cmi5'
  identifier: string
  title: string
  /** It says in which order, or when, its units may be opened. */
  hasRules: boolean
  units: ManifestUnit[]
}

export type MoveOn = 'Passed' | 'Completed' | 'CompletedAndPassed' | 'CompletedOrPassed' | 'NotApplicable'

/** What is opened one by one. `url` is relative to the root of the package, or a whole address of somewhere else. */
export type ManifestUnit = {
  identifier: string
  title: string
  url: string
  launchData: string
  masteryPercent: number | undefined
  moveOn: MoveOn
}

const title_length_max = 200

/** A title on one line, no longer than is kept; the other text where there is none. */
export function titleOf(text: string, otherwise: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return (line || otherwise).slice(0, title_length_max).toWellFormed()
}
