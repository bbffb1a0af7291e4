/** The whole record of an organization as lines of JSON, in the order in which it was written. */
import type pg from 'pg'
import { beginning, ending, type Line, type Place, readLines } from './verify/lines.ts'

const lines_at_once = 1_000

export type ExportedLine = {
  source: 'timeline' | 'audit log'
  at: string
  id: string
  action: string
  actor_id: string | null
  record_id: string | null
  address: string | null
  data: unknown
}

/** Every line of the timeline and the audit log. Of words it tells that there were any, as the log does. */
export async function* exportLines(client: pg.ClientBase, orgId: string): AsyncGenerator<ExportedLine> {
  let place: Place = beginning
  for (;;) {
    const lines = await readLines(client, orgId, place, ending, lines_at_once)
    for (const line of lines) yield told(line)
    const last = lines.at(-1)
    if (last === undefined || lines.length < lines_at_once) return
    place = last
  }
}

function told(line: Line): ExportedLine {
  const [, , record_id, , actor_id, , data, rest] = JSON.parse(line.body) as [
    string,
    string,
    string | null,
    string,
    string | null,
    string,
    unknown,
    string | null,
  ]
  return {
    source: line.source === 'e' ? 'timeline' : 'audit log',
    at: new Date(Number(line.at / 1000n)).toISOString(),
    id: line.id,
    action: line.action,
    actor_id,
    record_id,
    address: line.source === 'a' ? rest : null,
    data,
  }
}
