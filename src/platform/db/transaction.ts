/**
 * The only way to the database for the application: a transaction bound to one organization.
 * Statements that need no answer wait in the transaction and travel with the next one that does, so that a
 * write which reads nothing costs one round trip.
 */
import type { Compilable, RawBuilder } from 'kysely'
import type pg from 'pg'
import { runBatch, type Statement } from './batch.ts'
import { createBuilder } from './builder.ts'
import type { Pool } from './pool.ts'

export type Query<R> = Compilable<R> | RawBuilder<R> | Raw<R>
/** A statement written out, with the type of its rows. */
export type Raw<R> = Statement & { readonly __row?: R }

/** SQL as it stands, for the hot paths; `values` are $1, $2 … */
export function raw<R>(text: string, values: readonly unknown[] = []): Raw<R> {
  return { text, values }
}

export type Tx = {
  readonly orgId: string
  /** The rows of one query, after everything sent before it. */
  all<R>(query: Query<R>): Promise<R[]>
  /** The first row, if there is one. */
  maybe<R>(query: Query<R>): Promise<R | undefined>
  /** The only row; no row is a broken invariant. */
  one<R>(query: Query<R>): Promise<R>
  /** The rows of several queries in one round trip; for a query that is left out, none. */
  many<Q extends readonly (Query<unknown> | undefined)[]>(...queries: Q): Promise<Answers<Q>>
  /** Sends a write whose answer nobody needs; an error of it fails the transaction. */
  send(query: Query<unknown>): void
  /** Runs after the transaction is committed, not at all when it is rolled back. */
  afterCommit(run: () => void): void
}

/** The rows of each of several queries. */
export type Answers<Q extends readonly unknown[]> = { [K in keyof Q]: RowsOf<Q[K]> }
type RowsOf<Q> = Q extends Query<infer R> ? R[] : never

const writer = createBuilder<unknown>()
const begin: Statement = { text: 'begin', values: [] }
const commit: Statement = { text: 'commit', values: [] }
const loose: Statement = { text: "select set_config('synchronous_commit', 'off', true)", values: [] }

function setOrganization(orgId: string): Statement {
  return { text: "select set_config('app.org_id', $1, true)", values: [orgId] }
}

function toStatement(query: Query<unknown>): Statement {
  if ('text' in query) return query
  // A built query ignores the argument; a fragment of `sql` needs it.
  const compiled = (query as RawBuilder<unknown>).compile(writer)
  return { text: compiled.sql, values: compiled.parameters }
}

/**
 * Runs `run` in one transaction of the organization and commits it. Any error rolls everything back and is
 * thrown on. Locks wait 5 seconds at most.
 */
export async function write<T>(pool: Pool, orgId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let pending: Statement[] = [begin, setOrganization(orgId)]
  let isOpen = false
  let broken: Error | undefined
  const after: (() => void)[] = []

  const flush = async (last: Statement[]) => {
    const statements = [...pending, ...last]
    pending = []
    isOpen = true
    const results = await runBatch(client, statements)
    return results.slice(statements.length - last.length)
  }
  const tx = transactionOver(orgId, flush, (statement) => pending.push(statement), after)

  try {
    const result = await run(tx)
    await flush([commit])
    for (const each of after) each()
    return result
  } catch (error) {
    if (isOpen)
      await runBatch(client, [{ text: 'rollback', values: [] }]).catch((lost: Error) => {
        broken = lost
      })
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * Runs a single write as a transaction of its own, in one round trip, and answers its rows. With `isLoose` the answer
 * does not wait for the disk: what is written may be lost with the server's power, never half.
 */
export async function writeOne<R>(pool: Pool, orgId: string, query: Query<R>, isLoose = false): Promise<R[]> {
  const client = await pool.connect()
  try {
    const settings = [setOrganization(orgId), ...(isLoose ? [loose] : [])]
    const results = await runBatch(client, [...settings, toStatement(query)])
    return results.at(-1)?.rows as R[]
  } finally {
    client.release()
  }
}

/**
 * Runs queries that only read, bound to the organization. Each `all`, `one`, `maybe` or `many` is one round trip
 * and one snapshot of its own.
 */
export async function read<T>(pool: Pool, orgId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const flush = async (statements: Statement[]) =>
    (await runBatch(client, [setOrganization(orgId), ...statements])).slice(1)
  const refuse = () => {
    throw new Error('A read may not send a write.')
  }
  try {
    return await run(transactionOver(orgId, flush, refuse, []))
  } finally {
    client.release()
  }
}

function transactionOver(
  orgId: string,
  flush: (statements: Statement[]) => Promise<{ rows: unknown[] }[]>,
  push: (statement: Statement) => void,
  after: (() => void)[],
): Tx {
  const all = async <R>(query: Query<R>) => (await flush([toStatement(query)]))[0]?.rows as R[]
  return {
    orgId,
    all,
    maybe: async (query) => (await all(query))[0],
    one: async (query) => {
      const row = (await all(query))[0]
      if (row === undefined) throw new Error('A row that must be there is missing.')
      return row
    },
    many: async (...queries) => {
      const results = await flush(queries.filter((query) => query !== undefined).map(toStatement))
      let next = 0
      return queries.map((query) => (query === undefined ? [] : results[next++]?.rows)) as never
    },
    send: (query) => push(toStatement(query)),
    afterCommit: (run) => after.push(run),
  }
}

/** True when the error is a violated unique constraint, or the named one. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  const failure = error as pg.DatabaseError
  return failure?.code === '23505' && (constraint === undefined || failure.constraint === constraint)
}
