/** How the installation fares, for those who keep it: versions, queue of jobs, disk, last backup, mail. */
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import pkg from '../../package.json' with { type: 'json' }
import { may } from '../core/actor.ts'
import type { App } from '../core/app.ts'
import { type Capability, reader } from '../core/registry.ts'
import { migrationsDir, readMigrations } from '../platform/db/migrate.ts'
import { raw, type Tx } from '../platform/db/transaction.ts'
import { neededKeys } from '../platform/files/key-notes.ts'
import { Nullable, NullableTime } from '../platform/http/schema.ts'

const Bytes = Type.Integer({ minimum: 0 })

const System = Type.Object({
  product: Type.String({ description: 'The version of Wardline.' }),
  node: Type.String(),
  postgres: Type.String(),
  up_seconds: Type.Integer({ description: 'How long the server that answered has been running.' }),
  migrations: Type.Object({
    last: Type.String(),
    done: Type.Integer(),
    expected: Type.Integer({ description: 'How many this version of the product comes with.' }),
  }),
  jobs: Type.Object({
    waiting: Type.Integer({ description: 'Due, and not yet begun.' }),
    later: Type.Integer({ description: 'Due later, those to be tried again included.' }),
    running: Type.Integer(),
    failed: Type.Integer({ description: 'Tried as often as they may be; nobody tries them again.' }),
    waiting_seconds: Type.Integer({ description: 'How long the oldest has been due.' }),
    worker_at: NullableTime,
  }),
  disk: Type.Object({
    database_bytes: Bytes,
    folder: Nullable(Type.Object({ free_bytes: Bytes, total_bytes: Bytes })),
    files: Type.Object({
      key: Nullable(Type.String({ description: 'Names the key that new files are encrypted with.' })),
      former_keys: Type.Integer({ description: 'How many other keys files still need.' }),
    }),
  }),
  backup: Nullable(Type.Object({ at: Type.String(), size_bytes: Bytes })),
  mail: Type.Object({
    server: Type.Union([
      Type.String({ description: 'Name and port of the mail server.' }),
      Type.Null({ description: 'There is none; mail is held.' }),
    ]),
    queued: Type.Integer(),
    held: Type.Integer(),
    failed: Type.Integer(),
    sent_at: NullableTime,
  }),
})

export const systemShow = reader({
  name: 'system.show',
  summary: 'Versions, migrations, jobs, disk, backup and mail of the installation.',
  path: '/api/system',
  output: System,
  permits: (actor) => may(actor, 'organization.manage'),
  run: async ({ app, tx, now }) => {
    const [[database], [jobs], [mail]] = await tx.many(installation, jobCounts(now), mailCounts(tx))
    const { version, size, migration, migrations, backup_at, backup_size_bytes } = database as Installation
    return {
      product: pkg.version,
      node: process.versions.node,
      postgres: version.split(' ')[0] ?? version,
      up_seconds: Math.floor(process.uptime()),
      migrations: {
        last: migration ?? '',
        done: migrations,
        expected: (await readMigrations(migrationsDir)).length,
      },
      jobs: jobs as JobCounts,
      disk: { database_bytes: size, folder: await roomIn(app.config.dataDir), files: await keysOf(app) },
      backup: backup_at === null ? null : { at: backup_at, size_bytes: backup_size_bytes ?? 0 },
      mail: { server: serverOf(app), ...(mail as MailCounts) },
    }
  },
})

export const system: Capability = { name: 'system', readers: [systemShow] }

type Installation = {
  version: string
  size: number
  migration: string | null
  migrations: number
  backup_at: string | null
  backup_size_bytes: number | null
}

const installation = raw<Installation>(
  `select current_setting('server_version') as version, pg_database_size(current_database()) as size, i.*
   from platform.installation() i`,
)

type JobCounts = {
  waiting: number
  later: number
  running: number
  failed: number
  waiting_seconds: number
  worker_at: string | null
}

// Counts over the jobs of all organizations: the workers are shared, and a count names nobody. That a worker is
// there is seen by its schedules, of which one runs every minute.
function jobCounts(now: string) {
  return raw<JobCounts>(
    `select count(*) filter (where locked_at is null and run_at <= $1::timestamptz and attempts < max_attempts)::int as waiting,
       count(*) filter (where locked_at is null and run_at > $1::timestamptz and attempts < max_attempts)::int as later,
       count(*) filter (where locked_at is not null)::int as running,
       count(*) filter (where locked_at is null and attempts >= max_attempts)::int as failed,
       coalesce(greatest(0, extract(epoch from $1::timestamptz - min(run_at) filter (where locked_at is null and attempts < max_attempts))), 0)::int as waiting_seconds,
       (select max(last_execution) from graphile_worker._private_known_crontabs) as worker_at
     from (select locked_at, run_at, attempts, max_attempts from graphile_worker._private_jobs limit 100000) j`,
    [now],
  )
}

type MailCounts = { queued: number; held: number; failed: number; sent_at: string | null }

function mailCounts(tx: Tx) {
  return raw<MailCounts>(
    `select count(*) filter (where state = 'queued')::int as queued, count(*) filter (where state = 'held')::int as held,
       count(*) filter (where state = 'failed')::int as failed, max(sent_at) as sent_at
     from core.outbox where org_id = $1`,
    [tx.orgId],
  )
}

/** The room on the disk that holds files and the embedded database; null where the system does not tell. */
async function roomIn(folder: string): Promise<{ free_bytes: number; total_bytes: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free_bytes: bavail * bsize, total_bytes: blocks * bsize }
  } catch {
    return null
  }
}

async function keysOf({ files, config }: Pick<App, 'files' | 'config'>) {
  const needed = await neededKeys(join(config.dataDir, 'files'))
  return {
    key: files.sealedWith?.slice(0, 8) ?? null,
    former_keys: needed.filter((id) => id !== files.sealedWith).length,
  }
}

// The address may hold a password, so that only the host is told.
function serverOf(app: Pick<App, 'config'>): string | null {
  return app.config.smtpUrl === undefined ? null : new URL(app.config.smtpUrl).host
}
