/** Past learning from a CSV: a preview that writes nothing, and the run of exactly what was previewed. */
import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { type Static, Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import { csvLine } from '../../../core/people/csv.ts'
import { keyedHash } from '../../../core/people/login/seal.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import { type Secrets, secretsOf } from '../../../platform/secrets/secrets.ts'
import { records } from '../policy.ts'
import { todayOf } from '../today.ts'
import { suspect_sentence, suspects } from '../words.ts'
import { type NewLine, storeLines } from './store.ts'

const text_bytes_max = 5 * 1024 * 1024
const rows_max = 20_000
const errors_shown_max = 100
const columns = [
  'person',
  'competency',
  'level',
  'date',
  'title',
  'provider',
  'score',
  'minutes',
  'evidence',
] as const
const worded = ['title', 'provider', 'evidence'] as const
type Cells = Partial<Record<(typeof columns)[number], string>>

const Count = Type.Integer({ minimum: 0 })
const Report = Type.Object({
  hash: Type.String({ description: 'To be sent with the run, which then does what this preview showed.' }),
  added: Count,
  known: { ...Count, description: 'Lines that were taken already.' },
  refused: Count,
  errors: Type.Array(Type.Object({ line: Count, column: Type.String(), detail: Type.String() }), {
    description: `The first ${errors_shown_max}; all stand in the report.`,
  }),
  report_csv: Type.String({
    description: 'All refused lines with their reasons, safe to open in a spreadsheet.',
  }),
})
const text = Type.String({
  minLength: 1,
  maxLength: text_bytes_max,
  description: `CSV with the columns ${columns.join(', ')}. A person is an e-mail address or an employee number, a competency a code, a date YYYY-MM-DD.`,
})

export const previewImport = plainAction({
  name: 'training.preview_records',
  summary: 'What an import of past learning would do; nothing is written.',
  path: '/api/training/records/import/preview',
  input: Body({ text }),
  output: Report,
  permits: records,
  run: async (context) => ({ result: reportOf(await plan(context, await readText(context))) }),
})

export const runImport = plainAction({
  name: 'training.import_records',
  summary:
    'Take past learning as previewed. Bad lines are reported and the rest goes in; the same line again adds nothing.',
  path: '/api/training/records/import/run',
  input: Body({ text, hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  output: Report,
  permits: records,
  run: async (context) => {
    const { tx, actor, input, now } = context
    const rows = await readText(context)
    // Two imports at once wait for each other, so that neither adds the other's lines twice.
    tx.send(
      raw("select pg_advisory_xact_lock(hashtextextended('training.import ' || $1::text, 0))", [tx.orgId]),
    )
    const planned = await plan(context, rows)
    if (planned.hash !== input.hash)
      throw conflict('This is not the file that was previewed. Look at the preview again first.')
    if (planned.lines.length > 0) storeLines(tx, { personId: actor.personId, now }, planned.lines)
    const report = reportOf(planned)
    return { result: report, audit: { added: report.added, known: report.known, refused: report.refused } }
  },
})

type ImportError = { line: number; column: string; detail: string }
type Plan = { hash: string; lines: NewLine[]; known: number; errors: ImportError[] }

function reportOf({ hash, lines, known, errors }: Plan): Static<typeof Report> {
  return {
    hash,
    added: lines.length,
    known,
    refused: new Set(errors.map(({ line }) => line)).size,
    errors: errors.slice(0, errors_shown_max),
    report_csv:
      csvLine(['line', 'column', 'reason']) +
      errors.map(({ line, column, detail }) => csvLine([line, column, detail])).join(''),
  }
}

type FileRow = { line: number; cells: Cells; isSuspect: boolean }

/** The rows, looked through for patients; nothing is locked while that goes on. */
async function readText(context: Context<{ text: string }>): Promise<FileRow[]> {
  const rows = rowsOf(context.input.text)
  const said = rows.map(({ cells }) => worded.map((column) => cells[column]?.trim() ?? '').join('\n'))
  const found = await suspects(context, said)
  return rows.map((row, at) => ({ ...row, isSuspect: found[at] === true }))
}

async function plan(
  { app, tx, actor, input, now }: Context<{ text: string }>,
  rows: readonly FileRow[],
): Promise<Plan> {
  const today = await todayOf(tx, now)
  const secrets = secretsOf(app.config)
  const known = await lookUp(tx, secrets, rows)
  const errors: ImportError[] = []
  const lines: NewLine[] = []
  const hashes = new Set<string>()
  let repeated = 0
  for (const { line, cells, isSuspect } of rows) {
    const read = lineOf(cells, known, today)
    if ('column' in read) {
      errors.push({ line, ...read })
      continue
    }
    if (read.personId === actor.personId) {
      errors.push({
        line,
        column: 'person',
        detail: 'Nobody writes down their own learning. Ask a colleague.',
      })
      continue
    }
    if (isSuspect) {
      errors.push({ line, column: 'evidence', detail: suspect_sentence })
      continue
    }
    const all = secrets.map((secret) => hashOf(secret, tx.orgId, cells))
    const lineHash = all[0] as Buffer
    const hash = lineHash.toString('hex')
    if (hashes.has(hash) || all.some((each) => known.hashes.has(each.toString('hex')))) repeated++
    else {
      hashes.add(hash)
      lines.push({ ...read, lineHash })
    }
  }
  return { hash: tokenOf(input.text, { lines, known: repeated, errors }), lines, known: repeated, errors }
}

/** Names what was shown, and not the file alone: the same file is another run once people or competencies are others. */
function tokenOf(file: string, shown: Omit<Plan, 'hash'>): string {
  return createHash('sha256').update(file).update(JSON.stringify(shown)).digest('hex')
}

function rowsOf(file: string): { line: number; cells: Cells }[] {
  if (Buffer.byteLength(file) > text_bytes_max) throw invalid('#/text', 'The file is larger than 5 MB.')
  let parsed: { record: Cells; info: { lines: number } }[]
  try {
    parsed = parse(file, {
      bom: true,
      delimiter: [',', ';', '\t'],
      columns: (head: string[]) => head.map((cell) => cell.trim().toLowerCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 64 * 1024,
      to: rows_max + 1,
    }) as unknown as typeof parsed
  } catch {
    throw invalid('#/text', 'The file cannot be read as CSV.')
  }
  if (parsed.length === 0) throw invalid('#/text', 'The file holds no rows.')
  if (parsed.length > rows_max) throw invalid('#/text', `The file holds more than ${rows_max} rows.`)
  const head = Object.keys(parsed[0]?.record ?? {})
  const missing = ['person', 'competency', 'date'].filter((column) => !head.includes(column))
  if (missing.length > 0) throw invalid('#/text', `The file has no column ${missing.join(', ')}.`)
  return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }))
}

type Known = {
  people: Map<string, string>
  competencies: Map<string, { id: string; levels: string[] }[]>
  hashes: Set<string>
}

async function lookUp(tx: Tx, secrets: Secrets, rows: readonly { cells: Cells }[]): Promise<Known> {
  const keys = [...new Set(rows.map(({ cells }) => cells.person?.trim() ?? ''))].filter(isStorable)
  const codes = [...new Set(rows.map(({ cells }) => cells.competency?.trim().toLowerCase() ?? ''))].filter(
    isStorable,
  )
  const hashes = secrets.flatMap((secret) =>
    rows.map(({ cells }) => hashOf(secret, tx.orgId, cells).toString('hex')),
  )
  const [people, competencies, taken] = await tx.many(
    raw<{ id: string; email: string | null; external_key: string | null }>(
      `select coalesce(merged_into_id, id) as id, email, external_key from core.person
       where org_id = $1 and kind <> 'service' and (email = any($2::text[]) or external_key = any($3::text[]))`,
      [tx.orgId, keys.map((key) => key.toLowerCase()), keys],
    ),
    raw<{ id: string; code: string; levels: string[] }>(
      `select c.id, lower(c.code) as code, f.levels from training.competency c join training.framework f on f.org_id = c.org_id and f.id = c.framework_id
       where c.org_id = $1 and c.archived_at is null and lower(c.code) = any($2::text[])`,
      [tx.orgId, codes],
    ),
    raw<{ hash: string }>(
      `select encode(line_hash, 'hex') as hash from training.imported_line
       where org_id = $1 and line_hash in (select decode(h, 'hex') from unnest($2::text[]) as h)`,
      [tx.orgId, hashes],
    ),
  )
  const byCode = new Map<string, { id: string; levels: string[] }[]>()
  for (const { code, ...rest } of competencies) byCode.set(code, [...(byCode.get(code) ?? []), rest])
  return {
    people: new Map(
      people.flatMap(({ id, email, external_key }) =>
        [email, external_key].flatMap((key) => (key === null ? [] : [[key, id] as const])),
      ),
    ),
    competencies: byCode,
    hashes: new Set(taken.map(({ hash }) => hash)),
  }
}

/** What a line says, whatever the order of its columns; without the installation's secret it tells nothing. */
function hashOf(secret: string, orgId: string, cells: Cells): Buffer {
  const said = JSON.stringify(columns.map((column) => cells[column]?.trim() ?? ''))
  return keyedHash(secret, 'imported line of learning', orgId, said)
}

const isStorable = (cell: string) => cell.isWellFormed() && !cell.includes('\u0000')

function lineOf(cells: Cells, known: Known, today: string): NewLine | { column: string; detail: string } {
  const cell = (column: (typeof columns)[number]) => cells[column]?.trim() ?? ''
  const broken = columns.find(
    (column) => !isStorable(cell(column)) || cell(column).length > (column === 'evidence' ? 1000 : 200),
  )
  if (broken) return { column: broken, detail: 'This is too long, or holds what is no text.' }
  const personId = known.people.get(cell('person')) ?? known.people.get(cell('person').toLowerCase())
  if (personId === undefined)
    return { column: 'person', detail: 'Nobody here has this e-mail address or employee number.' }
  const [competency, second] = known.competencies.get(cell('competency').toLowerCase()) ?? []
  if (!competency) return { column: 'competency', detail: 'No competency has this code.' }
  if (second) return { column: 'competency', detail: 'Competencies of two frameworks have this code.' }
  const level = levelOf(cell('level'), competency.levels)
  if (level === undefined)
    return {
      column: 'level',
      detail: `The level is a number from 1 to ${competency.levels.length}, or its name.`,
    }
  const day = cell('date')
  if (
    !/^\d{4}-\d\d-\d\d$/.test(day) ||
    Number.isNaN(Date.parse(day)) ||
    new Date(day).toISOString().slice(0, 10) !== day ||
    day < '1900-01-01'
  )
    return { column: 'date', detail: 'Give the day as YYYY-MM-DD.' }
  if (day > today) return { column: 'date', detail: 'This day has not come yet.' }
  const score = numberOf(cell('score').replace(/%$/, ''), 100)
  if (score === 'wrong') return { column: 'score', detail: 'The score is a number from 0 to 100.' }
  const minutes = numberOf(cell('minutes'), 100_000)
  if (minutes === 'wrong' || (minutes !== undefined && !Number.isInteger(minutes)))
    return { column: 'minutes', detail: 'The duration is a whole number of minutes.' }
  return {
    personId,
    verb: 'completed',
    origin: 'import',
    happenedOn: day,
    ...(score === undefined ? {} : { scorePercent: score }),
    ...(minutes === undefined ? {} : { durationMinutes: minutes }),
    words: Object.fromEntries(worded.flatMap((column) => (cell(column) ? [[column, cell(column)]] : []))),
    grants: [{ competencyId: competency.id, level }],
  }
}

function levelOf(cell: string, levels: readonly string[]): number | undefined {
  if (cell === '') return 1
  const named = levels.findIndex((level) => level.toLowerCase() === cell.toLowerCase())
  const level = named >= 0 ? named + 1 : Number(cell)
  return Number.isInteger(level) && level >= 1 && level <= levels.length ? level : undefined
}

function numberOf(cell: string, max: number): number | 'wrong' | undefined {
  if (cell === '') return undefined
  const number = Number(cell)
  return Number.isFinite(number) && number >= 0 && number <= max ? number : 'wrong'
}
