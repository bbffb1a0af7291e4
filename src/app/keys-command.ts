/** `wardline keys new | rotate`: makes a key for files, and brings every file to the present one. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import { loadConfig } from '../platform/config/config.ts'
import { requireKeys } from '../platform/files/key-notes.ts'
import { rotateKeys } from '../platform/files/rotate-keys.ts'
import { keyRingOf } from '../platform/secrets/key-ring.ts'
import { CommandError } from './command-error.ts'

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
  if (process.stderr.isTTY) bar.start(1, 0)
  const { sealed, rewrapped, kept, failed } = await rotateKeys(folder, { ...ring, current }, (done) =>
    bar.update(done),
  ).finally(() => bar.stop())
  say(
    `${sealed} files were encrypted, ${rewrapped} brought to the key ${current.id.slice(0, 8)}…, ${kept} had it.`,
  )
  for (const key of failed) say(`${key} is altered, or needs a key that is not here; it is as it was.`)
  if (failed.length > 0) process.exitCode = 1
  else say('Former keys are not needed any more, except for backups made before.')
}
