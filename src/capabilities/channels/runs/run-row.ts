/** The row of a run: what was uploaded, how far it is, what it found. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Mapping } from '../import/mapping/mapping.ts'
import type { Reconciliation, RunReport } from './report.ts'

export type RunState = 'uploaded' | 'previewing' | 'previewed' | 'running' | 'done' | 'stopped' | 'failed'

/** What the file looks like, to choose columns by. */
export type Shape = {
  format: 'csv' | 'xes'
  encoding: string
  delimiter: string | null
  columns: { name: string; samples: string[] }[]
  /** What to look at in the mapping that was guessed. */
  doubts?: string[]
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
  mapping: Mapping | null
  rows_done: number
  rows_total: number
  report: RunReport | null
  reconciliation: Reconciliation | null
  failure: string | null
  wants_stop: boolean
  created_by: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
  updated_at: string
}

const json: ReadonlySet<string> = new Set(['shape', 'mapping', 'report', 'reconciliation'])

const columns =
  'id, kind, file_name, size_bytes, sha256, has_file, state, shape, mapping, rows_done, rows_total, report, reconciliation, failure, wants_stop, created_by, created_at, started_at, finished_at, updated_at'

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
