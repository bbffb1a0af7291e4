/** A CSV of people as rows with known fields. Pure: nothing is looked up. */
import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { invalid } from '../../../platform/http/problem.ts'
import { normalizeEmail } from '../email.ts'

export const text_bytes_max = 5 * 1024 * 1024
export const rows_max = 50_000

export const importFields = [
  'name',
  'first_name',
  'last_name',
  'email',
  'phone',
  'title',
  'department',
  'site',
  'manager_email',
  'language',
  'external_key',
  'extension',
  'badge',
] as const
export type ImportField = (typeof importFields)[number]

export type ImportRow = {
  line: number
  name: string
  email: string | null
  phone: string | null
  title: string | null
  department: string | null
  site: string | null
  manager_email: string | null
  language: 'en' | 'es' | null
  external_key: string | null
  extension: string | null
  badge: string | null
}
export type RowError = { line: number; column: string; detail: string }
export type ReadPeople = {
  hash: string
  delimiter: string
  columns: { header: string; field: ImportField | null }[]
  rows: ImportRow[]
  errors: RowError[]
}

/**
 * Reads the text. `mapping` says for a header which field it holds, where the guess is wrong. Throws a 422 when
 * it is no table of people at all; single bad rows are answered as errors.
 */
export function readPeople(text: string, mapping: Readonly<Record<string, string>> = {}): ReadPeople {
  if (Buffer.byteLength(text) > text_bytes_max) throw invalid('#/text', 'The file is larger than 5 MB.')
  const delimiter = sniffDelimiter(text)
  const [head, ...records] = parseRecords(text, delimiter)
  if (head === undefined || records.length === 0) throw invalid('#/text', 'The file holds no rows.')
  if (records.length > rows_max) throw invalid('#/text', `The file holds more than ${rows_max} rows.`)
  const columns = mapColumns(head.cells, mapping)
  const errors: RowError[] = []
  const rows: ImportRow[] = []
  const seen = new Map<string, number>()
  for (const record of records) {
    const row = readRow(record, columns, errors)
    if (row && !isRepeated(row, seen, errors)) rows.push(row)
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([text, mapping]))
    .digest('hex')
  return { hash, delimiter, columns, rows, errors }
}

type Record_ = { cells: string[]; line: number }

function parseRecords(text: string, delimiter: string): Record_[] {
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 64 * 1024,
      to: rows_max + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return parsed.map(({ record, info }) => ({ cells: record, line: info.lines }))
  } catch (error) {
    const line = (error as { lines?: number }).lines
    throw invalid(
      '#/text',
      `The file cannot be read as CSV${line === undefined ? '' : ` near line ${line}`}.`,
    )
  }
}

