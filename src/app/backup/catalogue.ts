/** What there is to back up, from the database's own catalogue: a new table needs no line here. */
import type pg from 'pg'
import { migrationsDir, readMigrations } from '../../platform/db/migrate.ts'

export type TableShape = { name: string; columns: string[] }
export type ForeignKey = { table: string; name: string; definition: string }
export type Sequence = { name: string; value: string; is_called: boolean }

/** The schemas that the migrations make; others in the same database belong to somebody else. */
export async function readSchemas(): Promise<string[]> {
  const texts = (await readMigrations(migrationsDir)).map(({ sql }) => sql)
  const made = texts.flatMap((sql) => [...sql.matchAll(/^create schema (?:if not exists )?([a-z_]+)/gm)])
  return [...new Set(made.map(([, name]) => name as string))].sort()
}

const ours = 'n.nspname = any($1)'

/** Every table with the columns that are not computed; partitions come with their table. */
export async function readTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `select n.nspname || '.' || c.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and ${ours} and n.nspname || '.' || c.relname <> 'platform.migration'
     order by 1`,
    [await readSchemas()],
  )
  return rows
}

export async function readForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select n.nspname || '.' || c.relname as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and not c.relispartition and ${ours} order by 1, 2`,
    [await readSchemas()],
  )
  return rows
}

export async function readSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${ours} order by 1`,
    [await readSchemas()],
  )
  const sequences: Sequence[] = []
  for (const { name } of rows) {
    const { rows: state } = await client.query(`select last_value::text as value, is_called from ${name}`)
    sequences.push({ name, ...state[0] })
  }
  return sequences
}

/** The first month that the timeline has a partition for, as a date; null when it has none. */
export async function readFirstMonth(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ month: string | null }>(
    `select replace(min(substring(c.relname from '_(\\d{4}_\\d{2})$')), '_', '-') || '-01' as month
     from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent in (to_regclass('core.event'), to_regclass('core.audit'))`,
  )
  return rows[0]?.month ?? null
}

/** Jobs in the form in which they are added again: the queue's own tables may change with its version. */
export const waitingJobs = `
  select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority, j.flags
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts`
export const waitingJobColumns =
  'identifier text, payload json, queue_name text, run_at timestamptz, max_attempts int, key text, priority int, flags jsonb'
export const addWaitingJobs = `
  select count(graphile_worker.add_job(identifier, payload => payload, queue_name => queue_name, run_at => run_at,
    max_attempts => max_attempts, job_key => key, priority => priority,
    flags => (select array_agg(flag) from jsonb_object_keys(flags) flag))) as jobs
  from waiting_job`

/** Times, numbers and bytes are written the same whatever the server's settings are. */
export const plainSettings = `
  set statement_timeout = 0; set lock_timeout = '60s'; set idle_in_transaction_session_timeout = 0; set row_security = off;
  set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';
  set extra_float_digits = 3; set client_encoding = 'UTF8'; set search_path = pg_catalog`
