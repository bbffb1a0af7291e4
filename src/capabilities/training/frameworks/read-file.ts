/** Reads a file of competencies: the elements of the NICE framework, a list of one's own as JSON, or a table. Pure. */
import { parse } from 'csv-parse/sync'
import { invalid } from '../../../platform/http/problem.ts'

export const competencyKinds = ['work_role', 'task', 'knowledge', 'skill', 'ability'] as const
export type CompetencyKind = (typeof competencyKinds)[number]

export const file_bytes_max = 5 * 1024 * 1024
export const rows_max = 20_000
export const levels_max = 10
const name_length_max = 1000
const description_length_max = 4000

export type FileRow = { line: number; code: string; kind: CompetencyKind; name: string; description: string }
export type FileError = { line: number; detail: string }
export type ReadFile = { rows: FileRow[]; errors: FileError[]; levels: string[] | null }

type Loose = Record<string, unknown>

/** Where the NICE framework keeps what: its list, the field of the code, of the name, and of the description. */
const nice: readonly (readonly [string, CompetencyKind, string, string, string?])[] = [
  ['workRoles', 'work_role', 'workRoleID', 'workRole', 'description'],
  ['tasks', 'task', 'tId', 'taskDescription'],
  ['knowledge', 'knowledge', 'kId', 'knowledgeDescription'],
  ['skills', 'skill', 'sId', 'skillDescription'],
  ['abilities', 'ability', 'aId', 'abilityDescription'],
]

/** Reads the text. Throws a 422 problem when it is no list of competencies at all; single bad rows are answered as errors. */
export function readCompetencies(text: string): ReadFile {
  if (Buffer.byteLength(text) > file_bytes_max) throw invalid('#/text', 'The file is larger than 5 MB.')
  const trimmed = text.replace(/^\uFEFF/, '').trimStart()
  const { found, levels } =
    trimmed.startsWith('{') || trimmed.startsWith('[')
      ? readJson(trimmed)
      : { found: readCsv(trimmed), levels: null }
  if (found.length === 0) throw invalid('#/text', 'The file holds no competencies.')
  if (found.length > rows_max) throw invalid('#/text', `The file holds more than ${rows_max} competencies.`)
  return { ...checked(found), levels }
}

type Found = { line: number; code: unknown; kind: unknown; name: unknown; description: unknown }

function readJson(text: string): { found: Found[]; levels: string[] | null } {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    throw invalid('#/text', 'The file cannot be read as JSON.')
  }
  if (Array.isArray(file)) return { found: listed(file), levels: null }
  const lists = (file ?? {}) as Loose
  if (Array.isArray(lists.competencies))
    return { found: listed(lists.competencies), levels: levelsOf(lists.levels) }
  const found = nice.flatMap(([list, kind, code, name, description]) => {
    const rows = lists[list]
    return Array.isArray(rows)
      ? rows.map((row: Loose | null) => ({
          line: 0,
          kind,
          code: row?.[code],
          name: row?.[name],
          description: description ? row?.[description] : '',
        }))
      : []
  })
  return { found: found.map((row, index) => ({ ...row, line: index + 1 })), levels: null }
}

const listed = (rows: readonly unknown[]): Found[] =>
  rows.map((row, index) => {
    const { code, kind, name, description } = (row ?? {}) as Loose
    return { line: index + 1, code, kind: kind ?? 'skill', name, description: description ?? '' }
  })

function levelsOf(levels: unknown): string[] | null {
  if (levels === undefined) return null
  const isRight =
    Array.isArray(levels) &&
    levels.length > 0 &&
    levels.length <= levels_max &&
    levels.every((level) => typeof level === 'string' && level.trim() !== '' && level.length <= 60)
  if (!isRight)
    throw invalid('#/text', `Give one to ${levels_max} levels, each a name of at most 60 characters.`)
  return levels
}

function readCsv(text: string): Found[] {
  let rows: { record: Record<string, string>; info: { lines: number } }[]
  try {
    rows = parse(text, {
      delimiter: [',', ';', '\t'],
      columns: (head: string[]) => head.map((cell) => cell.trim().toLowerCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 64 * 1024,
      to: rows_max + 1,
    }) as unknown as typeof rows
  } catch {
    throw invalid(
      '#/text',
      'The file cannot be read as a table. Save it as CSV with the columns code, kind, name and description.',
    )
  }
  const first = rows[0]?.record
  if (first && !('code' in first && 'name' in first))
    throw invalid('#/text', 'The table needs the columns code and name; kind and description may follow.')
  return rows.map(({ record, info }) => ({
    line: info.lines,
    code: record.code,
    kind: record.kind || 'skill',
    name: record.name,
    description: record.description ?? '',
  }))
}

function checked(found: readonly Found[]): { rows: FileRow[]; errors: FileError[] } {
  const rows = new Map<string, FileRow>()
  const errors: FileError[] = []
  for (const { line, ...row } of found) {
    const said = flawOf(row)
    const code = String(row.code ?? '').trim()
    if (said !== undefined) errors.push({ line, detail: said })
    else if (rows.has(code)) errors.push({ line, detail: 'This code stands in the file already.' })
    else
      rows.set(code, {
        line,
        code,
        kind: row.kind as CompetencyKind,
        name: String(row.name).trim(),
        description: String(row.description ?? '').trim(),
      })
  }
  return { rows: [...rows.values()], errors }
}

function flawOf({ code, kind, name, description }: Omit<Found, 'line'>): string | undefined {
  if (!isLine(code, 60)) return 'The code is missing, or longer than 60 characters.'
  if (!isLine(name, name_length_max))
    return `The name is missing, or longer than ${name_length_max} characters.`
  if (
    typeof description !== 'string' ||
    description.length > description_length_max ||
    !isStorable(description)
  )
    return `The description is longer than ${description_length_max} characters, or no text.`
  if (!competencyKinds.includes(kind as CompetencyKind))
    return `The kind is none of ${competencyKinds.join(', ')}.`
  return undefined
}

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\u0000')
const isLine = (text: unknown, length_max: number) =>
  typeof text === 'string' && text.trim() !== '' && text.trim().length <= length_max && isStorable(text)
