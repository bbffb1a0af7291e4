/** `wardline keys new | rotate`: makes a key for files, and brings every file to the present one. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import pg from 'pg'
import { loadConfig } from '../platform/config/config.ts'
import { requireKeys } from '../platform/files/key-notes.ts'
import { type KnownContent, type Rotation, rotateKeys } from '../platform/files/rotate-keys.ts'
import { createLog } from '../platform/log/log.ts'
import { type KeyRing, keyRingOf, type MasterKey } from '../platform/secrets/key-ring.ts'
import { CommandError } from './command-error.ts'
import { withDatabase } from './with-database.ts'

const usage = 'wardline keys new, or wardline keys rotate'

/** Ends with 1 when a file could not be brought over. */
export async function keysCommand(args: string[], say: (line: string) => void): Promise<void> {
  const [what, ...rest] = args
  if (rest.length > 0 || (what !== 'new' && what !== 'rotate')) throw new CommandError(usage)
  if (what === 'new') say(randomBytes(32).toString('base64url'))
  else await rotate(say)
}

async function rotate(say: (line: string) => void): Promise<void> {
  const config = loadConfig()
  const ring = keyRingOf(config)
  const { current } = ring
  if (!current)
    throw new CommandError(
      'There is no key to rotate to. Make one with wardline keys new and set WARDLINE_ENCRYPTION_KEY, for every process.',
    )
  const folder = join(config.dataDir, 'files')
  await requireKeys(folder, ring)
  const bar = new SingleBar({ format: 'Rotating {value} files', hideCursor: true }, Presets.shades_classic)
  await withDatabase(config, createLog(config.logLevel), { mayShare: true }, async (ownerUrl) => {
    if (process.stderr.isTTY) bar.start(1, 0)
    const options = { directory: folder, ring: { ...ring, current } }
    const rotation = await rotateAlone(ownerUrl, options, (done) => bar.update(done)).finally(() =>
      bar.stop(),
    )
    tell(rotation, current.id, say)
  })
}

/** Rotates while no other process does, and compares what is plain with what the database knows of it. */
export async function rotateAlone(
  ownerUrl: string,
  options: { directory: string; ring: KeyRing & { current: MasterKey } },
  onFile?: (done: number) => void,
): Promise<Rotation> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'wardline keys' })
  // Losing the connection loses the lock; the next question to the database then ends the rotation.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query("select pg_try_advisory_lock(hashtext('wardline keys')) as taken")
    if (!rows[0].taken)
      throw new CommandError('Another rotation of the keys is running. Let it end; nothing was changed.')
    const contentOf = async (key: string) => {
      const known = await client.query<KnownContent>(
        `select size_bytes::float8 as size_bytes, encode(sha256, 'hex') as sha256 from core.attachment
         where storage_key = $1 and removed_at is null limit 1`,
        [key],
      )
      return known.rows[0]
    }
    return await rotateKeys({ ...options, contentOf }, onFile)
  } finally {
    await client.end()
  }
}

function tell(
  { sealed, rewrapped, kept, failed, late }: Rotation,
  id: string,
  say: (line: string) => void,
): void {
  say(`${sealed} files were encrypted, ${rewrapped} brought to the key ${id.slice(0, 8)}…, ${kept} had it.`)
  for (const key of failed) say(`${key} is altered, or needs a key that is not here; it is as it was.`)
  if (late > 0)
    say(
      `${late} files came meanwhile from a process without this key. Start all with it, then rotate once more.`,
    )
  if (failed.length > 0 || late > 0) process.exitCode = 1
  else say('Former keys are not needed any more, except for backups made before.')
}
