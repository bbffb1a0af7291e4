import { randomBytes } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'

export type PostgresSettings = Readonly<Record<string, string | number>>

/** The settings of the embedded server, fit for a machine that it shares with the application. */
export function chooseSettings(override: PostgresSettings = {}): PostgresSettings {
  // In a container the memory is what the container may use, not what the machine has.
  const memory_mb = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 1024 ** 2
  const buffers_mb = Math.max(32, Math.min(1024, Math.floor(memory_mb / 4)))
  return {
    max_connections: 60,
    shared_buffers: `${buffers_mb}MB`,
    effective_cache_size: `${Math.max(64, Math.floor(memory_mb / 2))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    random_page_cost: 1.1,
    effective_io_concurrency: 32,
    jit: 'off',
    fsync: 'on',
    wal_compression: 'on',
    min_wal_size: '160MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    password_encryption: 'scram-sha-256',
    unix_socket_permissions: '0700',
    cluster_name: 'wardline',
    // One file a day of the week, so that the logs never fill the disk.
    logging_collector: 'on',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: 0,
    // Rows and statements may hold patients' names, and this log has no access rules of its own.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...override,
  }
}

/** Writes postgresql.conf anew; an operator's own lines belong in postgresql.local.conf beside it. */
export async function writeSettings(pgdata: string, settings: PostgresSettings): Promise<void> {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`,
  )
  const text = [
    '# Written by Wardline at every start. Your own settings belong in postgresql.local.conf.',
    ...lines,
    "include_if_exists = 'postgresql.local.conf'",
    '',
  ].join('\n')
  // The folder belongs to the database's user: a new file that is moved into place cannot be led astray by
  // a link that this user may have put there.
  const draft = join(pgdata, `.settings-${randomBytes(6).toString('hex')}`)
  await writeFile(draft, text, { flag: 'wx', mode: 0o644 })
  await rename(draft, join(pgdata, 'postgresql.conf'))
}
