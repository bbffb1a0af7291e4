import { cleanText } from '../mapping/compile.ts'
import type { BadRow } from '../read/row.ts'

/** What was noticed about rows that were taken all the same. */
export type NoteCode =
  | 'repeated-row'
  | 'repeated-sequence'
  | 'sorted-rows'
  | 'time-went-back'
  | 'opened-after-first-row'
  | 'state-unknown'
  | 'final-values-of-unfinished-ticket'
  | 'privacy-unclear'
  | 'message-split-by-privacy'
  | 'message-empty'
  | 'message-cut'

export type Note = { code: NoteCode; key: string; line: number; text: string }

const notes_kept_max = 1_000
const bad_rows_kept_max = 10_000
const skipped_lines_max = 5_000_000
const names_max = 100_000

export type NameKind = 'people' | 'teams' | 'categories' | 'places' | 'assets'

/** What a plan found, filled while its tickets are read; complete when the last ticket has come. */
export type PlanReport = {
  rows_read: number
  rows_rejected: number
  /** Rows that repeat another in everything that is imported. */
  rows_repeated: number
  tickets: number
  messages: number
  badRows: BadRow[]
  /** The lines of the rows that are in no ticket: rejected or repeated. */
  skippedLines: Set<number>
  notes: Note[]
  noteCounts: Partial<Record<NoteCode, number>>
  /** Every name that occurs, with the number of tickets that name it. */
  names: Record<NameKind, Map<string, number>>
  firstAt: string | null
  lastAt: string | null
}

export function newPlanReport(): PlanReport {
  return {
    rows_read: 0,
    rows_rejected: 0,
    rows_repeated: 0,
    tickets: 0,
    messages: 0,
    badRows: [],
    skippedLines: new Set(),
    notes: [],
    noteCounts: {},
    names: {
      people: new Map(),
      teams: new Map(),
      categories: new Map(),
      places: new Map(),
      assets: new Map(),
    },
    firstAt: null,
    lastAt: null,
  }
}

/** Counts a bad row and keeps it while there is room; the file of bad rows gets every one by `onBadRow`. */
export function addBadRow(report: PlanReport, bad: BadRow): void {
  report.rows_rejected++
  if (report.badRows.length < bad_rows_kept_max) report.badRows.push({ ...bad, value: cleanText(bad.value) })
  skipLine(report, bad.line)
}

export function skipLine(report: PlanReport, line: number): void {
  if (report.skippedLines.size < skipped_lines_max) report.skippedLines.add(line)
}

export function addNote(report: PlanReport, note: Note): void {
  report.noteCounts[note.code] = (report.noteCounts[note.code] ?? 0) + 1
  if (report.notes.length < notes_kept_max) report.notes.push(note)
}

export function addName(report: PlanReport, kind: NameKind, name: string): void {
  const names = report.names[kind]
  const count = names.get(name)
  if (count !== undefined) names.set(name, count + 1)
  else if (names.size < names_max) names.set(name, 1)
}
