/** One link's entries beside the lines that stand in its place now. */
import { type Finding, nameOf, timeOf } from './findings.ts'
import { digestOf, type Entry, type Line } from './lines.ts'

export type Comparison = {
  findings: Finding[]
  /** Entries without a line here: removed, or moved to another place. */
  missing: Entry[]
  /** Lines without an entry here. */
  extra: Line[]
}

/** `isWhole` is false when the link itself is doubtful, so that lines without an entry say nothing. */
export function compare(entries: readonly Entry[], lines: readonly Line[], isWhole = true): Comparison {
  const found = new Map(lines.map((line) => [line.id, line]))
  const told = new Set(entries.map(({ id }) => id))
  const missing: Entry[] = []
  const findings: Finding[] = []
  const there: string[] = []
  for (const entry of entries) {
    const line = found.get(entry.id)
    if (line === undefined) missing.push(entry)
    else {
      there.push(entry.id)
      const finding = difference(entry, line)
      if (finding) findings.push(finding)
    }
  }
  const extra = isWhole ? lines.filter(({ id }) => !told.has(id)) : []
  const order = lines.filter(({ id }) => told.has(id)).map(({ id }) => id)
  const at = there.findIndex((id, place) => id !== order[place])
  const first = at === -1 ? undefined : entries.find(({ id }) => id === there[at])
  if (first && isWhole)
    findings.push({
      deed: 'reordered',
      sentence: `Line ${nameOf(first)} and those after it do not stand in the order in which they were written.`,
    })
  return { findings, missing, extra }
}

function difference(entry: Entry, line: Line): Finding | undefined {
  if (digestOf(line) === entry.digest) return undefined
  if (line.at !== entry.at && digestOf(line, entry.at) === entry.digest)
    return {
      deed: 'restamped',
      sentence: `Line ${nameOf({ ...line, at: entry.at })} now bears the time ${timeOf(line.at)}.`,
    }
  return {
    deed: 'altered',
    sentence: `Line ${nameOf({ ...line, at: entry.at })} no longer says what it said.`,
  }
}
