/**
 * Several prepared statements in one round trip, by the extended query protocol with one Sync at the end:
 * without an explicit `begin` they are one transaction, and a set_config(…, true) holds for those after it.
 * Each statement is parsed and described once a connection.
 */
import pg from 'pg'

export type Statement = { readonly text: string; readonly values: readonly unknown[] }
export type Rows = Record<string, unknown>[]

type Field = { name: string; parse: (value: string) => unknown }
type Prepared = { name: string; fields: Field[] | undefined }
type Known = { byText: Map<string, Prepared>; next: number }

const statements_max = 1000
const text_length_max = 20_000
const knownOf = new WeakMap<object, Known>()

// The connection as `pg` hands it to whatever is submitted; its typings leave these methods out.
type Wire = {
  stream: { readonly writable: boolean; write(bytes: Buffer): unknown }
  parse(query: { text: string; name: string }): void
  bind(config: { statement: string; values: unknown[]; valueMapper: (value: unknown) => unknown }): void
  describe(target: { type: 'P'; name: string }): void
  execute(config: { portal: string; rows: number }): void
  close(target: { type: 'S'; name: string }): void
  sync(): void
}

type Step = { prepared: Prepared; isNew: boolean; text: string; rows: Rows; affected: number }
export type BatchResult = { rows: Rows; affected: number }

/** Runs the statements in order in one round trip. Rejects with the first error; nothing after it ran. */
export function runBatch(client: pg.ClientBase, statements: readonly Statement[]): Promise<BatchResult[]> {
  return new Promise((resolve, reject) => {
    const batch = new Batch(statements, (error, results) => (error ? reject(error) : resolve(results)))
    client.query(batch as unknown as pg.Submittable)
  })
}

class Batch {
  private readonly statements: readonly Statement[]
  private readonly done: (error: Error | null, results: BatchResult[]) => void
  private steps: Step[] = []
  private current = 0
  private known: Known | undefined
  // `pg` hands errors of the connection to this when a query waits; it must exist.
  callback = (error: Error | null) => this.finish(error)

  constructor(statements: readonly Statement[], done: (error: Error | null, results: BatchResult[]) => void) {
    this.statements = statements
    this.done = done
  }

  submit(connection: Wire): Error | null {
    this.known = knownOf.get(connection) ?? { byText: new Map(), next: 1 }
    knownOf.set(connection, this.known)
    // `pg` writes a buffer for each message; to hand all of them over at once costs much less.
    const parts: Buffer[] = []
    const stream = { writable: true, write: (part: Buffer) => parts.push(part) }
    const gathering = Object.create(connection, { stream: { value: stream } }) as Wire
    for (const statement of this.statements) this.send(gathering, statement, this.known)
    gathering.sync()
    // A lost connection ends what was submitted by itself.
    if (connection.stream.writable) connection.stream.write(Buffer.concat(parts))
    return null
  }

  private send(connection: Wire, statement: Statement, known: Known): void {
    const isKept = statement.text.length <= text_length_max && known.byText.size < statements_max
    let prepared = known.byText.get(statement.text)
    const isNew = prepared === undefined
    if (prepared === undefined) {
      prepared = { name: isKept ? `s${known.next++}` : '', fields: undefined }
      if (isKept) known.byText.set(statement.text, prepared)
      connection.parse({ text: statement.text, name: prepared.name })
    }
    connection.bind({
      statement: prepared.name,
      values: statement.values as unknown[],
      valueMapper: prepareValue,
    })
    // The same new statement may stand twice in one batch: describe until its fields are known.
    if (prepared.fields === undefined) connection.describe({ type: 'P', name: '' })
    connection.execute({ portal: '', rows: 0 })
    this.steps.push({ prepared, isNew, text: statement.text, rows: [], affected: 0 })
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number; format: string }[] }): void {
    const step = this.steps[this.current]
    if (!step) return
    step.prepared.fields = message.fields.map((field) => ({
      name: field.name,
      parse: pg.types.getTypeParser(field.dataTypeID, 'text') as (value: string) => unknown,
    }))
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const step = this.steps[this.current]
    const fields = step?.prepared.fields
    if (!step || !fields) return
    const row: Record<string, unknown> = {}
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as Field
      const value = message.fields[i]
      row[field.name] = value === null || value === undefined ? null : field.parse(value)
    }
    step.rows.push(row)
  }

  handleCommandComplete(message: { text: string }): void {
    const step = this.steps[this.current]
    if (step) {
      step.prepared.fields ??= []
      step.affected = Number(/(\d+)$/.exec(message.text)?.[1] ?? 0)
    }
    this.current += 1
  }

  handleEmptyQuery(): void {
    this.current += 1
  }

  handlePortalSuspended(): void {}

  // `pg` tells a failed query nothing more, not even that the connection is ready again; what is sent next
  // waits for that by itself.
  handleError(error: Error): void {
    // What was parsed in a failed batch is unknown: forget it, the next use takes a fresh name.
    for (const step of this.steps) if (step.isNew) this.known?.byText.delete(step.text)
    this.finish(error)
  }

  handleReadyForQuery(): void {
    this.finish(null)
  }

  private isFinished = false
  private finish(error: Error | null): void {
    if (this.isFinished) return
    this.isFinished = true
    this.done(error, this.steps)
  }
}

// Arrays and objects become PostgreSQL arrays and JSON; dates become ISO text.
function prepareValue(value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return arrayLiteral(value)
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

function arrayLiteral(values: readonly unknown[]): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL'
    if (Array.isArray(value)) return arrayLiteral(value)
    const text = String(prepareValue(value))
    return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return `{${parts.join(',')}}`
}
