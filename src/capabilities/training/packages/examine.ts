/** Packages and the virus scanner: nothing of a package is kept before all of it was called clean. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { write } from '../../../platform/db/transaction.ts'
import { NotScanned, type Scan, scanStream } from '../../../platform/files/clamd.ts'
import { invalid, Problem } from '../../../platform/http/problem.ts'
import type { Package } from './open-package.ts'

/** As many threads as it has by itself are ten, and others upload too. */
const scans_at_once = 4
const part_bytes = 1_000_000
const shown_length_max = 200

/**
 * Has the scanner look at each file of a package, and at the zip file as a whole for what lies beside them. Without a
 * scanner nothing is looked at. Throws a problem for what is infected, and where the scanner gives no verdict: a course
 * has no use for half of its files, so that nothing of it waits.
 */
export async function requireClean(
  app: App,
  actor: Actor,
  bytes: Uint8Array,
  files: Package['files'],
): Promise<void> {
  const { clamd } = app.config
  if (clamd === undefined) return
  const work = async (waiting: Iterable<[path: string | undefined, content: Uint8Array]>) => {
    for (const [path, content] of waiting) {
      const { found } = await verdictOn(app, clamd, path, content)
      if (found === null) continue
      await noteFound(app, actor, bytes, found)
      throw invalid('#/file', infectedSentence(path, found))
    }
  }
  // Whoever fails closes the queue for all: of a package that is refused nothing more is looked at.
  const queue = eachOf(files)
  const results = await Promise.allSettled(Array.from({ length: scans_at_once }, () => work(queue)))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  await work([[undefined, bytes]])
}

function* eachOf(files: Package['files']): Generator<[string, Uint8Array]> {
  yield* files
}

async function verdictOn(
  app: App,
  clamd: string,
  path: string | undefined,
  content: Uint8Array,
): Promise<Scan> {
  try {
    return await scanStream(clamd, streamOf(content))
  } catch (error) {
    if (!(error instanceof NotScanned)) throw error
    app.log.warn({ failure: error.message }, 'a package was not taken, since it was not scanned')
    if (error.isAway)
      throw new Problem(
        503,
        'not-scanned',
        'Not available right now',
        'The virus scanner does not answer, and no course is taken without it. Nothing was kept; try again later.',
        { headers: { 'retry-after': '60' } },
      )
    throw invalid('#/file', tooLargeSentence(path))
  }
}

const streamOf = (content: Uint8Array) => Readable.from(partsOf(content))

// Each part is copied on its way.
function* partsOf(content: Uint8Array): Generator<Buffer> {
  for (let from = 0; from < content.length; from += part_bytes)
    yield Buffer.from(content.buffer, content.byteOffset + from, Math.min(part_bytes, content.length - from))
}

async function noteFound(app: App, actor: Actor, bytes: Uint8Array, virus: string): Promise<void> {
  await write(app.pool, actor.orgId, async (tx) => {
    tx.send(
      audit(actor, app.clock.now().toISOString(), 'files.scan', {
        virus,
        size_bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      }),
    )
  })
}

function infectedSentence(path: string | undefined, found: string): string {
  return path === undefined
    ? `A virus was found in this zip file (${found}). Nothing of it was kept.`
    : `A virus was found in “${path.slice(0, shown_length_max)}” (${found}). Nothing of this course was kept.`
}

function tooLargeSentence(path: string | undefined): string {
  return path === undefined
    ? 'The virus scanner is set up for smaller files than this one. Nothing was kept; tell your administrator.'
    : `The virus scanner is set up for smaller files than “${path.slice(0, shown_length_max)}”. Nothing was kept; tell your administrator.`
}
