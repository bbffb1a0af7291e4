/** Removes what nobody sent, links that are over, and files that no attachment needs. */
import { raw, write } from '../../platform/db/transaction.ts'
import type { App } from '../app.ts'

const unsent_hours = 24
const rows_max = 500
const keys_max = 500

/** Runs every hour; running twice at once or again after a failure does no harm. */
export async function tidyUploads(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - unsent_hours * 3_600_000)
  const { rows } = await app.pool.query<{ org_id: string }>(
    'select org_id from core.organizations_with_unsent_files($1)',
    [before.toISOString()],
  )
  for (const { org_id } of rows) await tidyOrganization(app, org_id, before)
  await removeFilesOfNobody(app, before)
  await app.files.removeAbandoned(before)
}

async function tidyOrganization(app: App, orgId: string, before: Date): Promise<void> {
  const removed = await write(app.pool, orgId, async (tx) => {
    tx.send(
      raw('delete from core.file_link where org_id = $1 and expires_at < $2', [orgId, before.toISOString()]),
    )
    return tx.all(
      raw<{ storage_key: string }>(
        `update core.attachment set removed_at = $3, name = 'removed', sha256 = '' where org_id = $1 and id in (
           select id from core.attachment where org_id = $1 and record_id is null and about_person_id is null and removed_at is null and created_at < $2
           order by created_at limit ${rows_max} for update skip locked)
         returning storage_key`,
        [orgId, before.toISOString(), app.clock.now().toISOString()],
      ),
    )
  })
  for (const { storage_key } of removed) await app.files.remove(storage_key)
}

// A process that dies between storing a file and its row leaves the file; so does one that dies before removing it.
async function removeFilesOfNobody(app: App, before: Date): Promise<void> {
  let keys: string[] = []
  for await (const file of app.files.list()) {
    if (file.stored_at < before) keys.push(file.key)
    if (keys.length < keys_max) continue
    await removeUnless(app, keys)
    keys = []
  }
  await removeUnless(app, keys)
}

async function removeUnless(app: App, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await app.pool.query<{ storage_key: string }>(
    'select storage_key from core.files_in_use($1)',
    [keys],
  )
  const needed = new Set(rows.map((row) => row.storage_key))
  for (const key of keys) if (!needed.has(key)) await app.files.remove(key)
}
