/** Where uploaded files lie while their runs need them: in a folder of the data, under the run's id. */
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { App } from '../../../core/app.ts'

type Home = Pick<App, 'config'>

function folder(app: Home): string {
  return join(app.config.dataDir, 'imports')
}

export function uploadPath(app: Home, runId: string): string {
  return join(folder(app), runId)
}

/** The folder that an archive of articles was unpacked into. */
export function unpackedPath(app: Home, runId: string): string {
  return join(folder(app), `${runId}.files`)
}

export function badRowsPath(app: Home, runId: string): string {
  return join(folder(app), `${runId}.bad-rows.csv`)
}

/** Writes the stream to the run's place; an upload that breaks off leaves nothing. */
export async function keepUpload(app: Home, runId: string, stream: Readable): Promise<void> {
  await mkdir(folder(app), { recursive: true, mode: 0o700 })
  try {
    await pipeline(stream, createWriteStream(uploadPath(app, runId), { mode: 0o600 }))
  } catch (error) {
    await rm(uploadPath(app, runId), { force: true })
    throw error
  }
}

/** Removes what was uploaded; the file of bad rows stays. */
export async function removeUpload(app: Home, runId: string): Promise<void> {
  await rm(uploadPath(app, runId), { force: true })
  await rm(unpackedPath(app, runId), { recursive: true, force: true })
}

/** Removes everything that lies there of the run. */
export async function removeAll(app: Home, runId: string): Promise<void> {
  await removeUpload(app, runId)
  await rm(badRowsPath(app, runId), { force: true })
}

/** Removes what belongs to none of these runs and was not touched since `before`: remains of uploads that broke off. */
export async function removeOthers(app: Home, runs: ReadonlySet<string>, before: Date): Promise<void> {
  const names = await readdir(folder(app)).catch(() => [])
  for (const name of names) {
    if (runs.has(name.split('.')[0] ?? '')) continue
    const path = join(folder(app), name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtime < before) await rm(path, { recursive: true, force: true })
  }
}

/** The file of bad rows; undefined when the run had none. */
export async function openBadRows(app: Home, runId: string): Promise<ReadStream | undefined> {
  const path = badRowsPath(app, runId)
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? createReadStream(path) : undefined
}
