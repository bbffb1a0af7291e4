/** Signed statements of how far the chain went, put where nobody who can change the database can change them. */
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '../../core/app.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, read, write } from '../../platform/db/transaction.ts'
import { guardedFetch, OutgoingFailed, OutgoingRefused } from '../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../platform/outgoing/own-network.ts'
import { type Signed, signingKey, signStatement } from './key.ts'

const answer_bytes_max = 64 * 1024

/** Where the checkpoints of an organization are, in one of the folders. */
export function checkpointFile(folder: string, orgId: string): string {
  return join(folder, `${orgId}.jsonl`)
}

/** The folder that they always go to. */
export function checkpointFolder(config: { dataDir: string }): string {
  return join(config.dataDir, 'checkpoints')
}

type Link = { seq: number; total: number; hash: string; unsent_at: string | null }

/**
 * Signs how far the chain of the organization is now, and appends it to the file of the organization in each folder;
 * answers it, or undefined when there is no chain. The line is on a disk before the database learns of it. That a
 * folder cannot be written, or the address to send it to does not answer, stops nothing: a later checkpoint covers all
 * before it. What was signed and not sent is sent again, and signed no second time. Throws when no folder took it.
 */
export async function makeCheckpoint(app: App, orgId: string): Promise<Signed | undefined> {
  const link = await read(app.pool, orgId, (tx) =>
    tx.maybe(
      raw<Link>(
        `select l.seq, l.total, encode(l.hash, 'hex') as hash, c.at as unsent_at from trail.link l
         left join trail.checkpoint c on c.org_id = l.org_id and c.seq = l.seq and c.was_sent is false
         where l.org_id = $1 order by l.seq desc limit 1`,
        [orgId],
      ),
    ),
  )
  if (!link) return undefined
  const at = link.unsent_at === null ? app.clock.now().toISOString() : new Date(link.unsent_at).toISOString()
  const { seq, total, hash } = link
  const statement = { organization: orgId, link: seq, lines: total, hash, at }
  const signed = signStatement(signingKey(app.config), statement)
  if (link.unsent_at === null) await keep(app, signed)
  const wasSent =
    app.config.checkpointUrl === undefined ? null : await send(app, app.config.checkpointUrl, signed)
  await write(app.pool, orgId, async (tx) =>
    tx.send(raw('select trail.note_checkpoint($1, $2, $3)', [seq, at, wasSent])),
  )
  return signed
}

/** The job: signs for each organization whose chain went on, every so many minutes. One that fails stops no other. */
export const signAll: JobHandler = async (app) => {
  const since = new Date(app.clock.now().getTime() - app.config.checkpointMinutes * 60_000)
  const { rows } = await app.pool.query<{ id: string }>('select trail.organizations_to_sign($1) as id', [
    since.toISOString(),
  ])
  const failures: unknown[] = []
  for (const { id } of rows) await makeCheckpoint(app, id).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

/** Appends it in each folder; throws when none took it. */
async function keep(app: App, signed: Signed): Promise<void> {
  const folders = [checkpointFolder(app.config), app.config.checkpointDir].filter(
    (each) => each !== undefined,
  )
  const failures: unknown[] = []
  for (const folder of folders)
    try {
      await append(folder, signed.organization, signed)
    } catch (error) {
      failures.push(error)
      app.log.error({ why: String(error) }, 'a checkpoint of the audit log could not be written to a folder')
    }
  if (failures.length === folders.length) throw failures[0]
}

async function append(folder: string, orgId: string, signed: Signed): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const handle = await open(checkpointFile(folder, orgId), 'a', 0o600)
  try {
    await handle.appendFile(`${JSON.stringify(signed)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function send(app: App, url: string, signed: Signed): Promise<boolean> {
  const policy = {
    ...ownNetwork(app.config.outgoingAllow),
    redirects_max: 0,
    body_bytes_max: answer_bytes_max,
  }
  const message = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(signed) }
  try {
    const { status } = await guardedFetch(url, { method: 'POST', ...message }, policy)
    if (status >= 200 && status < 300) return true
    app.log.warn({ status }, 'a checkpoint of the audit log was not taken')
  } catch (error) {
    if (!(error instanceof OutgoingRefused) && !(error instanceof OutgoingFailed)) throw error
    app.log.warn({ why: error.message }, 'a checkpoint of the audit log could not be sent')
  }
  return false
}
