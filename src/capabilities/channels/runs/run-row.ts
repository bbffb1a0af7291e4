/** The row of a run: what was uploaded, how far it is, what it found. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Mapping } from '../import/mapping/mapping.ts'
import { nameKinds, type Reconciliation, type RunReport } from './report.ts'
import type { ArticleReport, ArticleSettings } from './run-articles.ts'

export type RunState = 'uploaded' | 'previewing' | 'previewed' | 'running' | 'done' | 'stopped' | 'failed'

/** What the file looks like, to choose columns by. */
export type Shape = {
  format: 'csv' | 'xes' | 'markdown'
  encoding: string
  delimiter: string | null
  columns: { name: string; samples: string[] }[]
  /** What to look at in the mapping that was guessed. */
  doubts?: string[]
  /** What was left out of an archive. */
  problems?: { path: string; problem: string }[]
}

export type RunRow = {
  id: string
  kind: 'tickets' | 'articles'
  file_name: string
  size_bytes: number
  sha256: string
  has_file: boolean
  state: RunState
  shape: Shape
  /** Of tickets. */
  mapping: Mapping | null
  /** Of articles. */
  settings: ArticleSettings | null
  rows_done: number
  rows_total: number
  report: RunReport | null
  article_report: ArticleReport | null
  reconciliation: Reconciliation | null
  failure: string | null
  /** Whether what came out of the file's cells was removed. */
  is_cleared: boolean
  wants_stop: boolean
  created_by: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
  updated_at: string
}

const json: ReadonlySet<string> = new Set([
  'shape',
  'mapping',
  'settings',
  'report',
  'article_report',
  'reconciliation',
])

/** A run of a file that was just uploaded. */
export function newRun(id: string, now: string): RunRow {
  return {
    id,
    kind: 'tickets',
    file_name: 'file',
    size_bytes: 0,
    sha256: '',
    has_file: true,
    state: 'uploaded',
    shape: { format: 'csv', encoding: 'utf-8', delimiter: null, columns: [] },
    mapping: null,
    settings: null,
    rows_done: 0,
    rows_total: 0,
    report: null,
    article_report: null,
    reconciliation: null,
    failure: null,
    is_cleared: false,
    wants_stop: false,
    created_by: null,
    created_at: now,
    started_at: null,
    finished_at: null,
    updated_at: now,
  }
}

const columns =
  'id, kind, file_name, size_bytes, sha256, has_file, state, shape, mapping, settings, rows_done, rows_total, report, article_report, reconciliation, failure, is_cleared, wants_stop, created_by, created_at, started_at, finished_at, updated_at'

export function insertRun(orgId: string, run: RunRow): Raw<unknown> {
  const names = columns.split(', ') as (keyof RunRow)[]
  return raw(
    `insert into channels.import_run (org_id, ${columns}) values ($1, ${names.map((_, index) => `$${index + 2}`).join(', ')})`,
    [orgId, ...names.map((name) => stored(name, run[name]))],
  )
}

export async function findRun(tx: Tx, id: string, isLocked = false): Promise<RunRow | undefined> {
  return tx.maybe(
    raw<RunRow>(
      `select ${columns} from channels.import_run where org_id = $1 and id = $2${isLocked ? ' for update' : ''}`,
      [tx.orgId, id],
    ),
  )
}

export function changeRun(orgId: string, id: string, changes: Partial<RunRow>): Raw<unknown> {
  const names = Object.keys(changes) as (keyof RunRow)[]
  return raw(
    `update channels.import_run set ${names.map((name, index) => `${name} = $${index + 3}`).join(', ')} where org_id = $1 and id = $2`,
    [orgId, id, ...names.map((name) => stored(name, changes[name]))],
  )
}

function stored(name: keyof RunRow, value: unknown): unknown {
  return json.has(name) && value !== null && value !== undefined ? JSON.stringify(value) : value
}

/** The run without samples: once its file is done, nobody chooses columns by them. */
export function withoutSamples(run: Pick<RunRow, 'shape'>): Pick<RunRow, 'shape'> {
  const columns = run.shape.columns.map(({ name }) => ({ name, samples: [] }))
  // What is doubtful about a column is told by its values.
  const { doubts: _doubts, ...shape } = run.shape
  return { shape: { ...shape, columns } }
}

/** The run without anything that came out of the file's cells: samples, values, names and titles. Counts stay. */
export function cleared(run: RunRow): Partial<RunRow> {
  const { report, article_report, mapping } = run
  return {
    ...withoutSamples(run),
    has_file: false,
    is_cleared: true,
    mapping: mapping && {
      ...mapping,
      columns: mapping.columns.map(({ values: _values, ...column }) => column),
    },
    report: report && {
      ...report,
      bad_rows: report.bad_rows.map((bad) => ({ ...bad, value: '' })),
      names: Object.fromEntries(
        nameKinds.map((kind) => [kind, { ...report.names[kind], examples: [] }]),
      ) as unknown as RunReport['names'],
    },
    article_report: article_report && { ...article_report, examples: [], remarks: [] },
  }
}

/** Size and SHA-256 of a file. */
export async function fingerprint(path: string): Promise<{ size_bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let size_bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer)
    size_bytes += (chunk as Buffer).length
  }
  return { size_bytes, sha256: hash.digest('hex') }
}
