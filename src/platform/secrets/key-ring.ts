/** The keys that files are encrypted with: one to seal with, and older ones that still open. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { type Config, ConfigError } from '../config/config.ts'

export type MasterKey = {
  /** 32 hexadecimal digits that tell keys apart and nothing of the key. */
  id: string
  bytes: Buffer
}
/** Without `current` nothing is sealed; what is sealed opens with any of `all`. */
export type KeyRing = { current: MasterKey | undefined; all: ReadonlyMap<string, MasterKey> }

const command_ms_max = 30_000
const form = /^[A-Za-z0-9_-]{43}$/

/** The ring of the configuration; a command for the key is run now. Throws a ConfigError when it gives none. */
export function keyRingOf(
  config: Pick<Config, 'encryptionKey' | 'encryptionKeyCommand' | 'encryptionOldKeys'>,
): KeyRing {
  const { encryptionKey, encryptionKeyCommand, encryptionOldKeys } = config
  if (encryptionKey !== undefined && encryptionKeyCommand !== undefined)
    throw new ConfigError('Set WARDLINE_ENCRYPTION_KEY or WARDLINE_ENCRYPTION_KEY_COMMAND, not both.')
  const given = encryptionKeyCommand === undefined ? encryptionKey : ask(encryptionKeyCommand)
  return ringOf(given, encryptionOldKeys)
}

/** A ring of keys as 43 characters of base64url each. */
export function ringOf(current: string | undefined, old: readonly string[] = []): KeyRing {
  const keys = [...(current === undefined ? [] : [current]), ...old].map(masterKey)
  return {
    current: current === undefined ? undefined : keys[0],
    all: new Map(keys.map((key) => [key.id, key])),
  }
}

function masterKey(text: string): MasterKey {
  const bytes = Buffer.from(text, 'base64url')
  return { bytes, id: createHash('sha256').update('wardline key\n').update(bytes).digest('hex').slice(0, 32) }
}

// The output is a key: it goes into no message.
function ask(command: string): string {
  let said: string
  try {
    const options = { timeout: command_ms_max, maxBuffer: 64 * 1024, encoding: 'utf8' } as const
    said = execFileSync('/bin/sh', ['-c', command], { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    throw new ConfigError(
      'The command of WARDLINE_ENCRYPTION_KEY_COMMAND failed, or took longer than 30 seconds.',
    )
  }
  if (form.test(said.trim())) return said.trim()
  throw new ConfigError(
    'The command of WARDLINE_ENCRYPTION_KEY_COMMAND must print 32 random bytes as 43 characters of base64url.',
  )
}
