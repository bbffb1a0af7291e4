/** Takes a package: all its files and rows, or nothing of it. */
import { Readable } from 'node:stream'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { toProblem } from '../../../core/attachments/upload.ts'
import { audit } from '../../../core/audit.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { newId } from '../../../platform/id/id.ts'
import { requireClean } from './examine.ts'
import { openPackage, type Package } from './open-package.ts'
import { PackageFault } from './package-fault.ts'

/** Written to the disk at once; more would only wait for it. */
const writes_at_once = 8

type StoredFile = { path: string; storage_key: string; size_bytes: number }

/** Answers the id of the package. Throws the problem of the field `file` when it is none. */
export async function storePackage(app: App, actor: Actor, bytes: Uint8Array): Promise<string> {
  const opened = opening(bytes)
  await requireClean(app, actor, bytes, opened.files)
  const files = await storeFiles(app, opened.files)
  try {
    return await write(app.pool, actor.orgId, async (tx) => {
      const now = app.clock.now().toISOString()
      const titles = [opened.manifest.title, ...opened.manifest.units.map(({ title }) => title)].join('\n')
      if (await app.registry.guard?.isSuspect(tx, titles, now))
        throw invalid(
          '#/file',
          'The titles of this course look as if they told of a patient. Change them first.',
        )
      const id = addRows(tx, opened, files, { personId: actor.personId, now, size_bytes: bytes.length })
      tx.send(
        audit(actor, now, 'training.upload_package', {
          package: id,
          files: files.length,
          size_bytes: bytes.length,
        }),
      )
      return id
    })
  } catch (error) {
    await removeFiles(app, files)
    throw error
  }
}

function opening(bytes: Uint8Array): Package {
  try {
    return openPackage(bytes)
  } catch (error) {
    throw error instanceof PackageFault ? invalid('#/file', error.message) : error
  }
}

/** Stores each file, some at once; when one is not taken none stays. */
export async function storeFiles(app: App, files: Package['files']): Promise<StoredFile[]> {
  const stored: StoredFile[] = []
  const waiting = [...files].values()
  const work = async () => {
    for (const [path, content] of waiting) {
      const { key, size_bytes } = await app.files.put(Readable.from([Buffer.from(content)]), {
        size_bytes_max: content.length,
      })
      stored.push({ path, storage_key: key, size_bytes })
    }
  }
  const results = await Promise.allSettled(Array.from({ length: writes_at_once }, work))
  const failed = results.find((result) => result.status === 'rejected')
  if (!failed) return stored
  await removeFiles(app, stored)
  throw toProblem(failed.reason)
}

async function removeFiles(app: App, files: readonly StoredFile[]): Promise<void> {
  for (const { storage_key } of files) await app.files.remove(storage_key)
}

/** Adds the package, whose files are stored. Answers its id. */
export function addRows(
  tx: Tx,
  { manifest, pages }: Package,
  files: readonly StoredFile[],
  by: { personId: string; now: string; size_bytes: number },
): string {
  const id = newId()
  tx.send(
    raw(
      'insert into training.package (org_id, id, format, identifier, title, size_bytes, uploaded_by, uploaded_at, has_rules) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
      [
        tx.orgId,
        id,
        manifest.format,
        manifest.identifier,
        manifest.title,
        by.size_bytes,
        by.personId,
        by.now,
        manifest.hasRules,
      ],
    ),
  )
  const units = manifest.units.map((unit, index) => ({
    id: newId(),
    position: index + 1,
    identifier: unit.identifier,
    title: unit.title,
    path: pages[index]?.path,
    parameters: pages[index]?.parameters,
    launch_data: unit.launchData,
    mastery_percent: unit.masteryPercent,
    move_on: unit.moveOn,
  }))
  tx.send(
    raw(
      `insert into training.package_unit (org_id, id, package_id, position, identifier, title, path, parameters, launch_data, mastery_percent, move_on)
       select $1, id, $2, position, identifier, title, path, parameters, launch_data, mastery_percent, move_on
       from json_to_recordset($3::json) as each (id uuid, position int, identifier text, title text, path text, parameters text, launch_data text, mastery_percent numeric, move_on text)`,
      [tx.orgId, id, JSON.stringify(units)],
    ),
  )
  tx.send(
    raw(
      `insert into training.package_file (org_id, package_id, path, storage_key, size_bytes)
       select $1, $2, path, storage_key, size_bytes from json_to_recordset($3::json) as each (path text, storage_key text, size_bytes bigint)`,
      [tx.orgId, id, JSON.stringify(files)],
    ),
  )
  return id
}
