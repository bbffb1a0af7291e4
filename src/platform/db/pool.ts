/** Connections to PostgreSQL, and how its values look in TypeScript: times are ISO text in UTC, bigint is number. */
import pg from 'pg'

const timestamptz = 1184
const timestamp = 1114
const date = 1082
const int8 = 20
const numeric = 1700

// PostgreSQL leaves out zeros at the end; one moment has one spelling, the one of JavaScript.
pg.types.setTypeParser(timestamptz, (value) => {
  const time = value.slice(11, value.lastIndexOf('+'))
  return `${value.slice(0, 10)}T${time.length === 8 ? `${time}.000` : time.padEnd(12, '0')}Z`
})
pg.types.setTypeParser(timestamp, (value) => value)
pg.types.setTypeParser(date, (value) => value)
pg.types.setTypeParser(int8, Number)
pg.types.setTypeParser(numeric, Number)

export type Pool = pg.Pool

/** Opens a pool whose sessions speak UTC and give up on a statement after 30 seconds. */
export function createPool(url: string, connections_max: number): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections_max,
    options:
      '-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000 -c jit=off -c plan_cache_mode=force_generic_plan',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