/** The delimiter that splits the first lines into the same number of cells, most of them. */
export function sniffDelimiter(text: string): string {
  const start = text.slice(0, 20_000)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of [',', ';', '\t', '|']) {
    let widths: number[] = []
    try {
      const records = parse(start, {
        bom: true,
        delimiter,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        to: 20,
      })
      widths = (records as string[][]).map((record) => record.length)
    } catch {
      continue
    }
    const width = widths[0] ?? 0
    const score = width < 2 ? 0 : widths.filter((each) => each === width).length * 100 + width
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

const headerWords: Record<ImportField, readonly string[]> = {
  name: ['name', 'fullname', 'displayname', 'person', 'nombre', 'nombrecompleto'],
  first_name: ['firstname', 'first', 'givenname', 'forename', 'nombredepila'],
  last_name: ['lastname', 'last', 'surname', 'familyname', 'apellido', 'apellidos'],
  email: ['email', 'mail', 'emailaddress', 'workemail', 'correo', 'correoelectronico'],
  phone: ['phone', 'telephone', 'phonenumber', 'workphone', 'mobile', 'telefono'],
  title: ['title', 'jobtitle', 'position', 'job', 'puesto', 'cargo'],
  department: [
    'department',
    'dept',
    'departmentname',
    'unit',
    'ward',
    'costcenter',
    'departamento',
    'unidad',
  ],
  site: ['site', 'location', 'campus', 'facility', 'sede', 'centro'],
  manager_email: ['manageremail', 'manager', 'supervisor', 'supervisoremail', 'jefe', 'responsable'],
  language: ['language', 'preferredlanguage', 'lang', 'idioma', 'lengua'],
  external_key: ['externalkey', 'employeeid', 'employeenumber', 'staffid', 'id', 'key', 'numerodeempleado'],
  extension: ['extension', 'ext', 'phoneextension', 'extensiontelefonica'],
  badge: ['badge', 'badgenumber', 'badgeid', 'cardnumber', 'tarjeta', 'credencial'],
}

function mapColumns(
  headers: readonly string[],
  mapping: Readonly<Record<string, string>>,
): { header: string; field: ImportField | null }[] {
  const taken = new Set<ImportField>()
  const columns = headers.map((header) => {
    const given = mapping[header]
    const word = header
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
    const guess = importFields.find((field) => headerWords[field].includes(word))
    const field = given === undefined ? guess : importFields.find((known) => known === given)
    if (field === undefined || taken.has(field)) return { header, field: null }
    taken.add(field)
    return { header, field }
  })
  if (!taken.has('name') && !taken.has('last_name'))
    throw invalid('#/text', 'No column holds names. Call one “Name”, or say which one it is.')
  if (!taken.has('email') && !taken.has('external_key'))
    throw invalid(
      '#/text',
      'No column holds e-mail addresses or employee numbers, by which people are known again.',
    )
  return columns
}

const lengths: Partial<Record<ImportField, number>> = {
  phone: 60,
  email: 320,
  manager_email: 320,
  extension: 20,
  badge: 60,
}

function readRow(
  record: Record_,
  columns: readonly { header: string; field: ImportField | null }[],
  errors: RowError[],
): ImportRow | undefined {
  const before = errors.length
  const cells = new Map<ImportField, string>()
  const refuse = (field: ImportField, detail: string) =>
    errors.push({
      line: record.line,
      column: columns.find((column) => column.field === field)?.header ?? field,
      detail,
    })
  if (record.cells.length > columns.length)
    errors.push({ line: record.line, column: '', detail: 'The row has more cells than the first line.' })
  columns.forEach(({ field }, index) => {
    const cell = (record.cells[index] ?? '').trim()
    if (field === null || cell === '') return
    if (/\p{Cc}/u.test(cell) || !cell.isWellFormed())
      refuse(field, 'This holds characters that are not possible here.')
    else if (cell.length > (lengths[field] ?? 200))
      refuse(field, `This is too long; at most ${lengths[field] ?? 200} characters.`)
    else cells.set(field, cell)
  })
  const address = (field: 'email' | 'manager_email') => {
    const cell = cells.get(field)
    const email = cell === undefined ? null : normalizeEmail(cell)
    if (email === undefined) refuse(field, 'This is not an e-mail address.')
    return email ?? null
  }
  const text = (field: ImportField) => cells.get(field) ?? null
  const name = text('name') ?? [text('first_name'), text('last_name')].filter(Boolean).join(' ')
  const row = {
    line: record.line,
    name,
    email: address('email'),
    phone: text('phone'),
    title: text('title'),
    department: text('department'),
    site: text('site'),
    manager_email: address('manager_email'),
    language: languageOf(text('language'), () =>
      refuse('language', 'This language is not known; use en or es.'),
    ),
    external_key: text('external_key'),
    extension: text('extension'),
    badge: text('badge'),
  }
  if (errors.length === before) {
    if (name === '') refuse('name', 'The name is missing.')
    else if (row.email === null && row.external_key === null)
      refuse('email', 'A row needs an e-mail address or an employee number.')
    if (row.manager_email !== null && row.manager_email === row.email)
      refuse('manager_email', 'Nobody manages themselves.')
  }
  return errors.length === before ? row : undefined
}

function languageOf(cell: string | null, refuse: () => void): 'en' | 'es' | null {
  if (cell === null) return null
  const word = cell.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  if (['en', 'eng', 'english', 'ingles', 'en-us'].includes(word)) return 'en'
  if (['es', 'spa', 'spanish', 'espanol', 'es-us', 'es-mx'].includes(word)) return 'es'
  refuse()
  return null
}

function isRepeated(row: ImportRow, seen: Map<string, number>, errors: RowError[]): boolean {
  const keys = [
    ...(row.email === null ? [] : [`email ${row.email}`]),
    ...(row.external_key === null ? [] : [`key ${row.external_key}`]),
  ]
  for (const key of keys) {
    const line = seen.get(key)
    if (line === undefined) continue
    errors.push({ line: row.line, column: '', detail: `The same person stands in line ${line} already.` })
    return true
  }
  for (const key of keys) seen.set(key, row.line)
  return false
}
